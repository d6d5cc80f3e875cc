"""Questions with evidence and short answers, to fit on what a reader is told of an answer.

They are the held-out parts of training sets: no test set, and the cross-encoder has not seen them.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.harness.datasets import Document, read_documents
from eval.training.question_sets import SETS as LATER
from eval.training.questions import SETS, TITLED, holds_out
from rag.core.article import Article
from rag.core.span import Span
from rag.evaluation.jsonl import read_jsonl
from rag.evaluation.questions import Gold, Question

ASKED, OTHERS = 60, 100
"""The most questions of a set, and the passages beside those that are asked about."""
_UNSURE = ("tatqa-text", "timeqa-human")
"""Sets whose questions without an answer may be answered by another passage."""
_LEFT_OUT = ("quotesum", "ramdocs", "qamr", "clapnq-train-answers", "disfl-squad2", "sharc-dev")
"""Sets with several right answers, with the same questions as another, or of one sentence each."""


@dataclass(frozen=True, slots=True)
class DevSet:
    """Articles, and questions about them."""

    name: str
    articles: Sequence[Article]
    questions: Sequence[Question]


def read_dev_sets(training: Path, seed: int) -> Iterator[DevSet]:
    """Yield the held-out part of each set; the same seed gives the same."""
    for name in (*SETS, *(name for name in LATER if name not in _LEFT_OUT)):
        yield read_dev_set(training / name, name, random.Random(f"{seed} {name}"))


def read_dev_set(folder: Path, name: str, chance: random.Random) -> DevSet:
    """Return the held-out part of a set, and other passages beside it."""
    texts = {document.id: document for document in read_documents(folder)}
    fields = {"id": str, "text": str, "doc_id": str, "answers": list, "answerable": bool}
    records = [
        record
        for record in read_jsonl(folder / "queries.jsonl", fields, dict)
        if _is_held_out(record, name, texts[record["doc_id"]]) and not record.get("history")
    ]
    asked = chance.sample(records, min(ASKED, len(records)))
    needed = dict.fromkeys(record["doc_id"] for record in asked)
    rest = [text for text in sorted(texts) if text not in needed]
    others = chance.sample(rest, min(OTHERS, len(rest)))
    named = {id_: f"p{number}" for number, id_ in enumerate([*needed, *others])}
    titled = name in TITLED or name in LATER
    articles = [
        Article(texts[id_].text, title=texts[id_].title if titled else "", id=short)
        for id_, short in named.items()
    ]
    questions = [_question(record, named[record["doc_id"]], name) for record in asked]
    return DevSet(name, articles, [question for question in questions if question])


def _is_held_out(record: Mapping[str, Any], name: str, passage: Document) -> bool:
    if name in LATER:
        return LATER[name].holds_out(record, passage.title, passage.id)
    return holds_out(name, passage.title, passage.id)


def _question(record: Mapping[str, Any], article: str, name: str) -> Question | None:
    """Return a record as a question; None where it does not say what a right answer is."""
    places = [Span(*place) for place in record.get("evidence") or ()]
    start = record.get("start")
    if not places and record["answers"] and start is not None and start >= 0:
        places = [Span(start, start + len(record["answers"][0]))]
    able = record["answerable"]
    if (able and not places) or (not able and name in _UNSURE):
        return None
    gold = tuple(Gold(article, place) for place in places) if able else ()
    answers = () if record.get("type") == "yesno" else tuple(record["answers"])
    return Question(record["id"], record["text"].strip(), name, answers, gold, ())
