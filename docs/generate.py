"""Parts of the documentation that come from the code; cog puts them into the pages.

`make format` writes them, `make check` fails where a page is not what the code says.
"""

import ast
import inspect
import json
import re
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer
from typer.testing import CliRunner

from eval.bars.readme import RESULTS
from rag.cli import app
from rag.evaluation.measure.result import FOOTNOTE
from rag.evaluation.measure.run import Run
from rag.render.json import json_schema as schema
from rag.render.toml import as_toml
from rag.settings import Settings

ROOT = Path(__file__).parent.parent
WIDTH = 96
"""The most columns of generated prose."""
_SETTING = re.compile(r"(?:# )?(\w+) = (.*?)  # (.*) \[(RAG_\w+)\]")
_SETTINGS_HEAD = ("", "| setting | default | meaning | variable |", "|---|---|---|---|")


def commands() -> Iterator[tuple[str, ...]]:
    """Yield the words of every command of `rag`, the bare one first."""

    def below(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield words
        for name, inner in getattr(command, "commands", {}).items():
            yield from below(inner, (*words, name))

    yield from below(typer.main.get_command(app), ())


def command_line() -> str:
    """Return what `--help` prints for every command."""
    parts = []
    for words in commands():
        shown = CliRunner().invoke(
            app, [*words, "--help"], env={"COLUMNS": str(WIDTH)}, prog_name="rag"
        )
        title = " ".join(("rag", *words))
        parts.append(f"## {title}\n\n```text\n{shown.output.strip()}\n```\n")
    return "\n".join(parts)


def settings() -> str:
    """Return every setting with its default, meaning and variable, one table for each section."""
    defaults = Settings.model_construct()
    section, lines = "", ["## Without a section", *_SETTINGS_HEAD]
    for line in as_toml(defaults).splitlines():
        if line.startswith("["):
            section = line.strip("[]")
            about = inspect.getdoc(type(getattr(defaults, section))) or ""
            lines += ["", f"## [{section}]", "", about, *_SETTINGS_HEAD]
        elif setting := _SETTING.fullmatch(line):
            name, value, note, variable = setting.groups()
            shown = "unset" if value == "..." else f"`{value}`"
            lines.append(f"| `{name}` | {shown} | {note} | `{variable}` |")
    return "\n".join(lines)


def rooms() -> str:
    """Return the packages of rag/ and the modules beside them, each with what it says it is."""
    packages = sorted(path.parent for path in (ROOT / "rag").rglob("__init__.py"))[1:]
    modules = sorted(path for path in (ROOT / "rag").glob("*.py") if path.name != "__init__.py")
    return "\n".join(["rag/", *map(_room, packages), *map(_room, modules)])


def _room(path: Path) -> str:
    depth = len(path.relative_to(ROOT).parts) - 1
    name = f"{'  ' * depth}{path.name}{'/' if path.is_dir() else ''}".ljust(19)
    about = _docstring(path / "__init__.py" if path.is_dir() else path).split("\n\n")[0]
    return textwrap.fill(about, WIDTH, initial_indent=name, subsequent_indent=" " * len(name))


def _docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def layers() -> str:
    """Return the layers of the import contract, from the commands down to the errors."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    return "\n".join(f"{number:2}  {layer}" for number, layer in enumerate(contract["layers"], 1))


def json_schema() -> str:
    """Return the JSON Schema of what Footnote prints."""
    return json.dumps(schema(), indent=2, ensure_ascii=False)


def json_tables() -> str:
    """Return every object of the JSON Schema as a table of its keys."""
    lines: list[str] = []
    for name, model in schema()["$defs"].items():
        about = " ".join(model.get("description", "").split())
        lines += [f"## {name}", "", textwrap.fill(about, WIDTH), ""]
        lines += ["| key | type | meaning |", "|---|---|---|"]
        for key, field in model.get("properties", {}).items():
            meaning = " ".join(field.get("description", "").split())
            meaning += " Deprecated." if field.get("deprecated") else ""
            lines.append(f"| `{key}` | {_type_of(field)} | {meaning} |")
        lines.append("")
    return "\n".join(lines).rstrip()


def _type_of(field: Mapping[str, Any]) -> str:
    """Return the type of a key in words."""
    if choices := field.get("anyOf") or field.get("allOf"):
        return " or ".join(_type_of(choice) for choice in choices)
    if target := field.get("$ref"):
        name = target.rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if field.get("type") == "array":
        return f"list of {_type_of(field.get('items', {}))}"
    return str(field.get("type", "any"))


def aisvs() -> str:
    """Return the requirements of AISVS as a table: whether each is met, how, and its tests."""
    table = tomllib.loads((ROOT / "tests" / "aisvs.toml").read_text(encoding="utf-8"))
    lines = ["| id | level | verify that | state | how | tests |", "|---|---|---|---|---|---|"]
    for one in table["requirement"]:
        tests = "<br>".join(f"`{name.replace('::', '` `')}`" for name in one["tests"])
        about = f"v1.0-C{one['id']} | {one['level']} | {one['text']} | {one['state']}"
        lines.append(f"| {about} | {one['how']} | {tests} |")
    return "\n".join(lines)


def refusals() -> str:
    """Return, as Markdown, how often the committed benchmarks refused what they should answer.

    And how often they answered what they should refuse, and what the check lets through.
    """
    results = Run.read(RESULTS).results
    values = {(r.suite, r.metric): r.value for r in results if r.system == FOOTNOTE}
    suites = [suite for suite, metric in values if metric == "answerable refused"]
    wrong = [f"{100 * values[suite, 'answerable refused']:.0f} %" for suite in suites]
    given = [values.get((suite, "unanswerable refused")) for suite in suites]
    answered = ["" if refused is None else f"{100 * (1 - refused):.0f} %" for refused in given]
    one_in = 1 / values["misplaced", "misplaced name, let through"]
    lines = [
        f"| questions | {' | '.join(suites)} |",
        "|---" * (len(suites) + 1) + "|",
        f"| refused although the articles hold the answer | {' | '.join(wrong)} |",
        "| answered although they do not hold it, with a caveat or without "
        f"| {' | '.join(answered)} |",
        "",
        f"- That the check of written sentences sees all: 1 wrong name in {one_in:.0f} passes.",
    ]
    return "\n".join(lines)
