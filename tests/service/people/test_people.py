import re
import sqlite3
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from rag.errors import NotKept, SettingsError
from rag.service.people.people import FILE, People
from rag.service.people.roles import Caller, Role, rights_of
from rag.service.people.secret import KeyParts, key_parts, new_secret
from rag.service.people.tables import now

READER = rights_of(Role.READER, ())
DAY = timedelta(days=1)


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    people = People(tmp_path / "state")
    yield people
    people.close()


def parts_of(key: str) -> KeyParts:
    parts = key_parts(key)
    assert parts
    return parts


def test_a_key_lets_in_who_holds_it_and_nobody_else(people: People) -> None:
    key = people.create_key("Ada", READER, now() + DAY)
    parts = parts_of(key)
    assert people.of_key(key) == Caller(f"key:{parts.id}", "Ada", READER)
    for other in (
        f"fn_{parts.id}_{new_secret()}",
        f"fn_{'0' * 12}_{parts.secret}",
        "",
        parts.secret,
    ):
        assert people.of_key(other) is None


def test_no_secret_is_kept(people: People, tmp_path: Path) -> None:
    key = people.create_key("Ada", READER, None)
    session = people.begin_session(Caller("person:1", "Bob", READER))
    secrets = (parts_of(key).secret, session)
    for file in (tmp_path / "state").iterdir():
        assert not any(secret.encode() in file.read_bytes() for secret in secrets)


def test_only_its_owner_reads_the_file(people: People, tmp_path: Path) -> None:
    for path in [tmp_path / "state", *(tmp_path / "state").iterdir()]:
        assert not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO), path
    assert (tmp_path / "state" / FILE).stat().st_mode & 0o777 == 0o600


def test_an_expired_key_lets_nobody_in(people: People) -> None:
    key = people.create_key("Ada", READER, now())
    assert people.of_key(key) is None
    assert not people.has_valid_key()


def test_a_revoked_key_ends_with_its_sessions_at_once(people: People) -> None:
    key, other = (people.create_key(name, READER, None) for name in ("Ada", "Bob"))
    caller, key_id = people.of_key(key), parts_of(key).id
    assert caller
    session = people.begin_session(caller, key_id)
    assert people.of_session(session) == caller
    people.revoke(key_id)
    assert people.of_key(key) is people.of_session(session) is None
    assert people.of_key(other)
    first = [one.revoked for one in people.all_keys()]
    people.revoke(key_id)
    assert [one.revoked for one in people.all_keys()] == first, "it was revoked then"


def test_an_unknown_key_cannot_be_revoked(people: People) -> None:
    with pytest.raises(NotKept, match="no key 'x': `rag keys list` shows the ids"):
        people.revoke("x")


def test_another_process_sees_what_was_made_and_revoked(people: People, tmp_path: Path) -> None:
    key = people.create_key("Ada", READER, None)
    other = People(tmp_path / "state")
    assert other.of_key(key)
    other.revoke(parts_of(key).id)
    other.close()
    assert people.of_key(key) is None


def test_the_last_use_is_kept(people: People) -> None:
    key = people.create_key("Ada", READER, None)
    assert [one.used for one in people.all_keys()] == [None]
    people.of_key(key)
    (first,) = [one.used for one in people.all_keys()]
    assert first
    assert now() - first < DAY
    people.of_key(key)
    assert [one.used for one in people.all_keys()] == [first], "to the minute"


def test_a_session_is_whose_it_is_until_it_ends(people: People) -> None:
    bob = Caller("person:1", "Bob", rights_of(Role.EDITOR, ["news"]))
    session = people.begin_session(bob)
    assert people.of_session(session) == bob
    assert people.of_session(new_secret()) is None
    people.end_session(session)
    assert people.of_session(session) is None


def test_an_expired_session_is_nobodys_and_is_forgotten(people: People, tmp_path: Path) -> None:
    bob = Caller("person:1", "Bob", READER)
    session = people.begin_session(bob, lasting=timedelta(0))
    assert people.of_session(session) is None
    people.begin_session(bob)
    with sqlite3.connect(tmp_path / "state" / FILE) as connection:
        assert connection.execute("SELECT count(*) FROM sessions").fetchall() == [(1,)]
    connection.close()


def test_a_session_ends_with_the_time_of_its_key(people: People, tmp_path: Path) -> None:
    key = people.create_key("Ada", READER, now() + DAY)
    caller = people.of_key(key)
    assert caller
    session = people.begin_session(caller, parts_of(key).id)
    with sqlite3.connect(tmp_path / "state" / FILE) as connection:
        connection.execute("UPDATE keys SET expires = '2020-01-01 00:00:00.000000'")
    connection.close()
    assert people.of_session(session) is None


@pytest.mark.parametrize("name", ["", " \n", "x" * 101])
def test_a_key_has_a_name(people: People, name: str) -> None:
    with pytest.raises(SettingsError, match="1 to 100 characters"):
        people.create_key(name, READER, None)


def test_a_file_that_was_damaged_or_deleted_lets_nobody_in(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database, and longer than a header of one" * 100)
    with pytest.raises(SettingsError, match=re.escape(str(tmp_path / FILE))):
        People(tmp_path)
    (tmp_path / FILE).unlink()
    people = People(tmp_path)
    key = people.create_key("Ada", READER, None)
    for file in tmp_path.iterdir():
        file.unlink()
    with pytest.raises(SettingsError, match="make new keys with `rag keys create`"):
        people.of_key(key)
    people.close()
