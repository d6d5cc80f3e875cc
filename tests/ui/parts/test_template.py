import pytest
from hypothesis import given
from jinja2 import UndefinedError

from rag.render.escape import plain
from rag.ui.parts.template import TightLines, finalize, render
from tests.ui.tree import EN, PAYLOADS, Tree, hostile


@given(hostile)
def test_nothing_from_outside_becomes_markup(text: str) -> None:
    tree = Tree(render("no_article", t=EN, note=text))
    assert [tag for tag, _ in tree.tags if tag in ("p", "script", "img", "b")] == ["p"]
    assert tree.text == "Sources" + plain(text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_disturbs_the_order_of_a_page_is_taken_out(payload: str) -> None:
    assert finalize(f"{payload}\u202e") == plain(payload)


def test_what_is_no_text_stays_as_it_is() -> None:
    assert finalize(3) == 3


def test_a_value_that_is_not_given_is_a_bug() -> None:
    with pytest.raises(UndefinedError):
        render("no_article", t=EN)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>\n  {{ text }}\n</p>\n", "<p>{{ text }}</p>"),
        ("a\n<b>", "a<b>"),
        ("two\nlines", "two\nlines"),
        ('<p class="a"\n  title="b">', '<p class="a"\n  title="b">'),
        ("<b>x</b> {% if y %} {% endif %}", "<b>x</b> {% if y %} {% endif %}"),
    ],
)
def test_only_line_breaks_beside_tags_leave_a_template(source: str, expected: str) -> None:
    assert TightLines.preprocess(TightLines.__new__(TightLines), source, None) == expected
