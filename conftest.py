"""Fixtures of the tests and of the examples in rag/.

None may reach another machine (pytest-socket, see pyproject.toml).
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import rag

os.environ |= {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
os.environ["OMP_WAIT_POLICY"] = "PASSIVE"  # threads that wait don't take a core from the others
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ["OMP_NUM_THREADS"] = "1"  # the workers share the cores
for name in [name for name in os.environ if name.startswith("RAG_")]:
    del os.environ[name]

ROOT = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def embedder() -> "rag.Embedder":
    """The real embedding model."""
    return rag.Embedder()


@pytest.fixture(scope="session")
def starter_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the starter corpus, indexed once. Read only.

    Whoever opens and closes a file of SQLite besides SQLite drops its locks in this process
    (https://sqlite.org/howtocorrupt.html, 2.2): another process then takes the journal away.
    Such an open fails here; copy the folder with a process of its own.
    """
    state = tmp_path_factory.mktemp("starter") / "state"
    rag.index(ROOT / "corpus", state)
    database = str(state / "catalog.db")

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and str(arguments[0]).startswith(database):
            raise RuntimeError(f"{arguments[0]} is SQLite's: opening it drops the locks of others")

    sys.addaudithook(refuse)
    return state


@pytest.fixture(scope="session")
def starter_bot(starter_state: Path) -> "rag.Chatbot":
    """A chatbot over the starter corpus."""
    return rag.open(starter_state)


@pytest.fixture(autouse=True)
def _bot_of_examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, object]) -> None:
    """Let examples in docstrings use `bot`, a chatbot over the starter corpus."""
    test = getattr(request.node, "dtest", None)
    if test and any("bot" in example.source for example in test.examples):
        doctest_namespace["bot"] = request.getfixturevalue("starter_bot")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the test is skipped, or fails where CI=true."""
    for browser in BROWSERS:
        if path := shutil.which(browser):
            return path
    reason = f"no browser found (looked for {', '.join(BROWSERS)}): apt-get install chromium"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compares a text with a file of tests/golden.

    GOLDEN=write writes it instead, to be read and committed.
    """

    def check(text: str, name: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if os.environ.get("GOLDEN") == "write":
            path.write_text(text + "\n", encoding="utf-8")
        assert text + "\n" == path.read_text(encoding="utf-8")

    return check
