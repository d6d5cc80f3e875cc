"""The form of all text that is stored, and names made from text. Pure."""

import re
import unicodedata
from functools import cache
from textwrap import shorten

_UNPRINTABLE = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\x1b\x80-\x9f\ud800-\udfff]")
_STYLED = (range(0xFF01, 0xFF5F), range(0x1D400, 0x1D800), range(0x24B6, 0x24EA))
"""Full-width, mathematical and circled letters and digits."""
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\ud800-\udfff]")


def normalise(text: str) -> str:
    r"""Return `text` in the only form Footnote stores: NFC, "\n" line ends, no control characters.

    >>> normalise("cafe\u0301\r\nopen\x00")
    'café\nopen'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def plain_letters(text: str) -> str:
    """Return `text` of the same length with full-width, bold and other styled letters plain.

    They are read as the letters they stand for; what is quoted keeps them.

    >>> plain_letters("\uff26ootnote \U0001d411eads")
    'Footnote Reads'
    """
    return text if text.isascii() else text.translate(_plain())


@cache
def _plain() -> dict[int, str]:
    """Return the styled letters and digits with what each stands for, one character each."""
    places = (code for block in _STYLED for code in block)
    folded = {code: unicodedata.normalize("NFKC", chr(code)) for code in places}
    return {code: letter for code, letter in folded.items() if len(letter) == 1}


def one_line(text: str) -> str:
    r"""Return `text` normalised, on one line: as titles, outlets and addresses are stored.

    >>> one_line(" A\n title\ud83d ")
    'A title'
    """
    return " ".join(normalise(text).split())


def whole_letters(text: str) -> str:
    """Return `text` of the same length with "?" for halves of letters (lone surrogates)."""
    return text.encode(errors="replace").decode()


def printable(text: str) -> str:
    """Return `text` safe to print: no escape sequences, bidirectional overrides or surrogates."""
    return _UNPRINTABLE.sub("", text)


def slug(name: str) -> str:
    """Return a short, readable id for `name`: lower case, words joined by "-".

    It has at most 80 characters and is never empty.

    >>> slug("Northvolt: from hope to bankruptcy")
    'northvolt-from-hope-to-bankruptcy'
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", name).lower())
    return "-".join(words)[:80].strip("-") or "article"


def first_words(text: str) -> str:
    """Return the first sentence of `text` as a title: one line, at most 300 characters.

    >>> first_words("Cells are made here. More follows.")
    'Cells are made here.'
    """
    line = (
        next(line for line in text.splitlines() if any(map(str.isalnum, line)))
        .strip()
        .lstrip("#")
        .strip()
    )
    sentence = re.match(r".*?[.!?](?=\s|$)", line)
    title = sentence.group() if sentence else line
    return shorten(title, 300, placeholder="...")
