"""Walks through a page of the documentation: writes its files, runs its commands and its Python."""

import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from typer.testing import CliRunner

from rag.cli import app

ROOT = Path(__file__).parents[2]
PAGES = (
    "README.md",
    "docs/tutorial.md",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs" / "how-to").glob("*.md")),
)
_FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_SAVE = re.compile(r"Save this as `(?P<path>[^`]+)`")
_SHELL = ("sed", "rm", "mv", "cp", "mkdir")
"""Commands that are run as they are."""
NEWS = "https://news.example"
"""The site that the documentation fetches from."""
_ELSEWHERE = (".", "make", "pip", "git", "cd", "python")
"""Commands that are not run here; other tests look whether what they name is there."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page; `path` is the file that it is saved as, if it is."""

    kind: str
    text: str
    line: int
    path: str


@dataclass(frozen=True, slots=True)
class Step:
    """A block that was run, what it printed, and what the page says that it prints, if it does."""

    block: Block
    printed: str
    expected: str | None


def blocks(page: str) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found, end = [], 0
    for fence in _FENCE.finditer(text):
        saved = _SAVE.search(text, end, fence.start())
        line = text.count("\n", 0, fence.start()) + 1
        path = saved["path"] if saved else ""
        found.append(Block(fence["kind"], fence["text"], line, path))
        end = fence.end()
    return found


def commands(block: Block) -> Iterator[list[str]]:
    """Yield the commands of a shell block as words, without comments."""
    for line in block.text.splitlines():
        if words := shlex.split(line, comments=True):
            yield words


def walk(page: str, folder: Path, site: str) -> list[Step]:
    """Do in a folder all that a page says; its news are those of a site of this machine.

    Raises:
        AssertionError: for a command that fails or that is not known here.
    """
    steps: list[Step] = []
    names: dict[str, object] = {}
    given = blocks(page)
    with chdir(folder):
        for block, following in zip(given, [*given[1:], None], strict=True):
            run = _RUNNERS.get(block.kind)
            if block.path:
                Path(block.path).parent.mkdir(parents=True, exist_ok=True)
                Path(block.path).write_text(block.text, encoding="utf-8")
            elif run:
                here = replace(block, text=block.text.replace(NEWS, site))
                printed = run(here, names, f"{page}:{block.line}")
                shows = following and following.kind == "text" and not following.path
                steps.append(Step(block, printed, following.text if following and shows else None))
    return steps


def _python(block: Block, names: dict[str, object], place: str) -> str:
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(block.text, place, "exec"), names)  # the documentation's own code
    return printed.getvalue()


def _shell(block: Block, names: dict[str, object], place: str) -> str:
    return "".join(_run(words, place) for words in commands(block))


def _run(words: list[str], place: str) -> str:
    program, *rest = words
    if program == "rag":
        target = Path(rest.pop()) if rest[-2:-1] == [">"] else None
        done = CliRunner().invoke(app, rest[:-1] if target else rest, catch_exceptions=False)
        assert done.exit_code == 0, f"{place}: {shlex.join(words)} exits with {done.exit_code}"
        if target is None:
            return done.stdout
        target.write_text(done.stdout, encoding="utf-8")
    elif program in _SHELL:
        subprocess.run(words, check=True)
    else:
        assert program in _ELSEWHERE, f"{place}: {shlex.join(words)} is not known to the test"
    return ""


_RUNNERS: dict[str, Callable[[Block, dict[str, object], str], str]] = {
    "python": _python,
    "sh": _shell,
}
