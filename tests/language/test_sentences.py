import pytest
from hypothesis import example, given

from rag.core.span import Span
from rag.core.text import normalise
from rag.language.sentences import MAX_SENTENCE, sentence_spans
from tests.texts import in_order, texts, uncovered


@given(texts.map(normalise))
@example("\U0001f50b\U0001f50b Solid. \U0001f469\u200d\U0001f680 State.")
@example("x" * (3 * MAX_SENTENCE + 7))
@example("a\u2028b\x85c")
def test_sentences_are_in_order_trimmed_and_cover_every_letter(text: str) -> None:
    spans = sentence_spans(text)
    assert in_order(spans)
    assert uncovered(text, spans) == []
    for span in spans:
        assert span.end <= len(text)
        assert span.slice(text) == span.slice(text).strip()
        assert span.end - span.start <= MAX_SENTENCE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Smith of the U.S. left. Why?", ["Mr. Smith of the U.S. left.", "Why?"]),
        ("It made 3.5 GWh. Then it closed.", ["It made 3.5 GWh.", "Then it closed."]),
        ("  Padded.  \n\n  Text. ", ["Padded.", "Text."]),
        ("🔋 One. 🚗 Two.", ["🔋 One.", "🚗 Two."]),
        ("One.\n\n***\n\nTwo.", ["One.", "Two."]),
        ("# Kiln log\nIt reached 1240 degrees.", ["# Kiln log", "It reached 1240 degrees."]),
        ("Town | Price\nHeide | 4.10", ["Town | Price", "Heide | 4.10"]),
        ("- It rose. It fell.\n- It closed.", ["- It rose.", "It fell.", "- It closed."]),
        ("", []),
        ("... !!! 🔋", []),
    ],
)
def test_sentence_examples(text: str, expected: list[str]) -> None:
    assert [span.slice(text) for span in sentence_spans(text)] == expected


def test_a_text_without_an_end_is_cut_at_white_space() -> None:
    text = "word " * 500
    spans = sentence_spans(text.strip())
    assert [span.end - span.start for span in spans] == [999, 999, 499]


def test_a_number_is_not_cut() -> None:
    text = "x" * (MAX_SENTENCE - 2) + "1234567" + "x" * 20
    assert [span.slice(text) for span in sentence_spans(text)] == [
        "x" * (MAX_SENTENCE - 2),
        "1234567" + "x" * 20,
    ]


def test_a_text_without_white_space_is_cut_at_the_limit() -> None:
    assert sentence_spans("x" * 2_500) == [Span(0, 1000), Span(1000, 2000), Span(2000, 2500)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["Am 3. Mai kam er.", "Dann ging er."]),
        ("en", ["Am 3.", "Mai kam er.", "Dann ging er."]),
        ("no such language", ["Am 3.", "Mai kam er.", "Dann ging er."]),
    ],
)
def test_sentences_follow_the_rules_of_the_language(language: str, expected: list[str]) -> None:
    text = "Am 3. Mai kam er. Dann ging er."
    assert [span.slice(text) for span in sentence_spans(text, language)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It uses .NET today. It runs.", ["It uses .NET today.", "It runs."]),
        ("It cost approx. 5 euros. It rose.", ["It cost approx. 5 euros.", "It rose."]),
        ("See fig. 3 and vol. two. It ends.", ["See fig. 3 and vol. two.", "It ends."]),
        ("It was No. 5. Soup is hot.", ["It was No. 5.", "Soup is hot."]),
    ],
)
def test_a_dot_inside_a_sentence_does_not_end_it(text: str, expected: list[str]) -> None:
    assert [span.slice(text) for span in sentence_spans(text)] == expected
