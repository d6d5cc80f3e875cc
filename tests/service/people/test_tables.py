from dataclasses import replace
from datetime import timedelta

from rag.service.people.roles import Role, rights_of
from rag.service.people.tables import ApiKey, now, rights_in, stored_rights

KEY = ApiKey("0123456789ab", "Ada", {"news": Role.EDITOR}, now(), None, None, None)


def test_rights_are_read_as_they_were_kept() -> None:
    rights = {"news": Role.EDITOR, "*": Role.READER}
    assert rights_in(stored_rights(rights)) == rights


def test_a_key_is_valid_until_it_ends() -> None:
    when, day = now(), timedelta(days=1)
    assert KEY.state(when) == "valid"
    assert replace(KEY, expires=when + day).state(when) == "valid"
    assert replace(KEY, expires=when).state(when) == "expired"
    assert replace(KEY, expires=when + day, revoked=when).state(when) == "revoked"


def test_who_asks_with_a_key_is_the_key() -> None:
    assert KEY.caller.id == "key:0123456789ab"
    assert KEY.caller.rights == rights_of(Role.EDITOR, ["news"])
