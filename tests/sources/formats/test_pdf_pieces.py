import pypdfium2 as pdfium
import pytest

from rag.errors import CorpusError
from rag.sources.formats.pdf_pieces import Piece, page_pieces, part_running
from tests.sources.made import Line, pdf


def pieces(*lines: Line) -> list[Piece]:
    document = pdfium.PdfDocument(pdf([lines]))
    found = page_pieces(document[0])
    document.close()
    return found


def test_a_piece_has_its_words_its_place_and_its_size() -> None:
    (piece,) = pieces((40, 500, "It rose (again)."))
    assert (piece.text, round(piece.base)) == ("It rose (again).", 500)
    assert piece.left == pytest.approx(40, abs=1.5)
    assert piece.size == pytest.approx(10, abs=3)


def test_what_stands_apart_is_two_pieces() -> None:
    found = pieces((40, 500, "Heide"), (200, 500, "4.10"), (40, 480, "Bonn"))
    assert [piece.text for piece in found] == ["Heide", "4.10", "Bonn"]


def test_what_stands_outside_of_the_page_is_not_read() -> None:
    assert [piece.text for piece in pieces((40, 500, "Seen"), (900, 500, "Not seen"))] == ["Seen"]


def test_a_page_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.sources.formats.pdf_pieces.MOST_LETTERS", 5)
    with pytest.raises(CorpusError, match="a page of more than 5 letters"):
        pieces((40, 500, "It rose."))


def place(text: str, base: float) -> Piece:
    return Piece(40, 100, base, 10, text)


def test_headers_footers_and_numbers_of_pages_are_told_by_their_return() -> None:
    pages = [
        [place(f"Courier | {number}", 580), place(f"Text {word}", 300), place("Page 1", 20)]
        for number, word in ((1, "one"), (2, "two"))
    ]
    rest, running = part_running(pages, [600, 600])
    assert [[piece.text for piece in page] for page in rest] == [["Text one"], ["Text two"]]
    assert running == ["Courier | 1", "Page 1", "Courier | 2"]


def test_a_single_page_loses_only_its_number() -> None:
    rest, _ = part_running([[place("A headline", 580), place("- 3 -", 20)]], [600])
    assert [piece.text for piece in rest[0]] == ["A headline"]
