"""Articles asked for: which, how many, the newest. Answered from the catalog, exactly."""

from collections.abc import Iterable
from datetime import date

from rag.core.answer import Answer, Certainty, Lead
from rag.core.article import Article, ArticleInfo
from rag.core.request import Only, Request
from rag.core.statement import Says, Value, statement
from rag.language.parsed import parse
from rag.library.snapshot import Snapshot

MOST_CHUNKS = 20_000
"""Chunks that are looked through for what articles are about."""
_MENTIONS = 3
"""An article is about what so many of its sentences name."""
_OPENING = 2
"""It is about what its title or one of its first sentences names."""


def list_articles(request: Request, snapshot: Snapshot, total: int) -> Answer:
    """Return the articles that a request asks for, newest first, with their count.

    An article is about a topic whose words stand together in its title, in one of its first
    sentences, or in three of its sentences.

    Args:
        request: what is asked for.
        snapshot: the articles that pass its filter.
        total: how many articles there are without that.
    """
    articles = snapshot.infos()
    topic = " ".join(request.texts)
    if topic:
        about = set(_about(topic, snapshot))
        articles = [article for article in articles if article.id in about]
    articles = newest(articles)
    count = len(articles)
    what, says = f"{count:,} of {total:,} articles", Says.LISTED
    values: dict[str, Value] = {"found": count, "total": total}
    if request.only is not Only.ALL and articles:
        dated = [article for article in articles if article.published] or articles
        articles = [dated[0 if request.only is Only.NEWEST else -1]]
        says = Says.NEWEST if request.only is Only.NEWEST else Says.OLDEST
        values = {"total": count}
    lead = articles[0].title if request.only is not Only.ALL and articles else what
    return Answer(
        request.question,
        request.standalone,
        lead=Lead(lead, None),
        certainty=Certainty.SURE,
        articles=tuple(articles),
        request=request,
        statements=(statement(says, **values, topic=topic, where=request.filter),),
        confidence=1.0,
    )


def newest(articles: Iterable[ArticleInfo]) -> list[ArticleInfo]:
    """Return articles, the newest first and those without a day last."""
    return sorted(articles, key=lambda one: (one.published or date.min, one.id), reverse=True)


def _about(topic: str, snapshot: Snapshot) -> Iterable[str]:
    hits = snapshot.lexical.search(topic, MOST_CHUNKS, snapshot.articles)
    for name in dict.fromkeys(chunk.rpartition(":")[0] for chunk, _ in hits):
        article = snapshot.view.article(name)
        if article and is_about(article, topic):
            yield name


def is_about(article: Article, topic: str) -> bool:
    """Tell whether an article is about something: see `list_articles`."""
    code = article.language
    wanted = parse(topic, code).stems
    titled = parse(article.title, code).stems
    sentences = [sentence.stems for sentence in parse(article.text, code).by_sentence]
    holding = [wanted <= stems for stems in sentences]
    opening = titled.union(*sentences[:_OPENING])
    return wanted <= opening or any(holding[:_OPENING]) or sum(holding) >= _MENTIONS
