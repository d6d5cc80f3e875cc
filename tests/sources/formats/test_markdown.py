import pytest

from rag.sources.formats.markdown import plain_text
from rag.sources.formats.text import load_text


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("**It** _rose_ ~~fast~~ `now`.", "It rose fast now."),
        ("See [the list](https://a.example/x).", "See the list."),
        ("![A kiln](kiln.png) It is hot.", "It is hot."),
        ("Kiln log\n========\n\nText.", "Kiln log\n\nText."),
        ("> It is so.\n\nHe said.", "It is so.\n\nHe said."),
        ("1. One\n2. Two", "1. One\n2. Two"),
        ("- One\n  - Two\n- Three", "- One\n- Two\n\n- Three"),
        ("| A | B |\n|---|---|\n| 1 | 2 |\n\nText.", "A | B\n1 | 2\n\nText."),
        ("a <b>bold</b> word <!-- gone -->", "a bold word"),
        ("<div>\n<!-- a <!-- b -->c<!--> d --><!-- e", "c<!-- e"),
        ("<div>\nIn a box.\n</div>", "In a box."),
        ("```\ncode\n```", "code"),
        ("5 \\* 3 &lt; 16", "5 * 3 < 16"),
        ("line one\nline two", "line one\nline two"),
    ],
)
def test_mark_up_is_taken_off(markdown: str, plain: str) -> None:
    assert plain_text(markdown) == plain


def test_only_markdown_files_are_read_as_markdown() -> None:
    assert load_text("It *rose*.", "a.md", True).articles[""].text == "It rose."
    assert load_text("It *rose*.", "a.txt", False).articles[""].text == "It *rose*."


def test_links_and_marks_of_note_programs_are_read_as_what_they_say() -> None:
    text = "![[a.png]]\nThe [[mill bridge|bridge]] of [[Heide]] is ==closed==.\n\na == b == c"
    assert plain_text(text) == "The bridge of Heide is closed.\n\na == b == c"
