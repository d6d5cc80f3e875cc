"""XQuAD in English: find the paragraph, cite the sentence and hold the short answer."""

from pathlib import Path
from typing import Any

from eval.datasets import Query, read_documents
from eval.retrieval import MEASURES, Collection, cut, score_runs, with_verdicts
from eval.suites.suite import Task
from rag.evaluation.jsonl import read_jsonl
from rag.evaluation.questions import Gold, Question
from rag.evaluation.result import Outcome
from rag.evaluation.scoring import evaluate
from rag.types import Span

SUITE = "xquad"


def run(task: Task) -> Outcome:
    """XQuAD (English): retrieval of the paragraph among 240, evidence and short answers."""
    folder = task.find("xquad-en", "corpus.jsonl", "queries.jsonl")
    with Collection(task, SUITE, read_documents(folder)) as collection:
        questions = read_questions(folder, collection)[: task.limit]
        queries = [Query(question.id, question.text) for question in questions]
        qrels = {q.id: {collection.documents[gold.article_id]: 1 for gold in q.gold or ()} for q in questions}
        runs = collection.rank_all(task.track(queries, f"{SUITE}: searching"))
        results = score_runs(SUITE, runs, qrels, list(qrels), ("R@1", *MEASURES))
        outcome, _ = evaluate(
            SUITE, collection.bot, questions, collection.texts, lambda items: task.track(items, f"{SUITE}: asking")
        )
        return Outcome(results + outcome.results, with_verdicts(outcome.cases, runs, qrels))


def read_questions(folder: Path, collection: Collection) -> list[Question]:
    """Return the questions; the evidence is the answer's place in its paragraph.

    Raises:
        DataError: naming file and line, also where the paragraph does not have the answer at that place.
    """

    def parse(record: dict[str, Any]) -> Question:
        article = collection.article(record["doc_id"])
        answers = tuple(map(str, record["answers"]))
        span = Span(record["start"], record["start"] + len(answers[0])) if answers else None
        if span is None or span.slice(article.text) != answers[0]:
            raise ValueError(f"question {record['id']}: its answer is not at 'start' of {record['doc_id']}")
        return Question(record["id"], cut(record["text"]), "question", answers, (Gold(article.id, span),), ())

    fields = {"id": str, "text": str, "doc_id": str, "answers": list, "start": int}
    return list(read_jsonl(folder / "queries.jsonl", fields, parse))
