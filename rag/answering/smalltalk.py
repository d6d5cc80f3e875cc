"""Greetings, thanks and questions about Footnote itself: a short help text, no search."""

import re

HELP = (
    "I answer questions from the indexed articles, and every sentence I give is quoted and footnoted. "
    "Ask about something that the articles report, for example: who did what, when, where, how much or why."
)
_TALK = frozenset(
    """hi hello hey hallo hola bonjour ciao greetings good morning afternoon evening night day there everyone all
    thanks thank you thx cheers ok okay great nice cool fine perfect super wow yes no yep nope sure please sorry
    bye goodbye see later how are is it going do doing what's whats up test testing ping lol haha hmm um uh a lot very much so
    """.split()
)
_ABOUT = re.compile(
    r"(help( me)?|who are you|what are you|what can (you|i) (do|ask)( here)?|how does this work|what is this)", re.IGNORECASE
)


def is_small_talk(question: str) -> bool:
    """Tell whether a text is a greeting, thanks, empty talk or a question about Footnote.

    >>> is_small_talk("Hello, how are you?"), is_small_talk("What can you do?"), is_small_talk("Who said hello?")
    (True, True, False)
    """
    words = re.findall(r"[\w']+", question.lower())
    return bool(words) and (all(word in _TALK for word in words) or _ABOUT.fullmatch(" ".join(words)) is not None)
