"""The app as a process of its own, as `make chat` starts it."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[1]


def start(folder: Path, **environment: str) -> "subprocess.Popen[str]":
    places = {"RAG_STATE_DIR": str(folder / "state"), "RAG_CORPUS__PATHS": f'["{folder}/corpus"]'}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "app.py")],
        cwd=folder,
        env=os.environ | places | environment,
        stderr=subprocess.PIPE,
        text=True,
    )


def refusal(folder: Path, **environment: str) -> str:
    """Run an app that can't start and return the one line it writes."""
    with start(folder, **environment) as process:
        _, line = process.communicate()
    assert process.returncode == 1
    assert line.startswith("rag: ")
    assert line.count("\n") == 1
    return line


@pytest.fixture
def port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


def test_a_missing_corpus_is_one_line(tmp_path: Path, port: str) -> None:
    assert "corpus" in refusal(tmp_path, RAG_APP__PORT=port)


def test_a_bad_setting_is_one_line(tmp_path: Path) -> None:
    assert "setting app.port" in refusal(tmp_path, RAG_APP__PORT="0")


def test_a_taken_port_is_one_line_before_anything_is_indexed(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        line = refusal(tmp_path, RAG_APP__PORT=str(taken.getsockname()[1]))
    assert "RAG_APP__PORT=" in line
    assert not (tmp_path / "state").exists()


def test_it_names_files_that_fail_serves_its_page_and_stops_on_request(
    tmp_path: Path, port: str
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "good.txt").write_text("The plant in Heide makes 60 GWh a year.")
    (tmp_path / "corpus" / "bad.txt").write_bytes(b"\xff\xfe\x00")
    address = f"http://127.0.0.1:{port}"
    lines = []
    with start(tmp_path, RAG_APP__PORT=port) as process:
        for line in process.stderr or ():
            lines.append(line)
            if "ready" in line:
                break
        page = httpx.get(address, trust_env=False)
        process.send_signal(signal.SIGINT)
        lines.append(process.communicate()[1])
    text = "".join(lines)
    assert process.returncode == 0
    assert "What do the articles say?" in page.text
    assert address in text
    assert "bad.txt" in text
    assert "Traceback" not in text


def test_an_empty_folder_begins_an_empty_library(tmp_path: Path, port: str) -> None:
    (tmp_path / "corpus").mkdir()
    with start(tmp_path, RAG_APP__PORT=port) as process:
        for line in process.stderr or ():
            if "ready" in line:
                break
        page = httpx.get(f"http://127.0.0.1:{port}/library", trust_env=False)
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert process.returncode == 0
    assert "The library is empty" in page.text
