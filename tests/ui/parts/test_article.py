from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.core.article import Article
from rag.core.details import Details, Reference
from rag.core.span import Span
from rag.ui.parts.article import OtherAnswer, article_html, no_article
from tests.render.exports.payloads import PAYLOADS
from tests.ui.tree import EN, Tree


def article(text: str, url: str = "", details: Details | None = None) -> Article:
    return Article(
        text, title="A title", outlet="Outlet", url=url, details=details or Details(), id="an-id"
    )


def show(text: str, *quotes: tuple[int, int], url: str = "", note: str = "") -> str:
    numbered = [(number, Span(*quote)) for number, quote in enumerate(quotes, start=1)]
    return article_html(article(text, url), numbered, EN, note)


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


@settings(max_examples=50)
@given(
    st.text(st.sampled_from("ab <&\"'\n.|#-*`1"), min_size=1, max_size=120),
    st.data(),
)
def test_the_reader_shows_every_word_and_marks_the_quotes(text: str, data: st.DataObject) -> None:
    text = f"a{text}"
    edges = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)
    quotes = data.draw(st.lists(edges.map(lambda pair: tuple(sorted(pair))), max_size=3))
    html = show(text, *quotes)
    body = html.partition('<div class="fn-article"')[2].partition('<div class="fn-map"')[0]
    body = body.rpartition("</div>")[0]
    tree = Tree(f'<div class="fn-article"{body}')
    assert letters(tree.text) == letters(text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_fifty_hostile_articles_are_words(payload: str) -> None:
    details = Details(section=payload, agency=payload, references=(Reference(payload, payload),))
    text = f"{payload}\n\n# {payload}\n\n- {payload}\n\n| {payload} | b |\n| --- | --- |\n| c | d |"
    hostile = Article(
        text, title=payload, outlet=payload, url=payload, authors=(payload,), topics=(payload,),
        details=details, id="an-id",
    )  # fmt: skip
    answers = [OtherAnswer("c", "t", payload)]
    Tree(article_html(hostile, [(1, Span(0, 5))], EN, payload, f"{payload} more", answers))
    Tree(no_article(payload, EN))


def test_each_quote_is_marked_with_its_number() -> None:
    tree = Tree(show("One. Two. Three.", (5, 9), (10, 16)))
    marked = tree.all("span", class_="fn-cited")
    assert [mark["data-quote"] for mark in marked] == ["1", "2"]
    buttons = tree.all("button", class_="fn-m")
    assert [button["aria-label"] for button in buttons] == ["Footnote 1", "Footnote 2"]
    assert "One. Two.1 Three.2" in tree.text


def test_a_quote_over_a_paragraph_border_is_marked_on_both_sides() -> None:
    html = show("One.\n\nTwo.", (2, 8))
    assert 'On<span class="fn-cited" data-quote="1">e.</span></p>' in html
    assert '<p><span class="fn-cited" data-quote="1">Tw</span><button' in html


def test_without_blank_lines_every_line_is_a_paragraph() -> None:
    assert "<p>One.</p><p>Two.</p>" in show("One.\nTwo.\n")


def test_headings_lists_and_tables_have_their_forms() -> None:
    text = "# Head\n\nText.\n\n- one\n- two\n\n| a | b |\n| --- | --- |\n| c | d |\n"
    html = show(text, (text.index("two"), text.index("two") + 3))
    assert '<h3 data-heading="0">Head</h3>' in html
    assert "<li>" in html
    assert 'data-quote="1">two</span>' in html
    tree = Tree(html)
    assert [tag for tag, _ in tree.tags if tag in ("tr", "td")][:3] == ["tr", "td", "td"]
    assert "---" not in tree.text


def test_a_long_article_has_its_contents_and_they_show_where_quotes_are() -> None:
    text = "# A\n\nOne.\n\n# B\n\nTwo.\n\n# C\n\nThree.\n"
    quote = (text.index("Two."), text.index("Two.") + 4)
    tree = Tree(show(text, quote))
    links = [one for one in tree.all("a") if "data-heading" in one]
    assert [link.get("class") for link in links] == [None, "has-mark", None]
    assert not Tree(show("# A\n\nOne.\n\n# B\n\nTwo.\n")).all("nav")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//host/x", "file:///etc/passwd", "http://", ""],
)
def test_an_unsafe_address_is_no_link(url: str) -> None:
    assert "<a" not in show("Text", url=url)


def test_a_link_leaves_no_trace_of_where_it_came_from() -> None:
    (link,) = Tree(show("Text", url='https://example.org/?a="b')).all("a")
    assert link["href"] == 'https://example.org/?a="b'
    assert (link["target"], link["rel"]) == ("_blank", "noopener noreferrer")


def test_without_quotes_nothing_goes_through_them() -> None:
    html = show("Text")
    assert "next-quote" not in html
    assert "copy-quote" not in html
    assert "next-quote" in show("Text", (0, 4))


def test_where_there_is_no_article_a_note_says_why() -> None:
    html = no_article("gone: <b>", EN)
    assert "gone: &lt;b&gt;" in html
    assert 'data-do="close-reader"' in html


def test_what_an_article_names_as_its_sources_is_linked_below_it() -> None:
    references = (Reference("A <b>report", "https://example.org/a"), Reference("A talk", "x:y"))
    about = article("Text", details=Details(agency="ENA & Co", references=references))
    html = article_html(about, [], EN)
    assert '<a href="https://example.org/a"' in html
    assert ">A &lt;b&gt;report</a>" in html
    assert "<p>A talk</p>" in html
    assert "Agency: ENA &amp; Co" in html
    assert "Sources of the article" not in show("Text")


def test_other_answers_that_quote_it_are_linked() -> None:
    answers = [OtherAnswer("talk", "turn", "Why <b>?")]
    html = article_html(article("Text"), [], EN, answers=answers)
    assert '<a href="/#/c/talk/turn/turn">Why &lt;b&gt;?</a>' in html
    assert "Other answers" not in show("Text")


def test_a_newer_text_is_a_difference_of_words() -> None:
    html = article_html(article("It cost 5 euros."), [], EN, "Changed.", "It cost 6 <b> euros.")
    assert "<del>5</del><ins>6 &lt;b&gt;</ins>" in html
    assert 'data-do="difference"' in html
    assert 'data-do="difference"' not in show("It cost 5 euros.", note="Gone.")


def test_what_talks_to_a_model_is_struck_and_said_above() -> None:
    about = replace(article("One. Two. Three."), suspicions=(Span(5, 9),))
    html = article_html(about, [(1, Span(10, 16))], EN)
    assert "1 sentence talking to a model: marked, never quoted." in html
    assert '<s title="Talks to a language model: never quoted">Two.</s>' in html
    cited = article_html(about, [(1, Span(5, 9))], EN)
    assert "<s " not in cited, "an old answer quotes it"
