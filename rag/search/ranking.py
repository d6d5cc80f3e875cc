"""Order things by score. Pure arithmetic: higher is better, ties break by id."""

from collections.abc import Mapping, Sequence
from math import sqrt


def ordered(scores: Mapping[str, float]) -> list[str]:
    """Return the ids from the best score to the worst, ties by id.

    >>> ordered({"b": 1.0, "a": 1.0, "c": 2.0})
    ['c', 'a', 'b']
    """
    return sorted(scores, key=lambda name: (-scores[name], name))


def z_scores(scores: Mapping[str, float]) -> dict[str, float]:
    """Return how many standard deviations each score lies above the mean; 0 where all are equal.

    >>> z_scores({"a": 3.0, "b": 1.0})
    {'a': 1.0, 'b': -1.0}
    """
    if not scores:
        return {}
    mean = sum(scores.values()) / len(scores)
    deviation = sqrt(sum((score - mean) ** 2 for score in scores.values()) / len(scores))
    return {
        name: (score - mean) / deviation if deviation > 1e-12 else 0.0
        for name, score in scores.items()
    }


def fuse(parts: Sequence[tuple[float, Mapping[str, float]]]) -> dict[str, float]:
    """Return the weighted sum of z-scores; an id that a part lacks counts as its lowest.

    Args:
        parts: (weight, scores by id) of each ranking.
    """
    names = {name for _, scores in parts for name in scores}
    fused = dict.fromkeys(names, 0.0)
    for weight, scores in parts:
        standard = z_scores(scores)
        lowest = min(standard.values(), default=0.0)
        for name in names:
            fused[name] += weight * standard.get(name, lowest)
    return fused
