"""What the JSON objects of every interface are made of: articles, filters, requests, places."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from rag.core.answer import Caveat, Lead
from rag.core.article import ArticleInfo
from rag.core.beside import Disagreement, Side
from rag.core.cluster import Cluster
from rag.core.corpus import Filter
from rag.core.request import Kind, Request, Task
from rag.core.span import Span
from rag.core.statement import Statement
from rag.core.usage import Usage

ArticleId = Annotated[str, Field(description="The article's id; `rag show` takes it.")]
Title = Annotated[str, Field(description="The article's title.")]
Outlet = Annotated[str, Field(description="Who published the article, or the name of its file.")]
Source = Annotated[str, Field(description='The same as "outlet".', deprecated=True)]
Url = Annotated[str, Field(description="Where the article was published; empty when unknown.")]
Published = Annotated[
    str | None, Field(description="The day of publication, YYYY-MM-DD; null when unknown.")
]
Start = Annotated[int, Field(description="The first code point in the article's text, from 0.")]
End = Annotated[int, Field(description="The code point behind the last one.")]
ArticleIds = Annotated[tuple[str, ...], Field(description="Ids of articles.")]


class JsonModel(BaseModel):
    """A JSON object whose fields are all there, in this order."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def article_fields(info: ArticleInfo) -> dict[str, Any]:
    """Return the fields that say which article it is."""
    return {
        "article_id": info.id,
        "title": info.title,
        "outlet": info.outlet,
        "source": info.outlet,
        "url": info.url,
        "published": info.published.isoformat() if info.published else None,
    }


class ReferenceJson(JsonModel):
    """A work that an article names as one of its sources."""

    title: Annotated[str, Field(description="What it is called.")]
    url: Annotated[str, Field(description="Where it is; empty when unknown.")]


class ArticleJson(JsonModel):
    """An article, without its text."""

    article_id: ArticleId
    title: Title
    outlet: Outlet
    source: Source
    url: Url
    published: Published
    authors: Annotated[tuple[str, ...], Field(description="Who wrote it.")]
    language: Annotated[str, Field(description="The code of its language, ISO 639-1.")]
    section: Annotated[str, Field(description="The part of the paper or page it appeared in.")]
    modified: Annotated[
        str | None, Field(description="The day its publisher changed it last, YYYY-MM-DD.")
    ]
    date_origin: Annotated[str, Field(description='How "published" was known.')]
    agency: Annotated[str, Field(description="The news agency that it credits.")]
    correction: Annotated[str, Field(description="The words of its correction note.")]
    references: Annotated[
        tuple[ReferenceJson, ...], Field(description="The works that it names as its sources.")
    ]
    pages: Annotated[
        tuple[int, ...],
        Field(description="The code point at which each page begins; empty without pages."),
    ]
    text_sha256: Annotated[str, Field(description="The hash of its text.")]

    @classmethod
    def from_article(cls, info: ArticleInfo) -> Self:
        """Return an article as JSON."""
        details = info.details
        return cls(
            **article_fields(info),
            authors=info.authors,
            language=info.language,
            section=details.section,
            modified=details.modified.isoformat() if details.modified else None,
            date_origin=details.date_origin,
            agency=details.agency,
            correction=details.correction,
            references=tuple(
                ReferenceJson(title=one.title, url=one.url) for one in details.references
            ),
            pages=details.pages,
            text_sha256=info.sha256,
        )


class ClusterJson(JsonModel):
    """The articles that print one text: one independent source."""

    origin: Annotated[str, Field(description="The id of the oldest of them.")]
    articles: Annotated[
        tuple[ArticleJson, ...],
        Field(description="One for each outlet and wording, oldest first."),
    ]
    locations: Annotated[int, Field(description="How many files or sources hold them.")]

    @classmethod
    def from_cluster(cls, cluster: Cluster) -> Self:
        """Return a cluster as JSON."""
        articles = tuple(map(ArticleJson.from_article, cluster.articles))
        return cls(origin=cluster.origin.id, articles=articles, locations=cluster.locations)


class CaveatJson(JsonModel):
    """What limits or denies a quote right behind it: the code points start to end of its text."""

    start: Start
    end: End
    quote: Annotated[str, Field(description="The words that stand there.")]

    @classmethod
    def from_caveat(cls, caveat: Caveat) -> Self:
        """Return a caveat as JSON."""
        return cls(start=caveat.span.start, end=caveat.span.end, quote=caveat.quote)


