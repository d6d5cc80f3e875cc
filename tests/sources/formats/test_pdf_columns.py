from rag.sources.formats.pdf_columns import columns
from rag.sources.formats.pdf_pieces import Piece


def piece(left: float, base: float, text: str, size: float = 10) -> Piece:
    return Piece(left, left + len(text) * 5, base, size, text)


def texts(pieces: list[Piece]) -> list[str]:
    return [one.text for found, _ in columns(pieces) for one in found]


def column(left: float, top: float, *lines: str) -> list[Piece]:
    return [piece(left, top - 14 * number, line) for number, line in enumerate(lines)]


LEFT = [f"left line number {number} of all" for number in range(8)]
RIGHT = [f"right line number {number} of all" for number in range(8)]


def test_columns_are_read_one_after_the_other() -> None:
    both = [
        one
        for pair in zip(column(40, 500, *LEFT), column(240, 500, *RIGHT), strict=True)
        for one in pair
    ]
    assert texts(both) == [*LEFT, *RIGHT]


def test_what_goes_over_both_columns_parts_them() -> None:
    across = piece(40, 515, "A headline that goes over both of the columns of the page", 18)
    found = texts([across, *column(40, 490, *LEFT), *column(240, 490, *RIGHT)])
    assert found == [across.text, *LEFT, *RIGHT]


def test_text_and_tables_over_the_whole_page_may_stand_below_columns() -> None:
    below = [
        piece(40 + 120 * cell, 300 - 20 * row, f"{cell} {row}")
        for row in range(4)
        for cell in range(3)
    ]
    wide = piece(
        40, 200, "A line of text that goes over the whole page, as long as it can be it is"
    )
    found = texts([*column(40, 500, *LEFT), *column(240, 500, *RIGHT), *below, wide])
    assert found == [*LEFT, *RIGHT, *(one.text for one in below), wide.text]


def test_a_table_is_no_columns() -> None:
    names = ["Dog tax, first dog, per year", "Library card, per year", "Bulky waste", "Wedding fee"]
    prices = ["from 1 January 108 euros", "18 euros", "40 euros and the rest of it", "125 euros"]
    cells = [
        one
        for row, pair in enumerate(zip(names, prices, strict=True))
        for one in (piece(40, 300 - 20 * row, pair[0]), piece(240, 300 - 20 * row, pair[1]))
    ]
    assert list(columns(cells)) == [(cells, False)]


def test_three_columns() -> None:
    middle = [line.replace("left", "middle") for line in LEFT]
    three = [*column(40, 500, *LEFT), *column(240, 500, *middle), *column(440, 500, *RIGHT)]
    assert texts(three) == [*LEFT, *middle, *RIGHT]


def test_lines_that_are_spread_over_their_column_are_no_table() -> None:
    spread = [piece(240, 444, "right"), piece(340, 444, "line")]
    right = [one for one in column(240, 500, *RIGHT) if one.base != 444]
    left = column(40, 500, *LEFT)
    assert [is_prose for _, is_prose in columns([*left, *right, *spread])] == [True, True]
