import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.cli import main
from tests.sources.following import feed, sitemap
from tests.sources.site import Site, page

ROOT = Path(__file__).parent.parent.parent
HEIDE = page("Heide", "The plant in Heide opened in 2021.")


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    """Runs the command line in an empty folder; returns exit code, stdout, stderr."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("RAG_WEB__ALLOW_HOSTS", '["localhost"]')
    monkeypatch.setenv("RAG_WEB__DELAY", "0")
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["rag", *words])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return call


Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("command", ["add", "sync", "sources", "watch"])
def test_help(run: Run, golden: Callable[[str, str], None], command: str) -> None:
    code, out, err = run(command, "--help")
    assert (code, err) == (0, "")
    golden(out, f"help-{command}.txt")


def test_pages_are_added_and_synced(run: Run, site: Site) -> None:
    site.pages["/heide"] = HEIDE
    code, out, _ = run("add", site.url("/heide"))
    assert (code, out.split(";")[0]) == (0, "1 added")
    site.pages["/heide"] = page("Heide", "The plant in Heide closed.")
    code, out, _ = run("sync", "--json")
    assert (code, json.loads(out)["changed"]) == (0, ["heide"])


def test_folders_that_were_indexed_are_listed_and_synced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "heide.md").write_text("The plant in Heide opened in 2021.")
    assert run("index", "notes")[0] == 0
    code, out, _ = run("sources")
    assert (code, out.splitlines()[0]) == (
        0,
        "path    corpus (0 articles; of the settings; not there)",
    )
    assert out.splitlines()[1] == f"path    {tmp_path / 'notes'} (1 article)"
    (tmp_path / "notes" / "hof.md").write_text("The plant in Hof opened in 2025.")
    code, out, _ = run("sync", "--dry-run")
    assert (code, out.splitlines()[1:]) == (0, ["added: hof"])
    assert run("sync")[1].startswith("1 added, 1 unchanged")
    code, out, _ = run("sources", "--json")
    assert json.loads(out)[1]["articles"] == 2
    assert run("forget", "notes")[1].startswith("2 removed")
    assert len(run("sources")[1].splitlines()) == 1


def test_lists_are_followed(run: Run, site: Site) -> None:
    entries = [(site.url(f"/{n}"), "") for n in range(3)]
    site.pages |= {f"/{n}": page(f"N {n}", f"The plant in {n} opened.") for n in range(3)}
    site.pages |= {"/map": sitemap(*entries), "/feed": feed("/heide"), "/heide": HEIDE}
    assert run("add", "--sitemap", site.url("/map"), "--limit", "2")[1].startswith("2 added")
    assert run("add", "--feed", site.url("/feed"))[1].startswith("1 added, 2 unchanged")


def test_what_fails_is_said_and_the_exit_code_is_3(run: Run, site: Site) -> None:
    code, out, _ = run("add", site.url("/lost"))
    assert code == 3
    assert f"failed: {site.url('/lost')}: not found: check the address" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["add"], "Missing argument 'URL ...'. See `rag --help`."),
        (["add", "example.org"], "'example.org' is no address of a page"),
        (["add", "--feed", "--sitemap", "http://a.example"], "an address is of a feed or of a sit"),
        (["watch", "nowhere"], "no such file or folder: nowhere; check the path"),
        (["forget", "https://a.example/"], "no index in .rag: run `rag index PATH` first"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_1(run: Run, words: list[str], message: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (1, "")
    assert err.startswith("rag: " + message)
    assert err.count("\n") == 1


def heed_ctrl_c() -> None:
    """Undo what a job in the background inherits: that Ctrl+C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_folder_is_watched_until_ctrl_c(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "heide.md").write_text("The plant in Heide opened in 2021.")
    code = "from rag.cli import main; main()"
    command = [sys.executable, "-c", code, "watch", str(folder), "--state", str(tmp_path / "s")]
    with subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, text=True, preexec_fn=heed_ctrl_c
    ) as process:
        assert process.stderr
        assert process.stderr.readline() == f"rag: watching {folder} (Ctrl+C stops it)\n"
        while not (line := process.stderr.readline()).startswith("rag: 1 added"):
            assert line, "it ended"
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == ""
    assert process.returncode == 0
