from starlette.requests import Request
from starlette.responses import Response

from rag.service.readers import name_of, reader_of, with_reader

SECRET = "x" * 43


def request(cookie: str = "", port: int = 7860) -> Request:
    headers = [(b"host", f"127.0.0.1:{port}".encode()), (b"cookie", cookie.encode())]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}
    return Request(scope)


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
    known = request(f"{name_of(7860)}={SECRET}")
    assert given(with_reader(known, Response())) == ""


def test_whose_conversations_they_are_does_not_tell_the_secret() -> None:
    owner = reader_of({name_of(7860): SECRET}, 7860)
    assert owner.startswith("session:")
    assert SECRET not in owner
    assert owner == reader_of({name_of(7860): SECRET}, 7860)
    assert owner != reader_of({name_of(7860): SECRET + "y"}, 7860)


def test_what_is_no_secret_owns_nothing() -> None:
    short = {name_of(7860): "guessed"}
    assert reader_of(short, 7860) == reader_of({}, 7860) == ""
    assert reader_of({name_of(7860): SECRET}, 7861) == "", "the cookie of another server"
    assert given(with_reader(request(f"{name_of(7860)}=guessed"), Response())) != ""
