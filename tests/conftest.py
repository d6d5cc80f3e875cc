"""How Hypothesis runs: the same examples every time, no deadline (the model shares two cores).

And the command line, run in the process of a test.
"""

import sys
from collections.abc import Callable

import pytest
from hypothesis import settings

from rag.cli import main

settings.register_profile(
    "footnote", derandomize=True, deadline=None, database=None, max_examples=100
)
settings.load_profile("footnote")


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
