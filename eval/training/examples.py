"""What the cross-encoder learns from: pairs of a question or claim and a passage, labelled."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.core.span import Span
from rag.models.cross_encoder.network import Pair


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with its labels; None where nothing is known.

    Attributes:
        pair: what is read.
        relevant: whether the passage answers the question.
        answer: where the answer stands in the passage.
        gold: the indices of the sentences that hold the answer, the one with `answer` first.
        support: ENTAILED, NEUTRAL or CONTRADICTED.
        supported: whether the passage supports the claim, where no more than that is known.
        trust: how much `answer` counts, 0..1.
    """

    pair: Pair
    relevant: bool | None = None
    answer: Span | None = None
    gold: tuple[int, ...] = ()
    support: int | None = None
    supported: bool | None = None
    trust: float = 1.0


Group = tuple[Example, ...]
"""Examples of one question, the one that answers it first; or a single example."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What is trained on, and what is held out to watch the training and to fit thresholds."""

    train: list[Group]
    dev: list[Group]


def held_out(key: str, share: float) -> bool:
    """Tell, always the same for a key, whether it belongs to the part (0..1) that is held out."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) < share * 0x1_0000_0000


def window(
    text: str, spans: Sequence[Span], keep: Sequence[int], heading: str = ""
) -> tuple[str, tuple[Span, ...]]:
    """Return some sentences as a passage under a heading, and where they stand in it.

    They are those of `text` at the sorted indices `keep`.

    >>> window("One. Two. Three.", [Span(0, 4), Span(5, 9), Span(10, 16)], [0, 2], "Title")
    ('Title\\nOne. Three.', (Span(start=6, end=10), Span(start=11, end=17)))
    """
    passage = f"{heading}\n" if heading else ""
    places = []
    for number, index in enumerate(keep):
        if number:
            adjacent = index - 1 == keep[number - 1]
            passage += text[spans[index - 1].end : spans[index].start] if adjacent else " "
        places.append(Span(len(passage), len(passage) + spans[index].end - spans[index].start))
        passage += spans[index].slice(text)
    return passage, tuple(places)


def claims(groups: Sequence[Group]) -> Iterator[Example]:
    """Yield the examples that say whether a claim is supported."""
    for group in groups:
        for example in group:
            if example.support is not None or example.supported is not None:
                yield example


def as_claim(claim: str, passage: str, sentences: Sequence[Span], **labels: object) -> Group:
    """Return a claim and a passage as a group of one."""
    example = Example(Pair(claim, passage, tuple(sentences)))
    return (replace(example, **labels),)  # type: ignore[arg-type]
