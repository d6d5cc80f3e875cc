"""Train the cross-encoder: `python -m eval.training.run` (`make train`).

When it was stopped, it goes on where it was.
"""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from eval.harness.datasets import DEFAULT_DATA, TRAINING
from eval.training import claims, questions
from eval.training.card import TRAINED_ON, as_markdown, curves
from eval.training.examples import Parts
from eval.training.measure import measure
from eval.training.train import average, train
from rag.models.cross_encoder.weights import FOLDER, new_network, read_card, write_cross_encoder
from rag.models.embedding import Embedder
from rag.progress import say

SEEDS = (20261124, 20261126)
"""One for each training; they choose the other passages, the order and the start of the heads."""
WATCHED = 3
"""Every how many of the held-out groups are measured while training; at its end all are."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, or go on training; write the weights, their card and the curves."""
    given = _parser().parse_args(arguments)
    import torch

    embedder = Embedder()
    dev = _read(given, embedder, SEEDS[0]).dev
    networks, steps = [], 0
    for seed in SEEDS:
        groups, folder = _read(given, embedder, seed).train, given.out / str(seed)
        say(f"seed {seed}: {len(groups):,} groups to learn from, {len(dev):,} held out")
        folder.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(seed)
        networks.append(new_network())
        watch = partial(measure, groups=dev[::WATCHED], tokenizer=embedder.tokenizer)
        steps += train(networks[-1], groups, embedder.tokenizer, folder, seed, watch)
        (folder / "curves.html").write_text(curves(folder / "log.jsonl"), encoding="utf-8")
    network = average(networks)
    card = {
        "base": "sentence-transformers/all-MiniLM-L6-v2",
        "seeds": SEEDS,
        "steps": steps,
        "trained_on": TRAINED_ON,
        "held_out_pairs": sum(map(len, dev)),
        "held_out": {
            name: round(value, 4)
            for name, value in measure(network, dev, embedder.tokenizer).items()
        },
    }
    write_cross_encoder(network, given.model, card)
    (given.model / "README.md").write_text(as_markdown(read_card(given.model)), encoding="utf-8")
    say(f"wrote {given.model}; logs and curves are in {given.out}")
    return 0


def _read(given: argparse.Namespace, embedder: Embedder, seed: int) -> Parts:
    from_questions = questions.read_sets(given.data, embedder.count_tokens, seed)
    from_claims = claims.read_claims(given.data, given.benchmarks, seed)
    return Parts(
        [*from_questions.train, *from_claims.train][:: given.every],
        [*from_questions.dev, *from_claims.dev][:: given.every],
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m eval.training.run", description="Train the cross-encoder."
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=DEFAULT_DATA.parent / TRAINING,
        metavar="DIR",
        help="training sets",
    )
    parser.add_argument(
        "--benchmarks",
        type=Path,
        default=DEFAULT_DATA,
        metavar="DIR",
        help="benchmark sets (dev parts)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path(".rag/training"),
        metavar="DIR",
        help="checkpoint, log and curves",
    )
    parser.add_argument(
        "--model", type=Path, default=FOLDER, metavar="DIR", help="takes the weights and their card"
    )
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="take every Nth group: a quick look"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
