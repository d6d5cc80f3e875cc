"""Is a quotation word for word in the articles, and is it whose it is said to be?

Candidates come from the lexical index; what is found in their texts is exact. Time grows at worst
with the library's size, where no candidate has the words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.checking.letters import Letters, spoken
from rag.checking.likely import articles_with_words, likely_articles
from rag.checking.rewording import closest_words
from rag.checking.speakers import same_speaker, speaker_of
from rag.core.answer import Citation
from rag.core.article import Article
from rag.core.checked import QuoteCheck, QuotePlace, QuoteStanding, WordChange
from rag.core.span import Span
from rag.library.snapshot import Snapshot
from rag.support.caveats import caveat_of

MOST_PLACES = 10
"""The most places that are told."""
_GAP = re.compile(
    r"\s*(?:\[\s*(?:\.\s?\.\s?\.|\u2026)\s*\]|\(\s*(?:\.\.\.|\u2026)\s*\)|\.\s?\.\s?\.|\u2026"
    r"|\[[^\]]{2,80}\])\s*"
)
"""What the writer left out of a quotation, or put into it in brackets."""
_MOST_LEFT_OUT = 2_000
_MOST_BETWEEN = 200
"""The most characters of the article between two parts of a quotation: what was left out, and who
says it, between quotation marks."""


@dataclass(frozen=True, slots=True)
class _Claimed:
    """Who is said to have said it, and where."""

    speaker: str
    outlet: str
    article: str

    def fits(self, article: Article, place: Span, named: str) -> str:
        """Return what is wrong with it, in words; empty where nothing is."""
        wanted = self.article.casefold()
        if wanted and wanted not in (article.id.casefold(), article.title.casefold()):
            return f"it stands in {article.title!r}, not in {self.article!r}"
        if self.outlet and self.outlet.casefold() != article.outlet.casefold():
            return f"it stands in {article.outlet}, not in {self.outlet}"
        if self.speaker and not same_speaker(self.speaker, named, article, place):
            instead = f", but {named}" if named else ""
            return f"not {self.speaker} says it there{instead}"
        return ""


def verify_quote(
    quote: str, snapshot: Snapshot, speaker: str = "", outlet: str = "", article: str = ""
) -> QuoteCheck:
    """Return whether words are quoted as they stand in the articles of a snapshot.

    Quotation marks, dashes, ellipses, words in brackets, white space, hyphens and whether the first
    letter is a capital make no difference; neither does who says it between two halves of a quote.

    Args:
        quote: the words.
        snapshot: the articles.
        speaker: who is said to have said them; empty where that is not known.
        outlet: where they are said to have been published, likewise.
        article: the id or the title of the article, likewise.
    """
    parts = [Letters.of(quote, [span]) for span in fragments(quote)]
    parts = [part for part in parts if part.folded]
    if not parts:
        return QuoteCheck(quote, QuoteStanding.NOWHERE, note="it has no words")
    claimed = _Claimed(speaker, outlet, article)
    likely = list(likely_articles(quote, snapshot))
    pairs = _standing(likely, parts) or _standing(articles_with_words(quote, snapshot), parts)
    if not pairs:
        return _altered(quote, likely, claimed)
    found = []
    for candidate, place in pairs:
        named = speaker_of(candidate.text, place, candidate.language)
        told = QuotePlace(Citation(1, candidate.info, place, place.slice(candidate.text)), named)
        found.append((claimed.fits(candidate, place, named), told, candidate))
    found.sort(key=lambda one: (bool(one[0]), _published(one[2]), one[1].citation.place))
    wrong = found[0][0]
    places = tuple(_numbered(n, *one[1:]) for n, one in enumerate(found[:MOST_PLACES], start=1))
    changes = () if wrong else _case_changes(parts, places[0], found[0][2])
    if changes:
        note = "it has small letters where the article has capitals, or capitals for small ones"
        return QuoteCheck(
            quote, QuoteStanding.ALTERED, places, changes, places[0].citation.quote, note
        )
    standing = QuoteStanding.ELSEWHERE if wrong else QuoteStanding.FOUND
    return QuoteCheck(quote, standing, places, note=wrong)


def fragments(quote: str) -> list[Span]:
    """Return the parts of a quotation between what was left out or put in.

    >>> text = "We lost [the vote] ... and we will watch."
    >>> [span.slice(text) for span in fragments(text)]
    ['We lost', 'and we will watch.']
    """
    edges = [0, *(edge for gap in _GAP.finditer(quote) for edge in gap.span()), len(quote)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [Span(start, end) for start, end in pairs if start < end]


def _published(article: Article) -> str:
    return article.published.isoformat() if article.published else "9999"


def _numbered(number: int, place: QuotePlace, article: Article) -> QuotePlace:
    cited = place.citation
    citation = replace(cited, number=number, caveat=caveat_of(article, cited.span))
    return QuotePlace(citation, place.speaker)


def _standing(articles: Iterable[Article], parts: Sequence[Letters]) -> list[tuple[Article, Span]]:
    return [(article, place) for article in articles for place in _places(article, parts)]


def _places(article: Article, parts: Sequence[Letters]) -> Iterator[Span]:
    """Yield where an article has all parts of a quotation one behind the other.

    Of several that end alike the shortest: "the [bill] is" does not begin at an earlier "the".
    """
    whole = Letters.of(article.text)
    if not all(part.folded in whole.folded for part in parts):
        quoted = Letters.of(article.text, spoken(article.text))
        if not all(part.folded in quoted.folded for part in parts):
            return
        whole = quoted
    if article.suspicions:
        whole = _trusted(article, whole)
    shortest: dict[int, Span] = {}
    for first in whole.find(parts[0]):
        end = first.end
        for part in parts[1:]:
            following = next(whole.find(part, end), None)
            if following is None or following.start - end > _MOST_LEFT_OUT:
                break
            end = following.end
        else:
            place = Span(first.start, end)
            if _runs_on(whole, place, len(parts)):
                shortest[end] = place
    yield from shortest.values()


def _trusted(article: Article, letters: Letters) -> Letters:
    """Return the letters of an article without those of sentences that talk to a model."""
    suspicions = article.suspicions
    kept = [
        n
        for n, place in enumerate(letters.places)
        if not any(one.start <= place < one.end for one in suspicions)
    ]
    folded = "".join(letters.folded[n] for n in kept)
    return Letters(letters.source, folded, [letters.places[n] for n in kept])


def _runs_on(whole: Letters, place: Span, parts: int) -> bool:
    """Tell whether what stands between the words that were found is short enough."""
    places = whole.within(place.start, place.end).places
    most = _MOST_LEFT_OUT if parts > 1 else _MOST_BETWEEN
    return all(after - before <= most for before, after in pairwise(places))


def _case_changes(
    parts: Sequence[Letters], place: QuotePlace, article: Article
) -> tuple[WordChange, ...]:
    """Return the words that differ from the article's in their capitals alone."""
    at = place.citation.span
    if len(parts) > 1 or not Letters.of(article.text).differs_in_case(at, parts[0]):
        return ()
    reworded = closest_words(parts[0].source, article, at)
    return reworded.changes if reworded else ()


def _altered(quote: str, articles: Sequence[Article], claimed: _Claimed) -> QuoteCheck:
    """Return the words of articles closest to a quotation, with what was changed in them."""
    close = [
        (found, article)
        for article in articles
        if (found := closest_words(quote, article)) and not article.info.suspects(found.place)
    ]
    if not close:
        note = "no article has these words, or words like them"
        return QuoteCheck(quote, QuoteStanding.NOWHERE, note=note)
    told = []
    for found, article in close:
        named = speaker_of(article.text, found.place, article.language)
        told.append((claimed.fits(article, found.place, named), found, article, named))
    told.sort(key=lambda one: (-one[1].likeness, bool(one[0]), _published(one[2])))
    wrong, best, article, named = told[0]
    caveat = caveat_of(article, best.place)
    cited = Citation(1, article.info, best.place, best.place.slice(article.text), caveat=caveat)
    place = QuotePlace(cited, named)
    note = "the article has other words" + (f"; {wrong}" if wrong else "")
    return QuoteCheck(quote, QuoteStanding.ALTERED, (place,), best.changes, cited.quote, note)
