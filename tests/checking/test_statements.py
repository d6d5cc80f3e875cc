import pytest

from rag.checking import statements as it
from rag.language.parsed import parse

NOTHING = {
    "What did the tram cost?": it.QUESTION,
    "I think that the tram is a waste.": it.VIEW,
    "The city should build another line.": it.VIEW,
    "The tram is a beautiful thing.": it.VIEW,
    "You will find the map on page three.": it.ADDRESS,
    "Dear readers, welcome to this issue.": it.ADDRESS,
    "And then some.": it.LITTLE,
    "Liebe Leserinnen, der Sommer kommt.": it.ADDRESS,
    "Ich finde die Bahn zu teuer.": it.VIEW,
    "I like the trams of this town.": it.VIEW,
    "Wir mögen die alten Wagen.": it.VIEW,
}


@pytest.mark.parametrize(("text", "reason"), NOTHING.items())
def test_what_has_nothing_to_check(text: str, reason: str) -> None:
    code = "de" if "die " in text or "der " in text else "en"
    assert it.says_nothing(parse(text, code)) == reason


@pytest.mark.parametrize(
    "text",
    [
        "The tram cost 251 million euros.",
        "I think that the tram cost 251 million euros.",
        "Ruth Aalto said that the city should build another line.",
        "The council approved the line to Nordfeld.",
    ],
)
def test_what_has_something_to_check(text: str) -> None:
    assert it.says_nothing(parse(text)) == ""


def test_a_short_heading_says_nothing() -> None:
    assert it.says_nothing(parse("Trams at last"), is_heading=True) == it.HEADING
    assert [span.start for span in it.headings("# One\n\nText here.\n\n## Two\n")] == [0, 19]


def test_statements_cover_the_sentence_but_for_what_parts_them() -> None:
    text = "The plant opened in May 2021, and the firm paid 5 million euros; nobody else knew "
    text += "the owner of the plant."
    parts = [span.slice(text) for span in it.statements(parse(text))]
    assert len(parts) == 3
    assert [span.slice("Short.") for span in it.statements(parse("Short."))] == ["Short."]
