"""Abbreviations, and the words in a text that they are short for."""

import re

SHORT = re.compile(r"\b(?!\d)[A-ZÄÖÜ\d]{2,6}\b")
"""An abbreviation."""
BRACKETED = re.compile(rf"\(({SHORT.pattern})\)")
"""One behind the words that it is short for."""
_KNOWN_AS = "(?:also |better )?known as|(?:in )?short|abbreviated(?: as)?|kurz|abgekürzt"
_MOST_WORDS = 8
"""The most words that one stands for, small ones too."""


def long_form(text: str, short: str) -> str:
    """Return the words of a text right before an abbreviation that it is introduced as short for.

    It stands in brackets, or behind "known as" or "kurz".
    Their first letters, those of small words aside, are its letters.

    >>> long_form("It is said by the State Office of Statistics (SOS).", "SOS")
    'State Office of Statistics'
    >>> long_form("It rose (SOS).", "SOS")
    ''
    """
    introduced = re.search(rf"\s*(?:\({short}\)|,?\s*\(?(?:{_KNOWN_AS}) {short}\b)", text)
    place = introduced.start() if introduced else 0
    before = list(re.finditer(r"[\w'’-]+", text[:place]))[-_MOST_WORDS:]
    for match in reversed(before):
        words = [word.group() for word in before if word.start() >= match.start()]
        initials = "".join(word[0] for word in words if word[0].isupper())
        if initials.upper() == short and words[0][0].isupper():
            return " ".join(text[match.start() : place].split())
    return ""
