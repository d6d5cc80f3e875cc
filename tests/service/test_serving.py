"""`rag serve` as a process of its own; tests/test_app.py starts the app of a clone."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx

from eval.faults.served import free_port

COMMAND = "import sys; from rag.cli import main; sys.argv[0] = 'rag'; main()"


def test_the_command_serves_the_page_and_programs_until_it_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "good.txt").write_text("The plant in Heide makes 60 GWh a year.")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "serve", "--port", str(port)],
        cwd=tmp_path,
        env=os.environ | {"RAG_STATE_DIR": str(tmp_path / "state")},
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        said = []
        for line in process.stderr or ():
            said.append(line)
            if "ready" in line:
                break
        address = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=address, trust_env=False, timeout=60) as client:
            assert "What do the articles say?" in client.get("/").text
            asked = {"question": "How much does the plant in Heide make?"}
            answer = client.post("/v1/ask", json=asked).json()
        process.send_signal(signal.SIGINT)
        said.append(process.communicate()[1])
    assert process.returncode == 0
    assert address in "".join(said)
    assert answer["citations"][0]["article_id"] == "good"
