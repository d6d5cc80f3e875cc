"""Negative reports: that the articles of a day do not hold the answer to a question."""

from rag.core.absent import NegativeReport
from rag.core.answer import Answer
from rag.core.corpus import Filter
from rag.language.guess import guess_language
from rag.language.language import DEFAULT
from rag.language.parsed import parse
from rag.language.words import content
from rag.library.library import Library


def negative_report(answer: Answer, library: Library, where: Filter) -> NegativeReport:
    """Return what is to be kept of a refusal.

    Args:
        answer: the refusal.
        library: the articles that were asked.
        where: what the question was limited to.
    """
    code = guess_language(answer.standalone) or DEFAULT
    words = content(parse(answer.standalone, code).words, code)
    infos = library.articles(where)
    days = sorted(info.published for info in infos if info.published)
    synced = library.facts().synced
    return NegativeReport(
        answer.question,
        tuple(dict.fromkeys(word.lower for word in words)),
        where,
        len(infos),
        days[0] if days else None,
        days[-1] if days else None,
        synced.date() if synced else None,
        tuple((info.id, info.sha256) for info in infos),
        str(answer.reason),
        tuple(near.article for near in answer.nearest),
    )


def added_and_gone(
    report: NegativeReport, library: Library
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of the articles that are new or changed since a report, and of those gone."""
    now = {info.id: info.sha256 for info in library.articles(report.where)}
    before = dict(report.known)
    added = (name for name, sha256 in now.items() if before.get(name) != sha256)
    return tuple(added), tuple(name for name in before if name not in now)
