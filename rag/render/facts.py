"""What is known of an article besides its title, outlet and date, in words."""

from collections.abc import Iterator

from rag.core.article import ArticleInfo
from rag.render.wording import ENGLISH, Wording

DOUBTFUL_ORIGINS = {"file name": "fact_date_file", "PDF metadata": "fact_date_pdf"}
"""Origins of a date of publication that a reader should know of: they need not be right."""


def facts_of(article: ArticleInfo, t: Wording = ENGLISH) -> list[str]:
    """Return what else is known of an article, a line each: who wrote it, what was changed."""
    return list(_facts(article, t))


def _facts(article: ArticleInfo, t: Wording) -> Iterator[str]:
    details = article.details
    if article.authors:
        yield t("fact_authors", names=", ".join(article.authors))
    if details.section:
        yield t("fact_section", name=details.section)
    if details.agency:
        yield t("fact_agency", name=details.agency)
    if details.modified:
        yield t("fact_changed", day=t.day(details.modified))
    if origin := DOUBTFUL_ORIGINS.get(details.date_origin):
        yield t(origin)
    if details.correction:
        yield t("fact_correction", words=details.correction)
    if article.suspicious_title:
        yield t("fact_title")
    if article.suspicions:
        yield t("fact_suspicions", n=len(article.suspicions))
