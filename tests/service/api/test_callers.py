from fastapi import Request

from rag.service.api.callers import PROGRAM, owner_of_program
from rag.service.people.roles import THIS_MACHINE, Caller


def request_of(caller: Caller | None) -> Request:
    return Request({"type": "http", "headers": [], "state": {"caller": caller}})


def test_programs_of_this_machine_share_what_they_leave() -> None:
    assert owner_of_program(request_of(None)) == PROGRAM
    assert owner_of_program(request_of(THIS_MACHINE)) == PROGRAM


def test_what_a_key_leaves_is_its_own() -> None:
    assert owner_of_program(request_of(Caller("key:1", "Ada", {}))) == "key:1"
