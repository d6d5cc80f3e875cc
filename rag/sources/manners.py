"""How a host is asked: not what its robots.txt forbids, and not too often."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from rag.errors import FetchError
from rag.sections import WebSettings
from rag.sources.addresses import host_of, origin
from rag.sources.fetch import FINE, GONE, NOT_FOUND, UNCHANGED, Fetched, fetch
from rag.sources.robots import MOST_BYTES, Robots, parse_robots


@dataclass(frozen=True, slots=True)
class Clock:
    """What tells the time and waits.

    Attributes:
        now: returns the time, UTC.
        seconds: returns seconds that only grow.
        sleep: waits for some seconds.
    """

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    seconds: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Manners:
    """Knows when each host was asked, and what its robots.txt says; that is read once.

    Args:
        settings: how pages are fetched.
        clock: tells the time and waits.
    """

    def __init__(self, settings: WebSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._asked: dict[str, float] = {}
        self._robots: dict[str, Robots | FetchError] = {}

    def get(self, url: str, etag: str = "", last_modified: str = "") -> Fetched:
        """Return what comes for an address: a page, or that it is unchanged, not there or gone.

        Raises:
            FetchError: when it may not be fetched or can't be.
        """
        got = fetch(url, self._settings, etag=etag, last_modified=last_modified, before=self.before)
        if got.status not in (FINE, UNCHANGED, NOT_FOUND, GONE):
            raise FetchError(f"the server says {got.status}: try again later")
        return got

    def before(self, url: str) -> None:
        """Wait until a page may be asked for.

        Raises:
            FetchError: when its host forbids it, or can't say.
        """
        robots = self._robots_of(origin(url))
        if not robots.allows(url.removeprefix(origin(url))):
            raise FetchError(f"robots.txt of {host_of(url)} does not allow it: leave it out")
        self._wait(url, max(self._settings.delay, robots.delay))

    def _robots_of(self, place: str) -> Robots:
        """Return what a host allows.

        Raises:
            FetchError: when it can't say; then nothing may be asked for.
        """
        if place not in self._robots:
            try:
                self._robots[place] = self._read(place)
            except FetchError as error:
                self._robots[place] = error
        robots = self._robots[place]
        if isinstance(robots, FetchError):
            raise FetchError(str(robots))
        return robots

    def _wait(self, url: str, delay: float) -> None:
        """Let some time pass between two requests to one host."""
        host, clock = host_of(url), self._clock
        if host in self._asked and (left := self._asked[host] + delay - clock.seconds()) > 0:
            clock.sleep(left)
        self._asked[host] = clock.seconds()

    def _read(self, place: str) -> Robots:
        """Return what a host says; one without a robots.txt allows all."""
        got = fetch(
            f"{place}/robots.txt",
            self._settings,
            before=lambda url: self._wait(url, self._settings.delay),
        )
        if got.status >= 500 or got.status == 429:
            raise FetchError(
                f"robots.txt of {host_of(place)} fails ({got.status}): try again later"
            )
        body = got.body[:MOST_BYTES] if got.status == FINE else b""
        return parse_robots(body.decode("utf-8", "replace"))
