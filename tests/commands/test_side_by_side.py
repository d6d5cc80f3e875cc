import json
from collections.abc import Callable
from pathlib import Path

import pytest

import rag
from tests.beside import QUESTION, SECRETS, YEARS, index_both

Run = Callable[..., tuple[int, str, str]]
BOTH = ("--library", "default", "--library", "wire")


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A state folder with both libraries. Read only."""
    state = tmp_path_factory.mktemp("state")
    index_both(state)
    return str(state)


def test_libraries_are_listed(run: Run, state: str) -> None:
    code, out, _ = run("libraries", "--state", state)
    assert code == 0
    default, wire = out.splitlines()
    assert default.split()[:3] == ["default", "2", "articles"]
    assert wire.startswith("wire")
    assert wire.endswith("libraries/wire")
    listed = json.loads(run("libraries", "--state", state, "--json")[1])
    assert [(one["name"], one["articles"], one["problem"]) for one in listed] == [
        ("default", 2, ""),
        ("wire", 2, ""),
    ]


def test_one_library_is_asked_by_its_name(run: Run, state: str) -> None:
    for name, year in YEARS.items():
        code, out, _ = run("ask", QUESTION, "--library", name, "--state", state)
        assert code == 0
        assert year in out
        assert "==" not in out


def test_several_libraries_answer_side_by_side(run: Run, state: str) -> None:
    code, out, _ = run("ask", QUESTION, *BOTH, "--state", state)
    assert code == 0
    default, wire = out.removeprefix("== default ==").split("== wire ==")
    assert YEARS["default"] in default
    assert YEARS["wire"] not in default
    assert YEARS["wire"] in wire
    assert "[1]" in default
    assert "[1]" in wire
    found = json.loads(run("ask", QUESTION, *BOTH, "--state", state, "--json")[1])
    assert [one["library"] for one in found] == ["default", "wire"]
    alone = json.loads(run("ask", QUESTION, "--library", "wire", "--state", state, "--json")[1])
    assert found[1]["answer"] | {"seconds": {}} == alone | {"seconds": {}}


def test_a_library_that_is_not_there_is_told_and_the_other_answers(run: Run, state: str) -> None:
    words = ("--library", "wire", "--library", "missing", "--state", state)
    code, out, err = run("ask", QUESTION, *words)
    assert code == 3
    assert YEARS["wire"] in out
    assert "not asked: no index in" in out
    assert "rag: missing: no index in" in err


@pytest.mark.parametrize("words", [("-o", "x.html"), ("--format", "ris"), ("--evidence", "x.zip")])
def test_only_one_library_is_written_to_a_file(
    run: Run, state: str, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run("ask", QUESTION, *BOTH, "--state", state, *words)
    assert code == 1
    assert "ask one library at a time" in err
    assert not list(tmp_path.iterdir())


def test_every_command_takes_the_library_and_no_other(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "heide.md").write_text("# Heide\n\nThe plant in Heide opened in 2020.\n")
    of = ("--library", "press")
    assert run("index", *of, str(folder))[0] == 0
    assert run("index", *of)[2].startswith("rag: this library's settings name no folder")
    assert run("show", "heide", *of)[0] == 0
    assert run("show", "heide")[2].startswith("rag: no index in .rag")
    assert "heide" in run("search", "plant", *of)[1]
    assert run("quote", "The plant in Heide opened in 2020.", *of)[0] == 0
    assert str(folder) in run("sources", *of)[1]
    assert run("doctor", *of)[0] == 0
    (folder / "ulm.md").write_text("# Ulm\n\nCells are made in Ulm.\n")
    assert "1 added" in run("sync", *of)[1]
    assert run("sync", "--library", "typo")[2].startswith("rag: no index in")
    assert not Path(".rag/libraries/typo").exists()
    assert run("export", "all.footnote", *of)[0] == 0
    assert run("import", "all.footnote", "--library", "copy")[0] == 0
    assert run("forget", "ulm", *of)[0] == 0
    assert len(rag.open(library="press").articles()) == 1
    assert len(rag.open(library="copy").articles()) == 2
    assert run("show", "heide", "--library", "../press")[2].startswith("rag: no library can be")
    assert not Path(".rag/catalog.db").exists()


def test_a_secret_of_one_library_is_not_found_in_the_other(run: Run, state: str) -> None:
    for name, secret in SECRETS.items():
        other = next(one for one in SECRETS if one != name)
        words = ("--library", other, "--state", state)
        assert secret not in run("search", secret, *words)[1]
        assert run("show", f"only-{secret}", *words)[0] == 1
        assert run("quote", f"A {secret} was seen in Ulm.", *words)[0] == 4
        assert secret not in run("ask", f"Where was a {secret} seen?", *words, "--json")[1].replace(
            f"Where was a {secret} seen?", ""
        )
