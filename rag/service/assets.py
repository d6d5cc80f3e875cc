"""The files that pages load: everybody may have them, the page to sign in needs them too."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from rag.service.people.needs import ANYBODY
from rag.ui.pages.room import ASSETS, asset

_KEPT = "max-age=600"
"""How long a browser keeps a file of the page."""


def file_routes() -> APIRouter:
    """Return the routes."""
    router = APIRouter(dependencies=[ANYBODY])
    router.add_api_route("/room/{name}", file, methods=["GET"])
    return router


def file(name: str) -> Response:
    """Return a file of the pages.

    Raises:
        HTTPException: where there is none with this name.
    """
    if name not in ASSETS:
        raise HTTPException(404, "not found")
    headers = {"Cache-Control": _KEPT}
    return Response(asset(name), media_type=ASSETS[name], headers=headers)
