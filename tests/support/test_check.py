import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.parsed import parse
from rag.models.cross_encoder.cross_encoder import CrossEncoder
from rag.support.check import (
    READ_WORDS,
    Support,
    as_pair,
    check_support,
    closest,
    shipped_threshold,
    support_features,
)
from rag.support.differences import differences
from rag.support.values import DifferenceKind

PASSAGE = (
    "Northvolt filed for bankruptcy in Sweden on 12 March 2025. "
    "The company had debts of more than 8 billion dollars. "
    "Lyten bought the plants in August 2025 for a price that was not told."
)


def check(claim: str, passage: str, cross_encoder: CrossEncoder | None = None) -> Support:
    return check_support(parse(claim), parse(passage), cross_encoder)


def test_of_several_sentences_the_least_supported_counts(cross_encoder: CrossEncoder) -> None:
    good = "The company had debts of more than 8 billion dollars."
    bad = "It owned three airlines."
    together = check(f"{good} {bad}", PASSAGE, cross_encoder)
    alone = check(bad, PASSAGE, cross_encoder)
    assert together.probability == pytest.approx(alone.probability, abs=0.02)
    (reason,) = together.reasons
    assert reason.claim.slice(f"{good} {bad}") == "three"


@pytest.mark.parametrize(
    ("claim", "passage"),
    [("", PASSAGE), ("...", PASSAGE), ("The plant opened.", ""), ("A b.", " \n")],
)
def test_it_fails_closed(cross_encoder: CrossEncoder, claim: str, passage: str) -> None:
    assert check(claim, passage, cross_encoder).probability == 0.0
    assert check(claim, passage).probability == 0.0


def test_without_a_cross_encoder_words_and_differences_alone_speak() -> None:
    claim, passage = parse("Northvolt filed in Norway, Finland and Denmark."), parse(PASSAGE)
    features = support_features(claim, passage, differences(claim, passage), None)
    kinds = {kind.value: 0.0 for kind in DifferenceKind}
    assert features == {"overlap": 2 / 5, **kinds, "name": 2.0}, "at most two of a kind count"


def test_the_cross_encoder_adds_its_log_odds(cross_encoder: CrossEncoder) -> None:
    claim, passage = parse("Northvolt filed."), parse(PASSAGE)
    (prediction,) = cross_encoder.predict([as_pair(claim, passage)])
    features = support_features(claim, passage, (), cross_encoder)
    assert features["entailed"] == pytest.approx(prediction.entailed, abs=0.05)


def test_a_threshold_ships_for_each_fit() -> None:
    assert all(0 < shipped_threshold(cross_encoded) < 1 for cross_encoded in (True, False))


def test_of_a_long_text_the_sentences_about_the_claim_are_read() -> None:
    text = "Tulips flower in spring, as they always did. " * 60 + "The plant opened in 2021."
    pair = as_pair(parse("The plant opened in 2021."), parse(text))
    assert pair.passage.endswith("The plant opened in 2021.")
    assert len(pair.passage.split()) <= READ_WORDS
    assert {span.slice(pair.passage)[-1] for span in pair.sentences} == {"."}


@given(
    st.text(max_size=60),
    st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=8),
    st.integers(1, 20),
)
def test_the_closest_sentences_are_sorted_few_and_at_least_one(
    claim: str, sentences: list[str], words: int
) -> None:
    chosen = closest(parse(claim), [parse(sentence) for sentence in sentences], words)
    assert chosen == sorted(set(chosen))
    assert 1 <= len(chosen) <= len(sentences)
    assert len(chosen) == 1 or sum(len(sentences[i].split()) for i in chosen) <= words
