"""What routes need of a request, and how they hand out a file."""

from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from rag.service.people.needs import NotAllowed
from rag.service.readers import reader_of
from rag.ui.catalogue import Wording, wanted
from rag.ui.handlers.handing_on import HandedOn
from rag.ui.parts.reasons import worded


def texts_of(request: Request) -> Wording:
    """Return the texts in the language of a request."""
    return wanted(request.headers.get("accept-language", ""))


def owner_of_request(request: Request) -> str:
    """Return whose conversations a request may see.

    Raises:
        HTTPException: where the browser has no secret: it never loaded a page from here.
    """
    if owner := reader_of(request):
        return owner
    raise HTTPException(403, "the page is out of date: load it again")


Texts = Annotated[Wording, Depends(texts_of)]
Owner = Annotated[str, Depends(owner_of_request)]


def attachment(file: HandedOn) -> Response:
    """Return a file as one that the browser saves and does not show."""
    disposition = f"attachment; filename*=UTF-8''{quote(file.name)}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return Response(file.data, media_type=file.kind, headers=headers)


async def told(request: Request, error: Exception) -> JSONResponse:
    """Answer what can't be done with its reason in words."""
    status = error.status if isinstance(error, NotAllowed) else 409
    return JSONResponse({"detail": worded(str(error), texts_of(request))}, status_code=status)
