"""Is a written sentence true to its sources? A judge that shares no rule with the check."""

import re
from collections.abc import Sequence

from rag.evaluation.matching import words
from rag.language.language import language
from rag.language.sentences import sentence_spans

SHARE = 0.7
"""The share of a sentence's content words that its sources must have."""
WINDOW = 3
"""Consecutive sentences that are looked at together."""


def is_held(sentence: str, sources: Sequence[str]) -> bool:
    """Tell whether three sentences in a row have most words and all numbers of a sentence.

    >>> source = "It rained. The plant was opened in 2021, after a year. It burnt."
    >>> is_held("The plant opened in 2021.", [source])
    True
    >>> is_held("The plant opened in 2022.", [source])
    False
    """
    content = {word for word in words(sentence) if word not in language().stop_words}
    numbers = set(re.findall(r"\d+", sentence.replace(",", "")))
    return bool(content) and any(
        len(content & set(words(window))) >= SHARE * len(content)
        and numbers <= set(re.findall(r"\d+", window.replace(",", "")))
        for source in sources
        for window in _windows(source)
    )


def _windows(text: str) -> list[str]:
    spans = sentence_spans(text)
    starts = range(max(1, len(spans) - WINDOW + 1))
    return (
        [text[spans[i].start : spans[min(i + WINDOW, len(spans)) - 1].end] for i in starts]
        if spans
        else []
    )
