import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

import rag
from rag.commands.handing_on import check_place, wanted, write_file
from rag.errors import DataError
from rag.render.exports.forms import Format

Run = Callable[..., tuple[int, str, str]]


def test_the_name_of_the_file_says_the_format_unless_an_option_does(tmp_path: Path) -> None:
    assert wanted(None, None) is None
    assert wanted(None, tmp_path / "a.md") is Format.MARKDOWN
    assert wanted("ris", tmp_path / "a.md") is Format.RIS
    assert wanted("md", None) is Format.MARKDOWN


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    check_place(file)
    write_file(file, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert file.read_bytes() == b"new"


def test_a_place_that_takes_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none" / "a.md"):
        with pytest.raises(DataError, match="a folder that exists"):
            check_place(path)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state folder with one article."""
    rag.index(rag.Article("The plant in Heide has 900 jobs.", "Heide", "heide"), tmp_path / "state")
    return tmp_path / "state"


def test_evidence_is_written_and_proven(run: Run, state: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "heide.zip")
    asked = ("ask", "How many jobs has the plant in Heide?", "--state", str(state))
    code, out, err = run(*asked, "--evidence", file, "--with-articles")
    digest = hashlib.sha256(Path(file).read_bytes()).hexdigest()
    assert (code, err) == (0, f"rag: written: {file} (sha256 {digest})\n")
    assert out.startswith("900 [1]")
    code, out, _ = run("verify", file, "--state", str(state))
    assert code == 0
    assert out.splitlines()[:2] == [
        f"sha256 {digest}",
        "as it was written; 1 quote, each in its context",
    ]
    assert out.endswith("1 citation: 1 unchanged\n")
    code, _, err = run(*asked, "--evidence", file)
    assert (code, "is there already" in err) == (1, True)


def test_the_exit_code_tells_a_changed_article_from_a_changed_file(
    run: Run, state: Path, tmp_path: Path
) -> None:
    file = tmp_path / "heide.zip"
    run("ask", "How many jobs has the plant?", "--state", str(state), "--evidence", str(file))
    rag.index(rag.Article("The plant in Heide has 1,200 jobs.", "Heide", "heide"), state)
    code, out, _ = run("verify", str(file), "--state", str(state))
    assert code == 3
    assert "    + The plant in Heide has 1,200 jobs." in out
    other = tmp_path / "other"
    rag.index(rag.Article("Soup is served.", "Soup"), other)
    code, out, _ = run("verify", str(file), "--state", str(other))
    assert (code, out.splitlines()[-1]) == (
        0,
        "1 quote of articles that this library does not have",
    )
    file.write_bytes(file.read_bytes()[:-1])
    code, out, _ = run("verify", str(file), "--state", str(state))
    assert code == 4
    assert out.splitlines()[1] == "not proven:"
    assert run("verify", str(tmp_path / "none.zip"))[0] == 1


def test_without_a_library_a_pack_is_still_proven(
    run: Run, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(tmp_path / "heide.zip")
    run("ask", "How many jobs has the plant?", "--state", str(state), "--evidence", file)
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("verify", file)
    assert (code, out.splitlines()[-1]) == (0, "no library to compare it with")
