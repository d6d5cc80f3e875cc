from datetime import UTC, date, datetime

from rag.core.corpus import Facts
from rag.ui.texts import answered, described, scored, tokens


def test_a_library_is_described_in_one_line() -> None:
    synced = datetime(2026, 11, 24, 1, 5, tzinfo=UTC)
    assert described(Facts(1, 3, None, None, None)) == "1 article"
    assert described(Facts(1_600, 9, date(2025, 7, 1), date(2026, 2, 27), synced)) == (
        "1,600 articles · 1 July 2025 to 27 February 2026 · last synced 24 November 2026, 01:05 UTC"
    )


def test_a_library_of_one_day_names_it_once() -> None:
    day = date(2025, 7, 1)
    assert described(Facts(2, 3, day, day, None)) == "2 articles · 1 July 2025"


def test_counts_have_their_nouns() -> None:
    assert answered(1) == "Answered, 1 footnote."
    assert answered(2) == "Answered, 2 footnotes."
    assert scored(1, "mine.jsonl") == "1 question of mine.jsonl scored: the report is below."


def test_money_is_named_where_prices_are_set() -> None:
    assert tokens(1_307, 40, None) == "1,307 tokens read, 40 written."
    assert tokens(1_307, 40, 0.00123) == "1,307 tokens read, 40 written, 0.0012 in all."
