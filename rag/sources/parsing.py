"""Files of strangers are parsed in a process of their own, with limits on time and memory.

The process opens no connection and writes nothing (`rag.sources.confine` says how far that holds).
It is used for many files; one that hangs or kills it costs itself and no other. What it sends is
not trusted either: JSON, read into checked fields.
"""

import json
import os
import signal
import struct
import subprocess
import sys
from contextlib import suppress
from threading import Event, Timer
from types import TracebackType
from typing import IO, Any, Self

from rag.core.text import one_line
from rag.errors import CorpusError, LimitReached, PassedOver, TryAgain
from rag.sections import ParsingSettings
from rag.sources.worker import REPLY, REQUEST, interpreter

MOST_CALLS = 500
"""After so many files a worker is replaced: what a parser leaves behind in memory goes with it."""
_MOST_REASON = 300
_MOST_GROWTH = 2
"""A reply has at most so many times the bytes that a file may have."""
_KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ")
"""What a worker is told of the environment: it has keys in it that are no business of a parser."""


class ParsingWorker:
    """Calls functions on files in a process of its own, which is started when it is first needed.

    It is used by one thread at a time, and ends with the context or with this process.

    Args:
        settings: the limits.
    """

    def __init__(self, settings: ParsingSettings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._calls = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def call(self, function: str, data: bytes, name: str) -> Any:
        """Return what a function makes of a file: JSON that a broken parser may have forged.

        Args:
            function: "module:function"; it takes the bytes and the name and returns what JSON has.
            data: the bytes of the file.
            name: its name, by which its format is known.

        Raises:
            PassedOver: for a file that holds no articles, or when a package is missing.
            LimitReached: for a file that is too large, or needs too much time or memory.
            CorpusError: for a file that the function refuses, or that crashes its parser.
        """
        if len(data) > self._settings.input_mb * 1_000_000:
            reason = f"larger than {self._settings.input_mb} MB: split it"
            raise LimitReached(reason, f"input_mb={self._settings.input_mb}")
        reply = self._ask(json.dumps([function, name]).encode(), data)
        if not isinstance(reply, dict) or not {"value", "problem"} & set(reply):
            self.close()
            raise CorpusError("its parser gave no proper reply: leave it out")
        if reply.get("full"):
            self.close()
            memory = self._settings.memory_mb
            reason = f"needs more than {memory} MB to be parsed"
            raise LimitReached(reason, f"memory_mb={memory}")
        if "problem" in reply:
            kind = PassedOver if reply.get("passed_over") else CorpusError
            raise kind(one_line(str(reply["problem"]))[:_MOST_REASON])
        return reply["value"]

    def close(self) -> None:
        """End the process; the next call starts another one."""
        process, self._process = self._process, None
        if process:
            _end(process)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    _close_quietly(pipe)

    def _ask(self, call: bytes, data: bytes) -> Any:
        """Return the reply to a request.

        Raises:
            CorpusError: where there is none in time.
        """
        process = self._started()
        requests, replies = process.stdin, process.stdout
        assert requests and replies  # noqa: PT018, S101 - both are pipes
        late = Event()
        timer = Timer(self._settings.seconds, _end, [process, late])
        timer.daemon = True
        timer.start()
        try:
            requests.write(REQUEST.pack(len(call), len(data)) + call)
            requests.write(data)
            requests.flush()
            (size,) = REPLY.unpack(replies.read(REPLY.size))
            if size > _MOST_GROWTH * self._settings.input_mb * 1_000_000:
                raise ValueError("no parser makes so much of a file")
            return json.loads(replies.read(size))
        except (OSError, ValueError, RecursionError, struct.error) as error:
            self.close()
            raise self._why(process.returncode, late.is_set()) from error
        except BaseException:  # Ctrl+C: what was asked would be the reply to the next request
            self.close()
            raise
        finally:
            timer.cancel()

    def _started(self) -> subprocess.Popen[bytes]:
        """Return a process that takes a request.

        Raises:
            CorpusError: when none can be started.
        """
        if self._calls >= MOST_CALLS or self._process and self._process.poll() is not None:
            self.close()
        if self._process is None:
            path = [os.path.abspath(folder) for folder in sys.path]
            limits = (self._settings.memory_mb, self._settings.seconds, self._settings.pages)
            known = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
            self._calls = 0
            try:
                self._process = subprocess.Popen(  # noqa: S603 - this interpreter
                    [*interpreter(), json.dumps(path), *map(str, limits)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=known,
                    start_new_session=True,  # Ctrl+C is for this process, which ends that one
                )
            except OSError as error:
                raise TryAgain(f"no process to parse it ({error.strerror}): try again") from error
        self._calls += 1
        return self._process

    def _why(self, code: int | None, late: bool) -> CorpusError:
        """Return why a process that is ended now gave no reply."""
        if late or code == -signal.SIGXCPU:
            seconds = f"{self._settings.seconds:g}"
            reason = f"takes more than {seconds} s to be parsed: leave it out, or allow it more"
            return LimitReached(reason, f"seconds={seconds}")
        return CorpusError("breaks its parser: leave it out, or save it anew")


def _end(process: subprocess.Popen[bytes], late: Event | None = None) -> None:
    """End a process and what it may have started."""
    if late:
        late.set()
    with suppress(OSError):  # it has ended
        os.killpg(process.pid, signal.SIGKILL)


def _close_quietly(pipe: IO[bytes]) -> None:
    """Close a pipe; what was not written yet is not wanted any more."""
    with suppress(OSError):
        pipe.close()
