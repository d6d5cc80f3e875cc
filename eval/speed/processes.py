"""Processes that are measured from outside: a worker, and a command line that is run once."""

import json
import os
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from time import perf_counter
from typing import IO, Any, cast

from eval.harness.starter import python_path

_STARTED = dict(os.environ)
"""The environment of this process at its start; what it sets for itself is not the baseline's."""


class Worker(AbstractContextManager["Worker"]):
    """An `eval.speed.worker` process; lives as long as its context."""

    def __init__(self, system: str) -> None:
        command = [sys.executable, "-m", "eval.speed.worker", system]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8", env=_environment()
        )
        self._commands = cast(IO[str], self._process.stdin)
        self._answers = cast(IO[str], self._process.stdout)

    def call(self, name: str, *arguments: object) -> Any:
        """Return what a method of the worker returns.

        Raises:
            RuntimeError: when the worker ended; its traceback is on stderr.
        """
        self._commands.write(json.dumps([name, *map(_plain, arguments)]) + "\n")
        self._commands.flush()
        answer = self._answers.readline()
        if not answer:
            raise RuntimeError(
                f"the speed worker ended at {name!r} with exit code {self._process.wait()}"
            )
        return json.loads(answer)

    def __exit__(self, *_: object) -> None:
        self._commands.close()
        self._answers.close()
        self._process.wait()


def time_rag(*arguments: object, code: int = 0) -> float:
    """Run `rag` in a new process and return its time in seconds, start and end included.

    Args:
        arguments: the command.
        code: the exit code that it must have.

    Raises:
        RuntimeError: when it fails, with the last line it wrote.
    """
    return time_python("from rag.cli import main; main()", *arguments, code=code)


def time_python(source: str, *arguments: object, code: int = 0) -> float:
    """Run Python source in a new process; else as `time_rag`."""
    command = [sys.executable, "-c", source, *map(str, arguments)]
    started = perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=_environment(), check=False)
    elapsed = perf_counter() - started
    if done.returncode != code:
        raise RuntimeError(f"{source} {arguments} failed: {done.stderr.strip().splitlines()[-1:]}")
    return elapsed


def size(folder: Path) -> float:
    """Return the size of the files below a folder, in MB (2**20 bytes)."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def _environment() -> dict[str, str]:
    return _STARTED | {"PYTHONPATH": python_path()}


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path) else value
