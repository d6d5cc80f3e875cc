"""The article a footnote asks for, as it was when it was quoted."""

from dataclasses import dataclass, field, replace

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.article import ArticleInfo
from rag.errors import RagError
from rag.types import Span
from rag.ui import full_text, html
from rag.ui.conversation import Provider

CHANGED = "The article was changed after this answer. Below is the text that was quoted."
GONE = "The article is no longer in the index. Below is the text that was quoted."
MISSING = "This article is no longer in the index."
MALFORMED = "This footnote cannot be opened: ask the question again."


class Request(BaseModel):
    """What the page sends: the article, the hash of its quoted text, the quote and the turn's other spans in it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    article: str = Field(max_length=1_000)
    sha256: str = Field(max_length=64)
    quote: list[int] | None = Field(None, min_length=2, max_length=2)
    others: list[list[int]] = Field([], max_length=100)


@dataclass(frozen=True, slots=True)
class Opened:
    """An article as it is to be read: what is known of it, the text that was quoted and what to say about it."""

    article: ArticleInfo
    text: str
    note: str = field(default="")


def read(provider: Provider, request: object) -> str:
    """Return the HTML of the article that the page asks for; never raises for what the page sent."""
    try:
        wanted = Request.model_validate(request)
        quote = Span(*wanted.quote) if wanted.quote else None
        others = [Span(start, end) for start, end in wanted.others]
    except (ValidationError, ValueError):
        return html.no_article(MALFORMED)
    try:
        opened = find(provider, wanted.article, wanted.sha256)
    except RagError as error:
        return html.no_article(str(error))
    if opened is None:
        return html.no_article(MISSING)
    return full_text.show(opened.article, opened.text, quote, others, opened.note)


def find(provider: Provider, article_id: str, sha256: str) -> Opened | None:
    """Return the article with the text that has this hash, be it current or replaced since; None when neither is kept."""
    with provider().reader.snapshot() as snapshot:
        article = snapshot.view.article(article_id)
        if article and article.sha256 == sha256:
            return Opened(article.info, article.text)
        text = snapshot.view.text_version(article_id, sha256)
    if text is None:
        return None
    if article:
        return Opened(replace(article.info, sha256=sha256), text, CHANGED)
    return Opened(ArticleInfo(article_id, article_id, "", "", None, sha256), text, GONE)
