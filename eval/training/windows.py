"""The sentences of a passage that an example shows: about as many tokens as a chunk has."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from eval.harness.datasets import Document
from rag.core.span import Span
from rag.language.sentences import sentence_spans
from rag.library.chunking import TokenCounter


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A passage with its sentences, their numbers of tokens and its heading."""

    id: str
    text: str
    spans: list[Span]
    lengths: list[int]
    heading: str


def prepare(document: Document, count_tokens: TokenCounter, titled: bool) -> Text:
    """Return a document with its sentences counted.

    Args:
        document: the passage.
        count_tokens: of the encoder's tokenizer.
        titled: whether the title says what the passage is about and becomes its heading.
    """
    spans = sentence_spans(document.text)
    lengths = count_tokens([span.slice(document.text) for span in spans])
    return Text(document.id, document.text, spans, lengths, document.title if titled else "")


def nearest(question: str, text: Text, allowed: Sequence[int]) -> int:
    """Return the sentence that shares the most words with the question."""
    return max(allowed, key=lambda i: len(_shared(question, text.spans[i].slice(text.text))))


def around(
    text: Text, centre: int, allowed: Sequence[int], budget: int, chance: random.Random
) -> list[int]:
    """Return sentences around a centre, grown by chance to either side within a budget."""
    places = list(allowed)
    at = places.index(centre)
    lengths = [text.lengths[place] for place in places]
    low, high = _grown(lengths, at, at, budget, chance)
    return places[low : high + 1]


def holding_all(
    question: str, text: Text, gold: Sequence[int], budget: int, chance: random.Random
) -> list[int]:
    """Return sentences that include all that answer, where the budget allows with neighbours.

    Sentences that answer but stand too far apart come with others from anywhere.
    """
    places = range(len(text.spans))
    if not gold:
        return around(text, nearest(question, text, places), places, budget, chance)
    low, high = min(gold), max(gold)
    if low < high and sum(text.lengths[low : high + 1]) > budget:
        return scattered(text, gold, places, budget, chance)
    low, high = _grown(text.lengths, low, high, budget, chance)
    return list(range(low, high + 1))


def scattered(
    text: Text, first: Sequence[int], allowed: Sequence[int], budget: int, chance: random.Random
) -> list[int]:
    """Return sentences and others drawn by chance within a budget, in the text's order."""
    kept = set(first)
    left = budget - sum(text.lengths[i] for i in kept)
    others = [i for i in allowed if i not in kept]
    chance.shuffle(others)
    for i in others:
        if text.lengths[i] <= left:
            kept.add(i)
            left -= text.lengths[i]
    return sorted(kept)


def _grown(
    lengths: Sequence[int], low: int, high: int, budget: int, chance: random.Random
) -> tuple[int, int]:
    """Return the first and last index of a run, grown by chance to either side within a budget."""
    used = sum(lengths[low : high + 1])
    while sides := [
        side
        for side in (low - 1, high + 1)
        if 0 <= side < len(lengths) and used + lengths[side] <= budget
    ]:
        side = chance.choice(sides)
        used += lengths[side]
        low, high = min(low, side), max(high, side)
    return low, high


def _shared(question: str, sentence: str) -> set[str]:
    return set(question.lower().split()) & set(sentence.lower().split())
