"""The footnotes of an answer, grouped by the article that they quote. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rag.core.answer import Citation
from rag.core.article import ArticleInfo
from rag.core.span import Span
from rag.render.blocks import copied, qualified
from rag.ui.catalogue import Wording

_BEFORE, _AFTER, _ALONE = 4, 3, 12
"""How many words are shown before and after those that answer, and of a quote without any."""
_AROUND = 160
"""The most characters of context on each side of a quote."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a quote in its article, and what became of it.

    Attributes:
        before: the words before it in its paragraph, the last of them; "…" where there are more.
        after: those after it.
        edited: whether the article has another text now.
        gone: whether it left the library.
    """

    before: str = ""
    after: str = ""
    edited: bool = False
    gone: bool = False


NO_CONTEXT = Context()


@dataclass(frozen=True, slots=True)
class ShownCite:
    """A footnote: a few words around those that answer, and the quote in its context."""

    number: int
    start: int
    end: int
    page: int | None
    before: str
    answer: str
    after: str
    context_before: str
    quote_before: str
    quote_answer: str
    quote_after: str
    context_after: str
    version: str
    caveat: str


@dataclass(frozen=True, slots=True)
class ShownSource:
    """An article and the footnotes that quote it; `copies` says who else printed it."""

    article: ArticleInfo
    cites: tuple[ShownCite, ...]
    copies: str


def grouped(
    citations: Iterable[Citation],
    contexts: Mapping[int, Context],
    t: Wording,
) -> tuple[ShownSource, ...]:
    """Return the footnotes by article, in the order in which the articles are first quoted."""
    articles: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        articles.setdefault((citation.article.id, citation.article.sha256), []).append(citation)
    return tuple(
        ShownSource(
            several[0].article,
            tuple(_cite(one, contexts.get(one.number, NO_CONTEXT), t) for one in several),
            copied(several[0], t),
        )
        for several in articles.values()
    )


def context_of(text: str, quote: Span, edited: bool = False, gone: bool = False) -> Context:
    """Return what stands around a quote in the paragraph of a text."""
    start = text.rfind("\n", 0, quote.start) + 1
    end = text.find("\n", quote.end)
    before = text[start : quote.start]
    after = text[quote.end : end if end >= 0 else len(text)]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return Context(before, after, edited, gone)


def _cite(citation: Citation, context: Context, t: Wording) -> ShownCite:
    quote = citation.quote
    words = citation.answer.shift(-citation.span.start) if citation.answer else None
    first, answer, last = (
        (quote[: words.start], words.slice(quote), quote[words.end :]) if words else (quote, "", "")
    )
    version = "gone_since" if context.gone else "edited_since" if context.edited else "same_since"
    return ShownCite(
        citation.number, citation.span.start, citation.span.end, citation.page,
        *few_words(first, answer, last),
        context.before, first, answer, last, context.after, t(version),
        qualified(citation, t),
    )  # fmt: skip


def few_words(
    before: str, answer: str, after: str, most_after: int = _AFTER
) -> tuple[str, str, str]:
    """Return the words of a quote that answer with a few of those around them.

    Where none answer, the first words of it.
    """
    if not answer:
        return _first_words(before, _ALONE), "", ""
    return _last_words(before), answer, _first_words(after, most_after)


def _last_words(text: str) -> str:
    words = text.split()
    kept = " ".join(words[-_BEFORE:])
    gap = " " if kept and text[-1:].isspace() else ""
    return ("… " if len(words) > _BEFORE else "") + kept + gap


def _first_words(text: str, most: int) -> str:
    words = text.split()
    kept = " ".join(words[:most])
    gap = " " if kept and text[:1].isspace() else ""
    return gap + kept + (" …" if len(words) > most else "")
