"""How often each training set is read."""

from collections.abc import Mapping

FIRST = (
    "squadshifts-reddit",
    "squadshifts-amazon",
    "squad2-adversarial",
    "snli",
    "scifact-train",
    "documents",
    "edited",
)
"""The sets that were there before the others.

"documents" are WiCE's dev part and SummEdits but for its news.
"""
TIMES = {
    "squadshifts-reddit": 2.0,
    "squadshifts-amazon": 2.0,
    "squad2-adversarial": 2.5,
    "documents": 2.0,
    "multihop": 1.5,
    "snli": 0.7,
    "edited": 0.7,
    "squad-train-sentences": 0.7,
    "clapnq-train-answers": 0.5,
    "begin": 0.5,
    "propsegment-wiki-dev": 0.5,
    "disfl-squad2": 0.4,
}
"""How much more often than by the square root of its size a set is read; others 1."""


def weights(sizes: Mapping[str, int]) -> dict[str, float]:
    """Return each set's share of the groups that are read.

    It goes by the square root of the set's size, times `TIMES`.

    >>> weights({"qed-nq": 400, "squadshifts-reddit": 100, "selqa": 0})
    {'qed-nq': 0.5, 'squadshifts-reddit': 0.5}
    """
    raw = {name: TIMES.get(name, 1.0) * size**0.5 for name, size in sizes.items() if size}
    return {name: value / sum(raw.values()) for name, value in raw.items()}
