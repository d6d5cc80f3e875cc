"""Questions for sources: who copied an article, and how many report something independently."""

from dataclasses import dataclass
from enum import StrEnum

from rag.language.language import DEFAULT, language


class Asks(StrEnum):
    """What is asked of sources."""

    COPIES = "copies"
    COUNT = "count"
    SEVERAL = "several"
    ONE = "one"


@dataclass(frozen=True, slots=True)
class SourcesAsked:
    """A question for sources.

    Attributes:
        topic: what was copied, or what is reported.
        asks: for the copies, for the count of independent sources, whether there are several, or
            whether there is only one.
    """

    topic: str
    asks: Asks


def read_sources(text: str, code: str = DEFAULT) -> SourcesAsked | None:
    """Return what a question for sources asks; None where a text is no such question.

    >>> read_sources("How many independent sources report the strike?")
    SourcesAsked(topic='the strike', asks=<Asks.COUNT: 'count'>)
    >>> read_sources("How many independent candidates stood?")
    """
    bare = text.strip().rstrip("?!. ")
    for asks, patterns in language(code).asking.catalogue.sources.items():
        for pattern in patterns:
            if match := pattern.fullmatch(bare):
                return SourcesAsked(match["topic"].strip(), Asks(asks))
    return None
