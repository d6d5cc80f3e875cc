from fastapi import Request

from rag.service.api.callers import PROGRAM, caller_of


def test_programs_of_this_machine_share_what_they_leave() -> None:
    request = Request({"type": "http", "headers": [], "method": "GET", "path": "/v1/evals"})
    assert caller_of(request) == PROGRAM
