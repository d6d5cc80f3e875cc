"""What programs send to Footnote's own routes, which refuse what they do not know."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rag.core.answer import Turn
from rag.core.corpus import Filter
from rag.question.check import MAX_QUESTION
from rag.question.history import Past
from rag.service.api.answering import ProgramQuestion

_Name = Annotated[str, Field(max_length=1_000)]
_Names = Annotated[list[_Name], Field(max_length=1_000)]
SentQuestion = Annotated[str, Field(max_length=2 * MAX_QUESTION)]
"""A question or a query; what is longer than a question may be is told so by who reads it."""
MOST_MESSAGES = 1_000
"""The most messages or earlier turns of a conversation."""


def shown(*examples: dict[str, Any], extra: Literal["forbid", "ignore"] = "forbid") -> ConfigDict:
    """Return how a model is described with examples of what is sent."""
    return ConfigDict(extra=extra, json_schema_extra={"examples": list(examples)})


class _Known(BaseModel):
    model_config = ConfigDict(extra="forbid")


class WhereSent(_Known):
    """Limits to some articles; an empty field does not limit."""

    articles: Annotated[_Names, Field(description="Ids of articles.")] = []
    outlets: Annotated[_Names, Field(description="Who published them.")] = []
    topics: Annotated[_Names, Field(description="At least one of their topics.")] = []
    authors: Annotated[_Names, Field(description="At least one of who wrote them.")] = []
    since: Annotated[date | None, Field(description="The first day of publication.")] = None
    until: Annotated[date | None, Field(description="The last day of publication.")] = None

    def as_filter(self) -> Filter:
        """Return them as a filter."""
        return Filter(
            tuple(self.articles),
            tuple(self.outlets),
            tuple(self.topics),
            self.since,
            self.until,
            tuple(self.authors),
        )


class OptionsSent(_Known):
    """What else of a question can be set; clients of other makers send it as "footnote"."""

    where: WhereSent = WhereSent()
    as_of: Annotated[
        date | None, Field(description='The day from which "last month" is counted.')
    ] = None
    literal: Annotated[
        bool, Field(description="Take the question as it stands, without the conversation.")
    ] = False

    def made(self, text: str, history: Iterable[Past]) -> ProgramQuestion:
        """Return a question with what is set."""
        where = self.where.as_filter()
        return ProgramQuestion(text, tuple(history), where, self.as_of, self.literal)


class TurnSent(_Known):
    """An earlier turn of a conversation."""

    question: SentQuestion
    answer: Annotated[str, Field(max_length=100_000)] = ""


class LibrarySent(_Known):
    """The library that is meant; what it names was looked at before."""

    library: Annotated[
        str | None,
        Field(max_length=63, description="Its name; by default that of the one without a name."),
    ] = None


class AskSent(OptionsSent, LibrarySent):
    """A question."""

    model_config = shown(
        {"question": "When did the plant open?"},
        {"question": "And who owns it?", "history": [{"question": "Where is the plant?"}]},
        {"question": "Who owns it?", "where": {"since": "2025-01-01"}, "stream": True},
    )

    question: Annotated[SentQuestion, Field(description="At most 2,000 characters.")]
    history: Annotated[
        list[TurnSent], Field(max_length=MOST_MESSAGES, description="Earlier turns, oldest first.")
    ] = []
    stream: Annotated[
        bool, Field(description="Send events: a sentence each as it is sure, then the answer.")
    ] = False
    libraries: Annotated[
        list[_Name],
        Field(max_length=20, description="Several libraries; each answers from its own articles."),
    ] = []

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.stream and self.libraries:
            raise ValueError("several libraries are not streamed: ask one, or without stream")
        return self

    def asked(self) -> ProgramQuestion:
        """Return it as a question."""
        history = (Turn(turn.question, turn.answer) for turn in self.history)
        return self.made(self.question, history)


class SearchSent(LibrarySent):
    """A search."""

    model_config = shown({"query": "battery plant", "k": 5, "where": {"since": "2025-01-01"}})

    query: Annotated[SentQuestion, Field(description="At most 2,000 characters.")]
    k: Annotated[int, Field(ge=1, le=1_000, description="How many chunks.")] = 10
    where: WhereSent = WhereSent()


class CheckSent(LibrarySent):
    """A text that is held against the articles."""

    model_config = shown({"text": "The plant in Heide opened in 2021. It is the largest."})

    text: Annotated[str, Field(max_length=200_000, description="The text.")]
    where: WhereSent = WhereSent()


class QuoteSent(LibrarySent):
    """A quotation, and whose it is said to be."""

    model_config = shown({"quote": "We will build it here", "speaker": "Anna Berg"})

    quote: Annotated[SentQuestion, Field(description="The words.")]
    speaker: Annotated[_Name, Field(description="Who is said to have said them.")] = ""
    outlet: Annotated[_Name, Field(description="Who is said to have published them.")] = ""
    article: Annotated[_Name, Field(description="The id or title of the article.")] = ""
    where: WhereSent = WhereSent()


class SyncSent(LibrarySent):
    """A sync that is wanted."""

    model_config = shown({"web": True})

    web: Annotated[bool, Field(description="Look at what is followed on the web as well.")] = False
