"""The citations of a check: each place once, numbered in the order of first use, with caveats."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rag.checking.around import Around
from rag.checking.judging import Judged
from rag.checking.weighing import Weighed
from rag.core.answer import Citation
from rag.core.article import Article
from rag.core.checked import CheckedQuotation, CheckedSentence, Conflict, SentenceVerdict
from rag.core.span import Location, Span
from rag.support.caveats import caveat_of, unrepeated

_REPLACEABLE = frozenset(("number", "share", "unit", "date", "name", "role"))
"""Where the article's words can be put in the place of the text's."""
_LONGEST_MARK = 80


class Numbering:
    """Gives citations their numbers."""

    def __init__(self) -> None:
        self._known: dict[Location, Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All of them, by number."""
        return unrepeated(self._known.values())

    def sentence(
        self,
        plain: CheckedSentence,
        judged: Sequence[tuple[Judged, int]],
        around: Mapping[str, Around],
    ) -> CheckedSentence:
        """Return a sentence with its verdict, citations and conflicts.

        Args:
            plain: the sentence.
            judged: what the articles say to each of its statements, and where that begins in it.
            around: the articles, by id.
        """
        supporting: list[int] = []
        against: list[int] = []
        conflicts: list[Conflict] = []
        chances = [one.probability for one, _ in judged if one.probability is not None]
        for one, start in judged:
            shift = plain.place.start + start
            if one.supporting:
                article = around[one.supporting.piece.article.id].article
                supporting.append(self._cite(one.supporting, article).number)
                if one.supporting.also:
                    supporting.append(self._number(article, one.supporting.also).number)
            if one.against:
                article = around[one.against.piece.article.id].article
                cited = self._cite(one.against, article)
                against.append(cited.number)
                conflicts += _conflicts(one.against, cited, article, plain, shift)
        first = judged[0][0]
        missing = tuple(span.shift(plain.place.start) for span in first.missing)
        note = ""
        if first.verdict is SentenceVerdict.NOT_FOUND:
            note = "no article says it"
        return replace(
            plain,
            verdict=first.verdict,
            supporting=tuple(dict.fromkeys(supporting)),
            against=tuple(dict.fromkeys(against)),
            conflicts=tuple(conflicts),
            missing=missing,
            probability=min(chances, default=None),
            note=note,
        )

    def quotation(self, one: CheckedQuotation) -> CheckedQuotation:
        """Return a quotation whose places have the numbers of this text's citations."""
        places = (replace(at, citation=self._add(at.citation)) for at in one.check.places)
        return replace(one, check=replace(one.check, places=tuple(places)))

    def quote_conflicts(self, one: CheckedQuotation) -> Iterator[Conflict]:
        """Yield where a quotation is not what stands in the article, or not by whom it is said."""
        first = one.check.places[0]
        cited = first.citation
        for change in one.check.changes:
            place = change.given.shift(one.place.start)
            where = change.place or cited.span
            yield Conflict("wording", place, change.says, cited.number, where, change.instead)
        if not one.check.changes:
            words = one.check.quote
            yield Conflict("speaker", one.place, words, cited.number, cited.span, first.speaker)

    def _cite(self, weighed: Weighed, article: Article) -> Citation:
        marks = [clash.place for clash in weighed.clashes]
        mark = Span(min(m.start for m in marks), max(m.end for m in marks)) if marks else None
        if mark and (len(mark) > _LONGEST_MARK or not mark.within(weighed.piece.span)):
            mark = marks[0] if marks[0].within(weighed.piece.span) else None
        return self._number(article, weighed.piece.span, mark)

    def _number(self, article: Article, span: Span, mark: Span | None = None) -> Citation:
        if cited := self._known.get(Location(article.id, span)):
            return cited
        caveat = caveat_of(article, span)
        quote = span.slice(article.text)
        return self._add(Citation(1, article.info, span, quote, mark, caveat=caveat))

    def _add(self, citation: Citation) -> Citation:
        number = len(self._known) + 1
        return self._known.setdefault(citation.place, replace(citation, number=number))


def _conflicts(
    weighed: Weighed, cited: Citation, article: Article, plain: CheckedSentence, shift: int
) -> Iterator[Conflict]:
    for clash in sorted(weighed.clashes, key=lambda one: one.claim):
        place = clash.claim.shift(shift)
        says = place.shift(-plain.place.start).slice(plain.text)
        instead = clash.place.slice(article.text)
        replaces = clash.kind in _REPLACEABLE
        yield Conflict(clash.kind, place, says, cited.number, clash.place, instead, replaces)
