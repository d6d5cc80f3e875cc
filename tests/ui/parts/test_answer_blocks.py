from dataclasses import replace
from datetime import date

from rag.core.answer import Answer, Citation, Sentence
from rag.core.beside import Disagreement, Side
from rag.core.request import Request, Task
from rag.core.span import Span
from rag.render.blocks import layout
from rag.ui.parts.answer_blocks import MOST_ROWS, ShownBlock, shown_blocks
from tests.ui.tree import EN, info

ROWS = ("Town | Price", "Heide | 4.10")


def blocks(answer: Answer) -> list[ShownBlock]:
    return list(shown_blocks(layout(answer).blocks, answer, EN))


def test_the_cell_that_answers_is_marked_below_the_head_of_its_table() -> None:
    citations = (
        Citation(1, info(), Span(0, len(ROWS[0])), ROWS[0]),
        Citation(2, info(), Span(20, 20 + len(ROWS[1])), ROWS[1], Span(28, 32)),
    )
    sentences = tuple(Sentence(row, (n,)) for n, row in enumerate(ROWS, start=1))
    (table,) = blocks(Answer("q?", "q?", sentences, citations))
    assert (table.kind, table.header) == ("table", True)
    assert [(row.cells, row.marked) for row in table.rows] == [
        (("Town", "Price"), ""),
        (("Heide", "4.10"), "4.10"),
    ]


def test_sentences_with_days_are_a_timeline_where_one_is_asked_for() -> None:
    dated = (Sentence("It began.", (), label="2019"), Sentence("It ended.", (), label="2026"))
    answer = Answer("q?", "q?", dated)
    request = Request(Task.TIMELINE, "q?", "q?")
    assert [block.kind for block in blocks(answer)] == ["paragraph"]
    assert [block.kind for block in blocks(replace(answer, request=request))] == ["timeline"]


def test_a_comparison_has_a_row_for_each_pair_of_sentences() -> None:
    sentences = (Sentence("A is one.", (), column=0), Sentence("B is two.", (), column=1))
    (table,) = blocks(Answer("q?", "q?", sentences, columns=("A", "B")))
    assert (table.kind, table.names) == ("comparison", ("A", "B"))
    assert [[one.text if one else "" for one in row] for row in table.rows] == [
        ["A is one.", "B is two."]
    ]


def two_sides(*, corrected: bool) -> Answer:
    """Return an answer of two articles that differ."""
    quotes = ("There were 61.", "There were 63.")
    days = (date(2025, 3, 20), date(2025, 3, 14))
    citations = tuple(
        Citation(n, info(outlet="Post", published=day), Span(0, 14), quote, Span(11, 13))
        for n, (quote, day) in enumerate(zip(quotes, days, strict=True), start=1)
    )
    sentences = tuple(Sentence(one.quote, (one.number,), label="a day") for one in citations)
    sides = tuple(Side(one.quote[11:13], Span(11, 13), one.number) for one in citations)
    return Answer("q?", "q?", sentences, citations, disagreement=Disagreement(sides, corrected))


def test_values_stand_side_by_side_with_who_says_so_and_when() -> None:
    (block,) = blocks(two_sides(corrected=False))
    assert block.kind == "values"
    assert [(side.who, side.text) for side in block.items] == [
        ("Post · 20 March 2025", "61"),
        ("Post · 14 March 2025", "63"),
    ]
    said = block.items[0].sentences[0]
    assert (said.text, said.label, said.cited[0].number) == ("There were 61.", "", 1)
    assert not any(part.marked for part in said.parts)


def test_a_correction_is_called_so() -> None:
    (block,) = blocks(two_sides(corrected=True))
    assert [side.who for side in block.items] == [
        "Corrected · Post · 20 March 2025",
        "Before · Post · 14 March 2025",
    ]


def test_of_an_answer_that_is_refused_the_sentences_are_shown() -> None:
    refused = replace(two_sides(corrected=False), abstained=True)
    assert [block.kind for block in blocks(refused)] == ["paragraph"]


def test_rows_beyond_six_are_folded_but_the_one_that_is_asked_for() -> None:
    texts = ["Town | Price", *(f"Town {name} | {name}.10" for name in range(9))]
    citations = tuple(
        Citation(n, info(), Span(n, n + len(text)), text) for n, text in enumerate(texts, start=1)
    )
    last = citations[-1]
    asked = replace(last, answer=Span(last.span.end - 4, last.span.end))
    sentences = tuple(Sentence(one.quote, (one.number,)) for one in citations)
    answer = Answer("q?", "q?", sentences, (*citations[:-1], asked))
    (table,) = blocks(answer)
    assert [row.folded for row in table.rows] == [False] * (MOST_ROWS + 1) + [True, True, False]
    assert table.folded == 2
    (short,) = blocks(replace(answer, sentences=sentences[: MOST_ROWS + 1]))
    assert short.folded == 0
