from rag.render.exports.check_page import check_page
from tests.render.checked import CHECKED


def test_the_page_has_both_sides_and_nothing_alive() -> None:
    page = check_page(CHECKED)
    assert "The trip takes <mark>18 minutes</mark>." in page
    assert "The trip takes <mark>19 minutes</mark>." in page
    assert "It is &lt;i&gt;late&lt;/i&gt;." in page
    assert "It goes on: But the &lt;b&gt;tram&lt;/b&gt; is late." in page
    assert "searched: 1,240 articles, as of 2026-11-26" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
