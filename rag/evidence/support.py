"""Does a text support a claim? Entailment by the evidence reader, and explicit checks of what can be compared.

The probability is a logistic regression on both, fitted on claims that the reader was not trained on (support.json, written
by `python -m eval.fit_support`). It fails closed: a claim or a text without words has no support, and of several sentences
the least supported one counts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.calibration import Calibration
from rag.chunking import sentence_spans
from rag.evidence.differences import Difference, Kind, differences
from rag.evidence.reader import EvidenceReader
from rag.types import Span
from rag.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from rag.evidence.network import Pair

FILE_NAME = "support.json"
READ_WORDS = 160
"""The words of a long text that are read with a claim: its closest sentences."""
_CERTAIN = 12.0


@dataclass(frozen=True, slots=True)
class Support:
    """How well a text supports a claim.

    Attributes:
        probability: calibrated, 0..1, that the text supports all that the claim says.
        reasons: what the claim says otherwise than the text, with the places in both, in the claim's order.
    """

    probability: float
    reasons: tuple[Difference, ...] = ()


def check_support(claim: str, passage: str, reader: EvidenceReader | None = None) -> Support:
    """Return how well a passage supports a claim; without a reader it rests on words and explicit checks."""
    own = sentence_spans(claim)
    if not own or not sentence_spans(passage):
        return Support(0.0)
    texts = [span.slice(claim) for span in own]
    calibration = Calibration.load(__package__, FILE_NAME, reader is not None)
    found = [differences(text, passage) for text in texts]
    signals = [read_signals(text, passage, some, reader) for text, some in zip(texts, found, strict=True)]
    reasons = [
        replace(one, claim=one.claim.shift(span.start)) for span, some in zip(own, found, strict=True) for one in some
    ]
    return Support(min(map(calibration.probability, signals)), tuple(reasons))


def shipped_threshold(read: bool) -> float:
    """Return the probability from which on a claim is taken as supported, with or without a reader."""
    return Calibration.load(__package__, FILE_NAME, read).threshold


def read_signals(claim: str, passage: str, found: Sequence[Difference], reader: EvidenceReader | None) -> dict[str, float]:
    """Return what speaks for and against a claim, by name.

    - overlap: the share, 0..1, of its content words that stand in the passage.
    - number, unit, date, name, negation: how many of the differences `found` are of this kind, at most two.
    - entailed: the reader's log-odds of support; missing without a reader.
    """
    said, known = content(claim), content(passage)
    signals = {"overlap": len(said & known) / len(said) if said else 0.0}
    signals |= {kind.value: float(min(2, sum(one.kind is kind for one in found))) for kind in Kind}
    if reader:
        (reading,) = reader.read([as_pair(claim, passage)])
        signals["entailed"] = max(-_CERTAIN, min(_CERTAIN, reading.entailed))
    return signals


def as_pair(claim: str, passage: str) -> "Pair":
    """Return a claim with the sentences of a passage that are closest to it, as the reader takes them."""
    from rag.evidence.network import Pair

    texts = [span.slice(passage) for span in sentence_spans(passage)]
    text, spans = join([texts[index] for index in closest(claim, texts)])
    return Pair(claim, text, spans)


def join(sentences: Sequence[str]) -> tuple[str, list[Span]]:
    """Return sentences as one text, and where each stands in it.

    >>> join(["One.", "Two."])
    ('One. Two.', [Span(start=0, end=4), Span(start=5, end=9)])
    """
    spans: list[Span] = []
    for sentence in sentences:
        start = spans[-1].end + 1 if spans else 0
        spans.append(Span(start, start + len(sentence)))
    return " ".join(sentences), spans


def closest(claim: str, sentences: Sequence[str], words: int = READ_WORDS) -> list[int]:
    """Return the indices, sorted, of the sentences that share most of the claim's content words, within a number of words.

    At least one; ties go to the earlier sentence.

    >>> closest("The plant opened in 2021.", ["It rained.", "The plant opened late.", "In 2021 it closed."], words=8)
    [1, 2]
    """
    said = content(claim)
    order = sorted(range(len(sentences)), key=lambda i: (-len(said & content(sentences[i])), i))
    chosen: list[int] = []
    left = words
    for index in order:
        length = len(sentences[index].split())
        if length <= left or not chosen:
            chosen.append(index)
            left -= length
    return sorted(chosen)


def content(text: str) -> set[str]:
    """Return the words of a text that say what it is about, in lower case."""
    return {word for word in re.findall(r"\w+", text.lower()) if word not in FUNCTION_WORDS}
