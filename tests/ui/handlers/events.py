"""What the page is sent of a question."""

from typing import Any

from rag.ui.catalogue import catalogue
from rag.ui.handlers.asking import AskHandler
from tests.ui.keeping import OWNER

Events = list[dict[str, Any]]


async def asked(asking: AskHandler, owner: str = OWNER, **wanted: object) -> Events:
    """Ask a question as the page does; return all events."""
    return [event async for event in asking.ask(wanted, owner, catalogue("en"))]
