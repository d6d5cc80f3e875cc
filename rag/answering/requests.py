"""What a question asks for: an answer, a summary, a comparison, a timeline, a second look; by rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.answering.condense import leans, points_nowhere, standalone
from rag.answering.parts import search_texts
from rag.language.language import language
from rag.settings import AnswerSettings, RetrievalSettings
from rag.types import Turn, Usage

Rewrite = Callable[[str, Sequence[Turn]], tuple[str | None, Usage]]
"""Makes a follow-up stand alone, or can't, and says what it took."""

WIDER = 3
"""A second look and an overview read, order and take so many times the passages."""
OVERVIEW_SENTENCES, OVERVIEW_WORDS, OF_ARTICLE = 8, 260, 3
"""The most sentences and words of an overview of several articles, and the most sentences that one article gives to it."""

_ASKING = language().asking


class Kind(StrEnum):
    """What is asked for."""

    ANSWER = "answer"
    SUMMARY = "summary"
    COMPARISON = "comparison"
    TIMELINE = "timeline"
    SECOND_LOOK = "second look"


@dataclass(frozen=True, slots=True)
class Request:
    """A question, understood.

    Attributes:
        kind: what is asked for.
        alone: the question with what it refers to.
        texts: what is searched, see `rag.answering.parts.search_texts`.
        compared: what is to be compared, for a comparison.
        unclear: whether it refers to something that nobody named.
        before: the answer that is to be checked, as plain text; empty where none is.
        usage: what a language model took to rewrite it; None where none was called.
    """

    kind: Kind
    alone: str
    texts: list[str]
    compared: tuple[str, ...] = ()
    unclear: bool = False
    before: str = ""
    usage: Usage | None = None

    @property
    def several(self) -> bool:
        """Whether the answer is an overview of several articles."""
        return self.kind in (Kind.SUMMARY, Kind.COMPARISON, Kind.TIMELINE)

    @property
    def asks_several(self) -> bool:
        """Whether several things are asked, so that no passage need answer it alone; a follow-up's context is none."""
        return len(self.texts) > 2

    def retrieval(self, settings: RetrievalSettings) -> RetrievalSettings:
        """Return how to search for it: a second look and an overview take more passages."""
        if self.kind is Kind.ANSWER:
            return settings
        wider = {name: min(most, WIDER * getattr(settings, name)) for name, most in _MOST.items()}
        return settings.model_copy(update=wider)

    def answer(self, settings: AnswerSettings) -> AnswerSettings:
        """Return how long its answer may be."""
        if not self.several:
            return settings
        longer = {
            "sentences": max(settings.sentences, OVERVIEW_SENTENCES),
            "words": max(settings.words, OVERVIEW_WORDS),
        }
        return settings.model_copy(update=longer)


_MOST = {"candidates": 1_000, "rerank": 200, "read": 50}


def read_request(question: str, history: Sequence[Turn], rewrite: Rewrite | None = None) -> Request:
    """Return what a question asks for in its conversation.

    Args:
        question: as asked.
        history: the earlier turns, oldest first.
        rewrite: makes a question that leans on them stand alone; where it can't, or is None, rules do.

    >>> read_request("Compare Verkor and ACC", []).texts
    ['Verkor and ACC', 'Verkor', 'ACC']
    >>> read_request("Compare Verkor with ACC in terms of capacity", []).texts[1:]
    ['Verkor in terms of capacity', 'ACC in terms of capacity']
    >>> read_request("Are you sure?", [Turn("Who owns ACC?", "Three firms.")]).texts
    ['Who owns ACC?']
    """
    said = [turn for turn in history if not is_doubt(turn.question)]
    if said and is_doubt(question):
        again = read_request(said[-1].question, said[:-1])
        return Request(Kind.SECOND_LOOK, again.alone, again.texts, before=said[-1].answer)
    rewritten, usage = rewrite(question, said) if rewrite and said and leans(question) else (None, None)
    alone = rewritten or standalone(question, said)
    bare = alone.rstrip("?!. ")
    if match := _ASKING.comparison.fullmatch(bare):
        *names, aspect = match.groups()
        compared = tuple(name for name in names if name)
        texts = [f"{text} {aspect or ''}".rstrip() for text in (" and ".join(compared), *compared)]
        return Request(Kind.COMPARISON, alone, texts, compared, usage=usage)
    for kind, pattern in ((Kind.SUMMARY, _ASKING.summary), (Kind.TIMELINE, _ASKING.timeline)):
        if match := pattern.fullmatch(bare):
            return Request(kind, alone, [match["topic"]], usage=usage)
    unclear = not said and points_nowhere(question)
    return Request(Kind.ANSWER, alone, search_texts(question, alone), unclear=unclear, usage=usage)


def is_doubt(question: str) -> bool:
    """Tell whether a text only asks for a second look at the last answer.

    >>> is_doubt("Are you sure about that?"), is_doubt("Are you sure that Verkor opened?")
    (True, False)
    """
    return _ASKING.doubt.fullmatch(question) is not None
