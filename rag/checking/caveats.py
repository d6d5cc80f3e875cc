"""What limits or denies a quote right behind it: "but", "however", a correction, a denial."""

from rag.core.answer import Citation
from rag.core.article import Article
from rag.core.span import Span
from rag.language.language import language
from rag.language.sentences import sentence_spans

_AHEAD = 700
"""The characters behind a quote in which the next sentence is looked for."""


def caveat_of(article: Article, place: Span, number: int) -> Citation | None:
    """Return the sentence behind a place, where it limits or denies what stands there.

    Args:
        article: the article.
        place: the quote.
        number: that of the citation it belongs to.

    >>> article = Article("The line pays, he said. However, nobody has seen the figures.")
    >>> caveat_of(article, Span(0, 14), 1).quote
    'However, nobody has seen the figures.'
    """
    text = article.text
    start = max(text.rfind("\n", 0, place.start) + 1, place.start - _AHEAD)
    spans = sentence_spans(text[start : place.end + _AHEAD], article.language)
    behind = [span.shift(start) for span in spans if span.start + start >= place.end]
    if not behind or article.info.suspects(behind[0]):
        return None
    words = behind[0].slice(text)
    if not language(article.language).claiming.qualifies.search(words):
        return None
    return Citation(number, article.info, behind[0], words)
