"""Habits of this house that a machine can check."""

import ast
import os
import socket
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

import rag

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for path in (ROOT / "rag").rglob("*.py") if path.name != "__init__.py")
SOURCES = sorted(
    [path for name in ("rag", "eval", "tests") for path in (ROOT / name).rglob("*.py")]
    + [ROOT / "app.py", ROOT / "conftest.py"]
)
MOST_STATEMENTS = 120
LIBRARIES = (
    "torch",
    "chromadb",
    "gradio",
    "langchain_core",
    "sentence_transformers",
    "sqlalchemy",
    "tantivy",
    "pydantic",
)


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def is_text(statement: ast.AST) -> bool:
    """Tell whether a statement is a docstring or a comment in quotes."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_no_file_grows_too_long(path: Path) -> None:
    nodes = ast.walk(ast.parse(path.read_text()))
    count = sum(isinstance(node, ast.stmt) and not is_text(node) for node in nodes)
    assert count <= MOST_STATEMENTS, (
        f"{short(path)} has {count} statements, at most {MOST_STATEMENTS}: split it"
    )


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_every_module_has_its_test_file(path: Path) -> None:
    test = ROOT / "tests" / path.relative_to(ROOT / "rag").with_name(f"test_{path.name}")
    assert test.is_file(), f"write {short(test)}"


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text())), f"{short(path)} needs a docstring"


def test_no_two_classes_have_one_name() -> None:
    places = defaultdict(list)
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(short(path))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_every_test_function_is_typed() -> None:
    untyped = [
        f"{short(path)}:{node.lineno} {node.name}"
        for path in SOURCES
        if path.is_relative_to(ROOT / "tests")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if node.returns is None or any(a.annotation is None for a in node.args.args)
    ]
    assert untyped == []


def test_public_names_are_sorted_present_and_documented() -> None:
    assert rag.__all__ == sorted(rag.__all__)
    for name in rag.__all__:
        assert getattr(rag, name).__doc__, name


def test_every_name_that_rag_imports_is_public() -> None:
    tree = ast.parse(Path(rag.__file__).read_text())
    imports = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rag.")
    ]
    names = {alias.asname or alias.name for node in imports for alias in node.names}
    assert names == set(rag.__all__)


def test_the_version_is_said_once_more_only_here() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert rag.__version__ == project["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text().replace("[", "").replace("]", "")
    assert f"## {project['version']}" in changelog


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'rag' has no attribute 'colour'"):
        rag.colour  # noqa: B018


def test_importing_does_nothing() -> None:
    """Importing rag loads no heavy library, prints nothing and changes no environment variable."""
    code = (
        "import os, sys; before = dict(os.environ); import rag; "
        "assert dict(os.environ) == before; "
        f"print([name for name in {LIBRARIES} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_the_tests_can_not_reach_another_machine() -> None:
    with (
        socket.socket() as outside,
        pytest.warns(UserWarning, match="192.0.2.1"),
        pytest.raises(SocketConnectBlockedError),
    ):
        outside.connect(("192.0.2.1", 80))
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_constraints_pin_every_direct_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(name for extra in extras for name in extra)]
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pinned = {line.split("==")[0] for line in lines if "==" in line}
    assert {line.split(">")[0].split("=")[0].strip() for line in wanted} == pinned
