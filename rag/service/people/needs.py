"""What a route needs of its caller; a route that does not say so answers nobody."""

from typing import Any

from fastapi import Depends, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.errors import RagError
from rag.libraries import DEFAULT
from rag.service.access import refusal
from rag.service.choice import library_names
from rag.service.people.roles import Caller, Role, allowed


class NotAllowed(RagError):
    """A caller may not do what they ask for.

    Attributes:
        status: 401 where nobody knows who asks, 403 where they lack a right.
    """

    def __init__(self, message: str, status: int) -> None:
        self.status = status
        super().__init__(message)


class Needs:
    """Lets a request pass whose caller has a role in each library that it names.

    Args:
        role: the least role; None where everybody may pass, also who is not known.
        library: the one library that it is about; None for those that the request names.
    """

    def __init__(self, role: Role | None, library: str | None = None) -> None:
        self._role = role
        self._library = library

    def __call__(self, request: Request) -> None:
        """Check a request.

        Raises:
            NotAllowed: where it may not pass.
        """
        if self._role is None:
            return
        caller = caller_of(request)
        if caller is None:
            raise NotAllowed("sign in, or send a key that is valid", 401)
        for library in [self._library] if self._library else library_names(request):
            if not allowed(caller, library, self._role):
                where = "" if library == DEFAULT else f" in {library!r:.100}"
                raise NotAllowed(f"this needs the role {self._role}{where}: ask an admin", 403)


def needs(role: Role | None, library: str | None = None) -> Any:
    """Return what a route or a router declares as its dependency; see `Needs`."""
    return Depends(Needs(role, library))


ANYBODY = needs(None)
"""Declared by what everybody may have: the health of the app, its style sheets, its sign-in."""


def declared(request: Request) -> None:
    """Refuse a route that does not declare its need: the app depends on this.

    Raises:
        NotAllowed: for such a route.
    """
    route = request.scope.get("route")
    dependant = getattr(route, "dependant", None)
    if not any(isinstance(one.call, Needs) for one in getattr(dependant, "dependencies", ())):
        raise NotAllowed("this route does not say whom it answers, so it answers nobody", 403)


class Guarded:
    """Asks an app only what its callers may ask.

    Args:
        app: the app.
        role: the least role.
        library: the one library that it is about; None for those that a request names.
    """

    def __init__(self, app: ASGIApp, role: Role, library: str | None = None) -> None:
        self._app = app
        self._need = Needs(role, library)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            if scope["type"] == "http":
                self._need(Request(scope))
        except NotAllowed as error:
            await refusal(str(error), error.status)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def caller_of(request: Request) -> Caller | None:
    """Return who sends a request; None where that is not known."""
    return getattr(request.state, "caller", None)
