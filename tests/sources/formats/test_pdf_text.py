import pytest

from rag.sources.formats.pdf_tables import PdfBlock
from rag.sources.formats.pdf_text import joined


def block(*lines: str, full: bool = True, size: float = 10, is_row: bool = False) -> PdfBlock:
    return PdfBlock(lines, size, is_row, full, first=True)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("The munic-", "ipal pool."), "The municipal pool."),
        (("In Rostow-", "On-Lake it rose."), "In Rostow-On-Lake it rose."),
        (("Ost-", "und Westufer."), "Ost- und Westufer."),
        (("It rose -", "and fell."), "It rose - and fell."),
        (("A well-known and well-", "known man."), "A well-known and well-known man."),
    ],
)
def test_words_that_were_parted_are_whole(lines: tuple[str, ...], text: str) -> None:
    assert joined([[block(*lines)]])[0] == text


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    text, starts = joined([[block("It rose."), block("The bill has")], [block("been paid.")]])
    assert text == "It rose.\n\nThe bill has been paid."
    assert [text[start:] for start in starts] == [text, "been paid."]


def test_a_page_that_begins_with_a_paragraph_begins_there() -> None:
    text, starts = joined([[block("It rose.")], [], [block("It fell.")]])
    assert text == "It rose.\n\nIt fell."
    assert starts == [0, 8, 10]


def test_rows_stand_below_each_other_and_headings_alone() -> None:
    pages = [
        [block("A heading", size=16), block("a | b", is_row=True), block("c | d", is_row=True)]
    ]
    assert joined(pages)[0] == "A heading\n\na | b\nc | d"


@pytest.mark.parametrize(
    ("end", "begin", "goes_on"),
    [
        ("The company denies this:", "the water is deep enough.", True),
        ("It rose.", "the water is deep.", False),
        ("The town of", "Heide is small.", True),
        ("It rose.", "Heide is small.", False),
        ("The following:", "Heide is small.", False),
    ],
)
def test_a_paragraph_goes_on_where_its_sentence_does(end: str, begin: str, goes_on: bool) -> None:
    gap = " " if goes_on else "\n\n"
    assert joined([[block(end)], [block(begin)]])[0] == f"{end}{gap}{begin}"


def test_paragraphs_of_one_column_are_never_joined() -> None:
    line, text = PdfBlock(("By Anna Keller",), 10, full=True), PdfBlock(("It rose.",), 10)
    assert joined([[line, text]])[0] == "By Anna Keller\n\nIt rose."
