import pytest

from rag.errors import SettingsError
from rag.service.people.roles import (
    EVERY,
    THIS_MACHINE,
    Caller,
    Role,
    allowed,
    more_of,
    rights_of,
    role_named,
)


@pytest.mark.parametrize("role", Role)
def test_who_may_do_more_may_do_the_rest_too(role: Role) -> None:
    caller = Caller("key:1", "Ada", rights_of(role, ()))
    assert [allowed(caller, "news", other) for other in Role] == [other <= role for other in Role]


def test_a_right_in_one_library_is_none_in_another_or_in_all() -> None:
    caller = Caller("key:1", "Ada", rights_of(Role.ADMIN, ["news"]))
    assert allowed(caller, "news", Role.ADMIN)
    for other in ("sport", "default", "new", "", EVERY):
        assert not allowed(caller, other, Role.READER)


def test_nobody_may_do_nothing_and_this_machine_everything() -> None:
    assert not allowed(None, EVERY, Role.READER)
    assert not allowed(Caller("key:1", "Ada", {}), "default", Role.READER)
    assert allowed(THIS_MACHINE, EVERY, Role.ADMIN)


def test_roles_are_named_in_small_letters() -> None:
    assert [role_named(str(role)) for role in Role] == list(Role)
    with pytest.raises(SettingsError, match="choose one of reader, editor, admin"):
        role_named("owner")


@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 101])
def test_a_library_that_none_is_called_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="name one, or leave it out"):
        rights_of(Role.READER, [name])


def test_of_two_rights_the_greater_holds() -> None:
    first, second = {"news": Role.EDITOR, "a": Role.READER}, {"news": Role.READER, "b": Role.ADMIN}
    assert more_of(first, second) == {"news": Role.EDITOR, "a": Role.READER, "b": Role.ADMIN}
