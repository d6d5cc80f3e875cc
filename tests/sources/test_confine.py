"""What a parser may not do, tried from Python and from C."""

import errno
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.sections import ParsingSettings
from rag.sources.parsing import ParsingWorker
from tests.sources.hostile import ACTIONS

ENFORCED = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")


@pytest.fixture(scope="module")
def worker() -> Iterator[ParsingWorker]:
    with ParsingWorker(ParsingSettings()) as started:
        yield started


@pytest.mark.parametrize("action", ACTIONS)
def test_python_may_not(worker: ParsingWorker, action: str) -> None:
    assert worker.call("tests.sources.hostile:try_to", b"", action) == "PermissionError"
    assert not Path("/tmp/footnote-hostile").exists()


@pytest.mark.skipif(not ENFORCED, reason="the kernel has no filter for this processor here")
@pytest.mark.parametrize("action", ["connect", "open", "fork", "execute", "remove", "kill"])
def test_machine_code_may_not(worker: ParsingWorker, tmp_path: Path, action: str) -> None:
    kept = tmp_path / "kept"
    kept.write_text("kept")
    target = str(tmp_path / "new" if action == "open" else kept).encode()
    function = "tests.sources.hostile:try_without_python"
    assert worker.call(function, target, action) == errno.EPERM
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_file_that_is_there_is_not_written(worker: ParsingWorker, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("kept")
    assert worker.call("tests.sources.hostile:write_more", b"", str(kept)) == "PermissionError"
    assert kept.read_text() == "kept"
