from rag.core.answer import Citation
from rag.core.article import Article
from rag.core.recheck import Quotation, Recheck, Standing, quotation
from rag.core.span import Span


def test_a_citation_is_kept_as_its_words_and_where_they_stood() -> None:
    article = Article("Cells are made in Heide.", id="heide")
    kept = quotation(Citation(1, article.info, Span(0, 5), "Cells"))
    assert kept == Quotation("heide", article.sha256, Span(0, 5), "Cells")


def test_a_standing_prints_as_words() -> None:
    assert f"{Recheck(Standing.EDITED_ELSEWHERE).standing}" == "edited elsewhere"
