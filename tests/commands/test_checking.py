import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import rag

Run = Callable[..., tuple[int, str, str]]
TEXT = "The plant in Heide was planned for 60 GWh a year, said Ida Holm."
GOOD = "The plant in Heide was planned for 60 GWh a year.\n"


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> str:
    state = tmp_path_factory.mktemp("checking") / "state"
    spoken = '"We will build cells in Heide whatever comes," said Ida Holm.'
    rag.index([rag.Article(TEXT, "Heide"), rag.Article(spoken, "Holm")], state)
    return str(state)


def test_a_text_that_is_supported_passes(run: Run, state: str, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(GOOD)
    code, out, err = run("check", str(tmp_path / "draft.md"), "--state", state)
    assert (code, err) == (0, "")
    assert out.startswith("+ 1:1 supported: The plant in Heide")
    assert "covered: 100% of 1" in out


def test_a_text_that_is_not_ends_with_4(run: Run, state: str, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(GOOD.replace("60", "80"))
    page, data = tmp_path / "out.html", tmp_path / "out.json"
    code, out, err = run(
        "check",
        str(tmp_path / "draft.txt"),
        "--state",
        state,
        "--json",
        "--html",
        str(page),
        "--json-file",
        str(data),
    )
    assert code == 4
    assert json.loads(out)["sentences"][0]["verdict"] == "contradicted"
    assert data.read_text() == out
    assert "<mark>80 GWh</mark>" in page.read_text()
    assert err == f"rag: written: {page}\nrag: written: {data}\n"


def test_stdin_is_a_text_too(run: Run, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(GOOD.encode())))
    assert run("check", "-", "--state", state)[0] == 0


def test_quotations_are_put_right_only_where_one_says_so(
    run: Run, state: str, tmp_path: Path
) -> None:
    draft, fixed = tmp_path / "draft.md", tmp_path / "fixed.md"
    draft.write_text('Holm said: "We will build cars in Heide whatever comes."\n')
    before = draft.read_bytes()
    code, out, err = run("check", str(draft), "--state", state, "--fix-quotes")
    assert code == 4
    assert '+Holm said: "We will build cells in Heide whatever comes."' in out
    assert err == "rag: 1 quotation to be put right; nothing was changed\n"
    args = ("check", str(draft), "--state", state, "--fix-quotes", "-o", str(fixed))
    assert run(*args)[0] == 4
    assert "build cells" in fixed.read_text()
    assert draft.read_bytes() == before
    assert run("check", str(fixed), "--state", state)[0] == 0


def test_what_can_not_be_read_or_written_is_told(run: Run, state: str, tmp_path: Path) -> None:
    code, _, err = run("check", str(tmp_path / "no.md"), "--state", state)
    assert code == 1
    assert "choose another file" in err
    (tmp_path / "draft.md").write_text(GOOD)
    code, _, err = run("check", str(tmp_path / "draft.md"), "--state", state, "-o", "x.md")
    assert code == 1
    assert "--fix-quotes" in err


def test_a_quotation_is_looked_up(run: Run, state: str) -> None:
    words = "we will build cells in Heide"
    code, out, _ = run("quote", words, "--speaker", "Ida Holm", "--state", state)
    assert code == 0
    assert out.startswith("found, word for word\n[1] “We will build cells in Heide”")
    code, out, _ = run("quote", words, "--speaker", "Ole Berg", "--state", state, "--json")
    assert code == 4
    assert json.loads(out)["standing"] == "elsewhere"


def test_a_long_text_tells_how_far_it_is(run: Run, state: str, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(GOOD * 24)
    code, _, err = run("check", str(tmp_path / "draft.txt"), "--state", state)
    assert code == 0
    assert "checking: 100%" in err
    assert "24/24" in err
