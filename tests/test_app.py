import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def start(folder, **environment):
    places = {"RAG_STATE_DIR": str(folder / "state"), "RAG_CORPUS__PATHS": f'["{folder}/corpus"]'}
    command = [sys.executable, str(ROOT / "app.py")]
    return subprocess.Popen(command, cwd=folder, env=os.environ | places | environment, stderr=subprocess.PIPE, text=True)


def refusal(folder, **environment):
    """Run an app that can't start and return the one line it says."""
    with start(folder, **environment) as process:
        said = process.stderr.read()
    assert process.returncode == 1
    assert said.startswith("footnote: ")
    assert said.count("\n") == 1
    return said


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


def test_a_missing_corpus_is_one_line(tmp_path, port):
    assert "corpus" in refusal(tmp_path, RAG_APP__PORT=port)


def test_a_bad_setting_is_one_line(tmp_path):
    assert "setting app.port" in refusal(tmp_path, RAG_APP__PORT="0")


def test_a_taken_port_is_one_line_before_anything_is_indexed(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = refusal(tmp_path, RAG_APP__PORT=str(taken.getsockname()[1]))
    assert "RAG_APP__PORT=" in said
    assert not (tmp_path / "state").exists()


def test_it_names_files_that_fail_says_where_it_serves_and_stops_on_request(tmp_path, port):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "good.txt").write_text("The plant in Heide makes 60 GWh a year.")
    (tmp_path / "corpus" / "bad.txt").write_bytes(b"\xff\xfe\x00")
    with start(tmp_path, RAG_APP__PORT=port) as process:
        said = []
        for line in process.stderr:
            said.append(line)
            if "ready" in line:
                break
        process.send_signal(signal.SIGINT)
        said.append(process.stderr.read())
    text = "".join(said)
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}" in text
    assert "bad.txt" in text
    assert "Traceback" not in text
