from rag.render.exports.footnotes import clean, element
from rag.render.exports.forms import export_answers
from tests.render.exports.reading import W, names, part, values, words
from tests.render.exports.samples import AS_OF, CONVERSATION, FACT, REFUSED

WHOLE = export_answers(CONVERSATION, "docx", title="Heide", as_of=AS_OF)
BODY, NOTES = part(WHOLE, "word/document.xml"), part(WHOLE, "word/footnotes.xml")


def test_each_footnote_has_one_mark_and_they_come_in_order() -> None:
    numbers = [str(number) for number in range(1, 13)]
    assert values(BODY, "footnoteReference") == numbers
    assert values(NOTES, "footnote") == ["-1", "0", *numbers]


def test_word_finds_the_separators_that_it_wants() -> None:
    assert values(NOTES, "footnote", "type")[:3] == ["separator", "continuationSeparator", None]
    settings = part(WHOLE, "word/settings.xml")
    assert values(settings.find(f"{W}footnotePr"), "footnote") == ["-1", "0"]
    assert settings.find(f"{W}footnotePr").getnext().tag == f"{W}compat"


def test_a_second_mark_repeats_the_number_of_the_first() -> None:
    fields = values(BODY, "fldSimple", "instr")
    assert fields == [rf" NOTEREF _Note{number} \f \h " for number in (1, 2)]
    assert values(BODY, "bookmarkStart", "name")[0] == "_Note1"
    assert [words(field) for field in BODY.iter(f"{W}fldSimple")] == ["1", "2"]


def test_a_footnote_has_the_quote_and_where_it_is_from() -> None:
    first = list(NOTES)[2]
    assert words(first).startswith(
        " A plant in Heide · Lakeside Courier · 2026-10-05 · p. 1: “The plant in Heide has 900 "
        "jobs.” https://courier.example/heide?a=1&b=2 (By Ida Berg, Kurt Velten; Section: Local;"
    )
    assert "as of 27 November 2026" in words(first)
    styles = part(WHOLE, "word/styles.xml")
    used = {*values(NOTES, "rStyle", "val"), *values(NOTES, "pStyle", "val")}
    assert used <= set(values(styles, "style", "styleId"))


def test_a_document_without_quotes_has_no_footnotes() -> None:
    assert "word/footnotes.xml" not in names(export_answers(REFUSED, "docx"))
    assert "word/footnotes.xml" in names(export_answers(FACT, "docx"))


def test_what_xml_can_not_hold_is_left_out() -> None:
    assert clean("a\x00\x0b\ufffe\ud800 \n b") == "a b"
    assert element("w:p", element("w:r"), rsid="1")[0].tag == f"{W}r"
