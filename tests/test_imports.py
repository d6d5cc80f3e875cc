"""What the commands import: seconds of a start are imports, and most of them no command needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import rag

ROOT = Path(__file__).parent.parent
HEAVY = {
    "alembic", "chromadb", "gradio", "huggingface_hub", "jinja2", "langchain", "langchain_core",
    "langsmith", "lxml", "numpy", "pandas", "requests", "scipy", "sentence_transformers", "sklearn",
    "sqlalchemy", "tantivy", "tokenizers", "torch", "torch._dynamo", "trafilatura", "transformers",
}  # fmt: skip
"""Libraries that take more than 20 ms to import."""
STORED = {"numpy", "sqlalchemy", "chromadb", "tantivy"}
"""What reads the library; Chroma brings NumPy."""
PORTS = {"langchain_core", "requests"}
"""The embedding model is one of LangChain's ports, which brings requests."""
SEARCHED = STORED | PORTS | {"torch", "tokenizers"}
COMMANDS = [
    (("--help",), set()),
    (("settings",), set()),
    (("ask", "--help"), set()),
    (("ask", "What?", "--state", "{missing}"), set()),
    (("search", "What?", "--state", "{missing}"), set()),
    (("show", "heide", "--state", "{missing}"), set()),
    (("ask", "When did the plant in Heide open?", "--state", "{indexed}"), SEARCHED),
    (("search", "Which plant?", "--state", "{indexed}"), SEARCHED),
    (("show", "heide", "--state", "{indexed}"), STORED | PORTS),
]
"""Commands, and which of the heavy libraries each may import."""
CHILD = """
import sys
sys.argv[0] = "rag"
try:
    from rag.cli import main
    main()
finally:
    print("imported:", *sys.modules, file=sys.stderr)
"""


def ran(code: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder that nothing in this process has open.

    SQLite's locks are those of a process: where a catalog is open here and one of its files was
    closed once besides, the last command to end takes its log away.
    """
    state = tmp_path_factory.mktemp("state")
    rag.index(rag.Article("The plant in Heide opened in May 2021.", title="Heide"), state)
    return state


@pytest.mark.parametrize(
    ("words", "allowed"), COMMANDS, ids=[" ".join(words) for words, _ in COMMANDS]
)
def test_a_command_imports_no_more_than_it_needs(
    words: tuple[str, ...], allowed: set[str], indexed: Path, tmp_path: Path
) -> None:
    places = {"missing": str(tmp_path / "none"), "indexed": str(indexed)}
    done = ran(CHILD, *(word.format(**places) for word in words))
    *said, imported = done.stderr.splitlines()
    assert "rag.cli" in imported.split()
    assert (HEAVY & set(imported.split())) - allowed == set(), said


def test_importing_rag_takes_less_than_a_tenth_of_a_second() -> None:
    code = (
        "import time; started = time.process_time(); import rag; "
        "print(time.process_time() - started)"
    )
    assert min(float(ran(code).stdout) for _ in range(3)) < 0.1
