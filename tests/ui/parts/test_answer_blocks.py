from dataclasses import replace

from rag.core.answer import Answer, Citation, Sentence
from rag.core.request import Request, Task
from rag.core.span import Span
from rag.render.blocks import layout
from rag.ui.parts.answer_blocks import ShownBlock, shown_blocks
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
