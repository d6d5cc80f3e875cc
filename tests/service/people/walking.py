"""Every route of an app."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

OPEN = {"/room/{name}", "/sign-in", "/sign-out", "/healthz", "/readyz"}
"""What answers everybody."""


def routes_of(routes: list[BaseRoute]) -> Iterator[BaseRoute]:
    """Yield routes, those of included routers too."""
    for route in routes:
        router = getattr(route, "original_router", None)
        if router:
            yield from routes_of(router.routes)
        else:
            yield route


def asked_of(app: FastAPI) -> Iterator[tuple[str, APIRoute]]:
    """Yield each method and route that does not answer everybody."""
    for route in routes_of(app.routes):
        if isinstance(route, APIRoute) and route.path not in OPEN:
            yield from ((method, route) for method in sorted(route.methods & {"GET", "POST"}))
