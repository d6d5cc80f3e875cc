from rag.sources.formats.pdf_layout import page_blocks
from rag.sources.formats.pdf_pieces import Piece
from rag.sources.formats.pdf_tables import table_end, table_rows


def piece(left: float, base: float, text: str) -> Piece:
    return Piece(left, left + len(text) * 5, base, 10, text)


def test_a_table_is_rows_also_with_a_head_of_several_lines() -> None:
    rows = [
        piece(40, 300, "Text before the table, which is a long line of the article."),
        piece(200, 280, "Cost"),
        piece(40, 270, "Site"),
        piece(200, 270, "(euros)"),
        *[
            cell
            for number, (name, cost) in enumerate([("North", "12"), ("South", "9"), ("East", "7")])
            for cell in (piece(40, 250 - 16 * number, name), piece(200, 250 - 16 * number, cost))
        ],
        piece(40, 190, "Text after the table, which is a long line of the article too."),
    ]
    assert [block.lines[0] for block in page_blocks(rows)][1:-1] == [
        "Site | Cost (euros)",
        "North | 12",
        "South | 9",
        "East | 7",
    ]
    assert [block.is_row for block in page_blocks(rows)] == [False, True, True, True, True, False]


def test_lines_with_one_piece_are_no_table() -> None:
    lines = [[piece(40, 300 - 14 * number, "A line of text.")] for number in range(4)]
    assert table_end(lines, 0) == 0


def test_a_cell_that_is_empty_leaves_the_others_in_their_order() -> None:
    lines = [
        [piece(40, 300, "Town"), piece(140, 300, "2024"), piece(240, 300, "2025")],
        [piece(40, 284, "Heide"), piece(240, 284, "4.20")],
        [piece(40, 268, "Bonn"), piece(140, 268, "3.90"), piece(240, 268, "4.00")],
    ]
    assert table_end(lines, 0) == 3
    assert [row.lines[0] for row in table_rows(lines)][1] == "Heide |  | 4.20"
