"""How log lines look, and what never stands in one.

A line is one line, whatever a name, an address or an error has in it: in JSON everything but ASCII
is escaped, in plain text control characters are. What looks like a key, a password or the
query of an address is masked.
"""

import json
import logging
import re
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

from rag.app_sections import LogSettings
from rag.progress import SAID
from rag.service.request_ids import request_id

FIELDS = "fields"
"""The attribute of a record that holds what is told beside its message."""
MASK = "***"
on_behalf: ContextVar[str] = ContextVar("on_behalf", default="")
"""The id of the request for which something is done outside of it, as the page's questions are."""
_SECRETS = (
    (r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+", rf"\1 {MASK}"),
    (r"(?i)\b((?:set-)?cookie|authorization|x-api-key)\b(['\"]?\s*[:=]\s*).+", rf"\1\2{MASK}"),
    (
        r"(?i)\b(\w*(?:key|token|secret|password))(['\"]?\s*[:=]\s*['\"]?)[^\s'\",;&]+",
        rf"\1\2{MASK}",
    ),
    (r"\b(?:sk|pk|fn)[-_][\w-]{8,}", MASK),
    (r"(\w://)[^\s/@]+@", rf"\1{MASK}@"),
    (r"(?<=[^\s?])\?[^\s'\"?][^\s'\"]*", f"?{MASK}"),
)
_MASKS = tuple((re.compile(pattern), mask) for pattern, mask in _SECRETS)
_TOLD = ("rag", "uvicorn.error")
"""The loggers whose news are told too; of the others only warnings are."""


def masked(text: str) -> str:
    """Return a text without keys, passwords and queries.

    >>> masked("GET https://me:hunter2@a.example/x?q=why failed, Authorization: Bearer abc.def")
    'GET https://***@a.example/x?*** failed, Authorization: ***'
    """
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text


class JsonLines(logging.Formatter):
    """Makes each record one line of JSON: time, level, logger, message, request, fields, error."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(record.getMessage()),
        }
        if here := request_id() or on_behalf.get():
            line["request_id"] = here
        line |= getattr(record, FIELDS, {})
        if record.exc_info:
            line["error"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, default=str)


class PlainLines(logging.Formatter):
    """Makes each record a line for people; a traceback follows it, indented."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        lines = [f"rag: {' '.join(masked(record.getMessage()).split())}"]
        if record.exc_info:
            lines += [
                f"  {line}" for line in masked(self.formatException(record.exc_info)).split("\n")
            ]
        return "\n".join(map(_escaped, lines))


def _escaped(line: str) -> str:
    """Return a line whose control characters are written out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


def set_up_logs(settings: LogSettings, stream: TextIO | None = None) -> logging.Handler:
    """Send the log lines of this process, the web server's too, to stderr in the wanted form.

    Args:
        settings: the form.
        stream: where they go instead.

    Returns:
        What writes them; it stands in place of all that wrote them before.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if settings.json_lines else PlainLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _TOLD if settings.json_lines else ():
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger(SAID).propagate = True
    return handler
