"""MultiHop-RAG: news questions whose answer needs two to four facts, and questions that have none.

The pool is reduced: the bodies of the articles are not public, so only the facts that the questions
were made from are searched. Numbers are higher than on the full corpus; only differences compare
with published ones.
"""

from pathlib import Path
from typing import Any

from eval.harness.datasets import Query, read_documents, read_qrels
from eval.harness.ranking_scores import Qrels, score_runs, with_verdicts
from eval.harness.retrieval import Collection, cut
from eval.harness.suite import Task
from rag.core.article import Article
from rag.evaluation.jsonl import read_jsonl
from rag.evaluation.measure.result import Outcome
from rag.evaluation.questions import Question
from rag.evaluation.scoring import evaluate

SUITE = "multihop"
MEASURES = ("Hits@4", "nDCG@10", "R@10", "MRR@10")


def run(task: Task) -> Outcome:
    """MultiHop-RAG: news questions over several facts, some without an answer (reduced pool)."""
    folder = task.find("multihop-facts", "corpus.jsonl", "queries.jsonl", "qrels.tsv")
    articles = read_facts(folder)
    qrels = read_qrels(folder)
    with Collection(
        task, SUITE, read_documents(folder), lambda document: articles[document.id]
    ) as collection:
        questions = read_questions(folder, collection, qrels)[: task.limit]
        queries = [
            Query(question.id, question.text) for question in questions if question.answerable
        ]
        outcome, answered = evaluate(
            SUITE,
            collection.bot,
            questions,
            collection.texts,
            lambda items: task.track(items, f"{SUITE}: asking"),
        )
        served = {one.question.id: one.quoted.hits for one in answered}
        runs = collection.rank_all(task.track(queries, f"{SUITE}: searching"), served)
        results = score_runs(SUITE, runs, qrels, [query.id for query in queries], MEASURES)
        return Outcome(results + outcome.results, with_verdicts(outcome.cases, runs, qrels))


def read_facts(folder: Path) -> dict[str, Article]:
    """Return the facts as articles with outlet, address and day, by document id.

    Raises:
        DataError: naming file, line and field.
    """

    def parse(record: dict[str, Any]) -> tuple[str, Article]:
        article = Article(
            record["text"],
            record["title"],
            outlet=record["source"],
            url=record["url"],
            published=record["published"],
        )
        return record["id"], article

    fields = dict.fromkeys(("id", "title", "text", "source", "url", "published"), str)
    return dict(read_jsonl(folder / "corpus.jsonl", fields, parse))


def read_questions(folder: Path, collection: Collection, qrels: Qrels) -> list[Question]:
    """Return the questions by kind; the evidence is every relevant fact, whole.

    "Yes" and "no" are not answers to look for.

    Raises:
        DataError: naming file, line and field.
    """

    def parse(record: dict[str, Any]) -> Question:
        name, answer = record["id"], record["answer"]
        relevant = [document for document, degree in qrels.get(name, {}).items() if degree]
        if bool(relevant) != record["answerable"]:
            raise ValueError(
                f"question {name}: only one of qrels.tsv and 'answerable' says "
                "that it has an answer"
            )
        told = record["answerable"] and answer.lower() not in ("yes", "no")
        gold = tuple(map(collection.whole, relevant))
        return Question(
            name, cut(record["text"]), record["type"], (answer,) if told else (), gold, ()
        )

    fields = {"id": str, "text": str, "type": str, "answer": str, "answerable": bool}
    return list(read_jsonl(folder / "queries.jsonl", fields, parse))
