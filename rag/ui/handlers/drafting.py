"""The reader's own text: typed, taken from a file, quoted into."""

import asyncio
import re
from bisect import bisect_right
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import accumulate
from pathlib import PurePath
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rag.checking.draft import read_draft
from rag.core.article import ArticleInfo
from rag.core.span import Span
from rag.core.text import one_line
from rag.errors import DataError
from rag.library.drafts import MOST_KEPT, MOST_NAME, KeptDraft
from rag.library.kept import Kept
from rag.library.library import Library
from rag.sections import ParsingSettings
from rag.ui.catalogue import Wording
from rag.ui.handlers.handing_on import cited_in

MOST_MB = 20
"""The largest file that a text is taken from, in MB."""
MOST_QUOTED = 20_000
"""The most characters that are quoted at once."""
_INNER = str.maketrans(dict(zip('“”„"«»', "‘’‚'‹›", strict=True)))
"""Quotation marks inside a quotation, and what stands there instead."""

_Id = Annotated[str, Field(max_length=100)]


def _is_span(place: list[int]) -> list[int]:
    Span(*place)
    return place


_Place = Annotated[list[int], Field(min_length=2, max_length=2), AfterValidator(_is_span)]


class SentDraft(BaseModel):
    """A draft as the page sends it: the whole text, and the number of the one it was made of."""

    model_config = ConfigDict(extra="forbid")

    text: str
    name: str = Field("", max_length=2_000)
    seen: int = Field(ge=0)


class QuotedWords(BaseModel):
    """Words of an article: a place of it, or what a reader chose in it."""

    model_config = ConfigDict(extra="forbid")

    article: str = Field(max_length=1_000)
    sha256: str = Field(max_length=64)
    words: str = Field("", max_length=MOST_QUOTED)
    place: _Place | None = None


class ToQuote(BaseModel):
    """What is to be quoted into the draft: a footnote, words of an article or a clipping."""

    model_config = ConfigDict(extra="forbid")

    conversation: _Id = ""
    turn: _Id = ""
    quote: int = Field(0, ge=0, le=10_000)
    clipping: _Id = ""
    chosen: QuotedWords | None = None


class CutDraft(BaseModel):
    """How much of the draft is to be left, and the number of the one that is meant."""

    model_config = ConfigDict(extra="forbid")

    length: int = Field(ge=0, le=MOST_KEPT)
    seen: int = Field(ge=0)


async def take_file(name: str, body: AsyncIterator[bytes], limits: ParsingSettings) -> KeptDraft:
    """Return the text of a file that is sent, not kept yet.

    Args:
        name: what it is called there.
        body: its bytes as they come.
        limits: those of reading files.

    Raises:
        RagError: where it can't be read, in one sentence.
    """
    short, most = PurePath(one_line(name)).name[-MOST_NAME:], min(limits.input_mb, MOST_MB)
    data = bytearray()
    async for some in body:
        data += some
        if len(data) > most * 1_000_000:
            raise DataError(f"can't read {short}: larger than {most} MB, check a part of it")
    draft = await asyncio.to_thread(read_draft, bytes(data), short, limits)
    kept = draft.name if draft.as_written else f"{draft.name}.txt"
    return KeptDraft(draft.text, kept)


def quote_into(
    kept: Kept, library: Library, owner: str, sent: ToQuote, t: Wording
) -> dict[str, int]:
    """Put the exact words of an article at the end of a draft, with where they are from.

    Returns:
        What takes them off again: the length before, and the number of the draft.

    Raises:
        RagError: where there are no such words.
    """
    info, words = _quoted(kept, library, owner, sent, t)
    if len(words) > MOST_QUOTED:
        raise DataError(t("check_long_quote", n=MOST_QUOTED))
    shelved = library.shelf().articles.get(info.id)  # it knows whether an outlet is a file's name
    line = quotation(replace(info, outlet=shelved.outlet) if shelved else info, words, t)
    draft = kept.drafts.append(owner, line)
    return {"length": len(draft.text) - len(line), "seen": draft.number}


def quotation(info: ArticleInfo, words: str, t: Wording) -> str:
    """Return words in quotation marks, with outlet and date behind them.

    Quotation marks inside become single ones, so that they end nothing.

    >>> from rag.core.article import Article
    >>> from rag.ui.catalogue import catalogue
    >>> quotation(Article("a", outlet="Courier").info, "It is late.", catalogue("en"))
    '“It is late.” (Courier)'
    """
    line = " ".join(words.split())
    inner = re.sub(r'"(?=\w)', "‘", line).replace('"', "’").translate(_INNER)
    day = t.day(info.published) if info.published else ""
    source = ", ".join(filter(None, (one_line(info.outlet or info.title), day)))
    return t("quoted", name=inner) + (f" ({source})" if source else "")


def _quoted(
    kept: Kept, library: Library, owner: str, sent: ToQuote, t: Wording
) -> tuple[ArticleInfo, str]:
    """Return the article and the words that are to be quoted."""
    if sent.clipping:
        mine = kept.clippings.all(owner)
        if found := next((one for one in mine if one.id == sent.clipping), None):
            return found.article, found.quote
    elif sent.chosen:
        article = library.version(sent.chosen.article, sent.chosen.sha256)
        place = _place(article.text, sent.chosen) if article else None
        if article and place and article.info.suspects(place):
            raise DataError(t("never_quoted"))
        if article and place:
            return article.info, place.slice(article.text)
    else:
        citation = cited_in(kept, owner, sent.conversation, sent.turn, sent.quote)
        return citation.article, citation.quote
    raise DataError(t("check_no_such_words"))


def _place(text: str, chosen: QuotedWords) -> Span | None:
    """Return where words stand that a reader chose; white space makes no difference."""
    if chosen.place:
        place = Span(*chosen.place)
        return place if place.end <= len(text) else None
    pieces = list(re.finditer(r"\S+", text))
    starts = list(accumulate((len(piece[0]) + 1 for piece in pieces), initial=0))
    words = " ".join(chosen.words.split())
    at = " ".join(piece[0] for piece in pieces).find(words) if words else -1

    def origin(place: int) -> int:
        piece = bisect_right(starts, place) - 1
        return pieces[piece].start() + place - starts[piece]

    return Span(origin(at), origin(at + len(words) - 1) + 1) if at >= 0 else None
