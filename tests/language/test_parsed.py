from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.core.span import Span
from rag.language import parsed, quantities, sentences
from rag.language.parsed import parse
from rag.support.differences import differences

TEXT = "The firm was given to the union in 2016. It didn't open."


def test_the_same_text_is_parsed_once() -> None:
    assert parse(TEXT) is parse(TEXT)
    assert parse(TEXT).sentences is parse(TEXT).sentences


def test_a_comparison_reads_each_text_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rule reads the same values: dates and sentences are looked for once a text."""
    read: list[str] = []

    def counted(real: Callable[[str, str], Any]) -> Callable[[str, str], Any]:
        def count(text: str, code: str) -> Any:
            read.append(f"{real.__name__} {text}")
            return real(text, code)

        return count

    for real in (quantities.find_days, sentences.sentence_spans):
        monkeypatch.setattr(parsed, real.__name__, counted(real))
    claim = parse("The plant in Heide got 920 million euros in May 2023. It was not paid.")
    text = "The European Union gave 902 million euros in May 2024. It is in Heide. It was paid."
    differences(claim, parse(text))
    assert read
    assert len(read) == len(set(read))


def test_sentences_are_texts_of_their_own() -> None:
    assert [part.text for part in parse(TEXT).by_sentence] == [
        "The firm was given to the union in 2016.",
        "It didn't open.",
    ]


def test_stems_are_of_words_with_content_that_deny_nothing() -> None:
    assert parse(TEXT).stems == {"firm", "given", "union", "2016", "open", "it"}


def test_stems_within_are_those_of_words_that_stand_there_in_part_too() -> None:
    start = TEXT.index("union")
    assert parse(TEXT).stems_within(start, start + 5) == {"union"}
    assert parse(TEXT).stems_within(start + 1, start + 4) == {"union"}
    assert parse(TEXT).stems_within(start + 5, start + 6) == frozenset()
    assert parse("in the 1950s").stems_within(7, 11) == {"1950s"}


def test_neighbours_reach_to_the_next_word_with_content() -> None:
    text = parse("The firm was given to the union in 2016.")
    place = Span(text.text.index("union"), text.text.index(" in"))
    assert text.neighbours(place) == (("given", "to"), ("in", "2016"))
    assert text.neighbours(Span(0, len(text.text))) == ((), ())
    assert parse("Was the").neighbours(Span(4, 7)) == ((), ())


@given(st.text(max_size=120))
def test_any_text_can_be_read_and_places_lie_inside(text: str) -> None:
    found = parse(text)
    spans = [*found.sentences, *found.names_and_openings, *(word.span for word in found.words)]
    spans += [value.span for value in (*found.days, *found.quantities)]
    assert all(span.end <= len(text) for span in spans)
    assert set(found.names) <= set(found.names_and_openings)
