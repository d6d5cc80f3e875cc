from dataclasses import replace

from rag.answering.candidates import Candidate
from rag.answering.tables import (
    MOST,
    Cell,
    belonging,
    cell_asked,
    extreme,
    named_rows,
    rows_of,
    run_of,
)
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


def table(*lines: str) -> list[Candidate]:
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    pairs = zip(lines, starts, strict=True)
    return [candidate(line, 0.5, [0.5], start=start) for line, start in pairs]


FISH = table("Fish | Whole (euros) | Fillet", "Perch | 13.00 | 27.00", "Pike | 18.50 | 35.00")


def test_a_cell_has_the_unit_of_its_column() -> None:
    assert cell_asked("What does whole pike cost?", FISH[2], FISH) == Cell("18.50", "euros")
    assert cell_asked("What does pike cost?", FISH[2], FISH) is None, "no column is named"


def test_rows_are_named_by_their_first_cell_where_their_table_is_the_best() -> None:
    assert named_rows("What does pike cost?", FISH) == [FISH[2]]
    assert named_rows("What does trout cost?", FISH) == []
    prose = candidate("Pike is dear.", 0.9, [0.5], article="b")
    assert named_rows("What does pike cost?", [prose, *FISH]) == []


def test_the_most_and_the_least_need_numbers_and_a_column() -> None:
    towns = table("Town | Price", "Heide | 4.10", "Marne | 3.60", "Wyk | 1,200.50")
    assert extreme("Which town has the highest price?", towns) is towns[3]
    assert extreme("Which town has the lowest price?", towns) is towns[2]
    assert extreme("Which town has a price?", towns) is None
    assert extreme("Which town is the largest?", []) is None
    assert extreme("Which fish is the cheapest?", FISH) is None, "too few rows, two columns"
    summed = table("Town | Price", "Heide | 4.10", "Marne | 3.60", "Wyk | 1,200", "Total | 9,999")
    assert extreme("Which town has the highest price?", summed) is summed[3], "a sum is no town"
    words = table("Town | Price", "Heide | low", "Marne | high", "Wyk | 2")
    assert extreme("Which town has the lowest price?", words) is None
    letters = table("Town | Price", "Heide | low", "Marne | high", "Wyk | none")
    assert extreme("Which town has the lowest price?", letters) is None
    equal = table("Town | Price", "Heide | 4", "Marne | 4", "Wyk | 2")
    assert extreme("Which town has the highest price?", equal) is None


def test_empty_cells_answer_nothing() -> None:
    rows = table(
        "Fish | Whole | Fillet", "Pike |  | 35", " | 9 | 9", "Perch | 3 | 4", "Eel | 2 | 1"
    )
    assert cell_asked("What does whole pike cost?", rows[1], rows) is None
    assert named_rows("What does pike cost?", rows) == [rows[1]]
    assert extreme("Which whole fish costs most?", rows) is None


def test_rows_of_several_names_come_from_one_table() -> None:
    assert rows_of(["Pike", "Perch"], FISH) == FISH
    assert rows_of(["Pike", "Trout"], FISH) == []
