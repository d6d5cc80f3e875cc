"""Greetings, thanks and questions about Footnote itself or its articles: a direct answer, no search."""

import re
from collections.abc import Sequence

from rag.schema import Facts

HELP = (
    "I answer questions from the indexed articles, and every sentence I give is quoted and footnoted. "
    "Ask about something that the articles report, for example: who did what, when, where, how much or why."
)
SHOWN = 20
"""The most titles that are listed."""
_TALK = frozenset(
    """hi hello hey hallo hola bonjour ciao greetings morning afternoon evening night thanks thank thx cheers ok okay
    great nice cool perfect super wow yes no yep nope sorry bye goodbye test testing ping lol haha hmm um uh
    """.split()
)
_FILLER = frozenset(
    "there how are you is it going good fine day everyone all a lot very much so see later please sure".split()
)
_ABOUT = re.compile(
    r"(help( me)?|(who|what|how) are you( doing)?|how is it going|what's up|what can (you|i) (do|ask)( here)?"
    r"|how does this work|what is this)",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(please )?((what|which) (articles?|documents?|files?|sources?|topics?|subjects?|texts?)"
    r"( and \w+)? (do you (have|know|cover)|are (there|indexed|available|covered|in (the |this |your )?\w+)"
    r"|does (it|this) (have|cover))"
    r"|what(s| is) in (the|this|your) (corpus|collection|index|library|folder|archive|articles)"
    r"|what (is|are) (the|this|your|these) (corpus|collection|index|articles|library) about"
    r"|what do (you know|the articles (cover|say|hold))( about)?|what can i ask( you)?( about)?"
    r"|how many articles (are there|do you have)|list( all)?( the| your)? (articles|documents|sources))",
    re.IGNORECASE,
)


def is_small_talk(question: str) -> bool:
    """Tell whether a text is a greeting, thanks, empty talk or a question about Footnote.

    >>> is_small_talk("Hello, how are you?"), is_small_talk("What can you do?"), is_small_talk("Who said hello?")
    (True, True, False)
    """
    words = re.findall(r"[\w']+", question.lower())
    talk = not _TALK.isdisjoint(words) and _TALK.union(_FILLER).issuperset(words)
    return talk or _ABOUT.fullmatch(" ".join(words)) is not None


def asks_for_contents(question: str) -> bool:
    """Tell whether a question asks what the articles are.

    >>> asks_for_contents("What is in the corpus?"), asks_for_contents("What is in the battery?")
    (True, False)
    """
    words = re.findall(r"\w+", question.lower().replace("'", ""))
    return _CONTENTS.fullmatch(" ".join(words)) is not None


def contents(titles: Sequence[str], facts: Facts) -> str:
    """Return what the articles are: how many, of which days, and the first titles."""
    count = "1 article" if facts.articles == 1 else f"{facts.articles:,} articles"
    days = " to ".join(dict.fromkeys(day.isoformat() for day in (facts.first, facts.last) if day))
    shown = "; ".join(titles[:SHOWN])
    more = f"; and {len(titles) - SHOWN:,} more" if len(titles) > SHOWN else ""
    return f"{count}{f' from {days}' if days else ''}: {shown}{more}."
