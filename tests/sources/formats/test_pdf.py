from datetime import date

import pytest

from rag.core.article import Article
from rag.errors import CorpusError
from rag.sources.formats.pdf import load_pdf
from rag.sources.limits import most_pages
from tests.sources.made import column, pdf

TEXT = [
    "The city of Rostow-on-Lake plans to spend 612 million euros in 2026 but it",
    "expects to take in only 571 million. The gap is the largest since 2010, and the",
    "treasurer called the budget a bill for the tram that has",
]
REST = ["been delivered late. She denied that the tram was to blame."]
HEADER = (40, 570, "Lakeside Courier | 4 December 2025")


def load(*pages: list[tuple[float, float, str]], info: str = "", name: str = "a.pdf") -> Article:
    return load_pdf(pdf(pages, info), name).articles[""]


def two_pages(info: str = "") -> Article:
    first = [HEADER, (360, 570, "Page 1"), *column(TEXT)]
    return load(first, [HEADER, (360, 570, "Page 2"), *column(REST)], info=info)


def test_headers_go_sentences_are_whole_and_pages_are_known() -> None:
    article = two_pages()
    assert (article.text[:8], article.text[-9:]) == ("The city", "to blame.")
    assert "that has been delivered late" in article.text
    assert "Page" not in article.text
    assert "Courier" not in article.text
    place = article.text.index("been delivered")
    assert (article.details.page(place - 1), article.details.page(place)) == (1, 2)


def test_a_header_says_outlet_and_day() -> None:
    article = two_pages("/CreationDate (D:20200101120000)")
    assert (article.outlet, article.published) == ("Lakeside Courier", date(2025, 12, 4))
    assert article.details.date_origin == "page header"


def test_the_file_says_title_author_and_as_a_last_resort_the_day() -> None:
    info = "/Title (The gap) /Author (Anna Keller) /CreationDate (D:20251204120000+01'00')"
    article = load(column(TEXT), info=info)
    assert (article.title, article.authors) == ("The gap", ("Anna Keller",))
    assert (article.published, article.details.date_origin) == (date(2025, 12, 4), "PDF metadata")


@pytest.mark.parametrize("producer", ["Skia/PDF m120", "macOS Quartz PDFContext"])
def test_the_time_at_which_a_browser_printed_is_no_day_of_publication(producer: str) -> None:
    info = f"/Producer ({producer}) /CreationDate (D:20251204120000)"
    assert load(column(TEXT), info=info).published is None


@pytest.mark.parametrize("title", ["Microsoft Word - budget.docx", "untitled", "budget.indd"])
def test_a_title_that_a_program_made_is_none(title: str) -> None:
    assert load(column(TEXT), info=f"/Title ({title})").title.startswith("The city of Rostow")


def test_a_scan_says_that_it_has_no_text() -> None:
    with pytest.raises(CorpusError, match=r"has no text: scanned\? run OCR first"):
        load_pdf(pdf([[], []]), "a.pdf")


def test_too_many_pages() -> None:
    token = most_pages.set(1)
    with pytest.raises(CorpusError, match="more than 1 pages: split it, or raise"):
        two_pages()
    most_pages.reset(token)
    assert two_pages().details.pages


@pytest.mark.parametrize("data", [b"%PDF-1.7", pdf([column(TEXT)])[:300]])
def test_a_broken_pdf(data: bytes) -> None:
    with pytest.raises(CorpusError, match=r"a broken PDF|has no text"):
        load_pdf(data, "a.pdf")


def test_an_encrypted_pdf_is_told() -> None:
    data = pdf([column(TEXT)])
    locked = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ("
        + b"a" * 32 + b") /U (" + b"b" * 32 + b") >> /ID [(0123456789abcdef)(0123456789abcdef)]"
    )  # fmt: skip
    with pytest.raises(CorpusError, match="encrypted: save it without a password"):
        load_pdf(data.replace(b"/Info", locked + b" /Info"), "a.pdf")
