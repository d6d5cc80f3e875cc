"""Everything that programs ask, put into an app: the routes, their description, and its health."""

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

import rag
from rag.service.api.answering import Answering
from rag.service.api.beside import Beside
from rag.service.api.compatible import anthropic_routes, openai_routes
from rag.service.api.rest import rest_routes
from rag.settings import Settings
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
) -> None:
    """Add the routes for programs to an app.

    Args:
        app: the app.
        answering: answers questions.
        library: returns the library; its model is not waited for.
        job: what syncs.
        settings: the settings in force.
        beside: the library's name, and the libraries beside it.
    """
    routes = [rest_routes(answering, library, job, settings, beside)]
    routes += [openai_routes(answering, beside), anthropic_routes(answering, beside)]
    for router in routes:
        app.include_router(router)

    @app.get("/v1/openapi.json", include_in_schema=False)
    def description() -> dict[str, Any]:
        return openapi(routes)

    @app.get("/healthz", include_in_schema=False)
    def alive() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz", include_in_schema=False)
    async def ready() -> JSONResponse:
        if await answering.ready():
            return JSONResponse({"status": "ready"})
        return JSONResponse({"status": "opening"}, 503, {"Retry-After": "1"})


def openapi(routes: list[APIRouter]) -> dict[str, Any]:
    """Return the description of routes, as OpenAPI has it."""
    several = [route for router in routes for route in router.routes]
    return get_openapi(
        title="Footnote", version=rag.__version__, description=_ABOUT, routes=several
    )
