import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.datasets import TRAINING, MissingData
from eval.suites import summedits, wice
from eval.suites.suite import Task
from eval.support import Pair, as_case, best_cosine, fit_threshold, maxsim, score_support, scores, sentences, word_overlap
from rag.embedding import Encoding
from rag.errors import DataError
from rag.evaluation.statistics import balanced_accuracy
from rag.language.parsed import parse
from rag.settings import Settings
from rag.support.check import Support
from rag.support.differences import differences

SIMPLE = ["word overlap", "cosine", "late interaction"]
SYSTEMS = [*SIMPLE, "footnote"]


def _pair(id_="p", claim="The plant opened in 2021.", evidence=("It opened in 2021.",), label="yes", supported=True):
    return Pair(id_, claim, evidence, label, supported)


def _encoding(*tokens):
    rows = np.array(tokens, dtype=np.float32)
    return Encoding(rows[0], rows, np.zeros((len(rows), 2), dtype=np.int32))


def test_function_words_do_not_count_as_overlap():
    assert word_overlap("This plant is not in Heide.", ["Some plant"]) == pytest.approx(1 / 3)
    assert word_overlap("Is not?", ["It is not."]) == 0.0


def test_the_closest_sentence_gives_the_cosine():
    assert best_cosine(_encoding([1, 0]), [_encoding([0, 1]), _encoding([0.6, 0.8])]) == pytest.approx(0.6)


def test_maxsim_takes_each_tokens_best_match_in_any_sentence():
    claim = _encoding([1, 0], [0, 1])
    assert maxsim(claim, [_encoding([1, 0])]) == 0.5
    assert maxsim(claim, [_encoding([1, 0]), _encoding([0, 1])]) == 1.0


def test_every_system_prefers_the_evidence_that_says_it(embedder):
    pairs = [_pair(), _pair(evidence=("Tulips flower in spring.", "Cheese is made of milk."))]
    found = scores(pairs, embedder)
    assert list(found) == SIMPLE
    assert all(own[0] > own[1] for own in found.values())


def test_a_long_text_is_read_to_its_end(embedder):
    text = "Tulips flower in spring. " * 100 + "The plant opened in 2021."
    assert scores([_pair(evidence=sentences(text))], embedder)["cosine"][0] == pytest.approx(1.0, abs=0.01)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), min_size=2, max_size=30))
def test_no_other_threshold_is_better(cases):
    labels, values = (np.array(column) for column in zip(*cases, strict=True))
    threshold = fit_threshold(labels.tolist(), values.tolist())
    assert values.min() <= threshold <= values.max()
    if 0 < labels.sum() < len(labels):
        others = [float(balanced_accuracy(labels, values >= other / 2)) for other in range(-1, 20)]
        assert balanced_accuracy(labels, values >= threshold) >= max(others)


def test_the_threshold_lies_between_its_neighbours():
    assert fit_threshold([True, False, True, False], [0.8, 0.2, 0.6, 0.5]) == pytest.approx(0.55)
    assert fit_threshold([True, False], [0.5, 0.5]) == 0.5
    assert fit_threshold([True, False], [0.2, 0.8]) == 0.2


def test_a_claim_at_the_threshold_is_taken_as_supported():
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
def test_a_sure_mistake_is_the_worst_case(supported, score, expected, verdict):
    pair = _pair(evidence=("Cheese.", "It opened in 2021."), label="yes" if supported else "no", supported=supported)
    case = as_case("mine", pair, Support(score, differences(parse(pair.claim), parse("It opened in 2020."))), 0.6)
    assert case.score == pytest.approx(expected)
    assert case.verdict == verdict
    assert [shown.text for shown in case.cited] == ["It opened in 2021.", '"2021" where the text has "2020"']


def _write(path, records):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps({"id": f"{path.stem}{n}"} | record) for n, record in enumerate(records)))
    return path


CLAIM, SAYS_SO, SAYS_ELSE = "Tulips flower in spring.", "In spring, the tulips flower.", "Cheese is made of milk."
WICE = [
    {"claim": CLAIM, "evidence": [SAYS_SO, "..."], "label": "supported"},
    {"claim": CLAIM, "evidence": [SAYS_ELSE], "label": "partially_supported"},
    {"claim": CLAIM, "evidence": [SAYS_ELSE], "label": "not_supported"},
]
SUMMEDITS = [
    {"claim": CLAIM, "document": f"{SAYS_SO}\n{SAYS_ELSE}", "label": 1},
    {"claim": CLAIM, "document": SAYS_ELSE, "label": 0},
]


def test_wice_takes_only_full_support_as_supported(tmp_path):
    for part in ("dev", "test"):
        _write(tmp_path / "wice" / f"{part}.jsonl", WICE)
    outcome = wice.run(Task(tmp_path, Settings()))
    assert [(r.suite, r.system, r.metric) for r in outcome.results] == [
        ("wice", system, metric) for system in SYSTEMS for metric in ("balanced accuracy", "AUC")
    ]
    assert {(r.value, r.n) for r in outcome.results} == {(1.0, 3)}
    assert [case.id for case in outcome.cases] == ["test0", "test1", "test2"]


def test_summedits_is_fitted_on_the_other_domains(tmp_path):
    _write(tmp_path / "benchmarks" / "summedits-news" / "claims.jsonl", SUMMEDITS * 2)
    for domain in summedits.DOMAINS:
        _write(tmp_path / TRAINING / "summedits-other" / f"{domain}.jsonl", SUMMEDITS)
    outcome = summedits.run(Task(tmp_path / "benchmarks", Settings(), limit=3))
    assert {(r.suite, r.value, r.n) for r in outcome.results} == {("summedits", 1.0, 3)}
    assert [case.score for case in outcome.cases] == [1.0] * 3


@pytest.mark.parametrize(
    ("read", "record", "message"),
    [
        (wice.read_pairs, WICE[0] | {"label": "maybe"}, "field 'label' is none of supported, partially_supported"),
        (wice.read_pairs, WICE[0] | {"evidence": []}, "field 'evidence' holds no sentence"),
        (summedits.read_pairs, SUMMEDITS[0] | {"label": 2}, "field 'label' is neither 0 nor 1: 2"),
        (summedits.read_pairs, SUMMEDITS[0] | {"document": "..."}, "field 'document' holds no sentence"),
    ],
)
def test_a_broken_record_is_named(tmp_path, read, record, message):
    with pytest.raises(DataError, match=rf"data\.jsonl, line 1: {message}"):
        list(read(_write(tmp_path / "data.jsonl", [record])))


@pytest.mark.parametrize(("suite", "source"), [(wice, "ryokamoi"), (summedits, "Salesforce")])
def test_a_missing_set_is_said(tmp_path, suite, source):
    with pytest.raises(MissingData, match=rf"is missing: get it from .*{source}"):
        suite.run(Task(tmp_path, Settings()))
