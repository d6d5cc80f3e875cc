"""XQuAD in English: find the paragraph, cite the sentence and hold the short answer."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.harness.datasets import Query, read_documents
from eval.harness.ranking_scores import MEASURES, score_runs, with_verdicts
from eval.harness.retrieval import Collection, cut
from eval.harness.suite import Task
from rag.answering.quoting import Quoted
from rag.core.corpus import Filter
from rag.core.passage import Evidence
from rag.core.span import Span
from rag.evaluation.jsonl import read_jsonl
from rag.evaluation.matching import exact_match, token_f1
from rag.evaluation.measure.result import FOOTNOTE, Outcome, Result, Scorer
from rag.evaluation.questions import Gold, Question
from rag.evaluation.scoring import evaluate

SUITE = "xquad"


def run(task: Task) -> Outcome:
    """XQuAD (English): the paragraph among 240, the sentence with the answer, exact answers."""
    folder = task.find("xquad-en", "corpus.jsonl", "queries.jsonl")
    with Collection(task, SUITE, read_documents(folder)) as collection:
        questions = read_questions(folder, collection)[: task.limit]
        queries = [Query(question.id, question.text) for question in questions]
        qrels = {
            q.id: {collection.documents[gold.article_id]: 1 for gold in q.gold or ()}
            for q in questions
        }
        outcome, answered = evaluate(
            SUITE,
            collection.bot,
            questions,
            collection.texts,
            lambda items: task.track(items, f"{SUITE}: asking"),
        )
        served = {one.question.id: one.quoted.hits for one in answered}
        given = [
            collection.bot.quote(q.text, where=_paragraph(q))
            for q in task.track(questions, f"{SUITE}: paragraph given")
        ]
        runs = collection.rank_all(task.track(queries, f"{SUITE}: searching"), served)
        results = score_runs(SUITE, runs, qrels, list(qrels), ("R@1", *MEASURES))
    results += score_exact(questions, [one.quoted for one in answered], "open")
    results += score_exact(questions, given, "paragraph given")
    return Outcome(results + outcome.results, with_verdicts(outcome.cases, runs, qrels))


def score_exact(
    questions: Sequence[Question], answers: Sequence[Quoted], label: str
) -> list[Result]:
    """Return how often the best sentence holds the answer, and how exact the short answer is.

    Without a cross-encoder there are no short answers, and no exact match and token F1 of them.
    """
    scorer, ids = Scorer(SUITE, FOOTNOTE), [question.id for question in questions]
    first = [
        bool(one.evidence) and _holds(one.evidence[0], q)
        for q, one in zip(questions, answers, strict=True)
    ]
    results = scorer.mean(f"answer sentence first, {label}", first, ids)
    if not any(one.short for one in answers):
        return results
    short = [one.short.text if one.short else "" for one in answers]
    pairs = list(zip(short, [question.answers for question in questions], strict=True))
    return [
        *results,
        *scorer.mean(f"exact answer EM, {label}", [exact_match(*pair) for pair in pairs], ids),
        *scorer.mean(f"exact answer F1, {label}", [token_f1(*pair) for pair in pairs], ids),
    ]


def _holds(evidence: Evidence, question: Question) -> bool:
    return any(
        g.article_id == evidence.article.id and g.span.overlaps(evidence.span)
        for g in question.gold or ()
    )


def _paragraph(question: Question) -> Filter:
    return Filter(articles=tuple(gold.article_id for gold in question.gold or ()))


def read_questions(folder: Path, collection: Collection) -> list[Question]:
    """Return the questions; the evidence is the answer's place in its paragraph.

    Raises:
        DataError: naming file and line, also where the paragraph does not have the answer at that
            place.
    """

    def parse(record: dict[str, Any]) -> Question:
        article = collection.article(record["doc_id"])
        answers = tuple(map(str, record["answers"]))
        span = Span(record["start"], record["start"] + len(answers[0])) if answers else None
        if span is None or span.slice(article.text) != answers[0]:
            raise ValueError(
                f"question {record['id']}: its answer is not at 'start' of {record['doc_id']}"
            )
        return Question(
            record["id"], cut(record["text"]), "question", answers, (Gold(article.id, span),), ()
        )

    fields = {"id": str, "text": str, "doc_id": str, "answers": list, "start": int}
    return list(read_jsonl(folder / "queries.jsonl", fields, parse))
