"""Commands of `rag` in processes of their own, forked from a server that has everything imported.

They start in a fraction of a second, run the command line as it is, and can be killed.
"""

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eval.harness.starter import python_path
from rag.errors import RagError

PRELOADED = (
    "__main__",
    "rag.cli",
    "rag.library.index.dense",
    "rag.library.index.lexical",
    "rag.library.sync",
    "rag.models.cross_encoder.network",
    "rag.models.text_models",
    "rag.wiring",
)
PATIENCE = 120
"""Seconds after which a command counts as hanging."""
_PROGRESS = ("reading:", "embedding:", "indexing:")


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has run; `code` is negative where a signal ended it, None where it hung."""

    code: int | None
    out: str
    err: str

    @property
    def said(self) -> list[str]:
        """The lines on stderr, without progress."""
        lines = self.err.replace("\r", "\n").splitlines()
        return [line for line in lines if line.strip() and not line.startswith(_PROGRESS)]

    @property
    def problem(self) -> str:
        """What is wrong with how it ended; empty for a result, or one line of ours."""
        if self.code is None:
            return f"still running after {PATIENCE} s"
        if "Traceback" in self.err or "Traceback" in self.out:
            return f"a traceback: {self.said[-1]}"
        if self.code not in (0, 1, 3, 5):
            return f"exit code {self.code}: {' '.join(self.said)[-200:]}"
        ours = [line.startswith("rag: ") for line in self.said]  # a warning, then what is wrong
        if self.code == 1 and not (all(ours) and 1 <= len(ours) <= 2):
            return f"not one line: {' | '.join(self.said)[:200]}"
        return ""


def run_rag(*arguments: str, cwd: Path, environ: Mapping[str, str] | None = None) -> Ran:
    """Run `rag` with these arguments in a folder and return how it ended."""
    with TemporaryDirectory() as name:
        child = start(rag_child, arguments, cwd, dict(environ or {}), Path(name))
        child.join(PATIENCE)
        if child.exitcode is None:
            child.kill()
            child.join()
            return Ran(None, *printed(Path(name)))
        return Ran(child.exitcode, *printed(Path(name)))


def start(function: Callable[..., object], *arguments: Any) -> BaseProcess:
    """Start a function of a module in a process of its own."""
    child: BaseProcess = _server().Process(target=function, args=arguments)
    child.start()
    return child


def start_rag(*arguments: str, cwd: Path, to: Path) -> BaseProcess:
    """Start `rag` and return its process; what it prints goes to files in the folder `to`."""
    return start(rag_child, arguments, cwd, {}, to)


def call(function: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a function of a module returns in a process of its own.

    Raises:
        RagError: when the process ends without a result.
    """
    ours, theirs = _server().Pipe(duplex=False)
    child = start(_send, theirs, function, arguments)
    theirs.close()
    try:
        result = ours.recv()
    except EOFError as error:
        child.join()
        raise RagError(f"{function.__name__} ended with exit code {child.exitcode}") from error
    child.join()
    return result


@cache
def _server() -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    os.environ["PYTHONPATH"] = python_path()
    return context


def _send(connection: Any, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    connection.send(function(*arguments))
    connection.close()


def rag_child(arguments: tuple[str, ...], cwd: Path, environ: Mapping[str, str], to: Path) -> None:
    """Run the command line with its output in files."""
    for number, name in ((1, "out"), (2, "err")):
        file = os.open(to / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(file, number)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    os.chdir(cwd)
    os.environ.update(environ)
    sys.argv = ["rag", *arguments]
    from rag.cli import main

    try:
        main()
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()


def printed(folder: Path) -> tuple[str, str]:
    """Return what a command has printed into the files of a folder: stdout, stderr."""
    texts = []
    for name in ("out", "err"):
        path = folder / name
        texts.append(path.read_text(encoding="utf-8", errors="replace") if path.exists() else "")
    return texts[0], texts[1]
