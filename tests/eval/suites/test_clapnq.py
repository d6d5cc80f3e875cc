from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.harness.clapnq import Item, read_items, spread
from eval.harness.datasets import MissingData
from eval.harness.suite import Task
from eval.suites.clapnq import run, score_answers, score_given
from rag.core.answer import Answer, Citation, Sentence
from rag.core.article import Article
from rag.core.span import Span
from rag.errors import DataError
from rag.evaluation.questions import Gold, Question
from rag.settings import Settings
from tests.eval.sets import Record, write_jsonl
from tests.evaluation.samples import asked_question, values_of

TULIPS = ["Tulips grow from bulbs .", "They flower in spring .", "Most tulips need a cold winter ."]
LOCKS = ["A lock lifts boats between two levels of a canal .", "Its gates are closed by hand ."]
PASSAGES = {"p0": ("Tulip", TULIPS), "p1": ("Canal lock", LOCKS)}
ARTICLES = {
    id_: Article(" ".join(sentences), title=title, id=id_)
    for id_, (title, sentences) in PASSAGES.items()
}


def _query(id_: str, text: str, passage: str, evidence: Sequence[str] | None = None) -> Record:
    return {
        "id": id_,
        "text": text,
        "answerable": evidence is not None,
        "passage_ids": [passage],
        "reference": " ".join(evidence or ()),
        "evidence_sentences": list(evidence or ()),
    }


QUERIES = [
    _query("q0", "when do tulips flower", "p0", [TULIPS[1]]),
    _query("q1", "what does a canal lock do", "p1", [LOCKS[0]]),
    _query("q2", "who brought tulips to the netherlands", "p0"),
    _query("q3", "which canal lock is the deepest", "p1"),
]


def _write(data: Path, queries: Sequence[Record] = QUERIES) -> Path:
    folder = data / "clapnq"
    corpus = [
        {"id": id_, "title": title, "text": " ".join(sentences) + " ", "sentences": sentences}
        for id_, (title, sentences) in PASSAGES.items()
    ]
    write_jsonl(folder / "corpus.jsonl", corpus)
    write_jsonl(folder / "queries.jsonl", queries)
    return folder


def _gold(passage: str, sentence: str) -> Gold:
    start = ARTICLES[passage].text.index(sentence)
    return Gold(passage, Span(start, start + len(sentence)))


def _answer(*spans: Span, confidence: float = 0.9) -> Answer:
    article = ARTICLES["p0"]
    citations = tuple(
        Citation(n, article.info, span, span.slice(article.text)) for n, span in enumerate(spans, 1)
    )
    sentences = tuple(Sentence(citation.quote, (citation.number,)) for citation in citations)
    return Answer("", "", sentences, citations, abstained=not spans, confidence=confidence)


def test_evidence_is_found_in_its_passage(tmp_path: Path) -> None:
    unmarked = _query("q4", "why cold", "p0", []) | {"answerable": True}
    items = list(read_items(_write(tmp_path, [*QUERIES, unmarked]), ARTICLES))
    assert [item.question.gold for item in items] == [
        (_gold("p0", TULIPS[1]),),
        (_gold("p1", LOCKS[0]),),
        (),
        (),
        None,
    ]
    assert [item.question.category for item in items] == [
        *["answerable"] * 2,
        *["unanswerable"] * 2,
        "answerable",
    ]
    assert items[2].sentences == tuple(_gold("p0", sentence) for sentence in TULIPS)
    assert items[1].passages == ("p1",)
    assert items[1].reference == LOCKS[0]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            _query("q9", "when", "p0", ["They flower in autumn ."]),
            "queries.jsonl, line 1: question q9, field 'evidence_sentences': "
            "not in the passage: 'They flower in autumn",
        ),
        (
            _query("q9", "when", "p7", []),
            "question q9, field 'passage_ids': 'p7' is not in corpus.jsonl",
        ),
    ],
)
def test_what_does_not_fit_the_passages_is_named(
    tmp_path: Path, query: Record, message: str
) -> None:
    with pytest.raises(DataError, match=message):
        list(read_items(_write(tmp_path, [query]), ARTICLES))


def test_a_limit_takes_both_kinds() -> None:
    assert spread([*"aaabbb"], 2) == ["a", "b"]
    assert spread([*"aaabbb"], 4) == [*"aaab"]
    assert spread([*"aaabbb"], None) == [*"aaabbb"]


def test_with_the_passage_given_the_unit_is_a_sentence_of_the_set() -> None:
    sentences = tuple(_gold("p0", sentence) for sentence in TULIPS)
    first, second, _ = (sentence.span for sentence in sentences)
    both = Span(first.start, second.end)
    questions = [
        Question("q0", "", "answerable", (), (sentences[1],), ()),
        Question("q1", "", "unanswerable", (), (), ()),
        Question("q2", "", "answerable", (), None, ()),
    ]
    answered = [
        asked_question(questions[0], _answer(), _answer(both)),
        asked_question(questions[1], _answer(first), _answer(first, confidence=0.4)),
        asked_question(questions[2], _answer(first), _answer(first)),
    ]
    items = [Item(question, ("p0",), sentences, "") for question in questions]
    assert values_of(score_given(items, answered), 1e-3) == {
        ("footnote", "evidence precision, passage given"): (0.5, 1),
        ("footnote", "evidence recall, passage given"): (1.0, 1),
        ("footnote", "evidence F1, passage given"): (0.667, 1),
        ("footnote", "words per answer, passage given"): (10.0, 1),
        ("footnote", "abstention AUC, passage given"): (1.0, 2),
        ("footnote", "answerable refused, passage given"): (1.0, 1),
        ("footnote", "unanswerable refused, passage given"): (0.0, 1),
    }


def test_answers_are_compared_with_the_reference_without_their_markers() -> None:
    question = Question("q0", "", "answerable", (), (_gold("p0", TULIPS[1]),), ())
    answer = _answer(_gold("p0", TULIPS[1]).span)
    assert values_of(
        score_answers("mine", "short", [(question, answer)], {"q0": "They flowered in May"})
    ) == {
        ("mine", "ROUGE-L, short"): (0.75, 1),  # stems: they, flower, in
        ("mine", "token F1, short"): (0.5, 1),  # words: they, in
    }


def test_the_suite_measures_footnote_and_the_baseline(tmp_path: Path) -> None:
    _write(tmp_path)
    outcome = run(Task(tmp_path, Settings()))
    values = values_of(outcome.results)
    assert values["footnote", "evidence recall, passage given"] == (1.0, 2)
    assert values["footnote", "verbatim quotes"][0] == 1.0
    assert values["footnote", "abstention AUC, passage given"][1] == 4
    assert values["langchain-tutorial", "evidence recall, 4 whole chunks"] == (1.0, 2)
    assert {
        ("footnote", "ROUGE-L, passage given"),
        ("langchain-tutorial", "ROUGE-L, no abstention"),
    } <= values.keys()
    assert {result.suite for result in outcome.results} == {"clapnq"}
    assert [case.id for case in outcome.cases] == ["q0", "q1", "q2", "q3"]


def test_a_missing_set_is_said(tmp_path: Path) -> None:
    with pytest.raises(
        MissingData, match=r"corpus\.jsonl is missing: get it from github\.com/primeqa"
    ):
        run(Task(tmp_path, Settings()))
