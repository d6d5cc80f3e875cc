"""A file that hangs, crashes or forges costs itself, and no other."""

import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import CorpusError
from rag.sections import ParsingSettings
from rag.sources import parsing
from rag.sources.parsing import ParsingWorker
from rag.sources.worker import REPLY

HOSTILE = "tests.sources.hostile"


@pytest.fixture
def worker() -> Iterator[ParsingWorker]:
    with ParsingWorker(ParsingSettings(memory_mb=256)) as started:
        yield started


@pytest.fixture
def hasty() -> Iterator[ParsingWorker]:
    """A worker that gives a file two seconds, enough to answer also on a busy machine."""
    with ParsingWorker(ParsingSettings(seconds=2)) as started:
        yield started


def call(worker: ParsingWorker, function: str, data: bytes = b"", name: str = "") -> object:
    return worker.call(f"{HOSTILE}:{function}", data, name)


def is_alive(pid: object) -> bool:
    assert isinstance(pid, int)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_one_process_does_many_files(worker: ParsingWorker) -> None:
    assert call(worker, "echo", "Ünder".encode(), "ä.md") == ["Ünder", "ä.md"]
    pid = call(worker, "pid")
    assert pid == call(worker, "pid")
    assert pid != os.getpid()


def test_it_is_replaced_after_some_files(
    worker: ParsingWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "MOST_CALLS", 2)
    first, second, third = (call(worker, "pid") for _ in range(3))
    assert first == second != third
    assert not is_alive(first)


@pytest.mark.parametrize("function", ["hang", "wait_for_ever"])
def test_a_file_that_hangs_costs_only_itself(hasty: ParsingWorker, function: str) -> None:
    call(hasty, "pid")
    with pytest.raises(CorpusError, match=r"takes more than 2 s to be parsed: leave it out"):
        call(hasty, function)
    assert call(hasty, "echo", b"next") == ["next", ""]


def test_a_worker_that_does_not_read_is_not_waited_for(hasty: ParsingWorker) -> None:
    """What a hanging parser was sent before fills no pipe for ever."""
    with pytest.raises(CorpusError, match=r"takes more than 2 s"):
        call(hasty, "hang", b"x" * 5_000_000)
    assert call(hasty, "echo", b"next") == ["next", ""]


@pytest.mark.parametrize("function", ["fill_memory", "fill_memory_by_pieces"])
@pytest.mark.skipif(sys.platform != "linux", reason="macOS has no limit of memory")
def test_a_file_that_needs_too_much_memory(worker: ParsingWorker, function: str) -> None:
    pid = call(worker, "pid")
    with pytest.raises(CorpusError, match="needs more than 256 MB to be parsed"):
        call(worker, function)
    assert not is_alive(pid)
    assert call(worker, "echo", b"next") == ["next", ""]


@pytest.mark.parametrize("function", ["read_bad_address", "abort", "leave"])
def test_a_file_that_crashes_its_parser_costs_only_itself(
    worker: ParsingWorker, function: str
) -> None:
    with pytest.raises(CorpusError, match="breaks its parser: leave it out, or save it anew"):
        call(worker, function)
    assert call(worker, "echo", b"next") == ["next", ""]


def test_a_parser_that_fails_goes_on(worker: ParsingWorker) -> None:
    pid = call(worker, "pid")
    with pytest.raises(CorpusError, match=r"can't be parsed \(RecursionError\)"):
        call(worker, "nest")
    with pytest.raises(CorpusError, match=r"can't be parsed \(ModuleNotFoundError\)"):
        worker.call("nowhere:nothing", b"", "")
    assert call(worker, "pid") == pid


def test_what_a_parser_prints_and_asks_goes_nowhere(
    worker: ParsingWorker, capfd: pytest.CaptureFixture[str]
) -> None:
    assert call(worker, "print_much") == ""
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "forged",
    [
        b"[" * 100_000,
        b"\xff\xfe",
        b"1" * 10_000,
        b'"text"',
        b"{}",
        b'{"value',
        json.dumps({"values": 1}).encode(),
    ],
)
def test_a_forged_reply_is_refused(worker: ParsingWorker, forged: bytes) -> None:
    with pytest.raises(CorpusError, match="its parser"):
        call(worker, "forge", REPLY.pack(len(forged)) + forged)
    assert call(worker, "echo", b"next") == ["next", ""]


def test_a_reply_that_says_it_is_endless_is_not_read(worker: ParsingWorker) -> None:
    with pytest.raises(CorpusError, match="breaks its parser"):
        call(worker, "forge", REPLY.pack(2**62))


def test_a_reason_is_one_short_line(worker: ParsingWorker) -> None:
    forged = json.dumps({"problem": "a\n\x1b[31m" + "b" * 1000}).encode()
    with pytest.raises(CorpusError) as caught:
        call(worker, "forge", REPLY.pack(len(forged)) + forged)
    assert len(str(caught.value)) == 300
    assert str(caught.value).isprintable()


def test_a_file_that_is_too_large_is_not_sent() -> None:
    with (
        ParsingWorker(ParsingSettings(input_mb=1)) as worker,
        pytest.raises(CorpusError, match="larger than 1 MB: split it"),
    ):
        call(worker, "echo", b"x" * 1_000_001)


def test_a_parser_is_told_nothing_of_the_environment(
    worker: ParsingWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    names = call(worker, "variables")
    assert isinstance(names, list)
    assert set(names) <= {"PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ"}


def test_no_process_can_be_started(worker: ParsingWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(CorpusError, match=r"no process to parse it \(.*\): try again"):
        call(worker, "pid")


def test_a_closed_worker_has_no_process_and_starts_another(worker: ParsingWorker) -> None:
    pid = call(worker, "pid")
    worker.close()
    assert not is_alive(pid)
    assert is_alive(call(worker, "pid"))


def test_it_works_in_a_thread(worker: ParsingWorker) -> None:
    replies: list[object] = []
    thread = threading.Thread(target=lambda: replies.append(call(worker, "echo", b"a")))
    thread.start()
    thread.join()
    assert replies == [["a", ""]]
    assert call(worker, "echo", b"b") == ["b", ""]


_PARENT = f"""
from rag.sections import ParsingSettings
from rag.sources.parsing import ParsingWorker
with ParsingWorker(ParsingSettings()) as worker:
    print(worker.call("{HOSTILE}:pid", b"", ""), flush=True)
    worker.call("{HOSTILE}:wait_for_ever", b"", "")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="waits for a process by its handle")
@pytest.mark.parametrize("how", [2, 9, 15])
def test_whatever_ends_the_command_leaves_no_process_behind(how: int) -> None:
    """Ctrl+C, kill -9, kill."""
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        ended = os.pidfd_open(pid)
        parent.send_signal(how)
        parent.wait()
        waiting = select.poll()  # as `select.select` can't for a handle over 1,023
        waiting.register(ended, select.POLLIN)
        # Ctrl+C waits for it; else it notices by itself
        assert waiting.poll(0 if how == 2 else 30_000), "it is still there"
        os.close(ended)
