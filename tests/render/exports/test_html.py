import base64
import hashlib
import re

from rag.render.exports.handout import Note, handout
from rag.render.exports.html import html_document, quote_html, section_html
from rag.sources.formats.html import load_html
from tests.render.exports.reading import Tags
from tests.render.exports.samples import AS_OF, CONVERSATION, FACT, JOBS

WHOLE = html_document(handout(CONVERSATION, "Heide", AS_OF))


def test_our_own_reader_finds_every_quote() -> None:
    article = load_html(WHOLE.encode(), "a.html").articles[""]
    assert article.title == "Heide"
    for answer in CONVERSATION:
        for sentence in answer.sentences:
            assert sentence.text.split(" | ")[-1] in article.text
    for note in handout(CONVERSATION).notes:
        assert note.quote in article.text


def test_the_policy_allows_the_page_its_style_and_nothing_else() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', WHOLE)
    style = re.search(r"<style>(.*?)</style>", WHOLE, re.DOTALL)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_every_mark_leads_to_its_footnote() -> None:
    tags = Tags(WHOLE).tags
    links = {values["href"] for tag, values in tags if tag == "a"}
    ids = {f"#{values['id']}" for _, values in tags if "id" in values}
    assert {link for link in links if link and link.startswith("#")} == ids
    assert links - ids == {"https://courier.example/heide?a=1&b=2"}
    assert len(ids) == 12


def test_a_fragment_has_plain_tags_and_the_numbers_of_its_footnotes() -> None:
    document = handout([FACT], as_of=AS_OF)
    html = section_html(document.sections[0], document.notes, document.t)
    tags = Tags(html)
    assert {tag for tag, _ in tags.tags} == set("p strong sup small ol li span a".split())
    assert [values["value"] for tag, values in tags.tags if tag == "li"] == ["1", "2"]
    assert "style" not in html


def test_a_quote_in_another_language_says_so() -> None:
    assert Tags(quote_html(Note(JOBS, None))).tags[2] == ("span", {"lang": "en"})
