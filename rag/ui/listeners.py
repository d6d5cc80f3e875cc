"""Who listens for what comes of their questions. What nobody listens for is not worked on."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

GRACE = 1.0
"""Seconds that a session has to begin listening after it asked."""


class Listeners:
    """The sessions that hold a stream of replies open. Used in one event loop."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._open)

    @contextmanager
    def listening(self, session: str) -> Iterator[None]:
        """Count a session as listening until the context ends."""
        self._open[session] += 1
        try:
            yield
        finally:
            self._open[session] -= 1
            if not self._open[session]:
                del self._open[session]

    async def hears(self, session: str, within: float = GRACE) -> bool:
        """Tell whether a session listens, or begins to within some seconds."""
        end = asyncio.get_running_loop().time() + within
        while session not in self._open:
            if asyncio.get_running_loop().time() >= end:
                return False
            await asyncio.sleep(within / 20)
        return True
