from rag.render.check_schema import CheckedTextJson, QuoteCheckJson
from rag.render.json import json_schema
from tests.render.checked import CHECKED, QUOTE, TEXT


def test_a_checked_text_has_places_on_both_sides() -> None:
    checked = CheckedTextJson.from_checked(CHECKED)
    sentence = checked.sentences[0]
    assert TEXT[sentence.start : sentence.end] == sentence.text
    (conflict,) = sentence.conflicts
    assert TEXT[conflict.start : conflict.end] == conflict.says
    assert sentence.probability == 0.1235
    assert (checked.counts["contradicted"], checked.coverage, checked.passes) == (1, 0.0, False)
    assert checked.caveats[0].number == checked.citations[0].number == 1
    assert checked.as_of == "2026-11-26"


def test_a_quotation_has_its_changes() -> None:
    check = QuoteCheckJson.from_quote_check(QUOTE)
    (change,) = check.changes
    assert QUOTE.quote[change.start : change.end] == change.says
    assert check.places[0].caveat


def test_the_schema_has_both() -> None:
    assert {"CheckedTextJson", "QuoteCheckJson"} <= set(json_schema()["$defs"])
