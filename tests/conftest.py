"""How Hypothesis runs, a site of this machine, and the command line in the process of a test.

The same examples every time, no deadline (the model shares two cores).
"""

import sys
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from rag.cli import main
from tests.sources.site import Site, serving

settings.register_profile(
    "footnote", derandomize=True, deadline=None, database=None, max_examples=100
)
settings.load_profile("footnote")


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server whose pages a test changes."""
    with serving() as served:
        yield served


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs the command line in this process; returns exit code, stdout, stderr."""
    monkeypatch.setenv("COLUMNS", "100")

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["rag", *words])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return call
