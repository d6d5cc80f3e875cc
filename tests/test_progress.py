import warnings

import pytest

from rag.progress import SyncProgress, say, say_warnings, track


def test_a_bar_shows_how_far_it_is_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    with SyncProgress() as progress:
        progress.show(20, 50)
        progress.show(50, 50)
    out, err = capsys.readouterr()
    assert out == ""
    assert "indexing" in err
    assert "50/50" in err


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
