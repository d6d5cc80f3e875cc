from dataclasses import replace

import pytest

from rag.core.checked import CheckedSentence, SentenceVerdict
from rag.core.span import Span
from rag.render.exports.check_copy import checked_clip
from tests.render.checked import CHECKED
from tests.render.exports.payloads import PAYLOADS
from tests.render.exports.reading import Tags

TEXT = "# Line 5\n\nIt takes\n19 minutes. It is late.\n \nIs it?"
PLACES = {"# Line 5": (), "It takes\n19 minutes.": (1,), "It is late.": (1,), "Is it?": ()}


def sentence(words: str, verdict: SentenceVerdict, numbers: tuple[int, ...]) -> CheckedSentence:
    start = TEXT.index(words)
    return CheckedSentence(Span(start, start + len(words)), words, verdict, numbers)


VERDICTS = ("nothing", "supported", "contradicted", "nothing")
SENTENCES = tuple(
    sentence(words, SentenceVerdict(verdict), numbers)
    for (words, numbers), verdict in zip(PLACES.items(), VERDICTS, strict=True)
)


def test_a_copy_keeps_the_paragraphs_and_footnotes_what_is_supported() -> None:
    copy = checked_clip(replace(CHECKED, text=TEXT, sentences=SENTENCES))
    text, _, notes = copy.markdown.partition("\n\n[^1]: ")
    assert text == "\\# Line 5\n\nIt takes 19 minutes\\.[^1] It is late\\.\n\nIs it?"
    assert "The trip takes 19 minutes" in notes
    assert "as of 26 November 2026" in notes
    assert "<p>It takes 19 minutes.<sup>[1]</sup> It is late.</p>" in copy.html
    assert copy.html.count("<li value=") == 1


def test_a_copy_without_support_has_no_notes() -> None:
    copy = checked_clip(CHECKED)
    assert "[^" not in copy.markdown
    assert "<ol>" not in copy.html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_a_copy_is_alive(payload: str) -> None:
    one = CheckedSentence(Span(0, 1), payload, SentenceVerdict.SUPPORTED, (1,))
    copy = checked_clip(replace(CHECKED, sentences=(one,)))
    assert {tag for tag, _ in Tags(copy.html).tags} <= {"p", "sup", "ol", "li", "span", "small"}
