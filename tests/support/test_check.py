import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.embedding import Embedder
from rag.evidence.loading import load_reader
from rag.evidence.reader import EvidenceReader
from rag.language.parsed import parse
from rag.support.check import (
    Support,
    as_pair,
    check_support,
    closest,
    shipped_threshold,
    support_features,
)
from rag.support.differences import DifferenceKind

PASSAGE = (
    "Northvolt filed for bankruptcy in Sweden on 12 March 2025. "
    "The company had debts of more than 8 billion dollars. "
    "Lyten bought the plants in August 2025 for a price that was not told."
)


@pytest.fixture(scope="module")
def reader(embedder: Embedder) -> EvidenceReader | None:
    return load_reader(embedder)


def check(claim: str, passage: str, reader: EvidenceReader | None = None) -> Support:
    return check_support(parse(claim), parse(passage), reader)


def test_what_stands_there_is_supported_and_the_contrary_is_not(
    reader: EvidenceReader | None,
) -> None:
    for checker in (reader, None):
        right = check("Northvolt filed for bankruptcy in Sweden on 12 March 2025.", PASSAGE, checker)
        wrong = check("Northvolt filed for bankruptcy in Norway on 12 March 2024.", PASSAGE, checker)
        assert right.reasons == ()
        kinds = {reason.kind for reason in wrong.reasons}
        assert kinds == {DifferenceKind.NAME, DifferenceKind.DATE}
        threshold = shipped_threshold(checker is not None)
        assert right.probability > threshold > wrong.probability


def test_something_else_is_not_supported(reader: EvidenceReader | None) -> None:
    support = check("Tulips flower in spring.", PASSAGE, reader)
    assert support.probability < shipped_threshold(True)


def test_of_several_sentences_the_least_supported_counts(reader: EvidenceReader | None) -> None:
    good = "The company had debts of more than 8 billion dollars."
    bad = "It owned three airlines."
    together = check(f"{good} {bad}", PASSAGE, reader)
    alone = check(bad, PASSAGE, reader)
    assert together.probability == pytest.approx(alone.probability, abs=0.02)
    (reason,) = together.reasons
    assert reason.claim.slice(f"{good} {bad}") == "three"


@pytest.mark.parametrize(("claim", "passage"), [("", PASSAGE), ("...", PASSAGE), ("The plant opened.", ""), ("A b.", " \n")])
def test_it_fails_closed(reader: EvidenceReader | None, claim: str, passage: str) -> None:
    assert check(claim, passage, reader).probability == 0.0
    assert check(claim, passage).probability == 0.0


def test_without_a_reader_words_alone_speak() -> None:
    features = support_features(parse("Northvolt filed."), parse(PASSAGE), (), None)
    assert "entailed" not in features
    assert features["overlap"] == 1.0


def test_a_long_text_is_read_where_it_is_about_the_claim() -> None:
    text = "Tulips flower in spring, as they always did. " * 60 + "The plant opened in 2021."
    pair = as_pair(parse("The plant opened in 2021."), parse(text))
    assert pair.passage.endswith("The plant opened in 2021.")
    assert len(pair.passage.split()) <= 160
    assert {span.slice(pair.passage)[-1] for span in pair.sentences} == {"."}


@given(
    st.text(max_size=60),
    st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=8),
    st.integers(1, 20),
)
def test_the_closest_sentences_are_sorted_few_and_at_least_one(claim: str, sentences: list[str], words: int) -> None:
    chosen = closest(parse(claim), [parse(sentence) for sentence in sentences], words)
    assert chosen == sorted(set(chosen))
    assert 1 <= len(chosen) <= len(sentences)
    assert len(chosen) == 1 or sum(len(sentences[i].split()) for i in chosen) <= words
