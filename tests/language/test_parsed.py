from hypothesis import given
from hypothesis import strategies as st

from rag.language import quantities, sentences
from rag.language.parsed import parse
from rag.types import Span

TEXT = "The firm was given to the union in 2016. It didn't open."


def test_the_same_text_is_parsed_once() -> None:
    assert parse(TEXT) is parse(TEXT)
    assert parse(TEXT).sentences is parse(TEXT).sentences


def test_a_comparison_reads_each_text_once(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Every rule reads the same values: dates and sentences are looked for once a text."""
    from rag.language import parsed
    from rag.support.differences import differences

    read: list[str] = []
    for name, module in (("find_days", quantities), ("sentence_spans", sentences)):
        real = getattr(module, name)

        def counted(text: str, code: str, name: str = name, real=real):  # type: ignore[no-untyped-def]
            read.append(f"{name} {text}")
            return real(text, code)

        monkeypatch.setattr(parsed, name, counted)
    claim = parse("The plant in Heide got 920 million euros in May 2023. It was not paid.")
    text = "The European Union gave 902 million euros in May 2024. It is in Heide. It was paid."
    differences(claim, parse(text))
    assert read
    assert len(read) == len(set(read))


def test_sentences_are_texts_of_their_own() -> None:
    parsed = parse(TEXT)
    assert [part.text for part in parsed.by_sentence] == [
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
    parsed = parse("The firm was given to the union in 2016.")
    place = Span(parsed.text.index("union"), parsed.text.index(" in"))
    assert parsed.neighbours(place) == (("given", "to"), ("in", "2016"))
    assert parsed.neighbours(Span(0, len(parsed.text))) == ((), ())
    assert parse("Was the").neighbours(Span(4, 7)) == ((), ())


@given(st.text(max_size=120))
def test_any_text_can_be_read_and_places_lie_inside(text: str) -> None:
    parsed = parse(text)
    spans = [*parsed.sentences, *parsed.names_and_openings, *(word.span for word in parsed.words)]
    spans += [value.span for value in (*parsed.days, *parsed.quantities)]
    assert all(span.end <= len(text) for span in spans)
    assert set(parsed.names) <= set(parsed.names_and_openings)
