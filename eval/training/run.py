"""Train the cross-encoder: `python -m eval.training.run` (`make train`).

When it was stopped, it goes on where it was.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from eval.harness.datasets import DEFAULT_DATA, TRAINING
from eval.training.batching import plan
from eval.training.card import TRAINED_ON, as_markdown, curves
from eval.training.measure import measure, measure_sets
from eval.training.mixture import FIRST
from eval.training.packing import pack
from eval.training.sets import measured, read_all
from eval.training.train import STEPS, average, train
from rag.models.cross_encoder.weights import FOLDER, new_network, read_card, write_cross_encoder
from rag.models.embedding import Embedder
from rag.models.text_models import working_dtype
from rag.progress import say

TRAININGS = ((61, 20261126), (62, 20261124), (63, 20261126))
"""The seeds of each training: of the order and the heads' start, and of what makes the examples."""
HELD_OUT_SEED = 20261124
"""Makes the examples that are measured."""
WATCHED = 3
"""Every how many of the first sets' held-out groups are measured while training; at its end all.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, or go on training; write the weights, their card and the curves."""
    given = _parser().parse_args(arguments)
    import torch

    device = given.device or ("cuda" if torch.cuda.is_available() else "cpu")
    dtype = torch.bfloat16 if device == "cuda" else working_dtype()
    embedder = Embedder()
    read = partial(read_all, given.data, given.benchmarks, embedder.count_tokens)
    held_out = measured(read(HELD_OUT_SEED))
    dev = {name: groups[:: given.every] for name, groups in held_out.items()}
    first = [group for name in FIRST for group in dev[name]]
    networks = []
    for seed, examples_seed in TRAININGS:
        sets, folder = read(examples_seed), given.out / str(seed)
        groups = [
            (index, group)
            for index, parts in enumerate(sets.values())
            for group in parts.train[:: given.every]
        ]
        say(f"seed {seed}: {len(groups):,} groups to learn from, {len(first):,} held out")
        folder.mkdir(parents=True, exist_ok=True)
        packed = pack(groups, embedder.tokenizer)
        torch.manual_seed(seed)
        networks.append(new_network().to(device))
        watch = partial(measure, groups=first[::WATCHED], tokenizer=embedder.tokenizer)
        planned = plan(packed, list(sets), seed, given.steps)
        train(networks[-1], packed, planned, folder, dtype, watch)
        (folder / "curves.html").write_text(curves(folder / "log.jsonl"), encoding="utf-8")
    network = average(networks).to("cpu")
    by_set = measure_sets(network, dev, embedder.tokenizer)
    card = {
        "base": "sentence-transformers/all-MiniLM-L6-v2",
        "seeds": [seed for seed, _ in TRAININGS],
        "steps": given.steps * len(TRAININGS),
        "trained_on": TRAINED_ON,
        "held_out_pairs": sum(map(len, first)),
        "held_out": _rounded(measure(network, first, embedder.tokenizer)),
        "held_out_by_set": {name: _rounded(values) for name, values in by_set.items()},
    }
    write_cross_encoder(network, given.model, card)
    (given.model / "README.md").write_text(as_markdown(read_card(given.model)), encoding="utf-8")
    say(f"wrote {given.model}; logs and curves are in {given.out}")
    return 0


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}


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
    parser.add_argument("--steps", type=int, default=STEPS, metavar="N", help="of each training")
    parser.add_argument(
        "--device", metavar="NAME", help="cpu or cuda [default: cuda where there is one]"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
