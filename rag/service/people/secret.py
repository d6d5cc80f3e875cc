"""Random secrets, of which only hashes are kept: API keys and the cookies of sessions.

A secret here is 256 random bits, which nobody guesses, however fast a hash is tried. So one round
of SHA-256 keeps it: the slow, salted hashes that passwords need protect short secrets, and would
only make each request slow.
"""

import hashlib
import re
import secrets
from typing import NamedTuple

_KEY = re.compile(r"fn_(?P<id>[0-9a-f]{12})_(?P<secret>[A-Za-z0-9_-]{43})")
NOBODYS = hashlib.sha256(secrets.token_bytes(32)).hexdigest()
"""A hash that no secret has: what a key is compared with that is not there."""


class KeyParts(NamedTuple):
    """A key: its id, which may be shown, and its secret, which may not."""

    id: str
    secret: str

    def __str__(self) -> str:
        """Return the key as its owner holds it."""
        return f"fn_{self.id}_{self.secret}"


def new_secret() -> str:
    """Return a new secret of 256 bits, in letters that stand in a header or a cookie."""
    return secrets.token_urlsafe(32)


def new_key() -> KeyParts:
    """Return a new key."""
    return KeyParts(secrets.token_hex(6), new_secret())


def key_parts(text: str) -> KeyParts | None:
    """Return the parts of a key, or None for what is none.

    >>> key_parts("none")
    """
    found = _KEY.fullmatch(text)
    return KeyParts(found["id"], found["secret"]) if found else None


def digest(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def matches(secret: str, kept: str) -> bool:
    """Tell whether a secret is the one of a hash, in a time that does not depend on how close."""
    return secrets.compare_digest(digest(secret), kept)
