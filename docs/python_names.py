"""The Python reference: the public names of `rag` with their signatures and docstrings."""

import importlib
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import is_dataclass
from enum import Enum
from typing import Any

from docs.generate import WIDTH

ALSO = (
    "rag.library.library.Library",
    "rag.answering.quoting.Quoted",
    "rag.handing_on.Verified",
    "rag.support.check.Support",
    "rag.support.differences.Difference",
    "rag.core.passage.Chunk",
    "rag.core.beside.Disagreement",
    "rag.core.beside.Side",
    "rag.core.answer.Nearest",
    "rag.core.beside.Uncited",
    "rag.core.answer.Usage",
    "rag.core.corpus.Facts",
    "rag.core.corpus.Failure",
    "rag.core.span.Location",
)
"""What the public names return or hold."""
_SECTIONS = {
    "Args:": "Arguments",
    "Attributes:": "Attributes",
    "Raises:": "Raises",
    "Returns:": "Returns",
}
_MODULES = re.compile(r"\b(?:[a-z_]\w*\.)+(?=\w)")


def public_names() -> str:
    """Return the names of `rag.__all__`, functions first."""
    import rag

    objects = {name: getattr(rag, name) for name in rag.__all__}
    names = sorted(objects, key=lambda name: (inspect.isclass(objects[name]), name.lower()))
    return _entries({f"rag.{name}": objects[name] for name in names})


def further_names() -> str:
    """Return the classes of `ALSO`."""
    found = {}
    for path in ALSO:
        module, _, name = path.rpartition(".")
        found[path] = getattr(importlib.import_module(module), name)
    return _entries(found)


def _entries(objects: dict[str, Any]) -> str:
    lines = (line for path, value in objects.items() for line in _entry(path, value))
    return "\n".join(lines).rstrip()


def _entry(path: str, value: Any) -> Iterator[str]:
    name = path.rpartition(".")[2]
    yield from (f"### {path}", "")
    if _has_signature(value):
        yield from _signature(path if inspect.isfunction(value) else name, value)
    yield from _markdown(inspect.getdoc(value) or "")
    if not inspect.isclass(value):
        return
    if issubclass(value, Enum):
        yield from ("| name | value |", "|---|---|")
        yield from (f"| `{member.name}` | `{member.value!r}` |" for member in value)
        yield ""
    for method, member in _members(value).items():
        if not method.startswith("_") and (about := _documented(member)):
            yield from (f"#### {name}.{method}", "")
            if callable(getattr(value, method)):
                yield from _signature(f"{name}.{method}", getattr(value, method))
            yield from _markdown(about)


def _members(value: Any) -> dict[str, Any]:
    """Return what a class of ours has, and what it takes over from others of ours."""
    found: dict[str, Any] = {}
    for base in getattr(value, "__mro__", ()):
        if base.__module__.startswith("rag"):
            found = vars(base) | found
    return found


def _has_signature(value: Any) -> bool:
    if not inspect.isclass(value):
        return True
    is_plain = not issubclass(value, Exception | Enum) and not hasattr(value, "model_fields")
    return is_plain and (is_dataclass(value) or "__init__" in vars(value))


def _documented(member: Any) -> str:
    """Return the docstring of one of our methods or properties; empty for anything else."""
    function = getattr(member, "__func__", None) or getattr(member, "fget", None) or member
    is_ours = inspect.isfunction(function) and function.__module__.startswith("rag")
    return (inspect.getdoc(function) or "") if is_ours else ""


def _signature(name: str, value: Callable[..., object]) -> Iterator[str]:
    signature = inspect.signature(value)
    shown: list[str] = []
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in shown:
            shown.append("*")
        if parameter.name != "self":
            shown.append(_parameter(parameter))
    result = "" if inspect.isclass(value) else f" -> {_type(signature.return_annotation)}"
    line = f"{name}({', '.join(shown)}){result}"
    if len(line) > WIDTH:
        line = "\n".join([f"{name}(", *(f"    {part}," for part in shown), f"){result}"])
    yield from ("```text", line, "```", "")


def _parameter(parameter: inspect.Parameter) -> str:
    name, default = parameter.name, parameter.default
    typed = (
        name
        if parameter.annotation is parameter.empty
        else f"{name}: {_type(parameter.annotation)}"
    )
    return typed if default is parameter.empty else f"{typed} = {_default(default)}"


def _type(annotation: Any) -> str:
    return _MODULES.sub("", inspect.formatannotation(annotation).strip("'\"")).replace("'", "")


def _default(value: Any) -> str:
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if is_dataclass(value):
        return f"{type(value).__name__}()"
    return "..." if inspect.isfunction(value) or "factory" in repr(value) else repr(value)


def _markdown(docstring: str) -> Iterator[str]:
    """Yield a docstring of Google's form as Markdown."""
    for block in re.split(r"\n{2,}", docstring.replace("``", "`").strip()):
        lines = block.splitlines()
        if lines[0] in _SECTIONS:
            yield from (f"**{_SECTIONS[lines[0]]}**", "")
            yield from _items(lines[1:], is_list=lines[0] != "Returns:")
        elif lines[0].startswith(">>>"):
            yield from ("```pycon", *lines, "```")
        elif lines[0].startswith(("- ", "    ")):
            yield from lines
        else:
            yield _filled(" ".join(lines))
        yield ""


def _items(lines: Sequence[str], is_list: bool) -> Iterator[str]:
    """Yield the entries of a section, however their lines were broken."""
    entries: list[str] = []
    for line in lines:
        if line.startswith("     ") and entries:
            entries[-1] += " " + line.strip()
        else:
            entries.append(line.strip())
    if not is_list:
        yield _filled(" ".join(entries))
        return
    for entry in entries:
        name, colon, meaning = entry.partition(": ")
        yield _filled(f"- `{name}`: {meaning}" if colon else f"- {entry}", indent="  ")


def _filled(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text, WIDTH, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )
