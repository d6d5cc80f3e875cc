"""A checked text and a quotation for the tests of what prints them."""

from datetime import date

from rag.core.answer import Caveat, Citation
from rag.core.article import Article
from rag.core.checked import (
    CheckedQuotation,
    CheckedSentence,
    CheckedText,
    Conflict,
    QuoteCheck,
    QuotePlace,
    QuoteStanding,
    SentenceVerdict,
    WordChange,
)
from rag.core.span import Span

ARTICLE = Article(
    "The trip takes 19 minutes. But the <b>tram</b> is late.",
    "Tram",
    outlet="Courier",
    published="2026-09-07",
)
TEXT = "The trip takes 18 minutes.\nIt is <i>late</i>. Is it?"
CAVEAT = Caveat(Span(27, 55), ARTICLE.text[27:55])
CITED = Citation(1, ARTICLE.info, Span(0, 26), "The trip takes 19 minutes.", caveat=CAVEAT)
QUOTE = QuoteCheck(
    "takes 18 minutes",
    QuoteStanding.ALTERED,
    (QuotePlace(CITED, "Ida Holm"),),
    (WordChange(Span(6, 8), Span(15, 17), "18", "19"),),
    "takes 19 minutes",
    "the article has other words",
)
CHECKED = CheckedText(
    TEXT,
    "draft.md",
    (
        CheckedSentence(
            Span(0, 26),
            TEXT[:26],
            SentenceVerdict.CONTRADICTED,
            against=(1,),
            conflicts=(
                Conflict("number", Span(15, 25), "18 minutes", 1, Span(15, 25), "19 minutes", True),
            ),
            quotations=(CheckedQuotation(Span(9, 25), QUOTE),),
            probability=0.123456,
        ),
        CheckedSentence(Span(27, 45), TEXT[27:45], SentenceVerdict.NOT_FOUND, note="no article"),
        CheckedSentence(Span(46, 52), TEXT[46:52], SentenceVerdict.NOTHING),
    ),
    (CITED,),
    1_240,
    5_000,
    date(2026, 11, 26),
)