class FilterJson(JsonModel):
    """Limits to some articles; an empty field does not limit."""

    articles: ArticleIds
    outlets: Annotated[tuple[str, ...], Field(description="Who published them.")]
    topics: Annotated[tuple[str, ...], Field(description="At least one of their topics.")]
    authors: Annotated[tuple[str, ...], Field(description="At least one of who wrote them.")]
    since: Annotated[str | None, Field(description="The first day of publication, ISO 8601.")]
    until: Annotated[str | None, Field(description="The last day of publication, ISO 8601.")]

    @classmethod
    def from_filter(cls, where: Filter) -> Self:
        """Return a filter as JSON."""
        return cls(
            articles=where.articles,
            outlets=where.outlets,
            topics=where.topics,
            authors=where.authors,
            since=where.since.isoformat() if where.since else None,
            until=where.until.isoformat() if where.until else None,
        )


class StatementJson(JsonModel):
    """What Footnote says by itself: a code, and the values that stand in its words."""

    says: Annotated[str, Field(description="What; the words are in rag/render/texts.")]
    values: Annotated[
        dict[str, int | str | tuple[str, ...] | FilterJson],
        Field(description="By name: numbers, words, names, which articles."),
    ]

    @classmethod
    def from_statement(cls, statement: Statement) -> Self:
        """Return a statement as JSON."""
        values = {
            name: FilterJson.from_filter(value) if isinstance(value, Filter) else value
            for name, value in statement.values
        }
        return cls(says=str(statement.says), values=values)


class RequestJson(JsonModel):
    """What a question asks for, as it was understood."""

    task: Annotated[str, Field(description=f"What is asked for: {', '.join(Task)}.")]
    kind: Annotated[str, Field(description=f"What sort of answer is wanted: {', '.join(Kind)}.")]
    parts: Annotated[
        tuple[str, ...], Field(description="What is searched for each thing that it asks.")
    ]
    filter: Annotated[FilterJson, Field(description="Which articles it speaks of.")]

    @classmethod
    def from_request(cls, request: Request) -> Self:
        """Return a request as JSON."""
        where = FilterJson.from_filter(request.filter)
        task, kind = str(request.task), str(request.kind)
        return cls(task=task, kind=kind, parts=request.parts, filter=where)


class LeadJson(JsonModel):
    """The short answer."""

    text: Annotated[str, Field(description="The answering words, as they stand in the quote.")]
    citation: Annotated[
        int | None,
        Field(description="The number of the citation; null for a count of articles."),
    ]
    unit: Annotated[
        str, Field(description="The unit of its column, for a number in a table; else empty.")
    ]

    @classmethod
    def from_lead(cls, lead: Lead) -> Self:
        """Return a short answer as JSON."""
        number = lead.citation.number if lead.citation else None
        return cls(text=lead.text, citation=number, unit=lead.unit)


class SpanJson(JsonModel):
    """A place in an article's text."""

    start: Start
    end: End

    @classmethod
    def from_span(cls, span: Span) -> Self:
        """Return a span as JSON."""
        return cls(start=span.start, end=span.end)


class SideJson(JsonModel):
    """What one article says where articles differ: the code points start to end of it."""

    text: Annotated[str, Field(description="The number or day, as it stands in the quote.")]
    citation: Annotated[int, Field(description="The number of the citation that says so.")]
    start: Start
    end: End

    @classmethod
    def from_side(cls, side: Side) -> Self:
        """Return what one article says as JSON."""
        span = side.span
        return cls(text=side.text, citation=side.citation, start=span.start, end=span.end)


class DisagreementJson(JsonModel):
    """Different numbers or days that articles give for one thing."""

    sides: Annotated[
        tuple[SideJson, ...],
        Field(description="What is right by a correction first, else the newest article first."),
    ]
    corrected: Annotated[bool, Field(description="Whether the first one corrects the others.")]

    @classmethod
    def from_disagreement(cls, differing: Disagreement) -> Self:
        """Return what articles differ in as JSON."""
        sides = tuple(map(SideJson.from_side, differing.sides))
        return cls(sides=sides, corrected=differing.corrected)


class UsageJson(JsonModel):
    """What a language model took for an answer."""

    calls: Annotated[int, Field(description="Calls of the model.")]
    input_tokens: Annotated[int, Field(description="Tokens that the model read.")]
    output_tokens: Annotated[int, Field(description="Tokens that the model wrote.")]
    read: Annotated[int, Field(description='The same as "input_tokens".', deprecated=True)]
    written: Annotated[int, Field(description='The same as "output_tokens".', deprecated=True)]
    cost: Annotated[float | None, Field(description="Money; null where no prices are set.")]

    @classmethod
    def from_usage(cls, usage: Usage) -> Self:
        """Return what a model took as JSON."""
        return cls(
            calls=usage.calls,
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            read=usage.input_tokens,
            written=usage.output_tokens,
            cost=usage.cost,
        )
