import json

import pytest
from fastapi import HTTPException
from starlette.requests import Request

from rag.core.conversation import owner_of
from rag.errors import NotKept
from rag.service.readers import name_of
from rag.service.requests import attachment, owner_of_request, texts_of, told
from rag.ui.handlers.handing_on import HandedOn
from tests.ui.loop import in_its_own_loop

SECRET = "x" * 43


def request(**headers: str) -> Request:
    known = {"host": "127.0.0.1:7860"} | headers
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in known.items()]
    return Request(
        {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": pairs}
    )


def test_a_request_has_the_texts_of_its_language() -> None:
    assert texts_of(request(accept_language="de-DE, en;q=0.5")).language == "de"
    assert texts_of(request()).language == "en"


def test_a_request_has_the_owner_of_its_secret_or_is_refused() -> None:
    known = request(cookie=f"{name_of(7860)}={SECRET}")
    assert owner_of_request(known) == owner_of(SECRET)
    with pytest.raises(HTTPException, match="load it again"):
        owner_of_request(request())


def test_a_file_is_saved_whatever_its_name_has() -> None:
    reply = attachment(HandedOn('Größe "x"\r\nSet-Cookie: a.md', "text/markdown", b"words"))
    header = reply.headers["content-disposition"]
    assert header.startswith("attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%22x%22%0D%0A")
    assert reply.headers["cache-control"] == "no-store"
    assert reply.body == b"words"


@in_its_own_loop
async def test_what_can_not_be_done_is_told_in_words() -> None:
    reply = await told(request(), NotKept("there is none"))
    assert reply.status_code == 409
    assert json.loads(bytes(reply.body)) == {"detail": "there is none"}
