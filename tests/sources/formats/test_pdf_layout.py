from rag.sources.formats.pdf_layout import page_blocks
from rag.sources.formats.pdf_pieces import Piece


def piece(left: float, base: float, text: str, size: float = 10) -> Piece:
    return Piece(left, left + len(text) * 5, base, size, text)


def texts(pieces: list[Piece]) -> list[str]:
    return [" ".join(block.lines) for block in page_blocks(pieces)]


def test_paragraphs_by_distance_size_and_indent() -> None:
    lines = [
        piece(40, 500, "A heading", 14),
        piece(40, 480, "The first line of all that is long enough to reach the edge"),
        piece(40, 466, "and the second one."),
        piece(40, 440, "A second paragraph after a gap which is as long as the first"),
        piece(40, 426, "and ends here."),
        piece(52, 412, "A third one that begins with an indent and is as long as them"),
    ]
    assert [text.split()[:2] for text in texts(lines)] == [
        ["A", "heading"],
        ["The", "first"],
        ["A", "second"],
        ["A", "third"],
    ]


def test_an_empty_page_has_no_blocks() -> None:
    assert page_blocks([]) == []
