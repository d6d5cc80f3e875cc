from dataclasses import replace

from rag.answering.candidates import Candidate
from rag.answering.tables import MOST, belonging, run_of
from tests.answering.builders import candidate


def rows(count: int, start: int = 0) -> list[Candidate]:
    return [candidate(f"T{n:02} | {n:02}", 0.5, [0.5], start=start + 10 * n) for n in range(count)]


def item(text: str, start: int) -> Candidate:
    made = candidate(text, 0.5, [0.5], start=start)
    return replace(made, evidence=replace(made.evidence, bullet=True))


def test_a_row_brings_its_header_or_all_of_its_table() -> None:
    first, other = rows(4), rows(3, start=500)
    pool = [candidate("Prose.", 0.9, [0.9], start=300), *reversed(first), *other]
    assert run_of(first[2], pool) == first
    assert belonging(first[2], pool, whole=False) == first[:1]
    assert belonging(other[1], pool, whole=True) == other
    assert belonging(pool[0], pool, whole=True) == []


def test_a_long_table_is_never_quoted_whole() -> None:
    table = rows(MOST + 1)
    assert belonging(table[5], table, whole=True) == table[:1]


def test_an_item_brings_the_others_where_all_are_asked_for() -> None:
    items = [item("One pays.", 2), item("Two pays.", 14), item("Three pays.", 26)]
    assert belonging(items[1], items, whole=True) == items
    assert belonging(items[1], items, whole=False) == []
