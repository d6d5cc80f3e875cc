"""Questions of several kinds with and without an answer, to fit on.

None of them is of a test set, and the cross-encoder has seen none in training.

What shows whether an answer is there must not depend on one kind of question or corpus: short
questions and long ones, two questions in one (of one passage or of two), claims, questions whose
passage was left out and adversarial ones; many passages and a single one.
"""

import csv
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from eval.harness.datasets import Document, read_documents
from eval.training.questions import SETS, TITLED, holds_out
from rag.core.article import Article
from rag.evaluation.jsonl import read_jsonl

OTHERS = 300
"""Passages beside those that are asked about."""
ASKED, JOINED, CLAIMS, ALONE = 240, 100, 200, 60
"""The most questions of a set, by kind."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a kind, and whether the articles beside it hold its answer."""

    text: str
    answerable: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles, and questions of one kind or several about them."""

    articles: Sequence[Article]
    questions: Sequence[Asked]


def read_corpora(training: Path, benchmarks: Path, seed: int) -> Iterator[Corpus]:
    """Yield all corpora; the same seed gives the same.

    Args:
        training: the folder of the training sets.
        benchmarks: the folder with SciFact's abstracts, which its training claims are about.
        seed: chooses passages and questions.
    """
    for name in SETS:
        yield from _passages(training / name, name, random.Random(f"{seed} {name}"))
    yield _claims(training / "scifact-train", benchmarks / "scifact", random.Random(seed))


def _passages(folder: Path, name: str, chance: random.Random) -> Iterator[Corpus]:
    """Yield held-out passages with their questions: single ones and two in one.

    Single passages follow, each with a question of its own and one of another.

    Two questions of two passages have an answer where both passages are there, and none where both
    were left out.
    """
    texts = {document.id: document for document in read_documents(folder)}
    kept = [text.id for text in texts.values() if holds_out(name, text.title, text.id)]
    gone = set(chance.sample(kept, len(kept) // (4 if name in TITLED else 2)))
    others = chance.sample(sorted(texts.keys() - set(kept)), min(OTHERS, len(texts) - len(kept)))
    records: dict[str, list[dict[str, Any]]] = defaultdict(list)
    fields = {"id": str, "text": str, "doc_id": str, "answers": list, "answerable": bool}
    for record in read_jsonl(folder / "queries.jsonl", fields, dict):
        records[record["doc_id"]].append(record)
    articles = [
        _article(texts[id_], number, name)
        for number, id_ in enumerate([*kept, *others])
        if id_ not in gone
    ]
    single = [
        Asked(record["text"].strip(), record["answerable"] and id_ not in gone, name)
        for id_ in kept
        for record in records[id_]
    ]
    single = chance.sample(single, min(ASKED, len(single)))
    joined = [
        Asked(text, id_ not in gone, f"{name}, two in one")
        for id_ in kept
        for text in _joined(records[id_], chance)
    ]
    there = [id_ for id_ in kept if id_ not in gone]
    left_out = [id_ for id_ in kept if id_ in gone]
    kind = f"{name}, two passages"
    across = [Asked(text, True, kind) for text in _across(there, records, chance)]
    across += [Asked(text, False, kind) for text in _across(left_out, records, chance)]
    joined = [
        question
        for questions in (joined, across)
        for question in chance.sample(questions, min(JOINED, len(questions)))
    ]
    yield Corpus(articles, [*single, *joined])
    with_questions = [id_ for id_ in kept if _answerable(records[id_])]
    for id_, other in pairwise(with_questions[: ALONE + 1]):
        kind = f"{name}, one passage"
        pair = [
            Asked(_answerable(records[id_])[0], True, kind),
            Asked(_answerable(records[other])[0], False, kind),
        ]
        yield Corpus([_article(texts[id_], 0, name)], pair)


def _joined(records: Sequence[Mapping[str, Any]], chance: random.Random) -> Iterator[str]:
    texts = _answerable(records)
    chance.shuffle(texts)
    for first, second in zip(texts[::2], texts[1::2], strict=False):
        yield _as_one(first, second)


def _across(
    passages: Sequence[str],
    records: Mapping[str, Sequence[Mapping[str, Any]]],
    chance: random.Random,
) -> Iterator[str]:
    by_passage = (_answerable(records[id_]) for id_ in passages)
    for first, second in pairwise([chance.choice(texts) for texts in by_passage if texts]):
        yield _as_one(first, second)


def _as_one(first: str, second: str) -> str:
    return f"{first.rstrip('?')}, and {second[:1].lower()}{second[1:]}"


def _answerable(records: Sequence[Mapping[str, Any]]) -> list[str]:
    return [record["text"].strip() for record in records if record["answerable"]]


def _claims(folder: Path, corpus: Path, chance: random.Random) -> Corpus:
    """Return claims that an abstract decides, with that abstract in the corpus or without."""
    texts = {document.id: document for document in read_documents(corpus)}
    cited: dict[str, set[str]] = {}
    with (folder / "claims_train.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["evidence_label"]:
                cited.setdefault(row["claim"], set()).update(
                    re.findall(r"\d+", row["cited_doc_ids"])
                )
    known = [(claim, ids) for claim, ids in cited.items() if ids <= texts.keys()]
    known = chance.sample(known, min(CLAIMS, len(known)))
    gone = {id_ for _, ids in known[::2] for id_ in ids}
    kept = {id_ for _, ids in known[1::2] for id_ in ids} - gone
    others = chance.sample(
        sorted(texts.keys() - gone - kept), min(OTHERS, len(texts) - len(gone) - len(kept))
    )
    articles = [
        _article(texts[id_], number, "") for number, id_ in enumerate([*sorted(kept), *others])
    ]
    return Corpus(
        articles, [Asked(claim, ids.isdisjoint(gone), "scifact-train") for claim, ids in known]
    )


def _article(document: Document, number: int, name: str) -> Article:
    titled = not name or name in TITLED
    return Article(document.text, document.title if titled else "", id=f"d{number}")
