"""The article a footnote asks for, as it was when it was quoted."""

from collections.abc import Callable, Sequence
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from rag.core.article import Article
from rag.core.conversation import QuotedIn
from rag.core.span import Span
from rag.errors import RagError
from rag.library.versions import changed
from rag.ui.catalogue import Wording
from rag.ui.parts.article import PLACE, OtherAnswer, article_html, no_article
from rag.ui.parts.reasons import worded
from rag.ui.session import Provider

_MOST_ANSWERS = 5


def _is_place(place: list[int]) -> list[int]:
    """Return start and end, with a footnote's number before them or without, as they are.

    Raises:
        ValueError: where they are no span.
    """
    Span(*place[-2:])
    return place


_Quote = Annotated[list[int], Field(min_length=3, max_length=3), AfterValidator(_is_place)]
_Place = Annotated[list[int], Field(min_length=2, max_length=2), AfterValidator(_is_place)]


class OpenRequest(BaseModel):
    """What the page sends to open an article.

    Attributes:
        article: its id.
        sha256: the hash of its text when it was quoted.
        quotes: the footnotes of one turn that quote it: number, start and end of each.
        turn: that turn; empty where the article is opened by itself.
        place: start and end of a sentence that no footnote quotes, which is looked up; or None.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    article: str = Field(max_length=1_000)
    sha256: str = Field(max_length=64)
    quotes: list[_Quote] = Field([], max_length=100)
    turn: str = Field("", max_length=100)
    place: _Place | None = None


Quoting = Callable[[str, str], Sequence[QuotedIn]]
"""Returns an owner's kept answers that quote an article."""


def open_article(
    provider: Provider, request: object, t: Wording, quoting: Quoting, owner: str
) -> str:
    """Return the HTML of the article that the page asks for; never raises for what it sent."""
    try:
        wanted = OpenRequest.model_validate(request)
        return _opened(provider, wanted, t, _others(quoting(owner, wanted.article), wanted.turn))
    except ValidationError:
        return no_article(t("not_opened"), t)
    except RagError as error:
        return no_article(worded(str(error), t), t)


def _others(quoting: Sequence[QuotedIn], turn: str) -> list[OtherAnswer]:
    """Return the other answers that quote the article, each once."""
    several = {
        one.turn_id: OtherAnswer(one.conversation_id, one.turn_id, one.question)
        for one in quoting
        if one.turn_id != turn
    }
    return list(several.values())[:_MOST_ANSWERS]


def _opened(
    provider: Provider, wanted: OpenRequest, t: Wording, answers: Sequence[OtherAnswer]
) -> str:
    library = provider().library
    quoted = library.version(wanted.article, wanted.sha256)
    if quoted is None:
        return no_article(t("missing_article"), t)
    current = library.article(wanted.article)
    quotes = [(number, Span(start, end)) for number, start, end in wanted.quotes]
    if wanted.place:
        quotes.append((PLACE, Span(*wanted.place)))
    places = [span for _, span in quotes]
    note = _changes(quoted, current, places, t) if current else t("gone")
    newer = current.text if current and current.sha256 != quoted.sha256 else ""
    return article_html(quoted, quotes, t, note, newer, answers)


def _changes(quoted: Article, current: Article, places: Sequence[Span], t: Wording) -> str:
    """Return what the reader should know of a newer version; empty where there is none."""
    if current.sha256 == quoted.sha256:
        return ""
    changes = [change for place in places if (change := changed(quoted, current, place))]
    if not changes:
        return t("changed")
    after = " ".join(filter(None, dict.fromkeys(change.after for change in changes)))
    return t("changed_here", after=after) if after else t("cut_here")
