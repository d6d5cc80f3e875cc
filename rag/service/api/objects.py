"""A library and its sync as JSON objects."""

from typing import Annotated, Self

from pydantic import Field

from rag.core.corpus import Facts
from rag.render.fields import ArticleJson, JsonModel
from rag.render.schema import SyncReportJson
from rag.ui.job_board import JobState


class LibraryJson(JsonModel):
    """A library: what is indexed."""

    id: Annotated[str, Field(description='Its name; "default" for the one without.')]
    model: Annotated[str, Field(description="Its id as a model, in other formats.")]
    articles: Annotated[int, Field(description="How many articles it holds.")]
    chunks: Annotated[int, Field(description="How many chunks they were cut into.")]
    first: Annotated[str | None, Field(description="The first day of publication, YYYY-MM-DD.")]
    last: Annotated[str | None, Field(description="The last one.")]
    synced: Annotated[str | None, Field(description="When it was last synced, UTC, ISO 8601.")]
    problem: Annotated[str, Field(description="Why it can't be opened; else empty.")]

    @classmethod
    def from_facts(cls, name: str, model: str, facts: Facts, problem: str = "") -> Self:
        """Return a library as JSON."""
        return cls(
            id=name,
            model=model,
            articles=facts.articles,
            chunks=facts.chunks,
            first=facts.first.isoformat() if facts.first else None,
            last=facts.last.isoformat() if facts.last else None,
            synced=facts.synced.isoformat() if facts.synced else None,
            problem=problem,
        )


class JobRowJson(JsonModel):
    """What becomes of a file or an article in a sync."""

    state: Annotated[str, Field(description='"added", "changed", "failed" and so on.')]
    stage: Annotated[str, Field(description='"embedded" or "indexed" as soon as it is.')]
    name: Annotated[str, Field(description="The file, or the address of a page.")]
    article_id: Annotated[str, Field(description="The article's id; empty where none was read.")]
    reason: Annotated[str, Field(description="Why it failed or is in doubt; else empty.")]


class JobJson(JsonModel):
    """The sync of a library as it stands."""

    step: Annotated[
        str,
        Field(
            description='"idle", "planning", "asking" whether more than half may leave, '
            '"running", "done", "stopped" or "failed".'
        ),
    ]
    phase: Annotated[str, Field(description='"fetching", "reading", "embedding", "indexing".')]
    done: Annotated[int, Field(description="How many of the phase are done.")]
    total: Annotated[int, Field(description="Of how many.")]
    seconds_left: Annotated[float | None, Field(description="Estimated; null where it can't be.")]
    counts: Annotated[dict[str, int], Field(description="How many rows of each state.")]
    rows: Annotated[tuple[JobRowJson, ...], Field(description="The first of them.")]
    problem: Annotated[str, Field(description="Why it failed; else empty.")]
    report: Annotated[SyncReportJson | None, Field(description="What was done, at the end.")]

    @classmethod
    def from_state(cls, state: JobState) -> Self:
        """Return a sync as JSON."""
        return cls(
            step=str(state.step),
            phase=state.phase,
            done=state.done,
            total=state.total,
            seconds_left=state.seconds_left,
            counts=dict(state.counts),
            rows=tuple(
                JobRowJson(
                    state=one.row.state,
                    stage=one.stage,
                    name=one.row.name,
                    article_id=one.row.id,
                    reason=one.row.reason,
                )
                for one in state.rows
            ),
            problem=state.problem,
            report=SyncReportJson.from_report(state.report) if state.report else None,
        )


class ArticlesJson(JsonModel):
    """Some of the articles, by id."""

    articles: Annotated[tuple[ArticleJson, ...], Field(description="Without their texts.")]
    next: Annotated[
        str | None, Field(description='What "after" is for the next ones; null at the end.')
    ]
