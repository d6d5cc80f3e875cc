"""Is a written sentence true to its sources? A judge of its own, apart from the check that is measured with it."""

import re
from collections.abc import Sequence

from rag.evaluation.answers import words
from rag.language.language import language
from rag.language.sentences import sentence_spans

SHARE = 0.7
"""The share of a sentence's content words that its sources must have."""
WINDOW = 3
"""Consecutive sentences that are looked at together."""


def is_held(sentence: str, sources: Sequence[str]) -> bool:
    """Tell whether some consecutive sentences of a source have most words and all numbers of a sentence.

    >>> is_held("The plant opened in 2021.", ["It rained. The plant was opened in 2021, after a year. It burnt."])
    True
    >>> is_held("The plant opened in 2022.", ["It rained. The plant was opened in 2021, after a year. It burnt."])
    False
    """
    said = {word for word in words(sentence) if word not in language().stop_words}
    numbers = set(re.findall(r"\d+", sentence.replace(",", "")))
    return bool(said) and any(
        len(said & set(words(window))) >= SHARE * len(said) and numbers <= set(re.findall(r"\d+", window.replace(",", "")))
        for source in sources
        for window in _windows(source)
    )


def _windows(text: str) -> list[str]:
    spans = sentence_spans(text)
    starts = range(max(1, len(spans) - WINDOW + 1))
    return [text[spans[i].start : spans[min(i + WINDOW, len(spans)) - 1].end] for i in starts] if spans else []
