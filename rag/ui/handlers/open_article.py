"""The article a footnote asks for, as it was when it was quoted."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from rag.core.span import Span
from rag.errors import RagError
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
    changed = texts.CHANGED if current and current.sha256 != wanted.sha256 else ""
    quote = Span(*wanted.quote) if wanted.quote else None
    others = [Span(*place) for place in wanted.others]
    return show(quoted.info, quoted.text, quote, others, changed if current else texts.GONE)
