import pytest
from hypothesis import given

from rag.language.blocks import BlockKind, cells, is_heading, text_blocks
from tests.texts import texts

HEADING, ITEM, PARAGRAPH, ROW = (
    BlockKind.HEADING,
    BlockKind.ITEM,
    BlockKind.PARAGRAPH,
    BlockKind.ROW,
)


@given(texts)
def test_the_blocks_are_the_whole_text(text: str) -> None:
    assert "".join(block.span.slice(text) for block in text_blocks(text)) == text


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# Kiln log\nThe kiln reached 1240 degrees.", [HEADING, PARAGRAPH]),
        ("Kiln log\n========\nIt was hot.", [HEADING, PARAGRAPH, PARAGRAPH]),
        ("A line that\ngoes on.", [PARAGRAPH]),
        ("- One\n- Two\n  goes on", [ITEM, ITEM]),
        ("1. One\n2) Two\n(3) Three", [ITEM] * 3),
        ("| Town | Price |\n|---|---|\n| Heide | 4.10 |", [ROW] * 3),
        ("Town;Price\nHeide;4.10\nMarne;3.90", [ROW] * 3),
        ("Perch 13.00\nPike 10.50\nEel 47.50", [PARAGRAPH] * 3),
        ("The perch was dear.\nthe pike was not.\nIt rained.", [PARAGRAPH]),
        ("Ort | Preis\nIt was dear.", [ROW, PARAGRAPH]),
    ],
)
def test_a_line_of_its_own_is_a_unit(text: str, kinds: list[BlockKind]) -> None:
    assert [block.kind for block in text_blocks(text)] == kinds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Why prices rose", True),
        ("By Ida Berg", True),
        ("# Prices.", True),
        ("Prices rose.", False),
        ("It rose: why?", False),
        ("Heide | 4.10", False),
        ("- Heide pays", False),
        ("a very long line of text that has no end and goes on and on for ever", False),
    ],
)
def test_few_words_without_an_end_are_a_heading(text: str, expected: bool) -> None:
    assert is_heading(text) is expected


def test_cells_may_be_empty() -> None:
    assert cells("| Heide | | 3 |") == ["Heide", "", "3"]
