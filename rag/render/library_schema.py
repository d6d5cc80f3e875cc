"""The JSON objects about a library: what it follows, what became of citations of it."""

from typing import Annotated, Self

from pydantic import Field

from rag.core.corpus import SourceInfo
from rag.core.recheck import Rechecked
from rag.core.side_by_side import LibraryAnswer, LibraryInfo
from rag.render.fields import ArticleId, ArticleJson, End, JsonModel, Start
from rag.render.schema import AnswerJson


class SourceJson(JsonModel):
    """Something that is followed: each sync brings its articles up to date."""

    name: Annotated[str, Field(description="The path of a file or folder, or an address.")]
    kind: Annotated[str, Field(description='"path", "page", "feed" or "sitemap".')]
    articles: Annotated[int, Field(description="How many articles come from there.")]
    there: Annotated[bool, Field(description="Whether the file or folder is there now.")]
    origin: Annotated[str, Field(description='"settings", or "given" by a command.')]
    limit: Annotated[int, Field(description="The most pages that are taken of a list, else 0.")]

    @classmethod
    def from_source(cls, source: SourceInfo) -> Self:
        """Return something that is followed as JSON."""
        return cls(
            name=source.name,
            kind=source.kind,
            articles=source.articles,
            there=source.there,
            origin=source.origin,
            limit=source.limit,
        )


class RecheckedJson(JsonModel):
    """A citation of a kept answer, and what became of it."""

    question: Annotated[str, Field(description="What was asked.")]
    number: Annotated[int, Field(description="The citation's number in the answer.")]
    article_id: ArticleId
    text_sha256: Annotated[str, Field(description="The hash of the text that was quoted.")]
    start: Start
    end: End
    quote: Annotated[str, Field(description="The words.")]
    standing: Annotated[
        str,
        Field(
            description='"unchanged", "edited elsewhere", "edited here", "withdrawn", or "not in '
            'the article": no version has the words at their place.'
        ),
    ]
    newer: Annotated[
        ArticleJson | None,
        Field(description="The article as it is now; null where its text is the one quoted."),
    ]
    before: Annotated[
        str | None, Field(description="The sentences that were edited; null where none was.")
    ]
    after: Annotated[
        str | None, Field(description="What stands there now; null where none was edited.")
    ]

    @classmethod
    def from_rechecked(cls, one: Rechecked) -> Self:
        """Return what became of a citation as JSON."""
        cited, recheck = one.cited, one.recheck
        change = recheck.change
        return cls(
            question=one.question,
            number=one.number,
            article_id=cited.article_id,
            text_sha256=cited.sha256,
            start=cited.span.start,
            end=cited.span.end,
            quote=cited.quote,
            standing=str(recheck.standing),
            newer=recheck.newer and ArticleJson.from_article(recheck.newer),
            before=change.before if change else None,
            after=change.after if change else None,
        )


class LibraryAnswerJson(JsonModel):
    """What a library answers where several are asked; numbers of citations are its own."""

    library: Annotated[str, Field(description='Its name; "default" for the one without.')]
    answer: Annotated[AnswerJson | None, Field(description="Its answer; null where it has none.")]
    problem: Annotated[str, Field(description="Why it can't be asked; else empty.")]

    @classmethod
    def from_library_answer(cls, found: LibraryAnswer) -> Self:
        """Return a library's answer as JSON."""
        answer = AnswerJson.from_answer(found.answer) if found.answer else None
        return cls(library=found.library, answer=answer, problem=found.problem)


class LibraryInfoJson(JsonModel):
    """A library of this machine."""

    name: Annotated[str, Field(description='Its name; "default" for the one without.')]
    articles: Annotated[int, Field(description="How many articles it holds.")]
    newest: Annotated[str | None, Field(description="The last day of publication, YYYY-MM-DD.")]
    size: Annotated[int, Field(description="The bytes of its folder, without other libraries.")]
    state_dir: Annotated[str, Field(description="Its folder.")]
    problem: Annotated[str, Field(description="Why it can't be opened; else empty.")]

    @classmethod
    def from_library_info(cls, info: LibraryInfo) -> Self:
        """Return a library as JSON."""
        return cls(
            name=info.name,
            articles=info.articles,
            newest=info.newest.isoformat() if info.newest else None,
            size=info.size,
            state_dir=str(info.state_dir),
            problem=info.problem,
        )
