"""The keys and sessions that are kept: people.db in the state folder, which only its owner reads.

A session is what a browser holds after somebody signed in, with a key or elsewhere. Its cookie is a
random secret like that of a key: it can't be made up, and it ends at once where it is revoked, by
signing out or with its key; a signed cookie would be good until it expires.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from rag.core.text import one_line
from rag.errors import IndexBroken, IndexMissing, NotKept, SettingsError
from rag.library.database import Database
from rag.service.people.roles import LONGEST_NAME, Caller, Rights
from rag.service.people.secret import (
    NOBODYS,
    KeyParts,
    digest,
    key_parts,
    matches,
    new_key,
    new_secret,
)
from rag.service.people.tables import (
    ApiKey,
    api_key,
    keys_table,
    now,
    people_metadata,
    rights_in,
    sessions_table,
    stored_rights,
)

FILE = "people.db"
SESSION = timedelta(hours=12)
"""How long somebody stays signed in."""
_USED = timedelta(minutes=1)
"""How exactly the last use of a key is kept: each request would be a write otherwise."""

_key, _session = keys_table.c, sessions_table.c


class People:
    """The keys and sessions of a state folder. Safe to use from several threads and processes.

    Args:
        state: the state folder; it is made where it is missing.

    Raises:
        SettingsError: when the file can't be read or written, also by the methods.
    """

    def __init__(self, state: Path) -> None:
        self._path = state / FILE
        with self._errors():
            state.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._path.exists():
                os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600))
            self._database = Database(self._path)
            if not self._database.read_only:
                with self._database.writing() as connection:
                    people_metadata.create_all(connection)

    def create_key(self, name: str, rights: Rights, expires: datetime | None) -> str:
        """Make a key and return it; it can't be told again.

        Args:
            name: who or what it is for.
            rights: what it allows where.
            expires: when it ends, UTC; None for never.
        """
        name = one_line(name)
        if not 0 < len(name) <= LONGEST_NAME:
            raise SettingsError(f"a key's name has 1 to {LONGEST_NAME} characters: give it another")
        key, when = new_key(), now()
        row = {"id": key.id, "digest": digest(key.secret), "name": name, "created": when}
        row |= {"rights": stored_rights(rights), "expires": expires}
        with self._errors(), self._database.writing() as connection:
            connection.execute(sa.insert(keys_table).values(row))
        return str(key)

    def all_keys(self) -> list[ApiKey]:
        """Return all keys, in the order in which they were made."""
        query = sa.select(keys_table).order_by(_key.created, _key.id)
        with self._errors(), self._database.reading() as connection:
            return [api_key(row) for row in connection.execute(query)]

    def has_valid_key(self) -> bool:
        """Tell whether any key lets somebody in."""
        return any(key.state(now()) == "valid" for key in self.all_keys())

    def revoke(self, key_id: str) -> None:
        """Revoke a key: it and the sessions that began with it end at once.

        Raises:
            NotKept: where there is no such key.
        """
        revoke = sa.update(keys_table).where(_key.id == key_id)
        with self._errors(), self._database.writing() as connection:
            revoked = sa.func.coalesce(_key.revoked, now())
            if not connection.execute(revoke.values(revoked=revoked)).rowcount:
                raise NotKept(f"no key {key_id!r:.100}: `rag keys list` shows the ids")
            connection.execute(sa.delete(sessions_table).where(_session.key_id == key_id))

    def of_key(self, text: str) -> Caller | None:
        """Return who holds a key; None where it is none, or ended."""
        parts = key_parts(text)
        key = self._matching(parts) if parts else None
        if not key or key.state(now()) != "valid":
            return None
        self._keep_use(key)
        return key.caller

    def begin_session(
        self, caller: Caller, key_id: str | None = None, lasting: timedelta = SESSION
    ) -> str:
        """Return the secret of a new session; those that ended are forgotten.

        Args:
            caller: who signed in.
            key_id: the id of the key that they signed in with, whose rights are theirs then.
            lasting: how long it lasts.
        """
        secret, when = new_secret(), now()
        row = {"digest": digest(secret), "key_id": key_id, "expires": when + lasting}
        row |= {"person": caller.id, "name": caller.name, "rights": stored_rights(caller.rights)}
        with self._errors(), self._database.writing() as connection:
            connection.execute(sa.delete(sessions_table).where(_session.expires <= when))
            connection.execute(sa.insert(sessions_table).values(row))
        return secret

    def of_session(self, secret: str) -> Caller | None:
        """Return who is signed in; None where nobody is, or not any more."""
        found = sa.select(sessions_table).where(_session.digest == digest(secret))
        with self._errors(), self._database.reading() as connection:
            row = connection.execute(found).one_or_none()
            if row is None or row.expires <= now():
                return None
            if row.key_id is None:
                return Caller(row.person, row.name, rights_in(row.rights))
            key = connection.execute(sa.select(keys_table).where(_key.id == row.key_id)).one()
            return api_key(key).caller if api_key(key).state(now()) == "valid" else None

    def end_session(self, secret: str) -> None:
        """Forget a session; nothing happens where there is none."""
        forget = sa.delete(sessions_table).where(_session.digest == digest(secret))
        with self._errors(), self._database.writing() as connection:
            connection.execute(forget)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _matching(self, parts: KeyParts) -> ApiKey | None:
        """Return the key with an id, where it has the secret."""
        with self._errors(), self._database.reading() as connection:
            query = sa.select(keys_table).where(_key.id == parts.id)
            row = connection.execute(query).one_or_none()
        fits = matches(parts.secret, row.digest if row else NOBODYS)
        return api_key(row) if row and fits else None

    def _keep_use(self, key: ApiKey) -> None:
        when = now()
        if self._database.read_only or key.used and key.used > when - _USED:
            return
        use = sa.update(keys_table).where(_key.id == key.id).values(used=when)
        with self._errors(), self._database.writing() as connection:
            connection.execute(use)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (IndexBroken, IndexMissing, OSError) as error:
            raise SettingsError(
                f"{self._path}, which says who may ask, can't be used: check that its folder can "
                "be written, or move it away, start again and make new keys with `rag keys create`"
            ) from error
