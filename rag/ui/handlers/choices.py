"""What a question may be limited to: the outlets, topics and articles of the library."""

from typing import Any

from rag.core.conversation import KeptTurn, Mode
from rag.core.corpus import Filter
from rag.render.fields import FilterJson
from rag.ui.session import Provider

_MOST = 2_000
"""The most articles that are offered."""


def chosen(provider: Provider, turn: KeptTurn) -> dict[str, Any]:
    """Return the chips of a question as the page sets them; articles have their titles."""
    where = turn.where
    named = FilterJson.from_filter(where).model_dump(mode="json", exclude={"authors"})
    wanted = Filter(articles=where.articles)
    known = {info.id: info.title for info in provider().articles(wanted)} if wanted else {}
    articles = [{"id": one, "name": known.get(one, one)} for one in where.articles]
    return {**named, "articles": articles, "quoted": turn.mode is Mode.QUOTED}


def choices(provider: Provider, kind: str) -> list[Any]:
    """Return the outlets, the topics or the articles of the library, sorted; nothing for others.

    An article is its id and its title. The name of a file is no outlet.
    """
    bot = provider()
    if kind == "articles":
        named = sorted((info.title, info.id) for info in bot.articles())
        return [{"id": article_id, "name": title} for title, article_id in named[:_MOST]]
    if kind == "outlets":
        return list(bot.library.shelf().outlets)
    return list(bot.library.names().topics) if kind == "topics" else []
