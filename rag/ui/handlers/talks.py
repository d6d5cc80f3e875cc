"""TEMPORARY in memory."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime

from rag.core.conversation import *
from rag.errors import QuestionError


class Talks:
    def __init__(self, provider):
        self.c = {}
        self.deleted = set()
        self._provider = provider

    def list(self, owner, words=""):
        return [
            c.info
            for o, c in reversed(self.c.values())
            if o == owner
            and c.info.id not in self.deleted
            and words.lower() in c.info.title.lower()
        ]

    def opened(self, owner, id):
        o, c = self.c.get(id, ("", None))
        if o != owner or c is None or id in self.deleted:
            raise QuestionError("this conversation is not kept here: begin a new one")
        return c

    def holding(self, owner, turn_id):
        return next(c for o, c in self.c.values() if o == owner and c.turn(turn_id))

    def ask(self, owner, conversation, parent, question, where, literal):
        now = datetime.now(UTC)
        if not conversation:
            cid = secrets.token_urlsafe(12)
            c = Conversation(ConversationInfo(cid, title_from(question), now, now, 0), (), "")
        else:
            c = self.opened(owner, conversation)
        turn = KeptTurn(
            secrets.token_urlsafe(12), parent, question, where, literal, TurnState.ASKING, now
        )
        c = replace(
            c,
            turns=(*c.turns, turn),
            leaf=turn.id,
            info=replace(c.info, changed=now, turns=c.info.turns + 1),
        )
        self.c[c.info.id] = (owner, c)
        return turn

    def finish(self, owner, turn):
        c = self.holding(owner, turn.id)
        self.c[c.info.id] = (
            owner,
            replace(c, turns=tuple(turn if x.id == turn.id else x for x in c.turns)),
        )

    def rename(self, owner, id, title):
        c = self.opened(owner, id)
        self.c[id] = (owner, replace(c, info=replace(c.info, title=title)))

    def delete(self, owner, id):
        self.deleted.add(id)

    def restore(self, owner, id):
        self.deleted.discard(id)

    def show(self, owner, id, turn_id):
        c = self.opened(owner, id)
        self.c[id] = (owner, replace(c, leaf=c.newest_leaf(turn_id)))

    def quoting(self, owner, article_id):
        return []
