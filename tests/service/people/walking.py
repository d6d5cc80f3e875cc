"""Every route of an app."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount

from rag.libraries import DEFAULT
from rag.service.server import WithQueue

OPEN = {"/room/{name}", "/sign-in", "/sign-out", "/healthz", "/readyz", "/metrics"}
"""What answers everybody; the metrics answer this machine alone, whoever asks."""


def routes_of(app: FastAPI) -> Iterator[BaseRoute]:
    """Yield the routes of an app, and of the app of its default library behind them."""
    yield from (route for route in flat(app.routes) if not isinstance(route, Mount))
    yield from flat(mounted_in(app).apps.of(DEFAULT).app.routes)


def mounted_in(app: FastAPI) -> WithQueue:
    """Return what is mounted in an app: the apps of its libraries, and the queue."""
    (mounted,) = (route.app for route in app.routes if isinstance(route, Mount))
    return mounted


def flat(routes: list[BaseRoute]) -> Iterator[BaseRoute]:
    """Yield routes, those of included routers too."""
    for route in routes:
        router = getattr(route, "original_router", None)
        if router:
            yield from flat(router.routes)
        else:
            yield route


def asked_of(app: FastAPI) -> Iterator[tuple[str, APIRoute]]:
    """Yield each method and route that does not answer everybody."""
    for route in routes_of(app):
        if isinstance(route, APIRoute) and route.path not in OPEN:
            yield from ((method, route) for method in sorted(route.methods & {"GET", "POST"}))
