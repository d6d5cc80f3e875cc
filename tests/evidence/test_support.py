import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.evidence.differences import Kind
from rag.evidence.loading import load_reader
from rag.evidence.support import as_pair, check_support, closest, read_signals, shipped_threshold

PASSAGE = (
    "Northvolt filed for bankruptcy in Sweden on 12 March 2025. The company had debts of more than 8 billion dollars. "
    "Lyten bought the plants in August 2025 for a price that was not told."
)


@pytest.fixture(scope="module")
def reader(embedder):
    return load_reader(embedder)


def test_what_stands_there_is_supported_and_the_contrary_is_not(reader):
    for checker in (reader, None):
        right = check_support("Northvolt filed for bankruptcy in Sweden on 12 March 2025.", PASSAGE, checker)
        wrong = check_support("Northvolt filed for bankruptcy in Norway on 12 March 2024.", PASSAGE, checker)
        assert right.reasons == ()
        assert {reason.kind for reason in wrong.reasons} == {Kind.NAME, Kind.DATE}
        assert right.probability > shipped_threshold(checker is not None) > wrong.probability


def test_something_else_is_not_supported(reader):
    assert check_support("Tulips flower in spring.", PASSAGE, reader).probability < shipped_threshold(True)


def test_of_several_sentences_the_least_supported_counts(reader):
    good = "The company had debts of more than 8 billion dollars."
    bad = "It owned three airlines."
    together = check_support(f"{good} {bad}", PASSAGE, reader)
    assert together.probability == pytest.approx(check_support(bad, PASSAGE, reader).probability, abs=0.02)
    (reason,) = together.reasons
    assert reason.claim.slice(f"{good} {bad}") == "three"


@pytest.mark.parametrize(("claim", "passage"), [("", PASSAGE), ("...", PASSAGE), ("The plant opened.", ""), ("A b.", " \n")])
def test_it_fails_closed(reader, claim, passage):
    assert check_support(claim, passage, reader).probability == 0.0
    assert check_support(claim, passage).probability == 0.0


def test_without_a_reader_words_alone_speak():
    assert "entailed" not in read_signals("Northvolt filed.", PASSAGE, (), None)


def test_a_long_text_is_read_where_it_is_about_the_claim():
    pair = as_pair(
        "The plant opened in 2021.", "Tulips flower in spring, as they always did. " * 60 + "The plant opened in 2021."
    )
    assert pair.passage.endswith("The plant opened in 2021.")
    assert len(pair.passage.split()) <= 160
    assert [span.slice(pair.passage)[-1] for span in pair.sentences] == ["."] * len(pair.sentences)


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=8), st.integers(1, 20))
def test_the_closest_sentences_are_sorted_few_and_at_least_one(claim, sentences, words):
    chosen = closest(claim, sentences, words)
    assert chosen == sorted(set(chosen))
    assert 1 <= len(chosen) <= len(sentences)
    assert len(chosen) == 1 or sum(len(sentences[i].split()) for i in chosen) <= words
