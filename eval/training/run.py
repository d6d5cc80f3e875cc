"""Train the evidence reader: `python -m eval.training.run` (`make train`). Stopped, it goes on where it was."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from eval.datasets import DEFAULT_DATA, TRAINING
from eval.training import claims, questions
from eval.training.card import TRAINED_ON, as_markdown, curves
from eval.training.measure import measure
from eval.training.train import train
from rag.embedding import Embedder
from rag.evidence.loading import FOLDER, new_network, read_card, write_reader

SEED = 20261124
WATCHED = 3
"""Every how many of the held-out groups are measured while training; at its end all are."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, or go on training; write the weights, their card and the curves."""
    given = _parser().parse_args(arguments)
    import torch

    torch.manual_seed(SEED)
    given.out.mkdir(parents=True, exist_ok=True)
    embedder = Embedder()
    asked = questions.read_sets(given.data, embedder.count_tokens, SEED)
    claimed = claims.read_claims(given.data, given.benchmarks, SEED)
    groups, dev = [*asked.train, *claimed.train][:: given.every], [*asked.dev, *claimed.dev][:: given.every]
    print(f"{len(groups):,} groups to learn from, {len(dev):,} held out", file=sys.stderr)
    network, tokenizer = new_network(), embedder.tokenizer
    steps = train(network, groups, tokenizer, given.out, SEED, lambda: measure(network, dev[::WATCHED], tokenizer))
    card = {
        "base": "sentence-transformers/all-MiniLM-L6-v2",
        "seed": SEED,
        "steps": steps,
        "trained_on": TRAINED_ON,
        "held_out_pairs": sum(map(len, dev)),
        "held_out": {name: round(value, 4) for name, value in measure(network, dev, tokenizer).items()},
    }
    write_reader(network, given.model, card)
    (given.model / "README.md").write_text(as_markdown(read_card(given.model)), encoding="utf-8")
    (given.out / "curves.html").write_text(curves(given.out / "log.jsonl"), encoding="utf-8")
    print(f"wrote {given.model}; log and curves are in {given.out}", file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m eval.training.run", description="Train the evidence reader.")
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA.parent / TRAINING, metavar="DIR", help="training sets")
    parser.add_argument("--benchmarks", type=Path, default=DEFAULT_DATA, metavar="DIR", help="benchmark sets (dev parts)")
    parser.add_argument("--out", type=Path, default=Path(".rag/training"), metavar="DIR", help="checkpoint, log and curves")
    parser.add_argument("--model", type=Path, default=FOLDER, metavar="DIR", help="takes the weights and their card")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every Nth group: a quick look")
    return parser


if __name__ == "__main__":
    sys.exit(main())
