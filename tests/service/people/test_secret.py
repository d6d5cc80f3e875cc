import pytest

from rag.service.people.secret import NOBODYS, KeyParts, digest, key_parts, matches, new_key


def test_a_key_is_long_random_and_names_itself() -> None:
    first, second = new_key(), new_key()
    assert first.secret != second.secret
    assert len(first.secret) == 43, "256 bits"
    assert key_parts(str(first)) == first
    assert str(first).startswith(f"fn_{first.id}_")


WHOLE = f"fn_0123456789ab_{'x' * 43}"


@pytest.mark.parametrize(
    "text", ["", "none", "fn_", "fn_0123456789ab_short", f" {WHOLE}", f"{WHOLE}\n", "fn_é_x"]
)
def test_what_is_no_key_has_no_parts(text: str) -> None:
    assert key_parts(WHOLE)
    assert key_parts(text) is None


def test_only_the_secret_matches_its_hash() -> None:
    key = new_key()
    assert matches(key.secret, digest(key.secret))
    assert not matches(key.secret + "x", digest(key.secret))
    assert not matches(key.secret, NOBODYS)
    assert key.secret not in digest(key.secret)
    assert isinstance(key, KeyParts)
