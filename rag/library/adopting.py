"""Take the articles of a portable file into a library."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from rag.core.article import Article
from rag.core.corpus import Failure
from rag.library.judging import with_judgement
from rag.library.planned import Plan
from rag.library.portable import Portable
from rag.library.portable_records import Exported
from rag.library.records import MEMORY, PART, Item, KeptVersion, Known, Source, digest


def adopt_plan(exported: Iterable[Exported], known: Iterable[Known]) -> Plan:
    """Return what has to be done so that articles of a portable file are indexed.

    Articles that are not known are added as if made in memory: no file is theirs here, until one is
    indexed that holds the same. Where another article has the id, that one stays.
    """
    known = list(known)
    before, contents = {old.id: old.digest for old in known}, _contents(known)
    plan = Plan()
    for one in exported:
        article, content = one.article, digest(one.article)
        if before.get(article.id) == content or one.content in contents:
            plan.unchanged.append(contents.get(one.content, article.id))
        elif article.id in before:
            reason = "another article has this id: this one is kept as an earlier version of it"
            plan.warned.append(Failure(article.id, reason))
        else:
            source = Source(MEMORY + article.id, article.outlet, one.content or content)
            plan.added.append(Item(article, source))
    return plan


def versions_of(portable: Portable, known: Iterable[Known]) -> Iterator[KeptVersion]:
    """Yield the earlier versions that a portable file brings, each judged as it is here.

    The articles that are indexed otherwise here are among them: citations of them must hold too.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    others = (KeptVersion(article, now) for article in conflicting(portable.articles, known))
    for one in (*portable.versions, *others):
        yield replace(one, article=with_judgement(one.article))


def conflicting(exported: Iterable[Exported], known: Iterable[Known]) -> list[Article]:
    """Return the articles that are indexed otherwise here; citations of them must hold too."""
    known = list(known)
    before, contents = {old.id: old.digest for old in known}, _contents(known)
    return [
        one.article
        for one in exported
        if before.get(one.article.id) != digest(one.article)
        and (one.article.id in before or one.content in contents)
    ]


def _contents(known: Iterable[Known]) -> dict[str, str]:
    """Return the ids of the articles of files, by what tells these wherever they lie."""
    return {PART.join(old.content): old.id for old in known if not old.in_memory}
