"""How much a caller may ask: so many requests a minute, for a while more at once."""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.service.access import refusal
from rag.service.people.needs import caller_of

MOST_CALLERS = 10_000
"""How many callers are counted; of more, the one that asked longest ago is forgotten."""


@dataclass(slots=True)
class Bucket:
    """The requests that a caller has left, and when that was so, in seconds."""

    left: float
    when: float


class Buckets:
    """A token bucket for each caller: it holds a minute's requests and fills in a minute.

    Args:
        a_minute: how many requests.
        clock: tells the time in seconds.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = a_minute
        self._rate = a_minute / 60
        self._clock = clock
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, name: str) -> float:
        """Take a request of a caller; return the seconds that they have to wait, 0 for none."""
        now = self._clock()
        bucket = self._buckets.setdefault(name, Bucket(self._size, now))
        self._buckets.move_to_end(name)
        if len(self._buckets) > MOST_CALLERS:
            self._buckets.popitem(last=False)
        bucket.left = min(self._size, bucket.left + (now - bucket.when) * self._rate)
        bucket.when = now
        if bucket.left < 1:
            return (1 - bucket.left) / self._rate
        bucket.left -= 1
        return 0


class RateLimit:
    """Refuses who asks too much with the seconds after which they may try again.

    Who is known is counted by key or person, everybody else by address.

    Args:
        app: what is asked.
        buckets: counts.
    """

    def __init__(self, app: ASGIApp, buckets: Buckets) -> None:
        self._app = app
        self._buckets = buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        wait = self._buckets.take(counted_as(Request(scope))) if scope["type"] == "http" else 0
        if wait:
            refused = refusal("too many requests: wait for the seconds of Retry-After", 429)
            refused.headers["Retry-After"] = str(math.ceil(wait))
            await refused(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def counted_as(request: Request) -> str:
    """Return the name under which the requests of a caller are counted.

    An address of IPv6 counts with its whole network of 64 bits, which one machine can have.
    """
    if caller := caller_of(request):
        return caller.id
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 4:
        return host
    return str(ipaddress.ip_network((address, 64), strict=False))
