"""The JSON objects of what was found and is not cited: the nearest articles, other sentences."""

from typing import Annotated, Self

from pydantic import Field

from rag.core.answer import Nearest
from rag.core.beside import Uncited
from rag.render.fields import ArticleId, ArticleJson, End, JsonModel, SpanJson, Start, Title


class NearestJson(JsonModel):
    """An article that came close to a question that was refused."""

    article_id: ArticleId
    title: Title
    score: Annotated[float, Field(description="That of its best chunk; higher is better.")]
    article: Annotated[ArticleJson, Field(description="All that is known of the article.")]

    @classmethod
    def from_nearest(cls, near: Nearest) -> Self:
        """Return an article that came close as JSON."""
        return cls(
            article_id=near.article.id,
            title=near.article.title,
            score=round(near.score, 4),
            article=ArticleJson.from_article(near.article),
        )


class UncitedJson(JsonModel):
    """A sentence that was found too: the code points start to end of an article that has it."""

    article_id: ArticleId
    title: Title
    start: Start
    end: End
    quote: Annotated[str, Field(description="The words that stand there.")]
    answer: Annotated[
        SpanJson | None,
        Field(description="Those that fit the question best; null where none stand out."),
    ]
    article: Annotated[ArticleJson, Field(description="All that is known of the article.")]

    @classmethod
    def from_uncited(cls, one: Uncited) -> Self:
        """Return what was found too as JSON."""
        return cls(
            article_id=one.article.id,
            title=one.article.title,
            start=one.span.start,
            end=one.span.end,
            quote=one.quote,
            answer=SpanJson.from_span(one.answer) if one.answer else None,
            article=ArticleJson.from_article(one.article),
        )
