from dataclasses import replace

from rag.core.checked import Conflict
from rag.core.span import Span
from rag.ui.parts.fixes import Fix, fixes_of, mended, with_fixes
from tests.render.checked import CHECKED, TEXT


def test_values_and_quotations_can_be_put_right() -> None:
    quote, value = fixes_of(CHECKED)
    assert quote == Fix(0, Span(9, 25), "takes 19 minutes", is_quote=True)
    assert value == Fix(1, Span(15, 25), "19 minutes", is_quote=False)
    assert (quote.place.slice(TEXT), value.place.slice(TEXT)) == ("takes 18 minutes", "18 minutes")


def test_nothing_is_offered_that_can_not_be_replaced() -> None:
    sentence = CHECKED.sentences[0]
    conflict = replace(sentence.conflicts[0], replaces=False)
    left_out = Conflict("number", Span(0, 3), "", 1, Span(0, 3), "The", replaces=True)
    bare = replace(sentence, conflicts=(conflict, left_out), quotations=())
    assert fixes_of(replace(CHECKED, sentences=(bare,))) == ()


def test_of_fixes_that_overlap_the_first_is_made() -> None:
    fixes = [Fix(0, Span(2, 4), "XY", False), Fix(1, Span(3, 5), "Z", False)]
    assert with_fixes("abcdef", reversed(fixes)) == "abXYef"
    assert with_fixes("abcdef", ()) == "abcdef"


def test_what_a_reader_put_in_stays_when_the_quotations_are_mended() -> None:
    assert mended(CHECKED, ()) == TEXT.replace("18", "19")
    value = fixes_of(CHECKED)[1]
    assert mended(CHECKED, [value.number]) == TEXT.replace("18", "19")
