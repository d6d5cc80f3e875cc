from dataclasses import replace
from datetime import date

from rag.core.article import Article
from rag.core.details import Details
from rag.core.span import Span
from rag.render.facts import facts_of
from rag.render.wording import wording


def test_what_is_known_of_an_article_is_said_a_line_each() -> None:
    details = Details(
        section="Local",
        modified=date(2025, 5, 4),
        date_origin="file name",
        agency="ENA",
        correction="An earlier version gave 7,000.",
    )
    article = Article("x" * 80, "A plant", outlet="Post", authors=["Ida Berg"], details=details)
    assert facts_of(article.info) == [
        "By Ida Berg",
        "Section: Local",
        "Agency: ENA",
        "Changed on 4 May 2025",
        "The date is that of the file name.",
        "Correction note: An earlier version gave 7,000.",
    ]
    assert facts_of(article.info, wording("de"))[2:4] == ["Agentur: ENA", "Geändert am 4. Mai 2025"]
    sure = replace(article.info, details=Details(date_origin="JSON-LD"), authors=())
    assert facts_of(sure) == []


def test_what_talks_to_a_model_is_said() -> None:
    info = replace(Article("x").info, suspicious_title=True, suspicions=(Span(0, 1),))
    assert facts_of(info) == [
        "Its title talks to a model.",
        "1 sentence talking to a model: marked, never quoted.",
    ]
