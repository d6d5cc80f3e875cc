from eval.speed.reading import LINES, PAGES, pdf_seconds, report
from rag.sources.reading import read_articles


def test_a_report_has_its_pages_full_of_letters_and_is_read() -> None:
    article = read_articles(report(3), "report.pdf").articles[""]
    assert len(article.details.pages) == 3
    assert len(article.text) > 3 * LINES * 40
    assert "Report of the harbour office" not in article.text
    assert PAGES == 300
    assert 0 < pdf_seconds(3) < 20
