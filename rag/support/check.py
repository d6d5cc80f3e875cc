"""Does a text support a claim? Entailment by the cross-encoder, and explicit checks.

The probability is a logistic regression on both, fitted on claims that the cross-encoder was not
trained on (support.json, written by `python -m eval.fits.support`). It fails closed: a claim or a
text without words has no support, and of several sentences the least supported one counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.core.span import Span
from rag.language.parsed import Parsed
from rag.models.calibration import Calibration
from rag.models.cross_encoder.cross_encoder import CrossEncoder
from rag.support.differences import differences
from rag.support.values import Difference, DifferenceKind

if TYPE_CHECKING:
    from rag.models.cross_encoder.network import Pair

FILE_NAME = "support.json"
READ_WORDS = 160
"""The words of a long text that are read with a claim: its closest sentences."""
_CERTAIN = 12.0


@dataclass(frozen=True, slots=True)
class Support:
    """How well a text supports a claim.

    Attributes:
        probability: calibrated, 0..1, that the text supports all that the claim says.
        reasons: where the claim and the text disagree, in the claim's order.
    """

    probability: float
    reasons: tuple[Difference, ...] = ()


def check_support(
    claim: Parsed, passage: Parsed, cross_encoder: CrossEncoder | None = None
) -> Support:
    """Return how well a passage supports a claim.

    Without a cross-encoder the result rests on shared words and on the explicit checks.
    """
    if not claim.sentences or not passage.sentences:
        return Support(0.0)
    calibration = Calibration.load(__package__, FILE_NAME, cross_encoder is not None)
    probabilities: list[float] = []
    reasons: list[Difference] = []
    for place, sentence in zip(claim.sentences, claim.by_sentence, strict=True):
        reasons_here = differences(sentence, passage)
        features = support_features(sentence, passage, reasons_here, cross_encoder)
        probabilities.append(calibration.probability(features))
        reasons += [replace(d, claim=d.claim.shift(place.start)) for d in reasons_here]
    return Support(min(probabilities), tuple(reasons))


def shipped_threshold(cross_encoded: bool) -> float:
    """Return the probability from which a claim counts as supported.

    Args:
        cross_encoded: whether the cross-encoder has seen it.
    """
    return Calibration.load(__package__, FILE_NAME, cross_encoded).threshold


def support_features(
    claim: Parsed,
    passage: Parsed,
    reasons: Sequence[Difference],
    cross_encoder: CrossEncoder | None,
) -> dict[str, float]:
    """Return what speaks for and against a claim, by name.

    - overlap: the share, 0..1, of its stems that stand in the passage.
    - number, unit, date, name, negation: how many of the `reasons` are of this kind, at
      most two.
    - entailed: the cross-encoder's log-odds of support; missing without one.
    """
    overlap = len(claim.stems & passage.stems) / len(claim.stems) if claim.stems else 0.0
    features = {"overlap": overlap}
    for kind in DifferenceKind:
        features[kind.value] = float(min(2, sum(reason.kind is kind for reason in reasons)))
    if cross_encoder:
        (prediction,) = cross_encoder.predict([as_pair(claim, passage)])
        features["entailed"] = max(-_CERTAIN, min(_CERTAIN, prediction.entailed))
    return features


def as_pair(claim: Parsed, passage: Parsed) -> "Pair":
    """Return a claim with the sentences of a passage closest to it, for the cross-encoder."""
    from rag.models.cross_encoder.network import Pair

    sentences = passage.by_sentence
    text, spans = join([sentences[index].text for index in closest(claim, sentences)])
    return Pair(claim.text, text, spans)


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


def closest(claim: Parsed, sentences: Sequence[Parsed], words: int = READ_WORDS) -> list[int]:
    """Return the sorted indices of the sentences that share most stems with a claim.

    As many as fit into a number of words, at least one; ties go to the earlier sentence.

    >>> from rag.language.parsed import parse
    >>> texts = ["It rained.", "The plant opened late.", "In 2021 it closed."]
    >>> closest(parse("The plant opened in 2021."), [parse(text) for text in texts], words=8)
    [1, 2]
    """
    order = sorted(range(len(sentences)), key=lambda i: (-len(claim.stems & sentences[i].stems), i))
    chosen: list[int] = []
    left = words
    for index in order:
        length = len(sentences[index].text.split())
        if length <= left or not chosen:
            chosen.append(index)
            left -= length
    return sorted(chosen)
