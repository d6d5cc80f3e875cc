"""Take the articles of a portable file into a library."""

from collections.abc import Iterable

from rag.core.article import Article
from rag.core.corpus import Failure
from rag.library.records import MEMORY, Item, Known, Source, digest
from rag.library.sorting import Plan


def adopt_plan(articles: Iterable[Article], known: Iterable[Known]) -> Plan:
    """Return what has to be done so that articles of a portable file are indexed.

    Articles whose ids are not known are added as if made in memory: no file is theirs here. Where
    another article has the id, that one stays.
    """
    before = {old.id: old.digest for old in known}
    plan = Plan()
    for article in articles:
        content = digest(article)
        if article.id not in before:
            source = Source(MEMORY + article.id, article.outlet, content)
            plan.added.append(Item(article, source))
        elif before[article.id] == content:
            plan.unchanged.append(article.id)
        else:
            reason = "another article has this id: this one is kept as an earlier version of it"
            plan.warned.append(Failure(article.id, reason))
    return plan


def conflicting(articles: Iterable[Article], known: Iterable[Known]) -> list[Article]:
    """Return the articles whose ids other articles have; citations of them must hold too."""
    before = {old.id: old.digest for old in known}
    return [one for one in articles if before.get(one.id, digest(one)) != digest(one)]
