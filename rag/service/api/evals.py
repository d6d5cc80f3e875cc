"""The routes by which programs have questions asked and their answers scored."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from math import isfinite
from typing import Annotated, Any, Self

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, model_validator

from rag.evaluation.feedback import eval_cases
from rag.evaluation.kept_runs import KeptRun, KeptRuns
from rag.evaluation.measure.result import Case, Result
from rag.evaluation.measure.run import Run
from rag.render.fields import JsonModel
from rag.service.api.callers import ProgramOwner
from rag.service.api.dialects import PROBLEMS, PlainRoute
from rag.service.api.events import STREAMED, event, stream
from rag.service.people.needs import Needs, needs
from rag.service.people.roles import Role
from rag.ui.catalogue import LANGUAGES, catalogue
from rag.ui.handlers.scoring import MOST_QUESTIONS, Job, Scoring, SentFile, Wanted
from rag.ui.session import LibraryProvider

_LOOK = 0.2
"""Seconds between two looks at an evaluation."""


class EvalSent(BaseModel):
    """Questions to be asked and scored: sent, made from the library, or kept as feedback."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "questions": [
                        {
                            "id": "q1",
                            "category": "dates",
                            "question": "When did the plant open?",
                            "evidence": [
                                {"file": "heide.md", "quote": "The plant in Heide opened in 2021."}
                            ],
                        },
                        {
                            "id": "q2",
                            "category": "not there",
                            "question": "Who owns the mine on Mars?",
                            "evidence": [],
                        },
                    ]
                },
                {"kept": True},
                {"made": 20},
            ]
        },
    )

    name: Annotated[str, Field(min_length=1, max_length=255, description="What it is called.")] = (
        "questions"
    )
    questions: Annotated[
        list[dict[str, Any]],
        Field(max_length=MOST_QUESTIONS, description="Each as a line of a question file."),
    ] = []
    kept: Annotated[bool, Field(description="Ask what feedback was given on.")] = False
    made: Annotated[
        int, Field(ge=0, le=MOST_QUESTIONS, description="Make so many from the articles.")
    ] = 0

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if bool(self.questions) + self.kept + bool(self.made) != 1:
            raise ValueError("give questions, or kept, or made")
        return self


class EvalJobJson(JsonModel):
    """An evaluation as it stands."""

    name: Annotated[str, Field(description="What it is called; empty where there was none.")]
    state: Annotated[
        str, Field(description='"none", "waiting", "running", "done", "failed" or "stopped".')
    ]
    asked: Annotated[int, Field(description="How many questions were asked.")]
    questions: Annotated[int, Field(description="Of how many; 0 until that is known.")]
    problem: Annotated[str, Field(description="Why it failed; else empty.")]
    run: Annotated[str, Field(description="The id of its results; empty until it is done.")]

    @classmethod
    def from_job(cls, job: Job) -> Self:
        """Return an evaluation as JSON."""
        return cls(
            name=job.name,
            state=job.state,
            asked=job.asked,
            questions=job.questions,
            problem=job.problem,
            run=job.run,
        )


class EvalJson(JsonModel):
    """The results of an evaluation before they are opened."""

    id: Annotated[str, Field(description="Its name in addresses.")]
    name: Annotated[str, Field(description="What it is called.")]
    made: Annotated[str | None, Field(description="When, UTC, ISO 8601; null for what ships.")]
    questions: Annotated[int, Field(description="How many were asked; 0: they are not kept.")]
    right: Annotated[int, Field(description="How many of them went entirely right.")]

    @classmethod
    def from_kept(cls, kept: KeptRun) -> Self:
        """Return it as JSON."""
        return cls(
            id=kept.id,
            name=kept.name or kept.id,
            made=kept.made.isoformat() if kept.made else None,
            questions=kept.questions,
            right=kept.right,
        )


class ResultJson(JsonModel):
    """A number that was measured, with its 95 % interval."""

    suite: str
    system: str
    metric: str
    value: float | None
    low: float | None
    high: float | None
    n: int

    @classmethod
    def from_result(cls, result: Result) -> Self:
        """Return it as JSON; what is no number is null."""
        fields = asdict(result)
        for name in ("value", "low", "high"):
            fields[name] = fields[name] if isfinite(fields[name]) else None
        return cls(**{name: fields[name] for name in cls.model_fields})


class EvalResultsJson(JsonModel):
    """The results of an evaluation."""

    results: Annotated[tuple[ResultJson, ...], Field(description="The numbers.")]
    cases: Annotated[
        tuple[dict[str, Any], ...],
        Field(description="Each question with its score (0 to 1), its verdict and its answer."),
    ]

    @classmethod
    def from_run(cls, run: Run) -> Self:
        """Return them as JSON."""
        return cls(
            results=tuple(map(ResultJson.from_result, run.results)),
            cases=tuple(map(_case, run.cases)),
        )


def _case(case: Case) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(json.dumps(asdict(case)))
    return read


def eval_routes(library: LibraryProvider, runs: KeptRuns, scoring: Scoring) -> APIRouter:
    """Return the routes.

    Args:
        library: returns the library, whose feedback can be asked again.
        runs: the results that are kept.
        scoring: asks and scores.
    """
    router = APIRouter(
        prefix="/v1",
        route_class=PlainRoute,
        responses=PROBLEMS,
        tags=["Evaluation"],
        dependencies=[needs(Role.READER)],
    )
    t = catalogue(LANGUAGES[0])

    @router.post("/evals", status_code=202)
    def begin(sent: EvalSent, request: Request, caller: ProgramOwner) -> EvalJobJson:
        """Begin to ask questions and score the answers; one evaluation at a time for a caller.

        Whoever is no admin may not ask what everybody gave feedback on.
        """
        if sent.kept:
            Needs(Role.ADMIN)(request)
        if sent.made:
            scoring.make(caller, Wanted(count=sent.made), t)
        else:
            lines = eval_cases(library()) if sent.kept else sent.questions
            text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
            scoring.score(caller, SentFile(name=sent.name, text=text), t)
        return EvalJobJson.from_job(scoring.job(caller))

    @router.get("/evals")
    def listed(caller: ProgramOwner) -> list[EvalJson]:
        """List the results that are kept of the caller, the newest first, then what ships."""
        return [EvalJson.from_kept(one) for one in runs.find(caller)]

    @router.get("/evals/job")
    def job(caller: ProgramOwner) -> EvalJobJson:
        """Tell how the caller's newest evaluation stands."""
        return EvalJobJson.from_job(scoring.job(caller))

    @router.get("/evals/events", response_class=StreamingResponse, responses=STREAMED)
    def events(caller: ProgramOwner) -> Response:
        """Tell how it stands whenever that changes, until it has ended."""
        return stream(_job_events(scoring, caller))

    @router.post("/evals/stop")
    def stop(caller: ProgramOwner) -> EvalJobJson:
        """End it before its next question."""
        scoring.stop(caller)
        return EvalJobJson.from_job(scoring.job(caller))

    @router.get("/evals/{run}")
    def results(run: str, caller: ProgramOwner) -> EvalResultsJson:
        """Return the results of an evaluation, with its questions."""
        return EvalResultsJson.from_run(runs.open(caller, run))

    return router


async def _job_events(scoring: Scoring, caller: str) -> AsyncIterator[str]:
    told = None
    while True:
        job = scoring.job(caller)
        is_open = job.open
        now = EvalJobJson.from_job(job)
        if now != told:
            told = now
            yield event(now.model_dump(mode="json"), "eval")
        if not is_open:
            return
        await asyncio.sleep(_LOOK)
