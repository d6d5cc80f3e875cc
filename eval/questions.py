"""A file of questions with the evidence that answers them: the project's own and a user's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.datasets import check_fields, read_jsonl
from rag.article import Article
from rag.types import Answer, Citation, Span, Turn

if TYPE_CHECKING:
    from rag.chatbot import Chatbot

STARTER = Path(__file__).parent / "questions.jsonl"


@dataclass(frozen=True, slots=True)
class Gold:
    """A verbatim quote that holds (part of) the answer, with its place in the article."""

    article_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its gold evidence; no evidence means that the corpus does not hold the answer."""

    id: str
    text: str
    category: str
    answers: tuple[str, ...]
    gold: tuple[Gold, ...]
    history: tuple[Turn, ...]

    @property
    def answerable(self) -> bool:
        """Whether the corpus holds the answer."""
        return bool(self.gold)


def articles_by_file(bot: "Chatbot") -> dict[str, Article]:
    """Return the indexed articles by the name of their file."""
    with bot.reader.snapshot() as snapshot:
        return {Path(known.identity).name: article for article, known in snapshot.view.articles()}


def load_questions(path: Path, articles: Mapping[str, Article]) -> list[Question]:
    """Read a JSONL file of questions and find every quote in its article.

    Args:
        path: one JSON object a line: id, question, category, answers, evidence [{file, quote}], history [{role, text}].
        articles: the indexed articles by the name of their file.

    Raises:
        DataError: naming file, line and field.
    """

    def parse(record: dict[str, Any]) -> Question:
        gold = tuple(_find(evidence, articles) for evidence in record["evidence"])
        history = tuple(_turns(record.get("history", ())))
        answers = tuple(record.get("answers", ()))
        return Question(record["id"], record["question"], record["category"], answers, gold, history)

    return list(read_jsonl(path, {"id": str, "question": str, "category": str, "evidence": list}, parse))


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
    texts = [check_fields(said, {"text": str})["text"] for said in history]
    yield from (Turn(asked, answered) for asked, answered in zip(texts[::2], texts[1::2], strict=False))


def recall(question: Question, answer: Answer) -> float:
    """Return the share, 0..1, of the gold quotes of which a citation covers at least half."""
    covered = [any(_covers(citation, gold) for citation in answer.citations) for gold in question.gold]
    return sum(covered) / len(covered)


def precision(question: Question, answer: Answer) -> float:
    """Return the share, 0..1, of the citations that overlap a gold quote; 0 for an answer without citations."""
    right = [
        any(gold.article_id == c.article.id and gold.span.overlaps(c.span) for gold in question.gold)
        for c in answer.citations
    ]
    return sum(right) / len(right) if right else 0.0


def _covers(citation: Citation, gold: Gold) -> bool:
    shared = min(gold.span.end, citation.span.end) - max(gold.span.start, citation.span.start)
    return gold.article_id == citation.article.id and 2 * shared >= gold.span.end - gold.span.start
