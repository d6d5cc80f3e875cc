"""What readers say of answers: kept in the catalog, and turned into lines of a question file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal
from warnings import warn

from pydantic import TypeAdapter, ValidationError

from rag.core.answer import Turn
from rag.core.span import Span
from rag.core.text import normalise
from rag.errors import DataError
from rag.library.library import Library

Rating = Literal["right", "wrong", "unsupported", "withdrawn"]
"""How an answer was rated.

"unsupported": a citation does not support it; "withdrawn" takes an earlier rating back.
"""

MOST_RECORDS = 10_000
"""How many feedbacks are kept."""
MOST_KEPT = 50_000_000
"""How many characters all of them may have together."""
LONGEST_RECORD = 200_000
"""How many characters a feedback may have, with its conversation and quotes."""

_AROUND = " \n\t\"'“”„‘’‚«»"
_SPACE = re.compile(r"\s+")
_LOOKED_UP = 8


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article; `file` is its id, which question files take as well as file names."""

    file: str
    quote: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of the answer, and whether it was `rejected` as not supporting it."""

    article_id: str
    sha256: str
    start: int
    end: int
    quote: str
    rejected: bool


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader said of an answer.

    Attributes:
        question: as asked.
        history: the earlier turns of the conversation.
        standalone: the question as searched.
        answer: the answer's text with its markers, or the message of the refusal.
        abstained: whether the answer was a refusal.
        confidence: the answer's confidence, 0..1.
        citations: what the answer cites.
        verdict: the rating.
        expected: words of articles that would have answered the question, as far as somebody gave
            them.
        owner: which program said it; empty for readers of the page.
    """

    question: str
    history: tuple[Turn, ...]
    standalone: str
    answer: str
    abstained: bool
    confidence: float
    citations: tuple[Cited, ...]
    verdict: Rating
    expected: tuple[Quote, ...] = ()
    owner: str = ""


_RECORD = TypeAdapter(Feedback)


def keep(feedback: Feedback, library: Library) -> int:
    """Store a feedback in the library, and return its number.

    Raises:
        DataError: when it is too long, or as much is kept as may be.
    """
    record = _RECORD.dump_json(feedback).decode()
    if len(record) > LONGEST_RECORD:
        raise DataError(
            f"the conversation and its quotes are longer than {LONGEST_RECORD:,} characters: "
            "start a new conversation"
        )
    kept = [len(other) for _, other in library.feedback()]
    if len(kept) >= MOST_RECORDS or sum(kept) + len(record) > MOST_KEPT:
        raise DataError(
            f"{len(kept):,} verdicts are kept, as many as can be: save them with "
            "`rag feedback export` and start a new state folder"
        )
    return library.add_feedback(record)


def kept_feedback(library: Library, after: int = 0) -> Iterator[tuple[int, Feedback]]:
    """Yield what is kept behind a number, oldest first, each with its number.

    A record that can't be read is left out with a warning.
    """
    for number, record in library.feedback(after):
        try:
            yield number, _RECORD.validate_json(record)
        except ValidationError:
            warn(f"feedback {number} can't be read: it is left out", stacklevel=2)


def find_quote(pasted: str, library: Library) -> Quote | None:
    """Return where pasted words stand in an article, with the white space that it has there.

    None where no article has them.

    Quotation marks around the words are no part of them. Of several articles the one with the first
    id is taken.
    """
    words = normalise(pasted).strip(_AROUND).split()
    if not any(map(str.isalnum, "".join(words))):
        return None
    for article in library.texts(holding=sorted(words, key=len)[-_LOOKED_UP:]):
        if span := _place(words, article.text):
            return Quote(article.id, span.slice(article.text))
    return None


def _place(words: Sequence[str], text: str) -> Span | None:
    """Return where words stand one after the other, whatever white space is between them.

    The time it takes grows with the length of the text, not with how often the words repeat.
    """
    needle = " ".join(words)
    start = _SPACE.sub(" ", text).find(needle)
    if start < 0:
        return None
    last = start + len(needle) - 1
    return Span(_with_spaces(text, start), _with_spaces(text, last) + 1)


def _with_spaces(text: str, place: int) -> int:
    """Return the place in a text of a place in the text whose runs of white space are one space."""
    more = 0
    for run in _SPACE.finditer(text):
        if run.start() - more >= place:
            break
        more += run.end() - run.start() - 1
    return place + more


def eval_cases(library: Library) -> list[dict[str, Any]]:
    """Return the feedback as the lines of a question file, oldest first.

    Of an answer that was judged more than once the last judgement counts. Each line can be read
    against the index as it is: evidence whose article has changed or left counts as unknown, and a
    rejected quote that is gone is left out. A record that can't be read is left out with a
    warning.
    """
    latest: dict[object, tuple[int, Feedback]] = {}
    for number, feedback in kept_feedback(library):
        key = feedback.question, feedback.history, feedback.answer
        latest.pop(key, None)
        latest[key] = number, feedback
    return [
        _case(number, feedback, library)
        for number, feedback in latest.values()
        if feedback.verdict != "withdrawn"
    ]


def _case(number: int, feedback: Feedback, library: Library) -> dict[str, Any]:
    evidence = _evidence(feedback)
    known = evidence is not None and all(_stands(quote, library) for quote in evidence)
    rejected = [
        quote for quote in _quotes(feedback.citations, rejected=True) if _stands(quote, library)
    ]
    turns = [(turn.question, turn.answer) for turn in feedback.history]
    return {
        "id": f"feedback-{number}",
        "question": feedback.question,
        "category": "feedback",
        "answers": [],
        "evidence": _as_dicts(evidence) if evidence is not None and known else None,
        "history": [
            {"role": role, "text": text}
            for turn in turns
            for role, text in zip(_ROLES, turn, strict=True)
        ],
        "rejected": _as_dicts(rejected),
        "verdict": feedback.verdict,
        "answer": feedback.answer,
        "citations": [asdict(citation) for citation in feedback.citations],
    }


_ROLES = ("user", "assistant")


def _evidence(feedback: Feedback) -> Sequence[Quote] | None:
    """Return what answers the question, empty where nothing does; None where that is not known."""
    if feedback.expected:
        return feedback.expected
    if feedback.verdict != "right":
        return None
    return [] if feedback.abstained else _quotes(feedback.citations, rejected=False) or None


def _quotes(citations: Sequence[Cited], rejected: bool) -> list[Quote]:
    return [
        Quote(cited.article_id, cited.quote) for cited in citations if cited.rejected is rejected
    ]


def _stands(quote: Quote, library: Library) -> bool:
    article = library.article(quote.file)
    return article is not None and quote.quote in article.text


def _as_dicts(quotes: Iterable[Quote]) -> list[dict[str, Any]]:
    return [asdict(quote) for quote in quotes]
