"""Greetings, thanks and questions about Footnote itself: a short help text, no search."""

import re

HELP = (
    "I answer questions from the indexed articles, and every sentence I give is quoted and footnoted. "
    "Ask about something that the articles report, for example: who did what, when, where, how much or why."
)
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


def is_small_talk(question: str) -> bool:
    """Tell whether a text is a greeting, thanks, empty talk or a question about Footnote.

    >>> is_small_talk("Hello, how are you?"), is_small_talk("What can you do?"), is_small_talk("Who said hello?")
    (True, True, False)
    """
    words = re.findall(r"[\w']+", question.lower())
    talk = not _TALK.isdisjoint(words) and _TALK.union(_FILLER).issuperset(words)
    return talk or _ABOUT.fullmatch(" ".join(words)) is not None
