"""One statement held against the sentences of an article: what they share and what is missing."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from rag.checking.amounts import Clash
from rag.checking.around import Around, has
from rag.checking.clashes import find_clashes
from rag.checking.lacking import lacking_of, points_back, published_then
from rag.checking.shares import about, parts_of
from rag.core.article import Article
from rag.core.passage import Evidence
from rag.core.span import Span
from rag.language.language import language
from rag.language.names import joined
from rag.language.parsed import Parsed, parse
from rag.language.words import content, stem

NEAR, FAR = 0.7, 0.4
"""What counts that stands in a sentence near by, and elsewhere in the article or above it."""
_VALUE = 1.3
"""A number or a day weighs so many times as much as a word that no sentence has."""


@dataclass(frozen=True, slots=True)
class Element:
    """A word, a name or a value that a statement is made of.

    Attributes:
        place: where it stands in the statement.
        stem: of a word; empty for a value.
        weight: how much it says.
    """

    place: Span
    stem: str
    weight: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """A statement held against a sentence.

    Attributes:
        piece: the sentence.
        inside: the share, 0..1, of the statement, without what clashes, that the sentence has.
        share: the same, with what the article says around it.
        clashes: where the two say different things.
        missing: the values and names of the statement that the article has nowhere near.
        also: the sentence near by that adds most to it; None where none adds much.
        together: the share, 0..1, that the sentence and that one have, with the day of publication.
        beside: whether the sentence speaks of another thing, and one near by of what the statement
            opens with.
    """

    piece: Evidence
    inside: float
    share: float
    clashes: tuple[Clash, ...] = ()
    missing: tuple[Span, ...] = ()
    also: Span | None = None
    together: float = 0.0
    beside: bool = False


class Scale:
    """Holds a statement against sentences.

    Args:
        claim: the statement.
        pool: the sentences that were found; a word weighs more the fewer of them have it.
    """

    def __init__(self, claim: Parsed, pool: Sequence[Evidence]) -> None:
        self.claim = claim
        counts = Counter(
            one for piece in pool for one in parse(piece.text, piece.article.language).stems
        )
        most = math.log(1 + max(1, len(pool)))
        values = [*(one.span for one in claim.quantities), *(day.span for day in claim.days)]
        values += [place for place, _ in parts_of(claim)]
        rules = language(claim.code)
        said = [*values, *(about(claim, place) for place in values)]
        self.elements = [
            Element(word.span, one, math.log(1 + len(pool) / counts[one]) if counts[one] else most)
            for word in content(claim.words, claim.code)
            if word.lower not in rules.negations and not _inside(word.span, said)
            if not points_back(claim, word.span)
            for one in [stem(word.lower, claim.code)]
        ]
        self.elements += [Element(span, "", _VALUE * most) for span in values]
        self.names = [name for name in joined(claim.names) if _is_name(claim, name)]

    def weigh(self, piece: Evidence, around: Around) -> Weighed:
        """Return what a sentence and the article around it have of the statement."""
        claim, code = self.claim, around.article.language
        text = parse(piece.text, code)
        near_spans = around.near(piece.span)
        near = parse(" ".join(span.slice(around.article.text) for span in near_spans), code)
        lacking, lacking_near = lacking_of(claim, text), lacking_of(claim, near)
        clashes = tuple(
            clash
            for clash in find_clashes(claim, text, piece.span.start)
            if clash.sure or not self._told(clash.claim, lacking_near, around.article)
        )
        clashing = [clash.claim for clash in clashes]
        total = inside = share = 0.0
        missing: list[Span] = []
        for one in self.elements:
            if any(one.place.overlaps(place) for place in clashing):
                continue
            total += one.weight
            if one.stem:
                here, there = has(one.stem, text.stems), has(one.stem, near.stems)
                far = has(one.stem, around.stems)
            else:
                here, there = one.place not in lacking, one.place not in lacking_near
                there = there or published_then(claim, one.place, around.article)
                far = False
                if not here and not there:
                    missing.append(one.place)
            inside += one.weight * here
            share += one.weight * (1 if here else NEAR if there else FAR if far else 0)
        for name in self.names:
            if not any(name.overlaps(place) for place in clashing):
                words = claim.stems_within(name.start, name.end)
                if not any(has(word, around.stems) for word in words):
                    missing.append(name)
        if not total:
            return Weighed(piece, 0.0, 0.0, clashes, tuple(missing))
        also = self._also(text, near_spans, around, total)
        together = inside / total
        if also:
            both = parse(f"{piece.text} {also.slice(around.article.text)}", code)
            lacking = lacking_of(claim, both)
            kept = (
                one.weight
                for one in self.elements
                if not _inside(one.place, clashing)
                and (
                    has(one.stem, both.stems)
                    if one.stem
                    else one.place not in lacking
                    or published_then(claim, one.place, around.article)
                )
            )
            together = sum(kept) / total
        shares = inside / total, share / total
        beside = self._other_subject(text, near_spans, around)
        return Weighed(piece, *shares, clashes, tuple(missing), also, together, beside)

    def _other_subject(self, text: Parsed, near: Sequence[Span], around: Around) -> bool:
        """Tell whether a sentence beside this one opens as the statement does, and this one not."""
        first, mine = _opening(self.claim), _opening(text)
        if not first or not mine:
            return False
        code = around.article.language
        others = {_opening(parse(span.slice(around.article.text), code)) for span in near}
        is_other = first in others and not has(first, text.stems)
        return is_other and not has(mine, self.claim.stems)

    def _told(self, place: Span, lacking: Set[Span], article: Article) -> bool:
        """Tell whether a value of the statement stands near by, or is the day of publication."""
        is_value = any(one.place == place and not one.stem for one in self.elements)
        return is_value and (place not in lacking or published_then(self.claim, place, article))

    def _also(
        self, text: Parsed, near: Iterable[Span], around: Around, total: float
    ) -> Span | None:
        """Return the sentence near by with most of what another lacks, where that is much."""
        best, most = None, total / 6
        lacking = lacking_of(self.claim, text)
        for span in near:
            other = parse(span.slice(around.article.text), around.article.language)
            others = lacking_of(self.claim, other)
            added = sum(
                one.weight
                for one in self.elements
                if (
                    not has(one.stem, text.stems) and has(one.stem, other.stems)
                    if one.stem
                    else one.place in lacking and one.place not in others
                )
            )
            if added > most:
                best, most = span, added
        return best


def _opening(text: Parsed) -> str:
    """Return the stem of the first word with content of a text; empty without one."""
    first = next(iter(content(text.words, text.code)), None)
    if first and points_back(text, first.span):
        return ""
    return stem(first.lower, text.code) if first else ""


def _is_name(claim: Parsed, name: Span) -> bool:
    """Tell whether words are a name; in German, which has a capital for all nouns, several are."""
    words = name.slice(claim.text).split()
    return claim.code != "de" or len(words) > 1


def _inside(place: Span, spans: Iterable[Span]) -> bool:
    return any(place.overlaps(span) for span in spans)
