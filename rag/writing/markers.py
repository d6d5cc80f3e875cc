"""Take the citation markers that a model writes out of its text, while it writes.

A model's own markers are never believed: it omits, invents and shifts them. They are taken out, and the citations are found
anew for each sentence (`rag.writing.verify`). What is filtered does not depend on where the stream was cut.
"""

import re

_OPEN, _CLOSE = "[【［", "]】］"
_LIST = re.compile(r"\s*(?:passages?\s*)?\d{1,9}\s*(?:(?:[,;、，]|[-–—])\s*\d{1,9}\s*)*", re.IGNORECASE)
_LONGEST = 60
"""The most characters between the brackets of a marker."""
_YEARS = range(1000, 2200)
_CODE = "`"


class MarkerFilter:
    """Passes text on without its markers; what may become one is kept back until that is known.

    "[1]", "[1, 2]", "[1-3]" and "【2】" are markers, and so are "[0]" and "[99]", which name no passage; "[2023]" is a year
    and stays, as does everything in code.

    >>> only = MarkerFilter()
    >>> only.feed("It opened [1") + only.feed("] in 2021 [2023].") + only.close()
    'It opened in 2021 [2023].'
    """

    def __init__(self) -> None:
        self._kept = ""
        self._spaces = ""
        self._in_code = False

    def feed(self, piece: str) -> str:
        """Return what is sure to be text after one more piece of the stream."""
        return "".join(map(self._next, piece))

    def close(self) -> str:
        """Return what was kept back at the end of the stream."""
        rest = self._spaces + self._kept
        self._spaces = self._kept = ""
        return rest

    def _next(self, letter: str) -> str:
        if self._kept:
            return self._inside(letter)
        if letter == _CODE:
            self._in_code = not self._in_code
        elif not self._in_code and letter in _OPEN:
            self._kept = letter
            return ""
        elif letter in " \t":
            self._spaces += letter
            return ""
        return self._release() + letter

    def _inside(self, letter: str) -> str:
        if letter in _CLOSE:
            marker, self._kept = self._kept, ""
            if is_marker(marker[1:]):
                self._spaces = ""
                return ""
            return self._release() + marker + letter
        if letter.isdigit() or letter in " ,;、，-–—" or (letter.isalpha() and len(self._kept) <= len(" passages ")):
            self._kept += letter
            if len(self._kept) <= _LONGEST:
                return ""
            kept, self._kept = self._kept, ""
            return self._release() + kept
        kept, self._kept = self._kept, ""
        return self._release() + kept + self._next(letter)

    def _release(self) -> str:
        spaces, self._spaces = self._spaces, ""
        return spaces


def is_marker(inside: str) -> bool:
    """Tell whether what stands between brackets is a list of passage numbers.

    >>> is_marker("1, 3-5"), is_marker("0"), is_marker("2023"), is_marker("sic")
    (True, True, False, False)
    """
    numbers = re.findall(r"\d+", inside)
    return bool(_LIST.fullmatch(inside)) and not (len(numbers) == 1 and int(numbers[0]) in _YEARS)
