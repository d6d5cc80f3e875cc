import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.harness.claims import (
    Pair,
    as_case,
    best_cosine,
    fit_threshold,
    maxsim,
    score_support,
    scores,
    sentences,
    word_overlap,
)
from rag.evaluation.measure.statistics import balanced_accuracy
from rag.language.parsed import parse
from rag.models.embedding import Embedder, Encoding
from rag.support.check import Support
from rag.support.differences import differences

SIMPLE = ["word overlap", "cosine", "late interaction"]


def _pair(
    id_: str = "p",
    claim: str = "The plant opened in 2021.",
    evidence: tuple[str, ...] = ("It opened in 2021.",),
    label: str = "yes",
    supported: bool = True,
) -> Pair:
    return Pair(id_, claim, evidence, label, supported)


def _encoding(*tokens: list[float]) -> Encoding:
    rows = np.array(tokens, dtype=np.float32)
    return Encoding(rows[0], rows, np.zeros((len(rows), 2), dtype=np.int32))


def test_function_words_do_not_count_as_overlap() -> None:
    assert word_overlap("This plant is not in Heide.", ["Some plant"]) == pytest.approx(1 / 3)
    assert word_overlap("Is not?", ["It is not."]) == 0.0


def test_the_closest_sentence_gives_the_cosine() -> None:
    assert best_cosine(
        _encoding([1, 0]), [_encoding([0, 1]), _encoding([0.6, 0.8])]
    ) == pytest.approx(0.6)


def test_maxsim_takes_each_tokens_best_match_in_any_sentence() -> None:
    claim = _encoding([1, 0], [0, 1])
    assert maxsim(claim, [_encoding([1, 0])]) == 0.5
    assert maxsim(claim, [_encoding([1, 0]), _encoding([0, 1])]) == 1.0


def test_every_system_prefers_the_evidence_that_says_it(embedder: Embedder) -> None:
    pairs = [_pair(), _pair(evidence=("Tulips flower in spring.", "Cheese is made of milk."))]
    by_system = scores(pairs, embedder)
    assert list(by_system) == SIMPLE
    assert all(first > second for first, second in by_system.values())


def test_a_long_text_is_read_to_its_end(embedder: Embedder) -> None:
    text = "Tulips flower in spring. " * 100 + "The plant opened in 2021."
    assert scores([_pair(evidence=sentences(text))], embedder)["cosine"][0] == pytest.approx(
        1.0, abs=0.01
    )


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), min_size=2, max_size=30))
def test_no_other_threshold_is_better(cases: list[tuple[float, bool]]) -> None:
    labels, values = (np.array(column) for column in zip(*cases, strict=True))
    threshold = fit_threshold(labels.tolist(), values.tolist())
    assert values.min() <= threshold <= values.max()
    if 0 < labels.sum() < len(labels):
        others = [float(balanced_accuracy(labels, values >= other / 2)) for other in range(-1, 20)]
        assert balanced_accuracy(labels, values >= threshold) >= max(others)


def test_the_threshold_lies_between_its_neighbours() -> None:
    assert fit_threshold([True, False, True, False], [0.8, 0.2, 0.6, 0.5]) == pytest.approx(0.55)
    assert fit_threshold([True, False], [0.5, 0.5]) == 0.5
    assert fit_threshold([True, False], [0.2, 0.8]) == 0.2


def test_a_claim_at_the_threshold_is_taken_as_supported() -> None:
    pairs = [_pair("a"), _pair("b", supported=False), _pair("c", supported=False)]
    results = score_support("mine", pairs, {"mine": [0.5, 0.9, 0.1]}, {"mine": 0.5})
    assert [(r.system, r.metric, r.value, r.n) for r in results] == [
        ("mine", "balanced accuracy", 0.75, 3),
        ("mine", "AUC", 0.5, 3),
    ]


@pytest.mark.parametrize(
    ("supported", "score", "expected", "verdict"),
    [
        (True, 0.71, 1.0, "taken as supported (score 0.71, threshold 0.60)"),
        (False, 0.71, 0.39, "taken as supported (score 0.71, threshold 0.60), but labelled no"),
        (True, 0.0, 0.0, "taken as not supported (score 0.00, threshold 0.60), but labelled yes"),
    ],
)
def test_a_sure_mistake_is_the_worst_case(
    supported: bool, score: float, expected: float, verdict: str
) -> None:
    pair = _pair(
        evidence=("Cheese.", "It opened in 2021."),
        label="yes" if supported else "no",
        supported=supported,
    )
    case = as_case(
        "mine",
        pair,
        Support(score, differences(parse(pair.claim), parse("It opened in 2020."))),
        0.6,
    )
    assert case.score == pytest.approx(expected)
    assert case.verdict == verdict
    assert [shown.text for shown in case.cited] == [
        "It opened in 2021.",
        '"2021" where the text has "2020"',
    ]
