"""The article a footnote asks for, as it was when it was quoted."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from rag.core.article import Article
from rag.core.span import Span
from rag.errors import RagError
from rag.library.versions import changed
from rag.ui import texts
from rag.ui.parts.article import no_article, show
from rag.ui.session import Provider


def _is_span(place: list[int]) -> list[int]:
    """Return start and end as they are.

    Raises:
        ValueError: where they are no span.
    """
    Span(*place)
    return place


_Place = Annotated[list[int], Field(min_length=2, max_length=2), AfterValidator(_is_span)]


class OpenRequest(BaseModel):
    """What the page sends to open an article.

    Attributes:
        article: its id.
        sha256: the hash of its text when it was quoted.
        quote: start and end of the quote.
        others: those of the turn's other citations of this article.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    article: str = Field(max_length=1_000)
    sha256: str = Field(max_length=64)
    quote: _Place | None = None
    others: list[_Place] = Field([], max_length=100)


def open_article(provider: Provider, request: object) -> str:
    """Return the HTML of the article that the page asks for; never raises for what it sent."""
    try:
        return _opened(provider, OpenRequest.model_validate(request))
    except ValidationError:
        return no_article(texts.NOT_OPENED)
    except RagError as error:
        return no_article(str(error))


def _opened(provider: Provider, wanted: OpenRequest) -> str:
    library = provider().library
    quoted = library.version(wanted.article, wanted.sha256)
    if quoted is None:
        return no_article(texts.MISSING)
    current = library.article(wanted.article)
    quote = Span(*wanted.quote) if wanted.quote else None
    note = _changes(quoted, current, quote) if current else texts.GONE
    others = [Span(*place) for place in wanted.others]
    return show(quoted.info, quoted.text, quote, others, note)


def _changes(quoted: Article, current: Article, quote: Span | None) -> str:
    """Return what the reader should know of a newer version; empty where there is none."""
    if current.sha256 == quoted.sha256:
        return ""
    change = changed(quoted, current, quote) if quote else None
    if change is None:
        return texts.CHANGED
    return texts.CHANGED_HERE.format(after=change.after) if change.after else texts.CUT_HERE
