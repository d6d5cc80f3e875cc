"""How long an answer may be: what is asked for decides."""

from dataclasses import dataclass

from rag.core.request import Kind, Request, Task
from rag.settings import AnswerSettings

MARGIN = 0.1
"""A sentence may score this much below the best one, ..."""
MARGINS = {
    Kind.FACT: MARGIN,
    Kind.YES_NO: MARGIN,
    Kind.OPEN: 0.15,
    Kind.REASON: 0.25,
    Kind.LIST: 0.2,
}
"""... and this much by the kind of question."""
COMPARING = 0.2
"""... and at least this much where things are compared."""
SENTENCES = {Kind.FACT: 3, Kind.YES_NO: 2, Kind.REASON: 3, Kind.OPEN: 3, Kind.LIST: 4}
"""The most sentences by the kind of question; each further part may have as many."""
OF_ARTICLE = 3
"""The most sentences of one article in an overview."""
_OVERVIEWS = {Task.SUMMARY: (5, 160), Task.COMPARISON: (8, 260), Task.TIMELINE: (10, 320)}
"""The most sentences and words of each overview."""
_OVERVIEW_MARGINS = {Task.SUMMARY: 0.25, Task.COMPARISON: 0.25, Task.TIMELINE: 0.4}
_SIZED_MARGIN = 0.6
"""Where the length is asked for, it is used."""
_SENTENCE_WORDS = 40
"""The words of a long sentence: so many are allowed for each that is asked for."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How long an answer may be.

    Attributes:
        sentences: the most sentences.
        words: the most words; the first sentence is always given whole.
        margin: how much a sentence may score below the best one.
        of_article: the most sentences of one article; None for no limit.
        whole: whether a row or an item brings all of its table or list.
    """

    sentences: int
    words: int
    margin: float = MARGIN
    of_article: int | None = None
    whole: bool = False


def budget(request: Request, settings: AnswerSettings) -> Budget:
    """Return how long the answer to a request may be.

    As long as the request says, or else as its kind needs: a fact a few sentences, an overview
    more. What the settings allow is not exceeded but for an overview.
    """
    if request.is_overview:
        sentences, words = _OVERVIEWS[request.task]
        sentences = request.limit or sentences
        words = request.words or (_SENTENCE_WORDS * request.limit if request.limit else words)
        sized = request.limit or request.words
        margin = _SIZED_MARGIN if sized else _OVERVIEW_MARGINS[request.task]
        return Budget(sentences, words, margin, OF_ARTICLE)
    parts = max(1, len(request.parts))
    sentences = request.limit or SENTENCES[request.kind] * parts
    whole = request.kind is Kind.LIST or request.compares_all
    words = request.words or settings.words
    margin = max(MARGINS[request.kind], COMPARING if request.compares_all else 0.0)
    return Budget(min(sentences, settings.sentences), words, margin, whole=whole)
