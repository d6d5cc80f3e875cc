"""What a text hides from its readers: letters without width, orders spelt backwards or in code.

Joiners of Persian, Hindi and emoji, soft hyphens, and the spaces without width of Thai and of web
pages are part of real text: one by one they hide nothing. Only runs of them do.
"""

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef]+"
)
_SMUGGLED = re.compile(
    "[\u200b-\u200d\u2060-\u2064]{8}"  # eight of two letters without width are a byte
    "|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{4}"  # no letter has four variants
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001\U000e0020-\U000e007f]"
    "|\U0001f3f4[\U000e0020-\U000e007f]{8}"  # the longest flag of a region has seven
)
_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670\u3099\u309a]")
_LEET = re.compile(r"[a-z][013457@$!]{1,3}[a-z]")
_LIKE = [str.maketrans("0134578@$!", f"o{letter}eastbasi") for letter in "il"]
"""Digits and signs that stand for letters; 1 may be an i or an l."""
_BETWEEN = re.compile(r"(?<=\b\w)[ .\-_](?=\w\b)")
_CODED = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
_LONG = 16
"""A part of what is coded has no fewer letters."""
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_FEW_LETTERS = 4
"""A text with more different letters that stand alone may be spelt."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_TELLING = frozenset(
    ("ignore", "disregard", "instruction", "instructions", "prompt", "answer", "assistant", "reply")
)
_TURNED = frozenset(
    turned for word in _TELLING for turned in (word[::-1], codecs.encode(word, "rot13"))
)
"""Words of orders spelt backwards, and in the code that moves letters by 13."""


def smuggles(text: str) -> bool:
    """Tell whether a text holds a message in characters that look like nothing.

    >>> smuggles("\u2764\ufe0f\u200d\U0001f525"), smuggles("a\u200b" * 9)
    (False, False)
    >>> smuggles("a" + "\u200b\u200c" * 4)
    True
    """
    return not text.isascii() and _SMUGGLED.search(text) is not None


def plain(text: str) -> str:
    r"""Return a text in lower case on one line, in plain letters.

    No look-alikes, accents or hidden letters.

    >>> plain("I\u200bgno\u00adre THÉ\n\uff21")
    'ignore the a'
    """
    return " ".join(letters(text).split()).casefold()


def letters(text: str) -> str:
    """Return a text in plain letters: no look-alikes, accents or hidden letters."""
    if text.isascii():
        return text
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)))


def readings(text: str, form: str, words: Sequence[str]) -> Iterator[str]:
    """Yield what else a text may be read as: digits as letters, letter by letter, decoded.

    Args:
        text: a sentence.
        form: its `plain` form.
        words: the words of that.
    """
    if not "".join(words).isalpha() and _LEET.search(form):
        yield from map(form.translate, _LIKE)
    if len(_LETTERS.intersection(words)) >= _FEW_LETTERS:
        yield _BETWEEN.sub("", text)
    if not _TURNED.isdisjoint(words):
        yield form[::-1]
        yield codecs.encode(form, "rot13")
    if max(map(len, words), default=0) >= _LONG:
        for match in _CODED.finditer(text):
            for decoded in _decoded(match.group()):
                yield from _SENTENCE_END.split(decoded)


def _decoded(coded: str) -> Iterator[str]:
    for decode in (_base64, bytes.fromhex):
        try:
            yield decode(coded).decode("utf-8")
        except (ValueError, binascii.Error):
            continue


def _base64(text: str) -> bytes:
    text = text.rstrip("=").replace("-", "+").replace("_", "/")
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
