import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.render import plain
from rag.types import Span
from rag.ui import full_text
from tests.ui.tree import Tree, info


@given(st.text(min_size=1, max_size=200), st.data())
def test_the_reader_shows_the_whole_text_and_marks_the_quote(text, data):
    edges = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)
    spans = edges.map(lambda pair: Span(*sorted(pair)))
    quote, others = data.draw(spans), data.draw(st.lists(spans, max_size=3))
    tree = Tree(full_text.show(info(title=""), text, quote, others))
    shown = "".join(tree.text.split())
    assert shown == "".join(plain(f"Source{text}").split())


def test_the_quote_is_marked_and_other_citations_faintly():
    text = "One. Two. Three."
    shown = full_text.show(info(), text, Span(5, 9), [Span(10, 16)])
    assert '<p>One. <mark class="fn-cited">Two.</mark> <mark class="fn-other">Three.</mark></p>' in shown


def test_a_quote_over_a_paragraph_border_is_marked_on_both_sides():
    shown = full_text.show(info(), "One.\n\nTwo.", Span(2, 8), [])
    assert 'On<mark class="fn-cited">e.</mark></p><p><mark class="fn-cited">Tw</mark>o.' in shown


def test_without_blank_lines_every_line_is_a_paragraph():
    assert "<p>One.</p><p>Two.</p>" in full_text.show(info(), "One.\nTwo.\n", None, [])


def test_with_blank_lines_a_line_end_is_kept_inside_the_paragraph():
    assert "<p>- a\n- b</p><p>End.</p>" in full_text.show(info(), "- a\n- b\n\nEnd.", None, [])


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//host/x", "file:///etc/passwd", "http://", ""])
def test_an_unsafe_address_is_no_link(url):
    assert "<a" not in full_text.show(info(url=url), "Text", None, [])


def test_a_link_leaves_no_trace_of_where_it_came_from():
    shown = full_text.show(info(url='https://example.org/?a="b'), "Text", None, [])
    assert '<a href="https://example.org/?a=&quot;b" target="_blank" rel="noopener noreferrer">' in shown
