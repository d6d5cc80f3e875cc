"""What limits or denies a quote right behind it: "but", "however", a correction, a denial."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from rag.core.answer import Caveat, Citation
from rag.core.article import Article
from rag.core.span import Span
from rag.language.blocks import is_row
from rag.language.language import language
from rag.language.names import joined
from rag.language.parsed import Parsed, parse
from rag.language.sentences import sentence_spans

LONGEST = 400
"""The most characters of a caveat: it is read beside its quote."""
_AHEAD = 700
"""The characters around a quote in which the next sentence is looked for."""


def with_caveats(
    citations: Iterable[Citation], articles: Mapping[str, Article]
) -> tuple[Citation, ...]:
    """Return citations with the caveats of their quotes.

    What one of them quotes itself is nobody's caveat: it is read anyway.

    Args:
        citations: those of one text.
        articles: the articles that they quote, by id; a citation of another one has no caveat.
    """
    several = tuple(citations)
    return unrepeated(
        replace(one, caveat=caveat_of(articles[one.article.id], one.span))
        if one.article.id in articles
        else one
        for one in several
    )


def unrepeated(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return citations without those caveats that another one of them quotes."""
    several = tuple(citations)

    def repeats(one: Citation, caveat: Caveat) -> bool:
        return any(
            other.article.id == one.article.id and other.span.overlaps(caveat.span)
            for other in several
        )

    return tuple(
        replace(one, caveat=None) if one.caveat and repeats(one, one.caveat) else one
        for one in several
    )


def caveat_of(article: Article, place: Span) -> Caveat | None:
    """Return the sentence behind a place, where it limits or denies what stands there.

    A denial has to have a word in common with the quote, or to point back at it ("denied this").

    Args:
        article: the article.
        place: the quote.

    >>> article = Article("The line pays, he said. However, nobody has seen the figures.")
    >>> caveat_of(article, Span(0, 23)).quote
    'However, nobody has seen the figures.'
    """
    text, code = article.text, article.language
    quote = place.slice(text)
    start = max(text.rfind("\n", 0, place.start) + 1, place.start - _AHEAD)
    spans = sentence_spans(text[start : place.end + _AHEAD], code)
    behind = next((s.shift(start) for s in spans if s.start + start >= place.end), None)
    if behind is None or len(behind) > LONGEST or is_row(quote) or article.info.suspects(behind):
        return None
    words = behind.slice(text)
    if words.rstrip("\"'”’)»“ ").endswith("?") or not _limits(parse(words, code), quote):
        return None
    return Caveat(behind, words)


def _limits(behind: Parsed, quote: str) -> bool:
    rules = language(behind.code).claiming
    if rules.limits.search(behind.text):
        return True
    denial = rules.denies.search(behind.text)
    if not denial:
        return False
    told = parse(quote, behind.code)
    named: set[str] = set()
    for name in joined(told.names):
        if behind.code != "de" or " " in name.slice(quote):  # in German all nouns look like names
            named |= told.stems_within(name.start, name.end)
    denied = behind.stems_within(denial.end(), len(behind.text))
    return bool((told.stems - named) & denied)
