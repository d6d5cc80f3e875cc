"""The tables of people.db, and what their rows mean."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from rag.service.people.roles import Caller, Rights, Role

people_metadata = sa.MetaData()
keys_table = sa.Table(
    "keys",
    people_metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("digest", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("rights", sa.Text, nullable=False),
    sa.Column("created", sa.DateTime, nullable=False),
    sa.Column("expires", sa.DateTime),
    sa.Column("used", sa.DateTime),
    sa.Column("revoked", sa.DateTime),
)
sessions_table = sa.Table(
    "sessions",
    people_metadata,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("key_id", sa.String, sa.ForeignKey("keys.id"), index=True),
    sa.Column("person", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("rights", sa.Text, nullable=False),
    sa.Column("expires", sa.DateTime, nullable=False),
)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is known of a key; its secret is not. Times are UTC.

    Attributes:
        id: its name, which is part of it.
        name: who or what it was made for.
        rights: what it allows where.
        created: when it was made.
        expires: when it ends; None for never.
        used: when it was used last, to the minute; None for never.
        revoked: when it was revoked; None where it was not.
    """

    id: str
    name: str
    rights: Rights
    created: datetime
    expires: datetime | None
    used: datetime | None
    revoked: datetime | None

    def state(self, when: datetime) -> str:
        """Tell whether it is "valid", "expired" or "revoked" at a time."""
        if self.revoked:
            return "revoked"
        return "expired" if self.expires and self.expires <= when else "valid"

    @property
    def caller(self) -> Caller:
        """Who asks with it."""
        return Caller(f"key:{self.id}", self.name, self.rights)


def now() -> datetime:
    """Return the time, UTC, as the tables have it."""
    return datetime.now(UTC).replace(tzinfo=None)


def stored_rights(rights: Rights) -> str:
    """Return rights as a row has them."""
    return json.dumps({name: str(role) for name, role in rights.items()})


def rights_in(text: str) -> Rights:
    """Return the rights that a row has."""
    return {name: Role[role.upper()] for name, role in json.loads(text).items()}


def api_key(row: sa.Row[Any]) -> ApiKey:
    """Return the key of a row."""
    rights = rights_in(row.rights)
    return ApiKey(row.id, row.name, rights, row.created, row.expires, row.used, row.revoked)
