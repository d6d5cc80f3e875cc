import json
from collections.abc import Callable
from pathlib import Path

import pytest

import rag
from rag.library.generations import INDEX_FOLDER

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state folder with two articles without a date."""
    rag.index([rag.Article("One text.", "One"), rag.Article("Two text.", "Two")], tmp_path)
    return tmp_path


def test_the_doctor_names_each_finding_in_a_line(run: Run, state: Path) -> None:
    code, out, err = run("doctor", "--state", str(state))
    assert (code, out, err) == (0, "no date of publication: 2 (one, two)\n", "")
    (found,) = json.loads(run("doctor", "--state", str(state), "--json")[1])
    assert found == {
        "check": "no date of publication",
        "count": 2,
        "examples": ["one", "two"],
        "broken": False,
    }


def test_the_doctor_repairs_what_is_broken(run: Run, state: Path) -> None:
    (index,) = (state / INDEX_FOLDER).iterdir()
    (index / "manifest.json").write_text("{")
    code, out, _ = run("doctor", "--state", str(state))
    assert code == 1
    assert out.startswith("broken, mend it with --repair: the index can't be read: 1 (")
    assert run("doctor", "--state", str(state), "--repair")[0] == 0
    assert run("doctor", "--state", str(state))[0] == 0


def test_no_index_is_a_mistake(run: Run, tmp_path: Path) -> None:
    assert run("doctor", "--state", str(tmp_path / "none"))[0] == 1


def test_a_library_goes_through_a_file(run: Run, state: Path, tmp_path: Path) -> None:
    file, other = str(tmp_path / "all.footnote"), str(tmp_path / "other")
    assert run("export", file, "--state", str(state))[:2] == (
        0,
        "2 articles, 0 versions, 0 feedback\n",
    )
    assert run("export", file, "--state", str(state))[0] == 1
    code, out, _ = run("import", file, "--state", other)
    assert (code, out.split(";")[0]) == (0, "2 added")
    assert json.loads(run("import", file, "--state", other, "--json")[1])["unchanged"] == [
        "one",
        "two",
    ]
