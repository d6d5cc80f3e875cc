from rag.render.exports.clipboard import answer_clip, quote_clip
from tests.render.exports.samples import AS_OF, FACT, JOBS, REFUSED


def test_a_copied_answer_has_its_footnotes_in_both_forms() -> None:
    clip = answer_clip(FACT, AS_OF)
    assert clip.markdown.startswith("**900 jobs**[^1]\n\n\\[The plant\\] It opened")
    assert "\n\n[^2]: A plant in Heide" in clip.markdown
    assert clip.html.startswith("<p><strong>900 jobs</strong><sup>[1]</sup></p>")
    assert '<li value="2">A plant in Heide · Lakeside Courier' in clip.html
    for form in (clip.markdown, clip.html):
        assert FACT.question not in form
        assert "as of 27 November 2026" in form


def test_a_copied_refusal_has_no_footnotes() -> None:
    clip = answer_clip(REFUSED)
    assert "Nearest articles" in clip.markdown
    assert "<ol>" not in clip.html


def test_a_copied_quote_says_where_it_is_from() -> None:
    clip = quote_clip(JOBS, AS_OF)
    assert clip.markdown.startswith("> “The plant in Heide has 900 jobs\\.”\n>\n> — A plant")
    assert clip.html.startswith('<blockquote>\n<p>“<span lang="en">The plant in Heide has 900')
    assert '<a href="https://courier.example/heide?a=1&amp;b=2" rel="noopener' in clip.html
