"""Files of questions with the evidence that answers them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.core.answer import Answer, Citation, Turn
from rag.core.article import Article
from rag.core.span import Span
from rag.errors import QuestionError
from rag.evaluation.jsonl import check_fields, read_lines
from rag.library.library import Library
from rag.question.check import check_question

_OPTIONAL: dict[str, Any] = {"answers": [], "history": [], "rejected": [], "without": []}


@dataclass(frozen=True, slots=True)
class Gold:
    """A verbatim quote of an article, with its place there."""

    article_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is known of its right answer.

    Attributes:
        id: its name in the file.
        text: the question.
        category: its kind, for results by kind.
        answers: short reference answers, each right on its own.
        gold: the evidence; empty where the corpus does not hold the answer, None where it is not
            known.
        history: the earlier turns.
        rejected: quotes that do not support the answer, by the judgement of a reader.
        without: the ids of articles that are left out of the search, as if they were not there.
    """

    id: str
    text: str
    category: str
    answers: tuple[str, ...]
    gold: tuple[Gold, ...] | None
    history: tuple[Turn, ...]
    rejected: tuple[Gold, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the corpus holds the answer, as far as is known."""
        return bool(self.gold)


def articles_by_file(library: Library) -> dict[str, Article]:
    """Return the indexed articles by id, and by the name of their file where that is unique."""
    identities = library.identities()
    articles = {article.id: article for article in library.texts()}
    names = {name: Path(identities[name]).name for name in articles}
    count = Counter(names.values())
    return {
        names[name]: article for name, article in articles.items() if count[names[name]] == 1
    } | articles


def load_questions(path: Path, articles: Mapping[str, Article]) -> list[Question]:
    """Read a JSONL file of questions; see `parse_questions`.

    Raises:
        DataError: naming file, line and field.
    """
    with path.open(encoding="utf-8-sig") as file:
        return parse_questions(file, path.name, articles)


def parse_questions(
    lines: Iterable[str], name: str, articles: Mapping[str, Article]
) -> list[Question]:
    """Read the lines of a file of questions and find every quote in its article.

    Args:
        lines: one JSON object each: id, question, category, answers, evidence [{file, quote}]
            (null: nobody said), history [{role, text}], rejected [{file, quote}], without [file]
            (articles that are left out of the search).
        name: the file's name.
        articles: the indexed articles by the name of their file.

    Raises:
        DataError: naming file, line and field.
    """

    def parse(record: dict[str, Any]) -> Question:
        record = check_fields(_OPTIONAL | record, dict.fromkeys(_OPTIONAL, list))
        gold = None
        if record["evidence"] is not None:
            check_fields(record, {"evidence": list})
            gold = tuple(_find(evidence, articles) for evidence in record["evidence"])
        if not all(isinstance(answer, str) for answer in record["answers"]):
            raise ValueError("field 'answers' is not a list of texts")
        try:
            check_question(record["question"])
        except QuestionError as error:
            raise ValueError(f"field 'question': {error}") from error
        return Question(
            record["id"],
            record["question"],
            record["category"],
            tuple(record["answers"]),
            gold,
            tuple(_turns(record["history"])),
            tuple(_find(quote, articles) for quote in record["rejected"]),
            _left_out(record["without"], gold or (), articles),
        )

    return list(read_lines(lines, name, {"id": str, "question": str, "category": str}, parse))


def _left_out(
    files: Sequence[Any], gold: Sequence[Gold], articles: Mapping[str, Article]
) -> tuple[str, ...]:
    """Return the ids of the articles that are left out; never all, never one of the evidence."""
    for file in files:
        if not isinstance(file, str) or file not in articles:
            raise ValueError(f"field 'without': {file!r} is not indexed")
    left_out = dict.fromkeys(articles[file].id for file in files)
    if any(quote.article_id in left_out for quote in gold):
        raise ValueError("field 'without': it leaves out an article of the evidence")
    if files and len(left_out) == len({article.id for article in articles.values()}):
        raise ValueError("field 'without': it leaves out every article")
    return tuple(left_out)


def _find(evidence: Any, articles: Mapping[str, Article]) -> Gold:
    check_fields(evidence, {"file": str, "quote": str})
    file, quote = evidence["file"], evidence["quote"]
    if file not in articles:
        raise ValueError(f"field 'file': {file!r} is not indexed")
    start = articles[file].text.find(quote)
    if start < 0 or not quote:
        raise ValueError(f"field 'quote': not found in {file}: {quote[:60]!r}")
    return Gold(articles[file].id, Span(start, start + len(quote)))


def _turns(history: Sequence[Any]) -> Iterator[Turn]:
    texts = [check_fields(message, {"text": str})["text"] for message in history]
    yield from (Turn(*pair) for pair in zip(texts[::2], texts[1::2], strict=False))


def recall(gold: Sequence[Gold], answer: Answer) -> float:
    """Return the share, 0..1, of the gold quotes of which a citation covers at least half."""
    covered = [any(_covers(citation, quote) for citation in answer.citations) for quote in gold]
    return sum(covered) / len(covered)


def precision(gold: Sequence[Gold], answer: Answer) -> float:
    """Return the share, 0..1, of the citations that overlap a gold quote; 0 without citations."""
    right = [is_right(citation, gold) for citation in answer.citations]
    return sum(right) / len(right) if right else 0.0


def is_right(citation: Citation, gold: Sequence[Gold]) -> bool:
    """Tell whether a citation overlaps a gold quote."""
    return any(
        quote.article_id == citation.article.id and quote.span.overlaps(citation.span)
        for quote in gold
    )


def _covers(citation: Citation, gold: Gold) -> bool:
    shared = min(gold.span.end, citation.span.end) - max(gold.span.start, citation.span.start)
    return gold.article_id == citation.article.id and 2 * shared >= gold.span.end - gold.span.start
