import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


class Terminal(io.StringIO):
    """Somebody at a keyboard."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def emptied(tmp_path: Path, run: Run) -> Path:
    """A state folder of six articles of two outlets, of whose files four are gone."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(6):
        outlet = "The Paper" if number < 2 else "Another"
        (folder / f"a{number}.md").write_text(f"---\noutlet: {outlet}\n---\nText {number}.")
    assert run("index", str(folder), "--state", str(tmp_path / "state"))[0] == 0
    for number in range(4):
        (folder / f"a{number}.md").unlink()
    return tmp_path / "state"


def index(state: Path) -> tuple[str, ...]:
    return ("index", str(state.with_name("articles")), "--state", str(state))


def test_where_nobody_can_be_asked_more_than_half_stay(run: Run, emptied: Path) -> None:
    code, out, err = run(*index(emptied))
    assert (code, out) == (1, "")
    assert err.startswith("rag: 4 of 6 articles would leave the index and nothing was changed")
    assert "\nremoved: a3" in run(*index(emptied), "--dry-run")[1]
    code, out, _ = run(*index(emptied), "--yes")
    assert (code, out.split(";")[0]) == (0, "4 removed, 2 unchanged")


@pytest.mark.parametrize(("answer", "removed"), [("y\n", True), ("n\n", False)])
def test_somebody_at_a_keyboard_is_asked(
    run: Run, emptied: Path, monkeypatch: pytest.MonkeyPatch, answer: str, removed: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    code, out, err = run(*index(emptied))
    assert "4 of 6 articles would leave. Go on?" in err
    assert (code == 0, "4 removed" in out) == (removed, removed)


def test_an_outlet_is_forgotten(run: Run, emptied: Path) -> None:
    code, out, _ = run("forget", "--outlet", "The Paper", "--state", str(emptied))
    assert (code, out.split(";")[0]) == (0, "2 removed, 4 unchanged")
    code, _, err = run("forget", "--state", str(emptied))
    assert (code, err) == (1, "rag: name what to forget: an id or a path, or else an outlet\n")


def test_a_table_on_a_terminal(run: Run, emptied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    run(*index(emptied), "--dry-run")
    assert terminal.getvalue().splitlines()[0].split() == ["removed", "4", "a0"]
