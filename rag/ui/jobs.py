"""Long work in threads for browser sessions: it ends when its session does."""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Jobs:
    """The work that is being done for each session. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stopping: dict[str, set[threading.Event]] = defaultdict(set)

    @contextmanager
    def work(self, session: str) -> Iterator[threading.Event]:
        """Yield what is set when the session has ended."""
        stopping = threading.Event()
        with self._lock:
            self._stopping[session].add(stopping)
        try:
            yield stopping
        finally:
            with self._lock:
                self._stopping[session].discard(stopping)
                if not self._stopping[session]:
                    del self._stopping[session]

    def stop(self, session: str) -> None:
        """Have all work of a session stop at its next step."""
        with self._lock:
            for stopping in self._stopping.get(session, ()):
                stopping.set()
