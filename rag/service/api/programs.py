"""Everything that programs ask, put into an app: the routes, their description, and its health."""

import json
from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response

import rag
from rag.evaluation.kept_runs import KeptRuns
from rag.service.api.answering import Answering
from rag.service.api.beside import Beside
from rag.service.api.compatible import anthropic_routes, openai_routes
from rag.service.api.evals import eval_routes
from rag.service.api.feedback import feedback_routes
from rag.service.api.reports import report_routes
from rag.service.api.rest import rest_routes
from rag.service.people.needs import ANYBODY, needs
from rag.service.people.roles import Role
from rag.service.stopping import Stopping
from rag.service.turns import RETRY_AFTER
from rag.settings import Settings
from rag.ui.handlers.scoring import Scoring
from rag.ui.library_job import LibraryJob
from rag.ui.session import LibraryProvider

_ABOUT = """The answers of Footnote for programs. Every sentence of an answer is cited to the exact
words of an article that support it; where the articles do not hold the answer, it says so."""


def add_programs(
    app: FastAPI,
    answering: Answering,
    library: LibraryProvider,
    job: LibraryJob,
    settings: Settings,
    beside: Beside,
    runs: KeptRuns,
    scoring: Scoring,
    stopping: Stopping,
) -> None:
    """Add the routes for programs to an app.

    Args:
        app: the app.
        answering: answers questions.
        library: returns the library; its model is not waited for.
        job: what syncs.
        settings: the settings in force.
        beside: the library's name, and the libraries beside it.
        runs: the evaluations that are kept.
        scoring: asks and scores.
        stopping: knows whether the app is to stop.
    """
    routes = [rest_routes(answering, library, job, settings, beside), report_routes(answering)]
    routes += [feedback_routes(library), eval_routes(library, runs, scoring)]
    routes += [openai_routes(answering, beside), anthropic_routes(answering, beside)]
    for router in routes:
        app.include_router(router)

    described = cache(lambda: json.dumps(openapi(routes)))

    @app.get("/v1/openapi.json", include_in_schema=False, dependencies=[needs(Role.READER)])
    def description() -> Response:
        return Response(described(), media_type="application/json")

    @app.get("/healthz", include_in_schema=False, dependencies=[ANYBODY])
    def alive() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz", include_in_schema=False, dependencies=[ANYBODY])
    async def ready() -> JSONResponse:
        if stopping.begun:
            return JSONResponse({"status": "stopping"}, 503, {"Retry-After": str(RETRY_AFTER)})
        if await answering.ready():
            return JSONResponse({"status": "ready"})
        return JSONResponse({"status": "opening"}, 503, {"Retry-After": "1"})


def openapi(routes: list[APIRouter]) -> dict[str, Any]:
    """Return the description of routes, as OpenAPI has it."""
    several = [route for router in routes for route in router.routes]
    return get_openapi(
        title="Footnote", version=rag.__version__, description=_ABOUT, routes=several
    )
