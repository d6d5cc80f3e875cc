import json

import pytest

from eval.datasets import MissingData
from eval.suites.clapnq import Item, read_items, run, score_answers, score_given, spread
from eval.suites.suite import Task
from rag.answering.asking import Examined
from rag.article import Article
from rag.errors import DataError
from rag.evaluation.questions import Gold, Question
from rag.evaluation.scoring import Asked
from rag.settings import Settings
from rag.types import Answer, Citation, Sentence, Span

TULIPS = ["Tulips grow from bulbs .", "They flower in spring .", "Most tulips need a cold winter ."]
LOCKS = ["A lock lifts boats between two levels of a canal .", "Its gates are closed by hand ."]
PASSAGES = {"p0": ("Tulip", TULIPS), "p1": ("Canal lock", LOCKS)}
ARTICLES = {id_: Article(" ".join(sentences), title=title, id=id_) for id_, (title, sentences) in PASSAGES.items()}


def _judged(question, served, always):
    return Asked(question, Examined(served, always))


def _asked(id_, text, passage, evidence=None):
    reference = " ".join(evidence or ())
    known = {"answerable": evidence is not None, "passage_ids": [passage], "reference": reference}
    return {"id": id_, "text": text, **known, "evidence_sentences": evidence or []}


QUERIES = [
    _asked("q0", "when do tulips flower", "p0", [TULIPS[1]]),
    _asked("q1", "what does a canal lock do", "p1", [LOCKS[0]]),
    _asked("q2", "who brought tulips to the netherlands", "p0"),
    _asked("q3", "which canal lock is the deepest", "p1"),
]


def _write(data, queries=QUERIES):
    folder = data / "clapnq"
    folder.mkdir()
    corpus = [{"id": i, "title": t, "text": " ".join(s) + " ", "sentences": s} for i, (t, s) in PASSAGES.items()]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)))
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    return folder


def _gold(passage, sentence):
    start = ARTICLES[passage].text.index(sentence)
    return Gold(passage, Span(start, start + len(sentence)))


def _values(results):
    return {(result.system, result.metric): (pytest.approx(result.value, abs=1e-3), result.n) for result in results}


def _answer(*spans, confidence=0.9):
    article = ARTICLES["p0"]
    citations = tuple(Citation(n, article.info, span, span.slice(article.text)) for n, span in enumerate(spans, 1))
    sentences = tuple(Sentence(citation.quote, (citation.number,)) for citation in citations)
    return Answer("", "", sentences, citations, abstained=not spans, confidence=confidence)


def test_evidence_is_found_in_its_passage(tmp_path):
    unmarked = _asked("q4", "why cold", "p0", []) | {"answerable": True}
    items = list(read_items(_write(tmp_path, [*QUERIES, unmarked]), ARTICLES))
    assert [item.question.gold for item in items] == [(_gold("p0", TULIPS[1]),), (_gold("p1", LOCKS[0]),), (), (), None]
    assert [item.question.category for item in items] == [*["answerable"] * 2, *["unanswerable"] * 2, "answerable"]
    assert items[2].sentences == tuple(_gold("p0", sentence) for sentence in TULIPS)
    assert items[1].passages == ("p1",)
    assert items[1].reference == LOCKS[0]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            _asked("q9", "when", "p0", ["They flower in autumn ."]),
            "queries.jsonl, line 1: question q9, field 'evidence_sentences': not in the passage: 'They flower in autumn",
        ),
        (_asked("q9", "when", "p7", []), "question q9, field 'passage_ids': 'p7' is not in corpus.jsonl"),
    ],
)
def test_what_does_not_fit_the_passages_is_named(tmp_path, query, message):
    with pytest.raises(DataError, match=message):
        list(read_items(_write(tmp_path, [query]), ARTICLES))


def test_a_limit_takes_both_kinds():
    assert spread([*"aaabbb"], 2) == ["a", "b"]
    assert spread([*"aaabbb"], 4) == [*"aaab"]
    assert spread([*"aaabbb"], None) == [*"aaabbb"]


def test_with_the_passage_given_the_unit_is_a_sentence_of_the_set():
    sentences = tuple(_gold("p0", sentence) for sentence in TULIPS)
    first, second, _ = (sentence.span for sentence in sentences)
    both = Span(first.start, second.end)
    questions = [
        Question("q0", "", "answerable", (), (sentences[1],), ()),
        Question("q1", "", "unanswerable", (), (), ()),
        Question("q2", "", "answerable", (), None, ()),
    ]
    asked = [
        _judged(questions[0], _answer(), _answer(both)),
        _judged(questions[1], _answer(first), _answer(first, confidence=0.4)),
        _judged(questions[2], _answer(first), _answer(first)),
    ]
    items = [Item(question, ("p0",), sentences, "") for question in questions]
    assert _values(score_given(items, asked)) == {
        ("footnote", "evidence precision, passage given"): (0.5, 1),
        ("footnote", "evidence recall, passage given"): (1.0, 1),
        ("footnote", "evidence F1, passage given"): (0.667, 1),
        ("footnote", "words per answer, passage given"): (10.0, 1),
        ("footnote", "abstention AUC, passage given"): (1.0, 2),
        ("footnote", "answerable refused, passage given"): (1.0, 1),
        ("footnote", "unanswerable refused, passage given"): (0.0, 1),
    }


def test_answers_are_compared_with_the_reference_without_their_markers():
    question = Question("q0", "", "answerable", (), (_gold("p0", TULIPS[1]),), ())
    answer = _answer(_gold("p0", TULIPS[1]).span)
    assert _values(score_answers("mine", "short", [(question, answer)], {"q0": "They flowered in May"})) == {
        ("mine", "ROUGE-L, short"): (0.75, 1),  # stems: they, flower, in
        ("mine", "token F1, short"): (0.5, 1),  # words: they, in
    }


def test_the_suite_measures_footnote_and_the_baseline(tmp_path):
    _write(tmp_path)
    outcome = run(Task(tmp_path, Settings()))
    values = _values(outcome.results)
    assert values["footnote", "evidence recall, passage given"] == (1.0, 2)
    assert values["footnote", "verbatim quotes"][0] == 1.0
    assert values["footnote", "abstention AUC, passage given"][1] == 4
    assert values["langchain-tutorial", "evidence recall, 4 whole chunks"] == (1.0, 2)
    assert {("footnote", "ROUGE-L, passage given"), ("langchain-tutorial", "ROUGE-L, no abstention")} <= values.keys()
    assert {result.suite for result in outcome.results} == {"clapnq"}
    assert [case.id for case in outcome.cases] == ["q0", "q1", "q2", "q3"]


def test_a_missing_set_is_said(tmp_path):
    with pytest.raises(MissingData, match=r"corpus\.jsonl is missing: get it from github\.com/primeqa"):
        run(Task(tmp_path, Settings()))
