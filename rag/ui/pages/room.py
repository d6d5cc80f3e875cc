"""The reading room and the parts of it that are filled later, as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from importlib.resources import files

from rag.core.article import ArticleInfo
from rag.core.conversation import ConversationInfo
from rag.core.corpus import Facts
from rag.libraries import DEFAULT
from rag.ui.catalogue import Wording
from rag.ui.parts.template import render

_SCRIPTS = (
    "adding benchmarks card check clippings composer draft drafts dropped frame judge library net "
    "popup reader room sign_in talks texts theme"
).split()
ASSETS = {
    "tokens.css": "text/css",
    "room.css": "text/css",
    "favicon.svg": "image/svg+xml",
} | {f"{name}.js": "text/javascript" for name in _SCRIPTS}
"""The files that a page loads, and what they are."""
NEWEST = 6
NO_FACTS = Facts(0, 0, None, None, None)


def asset(name: str) -> bytes:
    """Return a file that ships with the pages."""
    return files("rag.ui").joinpath("assets", name).read_bytes()


@dataclass(frozen=True, slots=True)
class Holding:
    """What a library holds, as the pages tell it.

    Attributes:
        facts: in numbers.
        outlets: how many.
        newest: its newest articles, newest first.
        note: why nothing can be told; empty where something can.
        model: the language model that writes answers about it; empty where they are quoted.
        checked: whether what it writes is checked.
        library: what it is called.
        libraries: what all libraries are called that can be chosen.
    """

    facts: Facts = NO_FACTS
    outlets: int = 0
    newest: tuple[ArticleInfo, ...] = ()
    note: str = ""
    model: str = ""
    checked: bool = True
    library: str = DEFAULT
    libraries: tuple[str, ...] = (DEFAULT,)


def holding(facts: Facts, articles: Sequence[ArticleInfo]) -> Holding:
    """Return what a library with these articles holds."""
    outlets = {info.outlet for info in articles if info.outlet}
    newest = nlargest(NEWEST, articles, key=lambda info: (info.published or date.min, info.id))
    return Holding(facts, len(outlets), tuple(newest))


def room_page(t: Wording, talks: Sequence[ConversationInfo], held: Holding) -> str:
    """Return the reading room.

    Args:
        t: the texts.
        talks: the reader's conversations, newest first.
        held: what the library holds.
    """
    return render(
        "room",
        t=t,
        title="Footnote",
        page="room",
        talks=talks,
        words="",
        held=held,
    )


def talks_list(t: Wording, talks: Sequence[ConversationInfo], words: str) -> str:
    """Return the list of conversations, those with some words where any are given."""
    return render("talks_list", t=t, talks=talks, words=words)


def facts_line(t: Wording, held: Holding, news: str = "") -> str:
    """Return what a library holds, as the foot of the rail tells it, and what is new of it."""
    return render("facts", t=t, held=held, news=news)


def newest_articles(t: Wording, held: Holding) -> str:
    """Return the newest articles of a library, or how to add some."""
    return render("newest", t=t, held=held)


def start(t: Wording, questions: Sequence[tuple[str, str]]) -> str:
    """Return questions to begin with, each with its kind."""
    return render("start", t=t, questions=questions)
