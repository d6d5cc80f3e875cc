import pytest

from rag.progress import Bar


def test_nothing_is_shown_until_there_is_something_to_embed(capsys: pytest.CaptureFixture[str]) -> None:
    with Bar():
        pass
    assert capsys.readouterr().err == ""


def test_progress_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    with Bar() as bar:
        bar.show(1, 4)
        bar.show(4, 4)
    out, err = capsys.readouterr()
    assert out == ""
    assert "4/4" in err
