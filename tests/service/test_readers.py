from starlette.requests import Request
from starlette.responses import Response

from rag.service.people.roles import THIS_MACHINE, Caller
from rag.service.readers import name_of, reader_of, with_reader

SECRET = "x" * 43


def request(cookie: str = "", port: int = 7860) -> Request:
    headers = [(b"host", f"127.0.0.1:{port}".encode()), (b"cookie", cookie.encode())]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}
    return Request(scope)


def known(caller: Caller | None = None) -> Request:
    asked = request(f"{name_of(7860)}={SECRET}")
    asked.state.caller = caller
    return asked


def given(answer: Response) -> str:
    return answer.headers.get("set-cookie", "")


def test_a_browser_without_a_secret_is_given_one_that_scripts_do_not_see() -> None:
    cookie = given(with_reader(request(), Response()))
    name, _, rest = cookie.partition("=")
    assert name == name_of(7860)
    assert len(rest.partition(";")[0]) >= 43
    for part in ("HttpOnly", "SameSite=strict", "Max-Age=31536000", "Path=/"):
        assert part in cookie
    assert given(with_reader(request(), Response())) != cookie


def test_who_has_a_secret_keeps_it() -> None:
    assert given(with_reader(known(), Response())) == ""


def test_what_somebody_asks_who_is_known_is_theirs_in_every_browser() -> None:
    ada = Caller("key:1", "Ada", {})
    assert reader_of(known(ada)) == "key:1"
    assert given(with_reader(known(ada), Response())) == ""
    assert reader_of(known(THIS_MACHINE)) == reader_of(known())


def test_whose_conversations_they_are_does_not_tell_the_secret() -> None:
    owner = reader_of(known())
    assert owner.startswith("session:")
    assert SECRET not in owner
    assert owner == reader_of(known())
    assert owner != reader_of(request(f"{name_of(7860)}={SECRET}y"))


def test_what_is_no_secret_owns_nothing() -> None:
    assert reader_of(request(f"{name_of(7860)}=guessed")) == reader_of(request()) == ""
    other = request(f"{name_of(7860)}={SECRET}", port=7861)
    assert reader_of(other) == "", "the cookie of another server"
    assert given(with_reader(request(f"{name_of(7860)}=guessed"), Response())) != ""
