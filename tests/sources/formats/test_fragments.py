import pytest

from rag.language.blocks import text_blocks
from rag.sources.formats.fragments import is_html, words_of


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (
            "<p>It  rose.<br>Then <b>it</b> fell.</p><p>Again.</p>",
            "It rose.\nThen it fell.\n\nAgain.",
        ),
        ("<h2>Why</h2>Because.", "Why\n\nBecause."),
        ("<ul><li>One<li><p>Two</p><p>more</p></ul>After.", "- One\n- Two more\n\nAfter."),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two"),
        ("<ul><li>One<ul><li>Inner</li></ul></li></ul>", "- One\n- Inner"),
        (
            "<table><tr><th>Town<th>Euros</tr><tr><td>Heide<td> 4.10 </tr></table>",
            "Town | Euros\nHeide | 4.10",
        ),
        ("<table><tr><td><p>A</p><p>B</p></td></tr></table>", "A\n\nB"),
        ("It&nbsp;rose &amp; fell", "It rose & fell"),
        ("<p>Shown<span style='display:none'> hidden</span>.</p><script>x</script>", "Shown."),
        ("<pre>a  b\n c</pre>", "a b\nc"),
        ("<p>Use <code>rag</code> now.</p><code>rag ask</code>", "Use rag now.\n\nrag ask"),
        ("", ""),
    ],
)
def test_html_in_blocks(html: str, words: str) -> None:
    assert (words_of(html) if html else "") == words


def test_rows_and_items_are_what_the_language_room_takes_for_them() -> None:
    html = "<p>Text.</p><ul><li>One</li></ul><table><tr><td>a</td><td>b</td></tr></table>"
    kinds = [block.kind.value for block in text_blocks(words_of(html))]
    assert kinds == ["paragraph", "item", "row"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<p>a</p>", True), ("a &amp; b", True), ("a < b and c > d", False), ("AT&T", False)],
)
def test_html_is_told_from_text(text: str, expected: bool) -> None:
    assert is_html(text) is expected
