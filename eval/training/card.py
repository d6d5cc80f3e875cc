"""What ships with the weights: the card for people, and the curves of the training."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rag.evaluation.report.axis import Axis
from rag.evaluation.report.plots import Series, line_chart

TRAINED_ON = {
    "SQuADShifts, Reddit and Amazon parts": "CC BY 4.0",
    "SQuAD 2.0 development set, without XQuAD's paragraphs": "CC BY-SA 4.0",
    "SNLI development and test sets": "CC BY-SA 4.0",
    "SciFact training claims": "CC BY 4.0, abstracts ODC-By",
    "SummEdits, all domains but news": "Apache-2.0",
    "WiCE development set": "ODC-BY",
}
LOSSES = ("relevance", "rank", "span", "sentence", "evidence", "support", "supported")


def as_markdown(card: Mapping[str, Any]) -> str:
    """Return the card for people."""
    data = "\n".join(f"- {name} ({licence})" for name, licence in card["trained_on"].items())
    measured = "\n".join(f"| {name} | {value:.3f} |" for name, value in card["held_out"].items())
    trainings = len(card["seeds"])
    return f"""# The cross-encoder

A cross-encoder of 10.6 million parameters (and MiniLM's 11.9 million word embeddings, which it
shares with the embedding model). It reads a question or a claim together with a passage and says:
does the passage hold the answer, which sentence holds it, which words answer, does the passage
support the claim. English. It is one part of Footnote, not a judge of truth.

- Made by `make train` from all-MiniLM-L6-v2 (Apache-2.0): the average of {trainings} trainings
  with {card["steps"]:,} steps in all.
- File: weights.safetensors, float16, sha256 `{card["sha256"]}`. Licence: Apache-2.0, as Footnote's.

## Trained on
{data}

Nothing of XQuAD, SciFact's test claims, WiCE's test set, SummEdits' news, CLAPNQ, MTRAG,
MultiHop-RAG or the chunking benchmark. all-MiniLM-L6-v2 itself was trained on SQuAD, Natural
Questions, SNLI, MS MARCO and others.

## Measured on held-out parts of the same sets (n = {card["held_out_pairs"]:,} pairs)
| what | value |
|---|---|
{measured}

Results on the test sets are in the project's eval/RESULTS.md. Known faults: adversarial questions
whose answer is of the right kind but belongs to something else; claims that need more than one
passage; languages other than English.
"""


def curves(log: Path) -> str:
    """Return the losses over the steps as an HTML page, from log.jsonl."""
    entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    series = [_series(name, entries) for name in LOSSES if any(name in entry for entry in entries)]
    top = max(value for line in series for _, value in line.points)
    chart = line_chart(
        "Losses while training",
        "mean of the last hundred steps",
        series,
        Axis("step", 0, entries[-1]["steps"]),
        Axis("loss", 0, top),
    )
    return f'<!doctype html><meta charset="utf-8"><title>Training</title>{chart}'


def _series(name: str, entries: Sequence[Mapping[str, Any]]) -> Series:
    return Series(name, [(entry["step"], entry[name]) for entry in entries if name in entry])
