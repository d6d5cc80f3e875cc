import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.commands.keys import lasting
from rag.errors import SettingsError
from rag.service.people.people import People
from rag.service.people.roles import Caller, Role

Run = Callable[..., tuple[int, str, str]]


def caller_of(state: Path, key: str) -> Caller | None:
    people = People(state)
    try:
        return people.of_key(key.strip())
    finally:
        people.close()


def test_a_key_is_printed_once_and_lets_in(run: Run, tmp_path: Path) -> None:
    state = str(tmp_path)
    code, key, err = run(
        "keys", "create", "--name", "News\x1b[31m desk", "--role", "editor",
        "--library", "news", "--library", "sport", "--expires", "90d", "--state", state,
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert key.startswith("fn_")
    assert key.count("\n") == 1
    caller = caller_of(tmp_path, key)
    assert caller
    assert caller.rights == {"news": Role.EDITOR, "sport": Role.EDITOR}
    code, listed, _ = run("keys", "list", "--state", state)
    assert code == 0
    assert key.strip() not in listed
    assert listed.startswith(f"{key[3:15]}  valid ")
    assert listed.endswith("editor in news, editor in sport  News[31m desk\n")


def test_a_key_is_a_readers_of_all_libraries_where_nothing_else_is_said(
    run: Run, tmp_path: Path
) -> None:
    key = run("keys", "create", "--name", "Ada", "--state", str(tmp_path))[1]
    (told,) = json.loads(run("keys", "list", "--json", "--state", str(tmp_path))[1])
    assert told.pop("created").endswith("Z")
    assert told == {
        "id": key[3:15], "name": "Ada", "state": "valid", "rights": {"*": "reader"},
        "expires": None, "used": None,
    }  # fmt: skip


def test_a_revoked_key_lets_in_nobody(run: Run, tmp_path: Path) -> None:
    state = str(tmp_path)
    key = run("keys", "create", "--name", "Ada", "--state", state)[1]
    assert run("keys", "revoke", key[3:15], "--state", state) == (
        0, "", f"rag: revoked: {key[3:15]}\n",
    )  # fmt: skip
    assert caller_of(tmp_path, key) is None
    assert "  revoked " in run("keys", "list", "--state", state)[1]


def test_mistakes_are_one_line_that_says_what_to_do(run: Run, tmp_path: Path) -> None:
    state = str(tmp_path)
    for arguments, told in (
        (("revoke", "nobody"), "`rag keys list` shows the ids"),
        (("create", "--name", "Ada", "--role", "owner"), "choose one of reader, editor, admin"),
        (("create", "--name", "Ada", "--expires", "soon"), "give it like 12h, 90d or 4w"),
    ):
        code, out, err = run("keys", *arguments, "--state", state)
        assert (code, out) == (1, "")
        assert told in err
    assert run("keys", "list", "--state", state) == (0, "", "rag: no keys\n")


@pytest.mark.parametrize("text", ["", "0d", "1", "1y", "-1d", "99999d", "1 d"])
def test_a_time_is_given_with_its_unit(text: str) -> None:
    assert lasting("12h").total_seconds() == 12 * 3600
    with pytest.raises(SettingsError, match="--expires"):
        lasting(text)
