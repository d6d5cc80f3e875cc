from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.core.details import Details, Reference
from rag.core.span import Span
from rag.render.escape import plain
from rag.ui.parts.article import no_article, show
from tests.ui.tree import Tree, info


@given(st.text(min_size=1, max_size=200), st.data())
def test_the_reader_shows_the_whole_text_and_marks_the_quote(
    text: str, data: st.DataObject
) -> None:
    edges = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)
    spans = edges.map(lambda pair: Span(*sorted(pair)))
    quote, others = data.draw(spans), data.draw(st.lists(spans, max_size=3))
    tree = Tree(show(info(title=""), text, quote, others))
    shown = "".join(tree.text.split())
    assert shown == "".join(plain(f"Outlet{text}").split())


def test_the_quote_is_marked_and_other_citations_faintly() -> None:
    text = "One. Two. Three."
    shown = show(info(), text, Span(5, 9), [Span(10, 16)])
    assert (
        '<p>One. <mark class="fn-cited">Two.</mark> <mark class="fn-other">Three.</mark></p>'
        in shown
    )


def test_a_quote_over_a_paragraph_border_is_marked_on_both_sides() -> None:
    shown = show(info(), "One.\n\nTwo.", Span(2, 8), [])
    assert 'On<mark class="fn-cited">e.</mark></p><p><mark class="fn-cited">Tw</mark>o.' in shown


def test_without_blank_lines_every_line_is_a_paragraph() -> None:
    assert "<p>One.</p><p>Two.</p>" in show(info(), "One.\nTwo.\n", None, [])


def test_with_blank_lines_a_line_end_is_kept_inside_the_paragraph() -> None:
    assert "<p>- a\n- b</p><p>End.</p>" in show(info(), "- a\n- b\n\nEnd.", None, [])


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//host/x", "file:///etc/passwd", "http://", ""],
)
def test_an_unsafe_address_is_no_link(url: str) -> None:
    assert "<a" not in show(info(url=url), "Text", None, [])


def test_a_link_leaves_no_trace_of_where_it_came_from() -> None:
    shown = show(info(url='https://example.org/?a="b'), "Text", None, [])
    assert (
        '<a href="https://example.org/?a=&#34;b" target="_blank" rel="noopener noreferrer">'
        in shown
    )


def test_where_there_is_no_article_a_note_says_why() -> None:
    assert no_article("gone: <b>") == '<p class="fn-note">Gone: &lt;b&gt;</p>'


def test_what_an_article_names_as_its_sources_is_linked_below_it() -> None:
    references = (Reference("A <b>report", "https://example.org/a"), Reference("A talk", "x:y"))
    about = replace(info(), details=Details(agency="ENA & Co", references=references))
    shown = show(about, "Text", None, [])
    assert '<a href="https://example.org/a"' in shown
    assert ">A &lt;b&gt;report</a>" in shown
    assert "<li>A talk</li>" in shown
    assert "Agency: ENA &amp; Co" in shown
    assert "Sources of the article" not in show(info(), "Text", None, [])


def test_what_talks_to_a_model_is_struck_and_said_above() -> None:
    about = replace(info(), suspicions=(Span(5, 9),))
    shown = show(about, "One. Two. Three.", Span(10, 16), [])
    assert "1 sentence talking to a model: marked, never quoted." in shown
    assert '<s class="fn-suspicious" title="talks to a model, never quoted">Two.</s>' in shown
    assert '<mark class="fn-cited">Three.</mark>' in shown
    cited = show(about, "One. Two. Three.", Span(5, 9), [])
    assert '<mark class="fn-cited">Two.</mark>' in cited, "an old answer quotes it"
