"""Does a text support a claim? Footnote's check beside three simple ones.

The simple ones' thresholds are fitted on other claims.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rag.evaluation.matching import words
from rag.evaluation.measure.result import FOOTNOTE, Case, Outcome, Result, Scorer, Shown
from rag.evaluation.measure.statistics import balanced_accuracy
from rag.language.language import language
from rag.language.parsed import parse
from rag.language.sentences import sentence_spans
from rag.models.cross_encoder.weights import load_cross_encoder
from rag.models.embedding import Embedder, Encoding
from rag.support.check import Support, check_support, shipped_threshold

WORD_OVERLAP, COSINE, LATE_INTERACTION = "word overlap", "cosine", "late interaction"


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim with the text it rests on.

    Attributes:
        id: its name in the set.
        claim: what is said.
        evidence: the sentences of the text, at least one; see `sentences`.
        label: what the set calls the pair.
        supported: whether the text supports the claim.
    """

    id: str
    claim: str
    evidence: tuple[str, ...]
    label: str
    supported: bool


Track = Callable[[Iterable[Pair]], Iterable[Pair]]
"""Passes pairs on and shows how far it is."""


def evaluate(
    suite: str,
    fitting: Sequence[Pair],
    pairs: Sequence[Pair],
    embedder: Embedder,
    track: Track = iter,
) -> Outcome:
    """Fit the simple systems' thresholds on some pairs and measure all systems on others.

    Footnote's threshold is the shipped one.

    Args:
        suite: the name that the results carry.
        fitting: the pairs that may be fitted on.
        pairs: the pairs that are measured.
        embedder: the model of the vectors.
        track: shows the progress.
    """
    labels = [pair.supported for pair in fitting]
    thresholds = {
        name: fit_threshold(labels, values)
        for name, values in scores(fitting, embedder, track).items()
    }
    by_system = scores(pairs, embedder, track)
    cross_encoder = load_cross_encoder(embedder)
    thresholds[FOOTNOTE] = shipped_threshold(cross_encoder is not None)
    checked = [
        check_support(parse(pair.claim), parse("\n".join(pair.evidence)), cross_encoder)
        for pair in track(pairs)
    ]
    by_system[FOOTNOTE] = [support.probability for support in checked]
    cases = [
        as_case(suite, *pair, thresholds[FOOTNOTE]) for pair in zip(pairs, checked, strict=True)
    ]
    return Outcome(score_support(suite, pairs, by_system, thresholds), cases)


def sentences(*texts: str) -> tuple[str, ...]:
    """Return the sentences of texts, each short enough for the embedder to read whole."""
    return tuple(span.slice(text) for text in texts for span in sentence_spans(text))


def scores(
    pairs: Sequence[Pair], embedder: Embedder, track: Track = iter
) -> dict[str, list[float]]:
    """Return by system how well each claim is supported, in the order of the pairs."""
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.claim, *pair.evidence)))
    vectors = dict(zip(texts, embedder.encode(texts), strict=True))
    by_system: dict[str, list[float]] = {WORD_OVERLAP: [], COSINE: [], LATE_INTERACTION: []}
    for pair in track(pairs):
        claim, evidence = vectors[pair.claim], [vectors[sentence] for sentence in pair.evidence]
        by_system[WORD_OVERLAP].append(word_overlap(pair.claim, pair.evidence))
        by_system[COSINE].append(best_cosine(claim, evidence))
        by_system[LATE_INTERACTION].append(maxsim(claim, evidence))
    return by_system


def word_overlap(claim: str, evidence: Iterable[str]) -> float:
    """Return the share, 0..1, of the claim's content words that stand in the evidence.

    >>> word_overlap("The plant opened in 2021.", ["It opened late.", "It burnt."]).__round__(3)
    0.333
    """
    content = [word for word in words(claim) if word not in language().stop_words]
    known = {word for sentence in evidence for word in words(sentence)}
    return sum(word in known for word in content) / len(content) if content else 0.0


def best_cosine(claim: Encoding, evidence: Sequence[Encoding]) -> float:
    """Return the cosine, -1..1, of the claim and the evidence sentence that is closest to it."""
    return max(float(claim.dense @ sentence.dense) for sentence in evidence)


def maxsim(claim: Encoding, evidence: Sequence[Encoding]) -> float:
    """Return the mean, over the claim's tokens, of the best cosine with a token of the evidence.

    It lies between -1 and 1. The product is torch's, as in `rag.search.late_interaction`.
    """
    import torch

    tokens = np.concatenate([sentence.tokens for sentence in evidence])
    similarities = torch.from_numpy(claim.tokens) @ torch.from_numpy(tokens).T
    return float(similarities.max(dim=1).values.mean())


def fit_threshold(labels: Sequence[bool], scores: Sequence[float]) -> float:
    """Return the threshold with the highest balanced accuracy.

    A claim is taken as supported from it upwards. It lies midway between two neighbouring scores,
    or is the lowest score, at which every claim is taken; of equally good ones it is the lowest.

    >>> fit_threshold([False, False, True, True], [0.1, 0.3, 0.5, 0.9])
    0.4
    """
    known = np.unique(scores)
    thresholds = np.concatenate([known[:1], (known[:-1] + known[1:]) / 2])
    taken = np.asarray(scores)[None, :] >= thresholds[:, None]
    with np.errstate(invalid="ignore"):  # labels of one kind: balanced accuracy is not defined
        return float(thresholds[np.argmax(balanced_accuracy(np.asarray(labels), taken))])


def score_support(
    suite: str,
    pairs: Sequence[Pair],
    scores: Mapping[str, Sequence[float]],
    thresholds: Mapping[str, float],
) -> list[Result]:
    """Return by system the balanced accuracy at its threshold, and the AUC."""
    labels, ids = [pair.supported for pair in pairs], [pair.id for pair in pairs]
    results = []
    for system, values in scores.items():
        taken = [score >= thresholds[system] for score in values]
        scorer = Scorer(suite, system)
        results += scorer.score("balanced accuracy", "balanced accuracy", labels, taken, ids=ids)
        results += scorer.score("AUC", "auc", labels, values, ids=ids)
    return results


def as_case(suite: str, pair: Pair, support: Support, threshold: float) -> Case:
    """Return a pair with how it was judged.

    The score is 1 where that is right, else from 0.5 downwards the surer the mistake was.
    What is shown as cited is the sentence with the largest share of the claim's words, and what
    differs.
    """
    score = support.probability
    taken = score >= threshold
    right = taken == pair.supported
    word = "supported" if taken else "not supported"
    verdict = f"taken as {word} (score {score:.2f}, threshold {threshold:.2f})"
    best = max(pair.evidence, key=lambda sentence: word_overlap(pair.claim, [sentence]))
    return Case(
        suite,
        pair.id,
        pair.claim,
        1.0 if right else max(0.0, 0.5 - abs(score - threshold)),
        verdict if right else f"{verdict}, but labelled {pair.label}",
        expected=(Shown("label", pair.label),),
        cited=(
            Shown("closest sentence", best),
            *(Shown(reason.kind.value, reason.message) for reason in support.reasons),
        ),
    )
