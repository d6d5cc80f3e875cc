"""Articles that print one text: are two of them copies, and which clusters do they make? Pure.

A copy is the same text, a shortened one, or a light rewrite. Two reports of one event, two issues
of a weekly table and two articles that quote one press release are none.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from rag.core.article import Article, ArticleInfo

SAMPLED = 8
"""One shingle in so many is looked up to find what an article may be a copy of."""
_WORDS = 3
"""The words of a shingle."""
_LEAST = 12
"""A text with fewer shingles is a copy only of the very same text."""
_LEAST_PART = 0.25
"""A much longer text is a round-up or quotes the smaller one."""
_SHARED, _SHARED_CREDITED, _SHARED_LATER = 0.55, 0.4, 0.8
"""How much of the smaller text the larger one must have; with one agency or address; much later."""
_LATER_DAYS = 60
_FIGURES, _FIGURES_SHARED = 2, 0.75
"""Of so many figures of the smaller text this share must stand in the larger one."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles that print one text, or a single article.

    Attributes:
        articles: one for each outlet and wording, oldest first.
        locations: how many files or sources hold them; exact copies in one outlet, and such of
            which no outlet is known, are one article with several locations.
    """

    articles: tuple[ArticleInfo, ...]
    locations: int

    @property
    def origin(self) -> ArticleInfo:
        """The oldest of them; of one day, that of the agency that the others credit."""
        return self.articles[0]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What of an article is compared.

    Attributes:
        info: the article.
        shingles: the hashes of each three words that follow one another.
        figures: the words with digits.
    """

    info: ArticleInfo
    shingles: frozenset[int]
    figures: frozenset[str]

    @property
    def sample(self) -> frozenset[int]:
        """The shingles by which others are looked up; those that two texts share are in both."""
        return frozenset(one for one in self.shingles if one % SAMPLED == 0)


def fingerprint(article: Article) -> Fingerprint:
    """Return what of an article is compared."""
    words = re.findall(r"\w+", article.text.casefold())
    runs = zip(*(words[start:] for start in range(_WORDS)), strict=False)
    return Fingerprint(
        article.info,
        frozenset(map(crc32, map(str.encode, map(" ".join, runs)))),
        frozenset(w for w in words if not w.isalpha() and any(map(str.isdecimal, w))),
    )


def is_copy(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two articles print one text, in whichever order they are given."""
    if one.info.sha256 == other.info.sha256:
        return True
    small, large = sorted((one, other), key=lambda text: (len(text.shingles), text.info.id))
    if len(small.shingles) < max(_LEAST, _LEAST_PART * len(large.shingles)):
        return False
    if len(small.figures) >= _FIGURES and _share(small.figures, large.figures) < _FIGURES_SHARED:
        return False
    return _share(small.shingles, large.shingles) >= _wanted(one.info, other.info)


def _share(small: Collection[object], large: Collection[object]) -> float:
    return sum(one in large for one in small) / len(small)


def _wanted(one: ArticleInfo, other: ArticleInfo) -> float:
    """Return how much of the smaller text must be shared, from what else is known of the two."""
    days = (one.published - other.published).days if one.published and other.published else 0
    if abs(days) > _LATER_DAYS:
        return _SHARED_LATER
    credited = bool(one.details.agency or other.details.agency)
    by_one = credited and bool(_agencies(one) & _agencies(other))
    return _SHARED_CREDITED if by_one or one.url and one.url == other.url else _SHARED


def _agencies(info: ArticleInfo) -> set[str]:
    """Return what the agency is called that an article credits, or else its outlet."""
    return _names(info.details.agency or info.outlet)


def _names(name: str) -> set[str]:
    """Return a name and its initials, as agencies sign; capitals do not matter."""
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    return {name.casefold(), initials.casefold()} - {""} if len(initials) > 1 else {name.casefold()}


def age(info: ArticleInfo) -> tuple[date, bool, str]:
    """Return what sorts articles from the oldest to the newest; undated ones are last.

    Of one day, an article that credits another outlet as its agency comes later.
    """
    copied = bool(info.details.agency) and not _agencies(info) & _names(info.outlet)
    return info.published or date.max, copied, info.id


def clustered(infos: Sequence[ArticleInfo], links: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return the origin of each article that has copies or is one, by ids.

    From the oldest on, an article belongs to the oldest origin that it is linked with, or is an
    origin itself. So every article of a cluster is a copy of its origin: no chain of copies of
    copies joins what has nothing in common.

    Args:
        infos: the articles, in any order.
        links: which articles are copies of each other, by ids, in both directions.
    """
    origins: dict[str, str] = {}
    rank = {info.id: place for place, info in enumerate(sorted(infos, key=age))}
    for name in rank:
        known = (other for other in links.get(name, ()) if origins.get(other) == other)
        origins[name] = min(known, key=rank.__getitem__, default=name)
    copied = {origin for name, origin in origins.items() if name != origin}
    return {name: origin for name, origin in origins.items() if origin in copied}
