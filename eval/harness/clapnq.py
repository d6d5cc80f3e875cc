"""The questions of CLAPNQ with their passages, as a set of files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.harness.datasets import read_documents
from rag.core.article import Article
from rag.core.span import Span
from rag.core.text import normalise
from rag.evaluation.jsonl import read_jsonl
from rag.evaluation.questions import Gold, Question

FILES = ("corpus.jsonl", "queries.jsonl")


@dataclass(frozen=True, slots=True)
class Item:
    """A question of the set.

    Attributes:
        question: the question; its gold evidence is empty where it has no answer, None where nobody
            marked it.
        passages: the ids of the passages it was asked about, which hold the answer if there is one.
        sentences: the sentences of these passages as the set cuts them.
        reference: the long answer that people wrote; empty where there is none.
    """

    question: Question
    passages: tuple[str, ...]
    sentences: tuple[Gold, ...]
    reference: str


def read_articles(folder: Path) -> dict[str, Article]:
    """Return the passages of the set as articles, by id."""
    return {d.id: Article(d.text, title=d.title, id=d.id) for d in read_documents(folder)}


def read_items(folder: Path, articles: Mapping[str, Article]) -> Iterator[Item]:
    """Yield the questions of the set and find every evidence sentence in its passage.

    Raises:
        DataError: naming file, line and field.
    """
    cut = read_sentences(folder, articles)

    def parse(record: dict[str, Any]) -> Item:
        passages = tuple(record["passage_ids"])
        if unknown := [passage for passage in passages if passage not in articles]:
            raise ValueError(
                f"question {record['id']}, field 'passage_ids': "
                f"{unknown[0]!r} is not in corpus.jsonl"
            )
        sentences = tuple(sentence for passage in passages for sentence in cut[passage])
        gold = _gold(record, [articles[passage] for passage in passages])
        category = "answerable" if record["answerable"] else "unanswerable"
        question = Question(record["id"], record["text"], category, (), gold, ())
        return Item(question, passages, sentences, record["reference"])

    fields = {
        "id": str,
        "text": str,
        "answerable": bool,
        "passage_ids": list,
        "reference": str,
        "evidence_sentences": list,
    }
    return read_jsonl(folder / "queries.jsonl", fields, parse)


def read_sentences(folder: Path, articles: Mapping[str, Article]) -> dict[str, list[Gold]]:
    """Return the sentences of each passage as the set cuts them, by the passage's id.

    Raises:
        DataError: naming file, line and field.
    """

    def parse(record: dict[str, Any]) -> tuple[str, list[Gold]]:
        sentences: list[Gold] = []
        for sentence in record["sentences"]:
            try:
                begin = sentences[-1].span.end if sentences else 0
                sentences.append(_find(sentence, [articles[record["id"]]], begin))
            except ValueError as error:
                raise ValueError(f"passage {record['id']}, field 'sentences': {error}") from error
        return record["id"], sentences

    return dict(read_jsonl(folder / "corpus.jsonl", {"id": str, "sentences": list}, parse))


def spread(items: Sequence[Item], limit: int | None) -> Sequence[Item]:
    """Return at most `limit` items, evenly spread: the file has the answerable questions first."""
    return items[:: max(1, len(items) // limit)][:limit] if limit else items


def _gold(record: Mapping[str, Any], passages: Sequence[Article]) -> tuple[Gold, ...] | None:
    """Return the evidence: empty where there is no answer, None where it has not been marked."""
    if not record["answerable"]:
        return ()
    try:
        return tuple(_find(quote, passages) for quote in record["evidence_sentences"]) or None
    except ValueError as error:
        field = f"question {record['id']}, field 'evidence_sentences'"
        raise ValueError(f"{field}: {error}") from error


def _find(quote: str, passages: Sequence[Article], begin: int = 0) -> Gold:
    quote = normalise(quote)
    for passage in passages:
        start = passage.text.find(quote, begin)
        if quote and start >= 0:
            return Gold(passage.id, Span(start, start + len(quote)))
    raise ValueError(f"not in the passage: {quote[:60]!r}")
