"""The worker's side of the conversation, spoken without `ParsingWorker`."""

import json
import subprocess
import sys

from rag.sources.worker import REPLY, REQUEST, interpreter


def test_it_answers_request_by_request_and_ends_when_nobody_can_ask_any_more() -> None:
    command = [*interpreter(), json.dumps(sys.path), "256", "5", "9"]
    replies = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for name, data in (("a.md", b"one"), ("b.md", b"two")):
            call = json.dumps(["tests.sources.hostile:echo", name]).encode()
            process.stdin.write(REQUEST.pack(len(call), len(data)) + call + data)
            process.stdin.flush()
            (size,) = REPLY.unpack(process.stdout.read(REPLY.size))
            replies.append(json.loads(process.stdout.read(size)))
        process.stdin.close()
        assert process.stdout.read() == b""
    assert process.returncode == 0
    assert replies == [{"value": ["one", "a.md"]}, {"value": ["two", "b.md"]}]
