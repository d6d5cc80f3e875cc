"""What may be wrong with articles: dates, copies, encodings, boilerplate, injections.

Articles are looked at one by one, as a stream; of their texts only hashes are kept.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from textwrap import shorten

from rag.core.article import Article

EARLIEST = date(1600, 1, 1)
"""No article was published before it."""
OFTEN = 5
"""A line that stands in so many articles is boilerplate."""
_MOST_EXAMPLES = 3
_LEAST_LINE, _SHOWN = 25, 60
"""Letters of a line that says something (shorter ones, "Summary", repeat by right), and how many of
it are shown."""
_MOJIBAKE = re.compile(
    "\ufffd"
    "|\u00c3[\u0080-\u00bf\u0152\u0153\u0160\u0178\u0192\u02c6\u2013-\u2026\u2030\u20ac\u2122]"
    "|\u00c2[\u0080-\u00bf]"
    "|\u00e2\u20ac[\u0080-\u00bf\u0153\u0161\u2018-\u201e\u2122]"
)
"""A letter that was lost, and letters of UTF-8 that were read as Latin-1 or Windows-1252."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was found out about a library.

    Attributes:
        check: what was looked for.
        count: how often it was found.
        examples: the first ids, or lines.
        broken: whether the library does not work as it should, and can be repaired.
    """

    check: str
    count: int
    examples: tuple[str, ...] = ()
    broken: bool = False


def finding(check: str, found: Iterable[str], *, broken: bool = False) -> Iterator[Finding]:
    """Yield a finding where something was found."""
    names = list(found)
    if names:
        yield Finding(check, len(names), tuple(names[:_MOST_EXAMPLES]), broken)


def check_articles(articles: Iterable[Article], today: date) -> Iterator[Finding]:
    """Yield what may be wrong with articles; none of it keeps them from being asked.

    Args:
        articles: sorted by id.
        today: a day after tomorrow is impossible.
    """
    tests: dict[str, Callable[[Article], bool]] = {
        "no date of publication": lambda article: article.published is None,
        "impossible date of publication": lambda article: _is_impossible(article.published, today),
        "damaged letters": lambda article: is_damaged(f"{article.title}\n{article.text}"),
        "text that talks to a language model": lambda article: article.info.is_suspicious,
    }
    found: dict[str, list[str]] = {check: [] for check in tests}
    titles: dict[str, list[str]] = defaultdict(list)
    texts: dict[str, list[str]] = defaultdict(list)
    lines = Lines()
    for article in articles:
        for check, test in tests.items():
            if test(article):
                found[check].append(article.id)
        titles[article.title.casefold()].append(article.id)
        texts[article.sha256].append(article.id)
        if len(texts[article.sha256]) == 1:  # a copy repeats all of its lines
            lines.add(article.text)
    for check, ids in found.items():
        yield from finding(check, ids)
    yield from finding("the same title", _repeated(titles))
    yield from finding("the same text", _repeated(texts))
    yield from finding(f"a line that stands in {OFTEN} articles or more", lines.often())


class Lines:
    """Counts in how many texts each line stands."""

    def __init__(self) -> None:
        self._counts: dict[bytes, int] = defaultdict(int)
        self._often: dict[bytes, str] = {}

    def add(self, text: str) -> None:
        """Count the lines of a text, each once."""
        for line in {line.strip() for line in text.splitlines()}:
            if len(line) < _LEAST_LINE:
                continue
            key = blake2b(line.encode(), digest_size=8).digest()
            self._counts[key] += 1
            if self._counts[key] == OFTEN:
                self._often[key] = line

    def often(self) -> list[str]:
        """Return the beginnings of the lines that stand in many texts, the most frequent first."""
        ordered = sorted(self._often.items(), key=lambda pair: (-self._counts[pair[0]], pair[1]))
        return [f"{shorten(line, _SHOWN)} ({self._counts[key]})" for key, line in ordered]


def is_damaged(text: str) -> bool:
    """Tell whether letters of a text were lost or read in a wrong encoding.

    >>> is_damaged("Die Tür in Köln, São Paulo, ÃO"), is_damaged("Die TÃ¼r"), is_damaged("T\ufffdr")
    (False, True, True)
    """
    return bool(_MOJIBAKE.search(text))


def _is_impossible(day: date | None, today: date) -> bool:
    return day is not None and not EARLIEST <= day <= today + timedelta(days=1)


def _repeated(ids: dict[str, list[str]]) -> list[str]:
    """Return the ids that share something, those that share it in one text."""
    return [" = ".join(sorted(same)) for same in ids.values() if len(same) > 1]
