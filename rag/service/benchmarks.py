"""The routes of the Benchmarks page."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from rag.errors import DataError
from rag.evaluation.kept_runs import KeptRun, KeptRuns
from rag.evaluation.measure.run import Run
from rag.service.people.needs import needs
from rag.service.people.roles import Role
from rag.service.readers import reader_of, with_reader
from rag.service.requests import Owner, Texts, attachment
from rag.service.room import Room
from rag.ui.handlers.handing_on import HandedOn
from rag.ui.handlers.scoring import MOST_QUESTIONS, Scoring, SentFile, Wanted
from rag.ui.pages.benchmarks import benchmarks_page, job_line

_Id = Annotated[str, Field(max_length=100)]


class OfRun(BaseModel):
    """A run."""

    model_config = ConfigDict(extra="forbid")

    run: _Id


def benchmarks_routes(room: Room, runs: KeptRuns, scoring: Scoring) -> APIRouter:
    """Return the routes of the Benchmarks page.

    Args:
        room: the reading room, which knows what stands in the rail.
        runs: the runs.
        scoring: scores readers' own questions.
    """
    router = APIRouter(
        prefix="/benchmarks", dependencies=[needs(Role.READER)], lifespan=scoring.while_serving
    )

    @router.get("")
    def page(
        request: Request, t: Texts, run: _Id = "", earlier: Annotated[_Id, Query(alias="with")] = ""
    ) -> Response:
        owner = reader_of(request)
        several = runs.find(owner)
        wanted = run or (several[0].id if several else "")
        chosen = other = None
        problem = ""
        try:
            chosen = _opened(runs, owner, several, wanted) if wanted else None
            other = _opened(runs, owner, several, earlier) if earlier else None
        except DataError as error:
            problem = str(error)
        html = benchmarks_page(
            t, room.talks_of(owner), room.held(), several, chosen, other, problem
        )
        return with_reader(request, HTMLResponse(html))

    @router.get("/job")
    def job(owner: Owner, t: Texts) -> dict[str, Any]:
        return job_line(t, scoring.job(owner))

    @router.post("/score")
    def score(sent: SentFile, owner: Owner, t: Texts) -> None:
        scoring.score(owner, sent, t)

    @router.post("/make")
    def make(sent: Wanted, owner: Owner, t: Texts) -> None:
        scoring.make(owner, sent, t)

    @router.post("/stop")
    def stop(owner: Owner) -> None:
        scoring.stop(owner)

    @router.post("/delete")
    def delete(sent: OfRun, owner: Owner) -> None:
        runs.delete(owner, sent.run)

    @router.get("/questions")
    def questions(
        owner: Owner, count: Annotated[int, Query(ge=1, le=MOST_QUESTIONS)] = 20
    ) -> Response:
        data = scoring.questions(count)
        return attachment(HandedOn(f"questions-{count}.jsonl", "application/jsonl", data))

    return router


def _opened(runs: KeptRuns, owner: str, several: list[KeptRun], run_id: str) -> tuple[KeptRun, Run]:
    """Return a run that a reader may see."""
    opened = runs.open(owner, run_id)
    return next(run for run in several if run.id == run_id), opened
