import io
import sys
import warnings

import pytest

from rag.progress import SyncProgress, say, say_warnings, track


def test_a_bar_shows_how_far_it_is_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    with SyncProgress() as progress:
        progress.show(3, 3, "reading")
        progress.show(20, 50, "embedding")
        progress.show(50, 50, "embedding")
        progress.show(50, 50, "indexing")
    out, err = capsys.readouterr()
    assert out == ""
    assert "embedding" in err
    assert "50/50" in err
    assert "reading" not in err, "that is shown on a terminal"


class Terminal(io.StringIO):
    """A terminal that somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_every_phase_that_takes_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("rag.progress._PATIENCE", 0)
    with SyncProgress() as progress:
        progress.show(3, 3, "reading")
        progress.show(50, 50, "embedding")
        progress.show(50, 50, "indexing")
    for bar in ("reading: 100%", "embedding: 100%", "indexing: 100%", "3/3", "file/s"):
        assert bar in terminal.getvalue()


def test_no_bar_where_nothing_is_embedded(capsys: pytest.CaptureFixture[str]) -> None:
    with SyncProgress():
        pass
    assert capsys.readouterr() == ("", "")


def test_what_is_tracked_passes_unchanged(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(track("abc")) == ["a", "b", "c"]
    out, err = capsys.readouterr()
    assert (out, "3/3" in err) == ("", True)


def test_a_message_is_a_line_on_stderr_in_the_programs_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say("no feedback yet")
    assert capsys.readouterr() == ("", "rag: no feedback yet\n")


def test_a_warning_is_a_line_without_a_place_in_the_code(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    say_warnings()
    with warnings.catch_warnings(action="always"):
        warnings.warn(
            "the setting guard is called skip_injections now", FutureWarning, stacklevel=1
        )
    expected = "rag: the setting guard is called skip_injections now\n"
    assert capsys.readouterr() == ("", expected)
