"""Texts that make a pattern or a parser try everything: the time grows with the text, not more."""

import contextlib
import gc
from collections.abc import Callable
from time import thread_time

import pytest

from rag.core.span import Span
from rag.core.text import normalise, one_line, printable, slug
from rag.errors import CorpusError
from rag.language.sentences import sentence_spans
from rag.render.escape import escape_markdown
from rag.sources.formats.text import load_text
from rag.sources.injection import is_injection, suspicions

PIECES = [
    "a", "a ", "A. ", "[ ", "( ", "[1", "1 ", "1,", "-", "- ", "\n", "\n\n", "# ", "|", '"', "'",
    "=", "<", "&", "http://", "x@", "word, ", "Mr. ", "\u0301", "2024-", "> ", "* ", "`", "_", "\t",
    "“", "\n---\n", "ignore ", "system: ", "https://a.test/?q=", "<!--",
]  # fmt: skip
LETTERS = 100_000
LONG = 0.25
"""Seconds below which no growth is looked at: a quadratic one takes many times that."""
MOST = 8
"""How often the time of a quarter of the text: linear is 4, quadratic 16."""


def load(text: str) -> object:
    return load_text(text, "a.md", True)


def judge(text: str) -> object:
    """Judge a text in sentences that end at line ends, half of them pairs."""
    ends = range(100, len(text), 100)
    return list(suspicions(text, [Span(end - 100, end) for end in ends]))


@pytest.mark.parametrize(
    "function",
    [
        normalise,
        one_line,
        printable,
        slug,
        escape_markdown,
        is_injection,
        judge,
        sentence_spans,
        load,
    ],
)
def test_f24_a_text_of_one_thing_takes_linear_time(function: Callable[[str], object]) -> None:
    slow = {}
    for piece in PIECES:
        text = (piece * LETTERS)[:LETTERS]
        seconds = _seconds(function, text)
        if seconds > LONG and seconds > MOST * _seconds(function, text[: LETTERS // 4]):
            slow[piece] = seconds
    assert slow == {}


def _seconds(function: Callable[[str], object], text: str) -> float:
    """Return the shorter time of two: of this thread alone, whatever else the machine does.

    Garbage of the whole test run is not collected in it.
    """
    times = []
    for _ in range(2):
        gc.disable()
        begun = thread_time()
        with contextlib.suppress(CorpusError, ValueError):  # nothing is left of the text
            function(text)
        times.append(thread_time() - begun)
        gc.enable()
        if times[0] <= LONG:
            break
    return min(times)
