"""How a host is asked: not what its robots.txt forbids, not too often, and not while it is busy."""

import time
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from rag.errors import FetchError
from rag.sections import WebSettings
from rag.sources.addresses import host_of, origin
from rag.sources.fetch import FINE, GONE, NOT_FOUND, UNCHANGED, Fetched, fetch
from rag.sources.robots import MOST_BYTES, Robots, parse_robots

_BUSY = (429, 503)
"""The statuses with which a host may say when it wants to be asked again."""
_LONGEST = timedelta(days=7)
"""No host is left alone for longer, whatever it says."""


class LeftAlone(FetchError):
    """A host has said when it wants to be asked again, and it is not that time yet.

    Attributes:
        host: its name.
        until: the time, UTC.
    """

    def __init__(self, host: str, until: datetime) -> None:
        self.host, self.until = host, until
        super().__init__(
            f"{host} asks to be left alone until {until:%Y-%m-%d %H:%M} UTC: sync again then"
        )


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
        alone: until when hosts are to be left alone, by their names; it is kept right.
    """

    def __init__(
        self, settings: WebSettings, clock: Clock, alone: MutableMapping[str, datetime]
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._alone = alone
        self._asked: dict[str, float] = {}
        self._robots: dict[str, Robots | FetchError] = {}

    def get(self, url: str, etag: str = "", last_modified: str = "") -> Fetched:
        """Return what comes for an address: a page, or that it is unchanged, not there or gone.

        Raises:
            LeftAlone: when its host wants to be asked later.
            FetchError: when it may not be fetched or can't be.
        """
        got = fetch(url, self._settings, etag=etag, last_modified=last_modified, before=self.before)
        self._note(got)
        if got.status not in (FINE, UNCHANGED, NOT_FOUND, GONE):
            raise FetchError(f"the server says {got.status}: try again later")
        return got

    def before(self, url: str) -> None:
        """Wait until a page may be asked for.

        Raises:
            LeftAlone: when its host wants to be asked later.
            FetchError: when its host forbids it, or can't say.
        """
        self._check_alone(url)
        robots = self._robots_of(origin(url))
        if not robots.allows(url.removeprefix(origin(url))):
            raise FetchError(f"robots.txt of {host_of(url)} does not allow it: leave it out")
        self._wait(url, max(self._settings.delay, robots.delay))

    def _check_alone(self, url: str) -> None:
        """Check that a host may be asked now.

        Raises:
            LeftAlone: when it wants to be asked later.
        """
        host = host_of(url)
        if until := self._alone.get(host):
            if self._clock.now() < until:
                raise LeftAlone(host, until)
            del self._alone[host]

    def _note(self, got: Fetched) -> None:
        """Note when a host that is busy wants to be asked again.

        Raises:
            LeftAlone: when it says so.
        """
        now = self._clock.now()
        until = later(got.headers.get("retry-after", ""), now) if got.status in _BUSY else None
        if until:
            self._alone[host_of(got.url)] = until
            self._check_alone(got.url)

    def _robots_of(self, place: str) -> Robots:
        """Return what a host allows.

        Raises:
            LeftAlone: when it wants to be asked later.
            FetchError: when it can't say; then nothing may be asked for.
        """
        if place not in self._robots:
            try:
                self._robots[place] = self._read(place)
            except LeftAlone:
                raise
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
        self._note(got)
        if got.status >= 500 or got.status == 429:
            raise FetchError(
                f"robots.txt of {host_of(place)} fails ({got.status}): try again later"
            )
        body = got.body[:MOST_BYTES] if got.status == FINE else b""
        return parse_robots(body.decode("utf-8", "replace"))


def later(retry_after: str, now: datetime) -> datetime | None:
    """Return the time that a Retry-After names, at most a week from now; None where it names none.

    >>> now = datetime(2026, 3, 1, 8, tzinfo=UTC)
    >>> later("120", now), later("Sun, 01 Mar 2026 09:00:00 GMT", now).hour, later("soon", now)
    (datetime.datetime(2026, 3, 1, 8, 2, tzinfo=datetime.timezone.utc), 9, None)
    """
    until = None
    if retry_after.strip().isdecimal():
        until = now + min(_LONGEST, timedelta(seconds=int(retry_after.strip()[:9])))
    else:
        with suppress(ValueError, TypeError, IndexError, OverflowError):
            said = parsedate_to_datetime(retry_after)
            until = said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)
    return min(until, now + _LONGEST) if until and until > now else None
