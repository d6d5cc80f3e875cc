"""All training sets by name."""

import random
from collections.abc import Mapping
from pathlib import Path

from eval.training import claims, more_claims, more_questions, questions
from eval.training.examples import Group, Parts
from eval.training.mixture import FIRST
from rag.library.chunking import TokenCounter

MOST_HELD_OUT = 260
"""The most groups of a later set that are measured."""


def read_all(
    training: Path, benchmarks: Path, count_tokens: TokenCounter, seed: int
) -> dict[str, Parts]:
    """Return all sets by name.

    A later set does not train on a question or claim that any set has in its held-out part.

    Args:
        training: the folder of the training sets.
        benchmarks: the folder of the benchmark sets; only dev parts are read.
        count_tokens: of the encoder's tokenizer.
        seed: chooses what is read with a question, and what is edited.
    """
    sets = {
        **questions.read_sets(training, count_tokens, seed),
        **claims.read_claims(training, benchmarks, seed),
        **more_questions.read_sets(training, count_tokens, seed),
        **more_claims.read_sets(training, seed),
    }
    queries = {_query(group) for parts in sets.values() for group in parts.dev}
    return {
        name: parts
        if name in FIRST
        else Parts([g for g in parts.train if _query(g) not in queries], parts.dev)
        for name, parts in sets.items()
    }


def measured(sets: Mapping[str, Parts]) -> dict[str, list[Group]]:
    """Return by set the groups that are measured.

    All that are held out of the first sets, at most `MOST_HELD_OUT` of each later set.
    """
    return {
        name: parts.dev
        if name in FIRST
        else random.Random(f"dev {name}").sample(parts.dev, min(MOST_HELD_OUT, len(parts.dev)))
        for name, parts in sets.items()
    }


def _query(group: Group) -> str:
    return " ".join(group[0].pair.query.lower().split())
