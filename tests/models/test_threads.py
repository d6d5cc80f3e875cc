import os
import subprocess
import sys
from pathlib import Path

import pytest

from rag.models.threads import MOST, prepare_threads

ROOT = Path(__file__).parents[2]
NAMES = ("OMP_WAIT_POLICY", "OMP_NUM_THREADS", "GOMP_SPINCOUNT", "KMP_BLOCKTIME")


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, "")  # so that it is put back afterwards
        monkeypatch.delenv(name)


def environment() -> dict[str, str]:
    return {name: os.environ[name] for name in NAMES if name in os.environ}


def test_threads_wait_asleep_and_are_few() -> None:
    prepare_threads()
    set_now = environment()
    assert 1 <= int(set_now.pop("OMP_NUM_THREADS")) <= MOST
    assert set_now == {"GOMP_SPINCOUNT": "1000", "KMP_BLOCKTIME": "0"}


@pytest.mark.parametrize("name", NAMES)
def test_what_the_user_set_stays(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "3")
    prepare_threads()
    assert environment()[name] == "3"


def test_a_wait_policy_of_the_user_decides_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    prepare_threads()
    assert environment().keys() == {"OMP_WAIT_POLICY", "OMP_NUM_THREADS"}


@pytest.mark.parametrize(
    "start",
    [
        "from rag.cli import main; main()",
        "import app; app.main()",
        "from eval.run import main; main(['--list'])",
        "import rag; rag.Embedder()",
    ],
)
def test_every_way_in_sets_it_before_torch_is_loaded(start: str, tmp_path: Path) -> None:
    code = f"""
import os, sys, importlib.abc
class Watch(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "torch":
            assert "GOMP_SPINCOUNT" in os.environ, "torch is loaded too early"
sys.meta_path.insert(0, Watch())
sys.argv = ["rag", "--help"]
try:
    {start}
except SystemExit:
    pass
print(os.environ["GOMP_SPINCOUNT"])
"""
    places = {"PYTHONPATH": str(ROOT), "RAG_APP__PORT": "0", "RAG_STATE_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | places,
    )
    assert done.stdout.splitlines()[-1:] == ["1000"], done.stderr
