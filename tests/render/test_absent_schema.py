from datetime import date

import pytest

from rag.core.absent import NegativeReport, ReportRechecked
from rag.core.answer import Answer
from rag.core.article import Article
from rag.core.corpus import Filter
from rag.core.statement import Says, statement
from rag.errors import DataError
from rag.render.absent_schema import read_report, rechecked_text, report_json, report_text

NEAR = Article("The lake froze.", "Lake", outlet="Courier", published="2020-01-02").info
REPORT = NegativeReport(
    "Who won?",
    ("won",),
    Filter(outlets="Courier"),
    1_240,
    date(2019, 5, 1),
    date(2026, 11, 25),
    date(2026, 11, 26),
    (("lake", NEAR.sha256),),
    "nothing found",
    (NEAR,),
)


def test_a_report_is_read_back_as_it_was() -> None:
    assert read_report(report_json(REPORT)) == REPORT


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"question": 1}'])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="no negative report"):
        read_report(text)


def test_a_report_in_words() -> None:
    assert report_text(REPORT).splitlines() == [
        "Not in these 1,240 articles as of 26 November 2026: Who won?",
        "searched: only from Courier",
        "words: won",
        "published: 1 May 2019 to 25 November 2026",
        "reason: nothing found",
        "nearest:",
        "- Lake · Courier · 2020-01-02 (lake)",
    ]


def test_what_became_of_it_in_words() -> None:
    refused = ReportRechecked(REPORT, Answer("Who won?", "Who won?", abstained=True), (), ())
    assert rechecked_text(refused).startswith("still not in the articles: Who won?\nsince then: 0 ")
    given = ReportRechecked(
        REPORT,
        Answer("Who won?", "Who won?", statements=(statement(Says.WORDS, text="Holm"),)),
        ("a",),
        ("b",),
    )
    assert "there is an answer now" in rechecked_text(given)
    assert "1 article new or changed (a), 1 gone" in rechecked_text(given)
    assert "Holm" in rechecked_text(given)
