"""Connections to addresses that were checked, each step of which ends in time."""

import ssl
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

import httpcore

from rag.sources.addresses import checked_addresses


class TimedStream(httpcore.NetworkStream):
    """A connection that ends at a time, however slowly the other side speaks.

    Args:
        stream: the connection.
        until: the time, by `time.monotonic`.
    """

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return some bytes; none at the end."""
        return self._stream.read(max_bytes, _left(self._until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._stream.write(buffer, _left(self._until))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Go on encrypted; the certificate is checked against the name of the host."""
        secure = self._stream.start_tls(ssl_context, server_hostname, _left(self._until))
        return TimedStream(secure, self._until)

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the connection."""
        return self._stream.get_extra_info(info)


class PinnedBackend(httpcore.NetworkBackend):
    """Connects to an address that was checked, not to where the name leads a moment later.

    Args:
        until: when every connection ends, by `time.monotonic`. The system's look-up of a name is
            not cut off by it.
        allowed: names of hosts that may be anywhere.
    """

    def __init__(self, until: float, allowed: Sequence[str]) -> None:
        self._until = until
        self._allowed = allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection to the first address of a host that answers.

        Raises:
            FetchError: when one of its addresses may not be asked.
        """
        *others, last = checked_addresses(host, port, self._allowed)
        for address in others:
            with suppress(httpcore.ConnectError):
                return self._connected(address, port)
        return self._connected(last, port)

    def _connected(self, address: str, port: int) -> TimedStream:
        stream = httpcore.SyncBackend().connect_tcp(address, port, _left(self._until))
        return TimedStream(stream, self._until)


def _left(until: float) -> float:
    """Return the seconds that are left.

    Raises:
        httpcore.ReadTimeout: when there are none.
    """
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left
