"""The process that parses files of strangers, from its own side. `rag.sources.parsing` starts it.

A request is two lengths, the name and the call as JSON, and the bytes of a file; a reply is a
length and JSON. Nothing is pickled.
"""

import json
import os
import select
import struct
import sys
from importlib import import_module
from threading import Thread
from typing import BinaryIO

from rag.errors import CorpusError, PassedOver
from rag.sources.confine import allow_seconds, confine
from rag.sources.limits import most_pages

REQUEST, REPLY = struct.Struct("!IQ"), struct.Struct("!Q")


def serve(memory_mb: int, seconds: float, pages: int) -> None:
    """Answer requests until there are no more.

    Args:
        memory_mb: the most memory in MiB.
        seconds: the most time that one request may compute.
        pages: the most pages of a PDF.
    """
    most_pages.set(pages)
    requests, replies = _take_pipes()
    Thread(target=_end_with, args=[requests.fileno()], daemon=True).start()
    confine(memory_mb)
    while head := requests.read(REQUEST.size):
        allow_seconds(seconds)
        call_size, size = REQUEST.unpack(head)
        function, name = json.loads(requests.read(call_size))
        reply = json.dumps(_answer(function, requests.read(size), name), ensure_ascii=False)
        data = reply.encode("utf-8", "replace")
        replies.write(REPLY.pack(len(data)) + data)
        replies.flush()


def _end_with(pipe: int) -> None:
    """End this process, whatever it does, when nobody is left to write into a pipe."""
    watch = select.poll()
    watch.register(pipe, 0)
    watch.poll()
    os._exit(0)


def _answer(function: str, data: bytes, name: str) -> dict[str, object]:
    """Return what a function makes of a file, or why it can't."""
    try:
        module, _, called = function.partition(":")
        return {"value": getattr(import_module(module), called)(data, name)}
    except PassedOver as error:
        return {"problem": str(error), "passed_over": True}
    except CorpusError as error:
        return {"problem": str(error)}
    except MemoryError:
        return {"problem": "", "full": True}
    except Exception as error:  # whatever a file makes a parser do
        return {"problem": f"can't be parsed ({type(error).__name__})"}


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the two ends of the conversation; what a parser reads and prints goes nowhere."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    return requests, replies


def start_line() -> str:
    """Return the Python that makes a bare interpreter this process; its arguments follow it."""
    return (
        "import json, sys; _, path, memory, seconds, pages = sys.argv; "
        "sys.path[:] = json.loads(path); "
        f"from {__name__} import serve; serve(int(memory), float(seconds), int(pages))"
    )


def interpreter() -> list[str]:
    """Return how a bare interpreter is started: nothing of the environment, no compiled files."""
    return [sys.executable, "-I", "-B", "-X", "utf8", "-c", start_line()]
