"""What an answer rests on, and what was searched for one that there is not. Pure."""

from collections.abc import Iterator

from rag.core.answer import Answer
from rag.core.corpus import Facts, Filter
from rag.core.request import Request
from rag.ui.catalogue import Wording


def counts(answer: Answer, limits: Filter, t: Wording, facts: Facts) -> Iterator[str]:
    """Yield what an answer rests on and how long it took, in words."""
    cited = answer.citations
    if cited:
        articles = {one.article.id for one in cited}
        yield f"{t('quotes', n=len(cited))}, {t('articles', n=len(articles))}"
        origins = {one.cluster.origin.id if one.cluster else one.article.id for one in cited}
        outlets = {one.article.outlet for one in cited if one.article.outlet}
        if any(one.cluster for one in cited):
            yield t("origins", n=len(origins))
        elif len(outlets) > 1:
            yield t("outlets", n=len(outlets))
        if answer.disagreement and not answer.disagreement.corrected:
            yield t("they_differ")
    elif answer.abstained and facts.articles and not _limited(answer.request, limits):
        yield t("articles_searched", n=facts.articles)
    if total := answer.seconds.get("total"):
        yield t("seconds", seconds=f"{total:.1f}".replace(".", t.texts["decimal"]))


def searched(
    request: Request | None, limits: Filter, t: Wording, facts: Facts
) -> Iterator[tuple[str, str]]:
    """Yield what was searched, as names and values."""
    if request is None:
        return
    yield t("words"), request.standalone
    where = request.filter
    since = max(filter(None, (where.since, limits.since)), default=facts.first)
    until = min(filter(None, (where.until, limits.until)), default=facts.last)
    if since and until and since > until:  # the library ends before the days asked for begin
        until = None
    if since or until:
        days = (t.day(since) if since else "…", t.day(until) if until else "…")
        yield t("dates"), t("from_to", first=days[0], last=days[1])
    yield t("outlets_searched"), ", ".join(limits.outlets or where.outlets) or t("all")
    if facts.chunks and not _limited(request, limits):
        yield t("passages"), t.number(facts.chunks)
    if request.missing:
        yield t("missing"), ", ".join(request.missing)


def _limited(request: Request | None, limits: Filter) -> bool:
    """Tell whether only some of the articles were searched."""
    return bool(limits) or bool(request and request.filter)
