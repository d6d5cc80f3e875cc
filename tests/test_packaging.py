"""What pip installs: built from the source archive, it has every file and works elsewhere."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CACHES = shutil.ignore_patterns("__pycache__", "*.pyc")
BUILD = "import sys; from setuptools import build_meta; build_meta.build_{}(sys.argv[1])"
USE = """
import json, sys
import rag
from starlette.testclient import TestClient
from rag.service.server import make_app
from rag.settings import Settings
from rag.ui.pages.room import ASSETS

rag.index("articles", "state")
bot = rag.open("state")
app = make_app(lambda: bot, Settings(state_dir="state"))
client = TestClient(app, "http://127.0.0.1:7860")
shown = {name: client.get(f"/room/{name}").status_code for name in ASSETS}
shown |= {path: client.get(path).status_code for path in ("/", "/library", "/benchmarks")}
answer = bot.ask("How much does the plant in Heide make?")
print(json.dumps([rag.__file__, shown, answer.citations[0].quote]))
"""


def build(kind: str, source: Path, target: Path) -> Path:
    """Build a distribution in a folder; return its file."""
    target.mkdir()
    command = [sys.executable, "-c", BUILD.format(kind), str(target)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = target.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that pip builds from the source archive."""
    folder = tmp_path_factory.mktemp("built")
    source = folder / "source"
    shutil.copytree(ROOT / "rag", source / "rag", ignore=CACHES)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    with tarfile.open(build("sdist", source, folder / "sdist")) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    (unpacked,) = (folder / "unpacked").iterdir()
    return build("wheel", unpacked, folder / "wheel")


def test_every_file_of_the_package_is_in_it(wheel: Path) -> None:
    files = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "rag").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    assert files - packed == set()
    of_others = {name for name in packed if not name.startswith(("rag/", "footnote_rag-"))}
    assert of_others == set()


def test_both_commands_start_the_command_line(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        lines = archive.read(name).decode().splitlines()
    assert {"rag = rag.cli:main", "footnote-rag = rag.cli:main"} <= set(lines)


def test_it_indexes_answers_and_serves_elsewhere(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "heide.txt").write_text("The plant in Heide makes 60 GWh a year.")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", USE],
        cwd=tmp_path,
        env=os.environ
        | {"PYTHONPATH": str(tmp_path / "site"), "GRADIO_ANALYTICS_ENABLED": "False"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    place, shown, quote = json.loads(done.stdout.splitlines()[-1])
    assert place.startswith(str(tmp_path))
    assert set(shown.values()) == {200}, shown
    assert quote == "The plant in Heide makes 60 GWh a year."


def test_a_message_that_names_an_extra_names_one_that_there_is() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "rag").rglob("*.py")]
    named = {name for text in texts for name in re.findall(r"footnote-rag\[(\w+)\]", text)}
    assert {"mcp", "otel"} <= named
    assert named <= set(PROJECT["optional-dependencies"])
