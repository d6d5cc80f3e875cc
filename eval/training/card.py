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
    "QED development set": "CC BY-SA 3.0, questions and text of Natural Questions and Wikipedia",
    "NQ-open development questions with gold passages, of Lost in the Middle": (
        "MIT, questions and text CC BY-SA 3.0"
    ),
    "TimeQA, human-annotated parts": "BSD 3-Clause, text CC BY-SA",
    "QuoteSum development set": "CC BY-SA 4.0",
    "RAMDocs": "MIT, text from Wikipedia (CC BY-SA) and web pages",
    "TAT-QA, text questions": "CC BY 4.0",
    "SelQA": "Apache-2.0, text CC BY-SA",
    "SQuAD 1.1 training sentences, of neural question generation": "CC BY-SA 4.0, code MIT",
    "COVID-QA": "Apache-2.0, data set CC BY 4.0",
    "HotpotQA supporting facts, of HaluEval": "MIT, questions and text CC BY-SA 4.0",
    "HotpotQA, 2WikiMultiHopQA and MuSiQue, of AMOR and MIGRES": (
        "CC BY-SA 4.0, Apache-2.0 and CC BY 4.0"
    ),
    "QAMR": "MIT, sentences from Wikinews (CC BY 2.5) and Wikipedia (CC BY-SA)",
    "QADiscourse": "CC BY 4.0, sentences from Wikinews (CC BY 2.5) and Wikipedia (CC BY-SA)",
    "CLAPNQ training questions with their answers": "Apache-2.0, text CC BY-SA",
    "Disfl-QA": "CC BY 4.0, questions and text of SQuAD 2.0 CC BY-SA 4.0",
    "MTRAG human conversations (first version), those with human evaluations": "Apache-2.0",
    "CondaQA": "Apache-2.0, text CC BY-SA",
    "ShARC development set": "CC BY-SA 3.0",
    "FEVER development claims with their evidence": "CC BY-SA 3.0",
    "FeverSymmetric": "CC BY-SA 3.0, code MIT",
    "FEVEROUS development claims on text, of ProgramFC": "MIT, claims and text CC BY-SA 3.0",
    "Fool Me Twice development and test sets": "Apache-2.0, text CC BY-SA",
    "SufficientFacts": "MIT, claims and text CC BY-SA",
    "PropSegmEnt development set, Wikipedia part": "CC BY 4.0, documents CC BY-SA 3.0",
    "WiCE training claims that are supported in part": (
        "ODC-BY, text CC BY-SA and Common Crawl terms"
    ),
    "BEGIN development sets": "CC BY 4.0, TopicalChat part CDLA-Sharing-1.0",
    "Factcheck-GPT": "Apache-2.0, evidence quoted from web pages",
    "Breaking NLI, one in ten": "CC BY-SA 4.0",
}
BY_SET = (
    "relevance AUC",
    "ranks the right passage first",
    "right sentence first",
    "token F1 of the answer",
    "support AUC",
)
LOSSES = ("relevance", "rank", "span", "sentence", "evidence", "support", "supported")


def as_markdown(card: Mapping[str, Any]) -> str:
    """Return the card for people."""
    data = "\n".join(f"- {name} ({licence})" for name, licence in card["trained_on"].items())
    measured = "\n".join(f"| {name} | {value:.3f} |" for name, value in card["held_out"].items())
    by_set = "\n".join(
        f"| {name} | {' | '.join(_value(values, what) for what in BY_SET)} |"
        for name, values in card.get("held_out_by_set", {}).items()
    )
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

Nothing of XQuAD, SciFact's test claims, WiCE's test set, SummEdits' news, CLAPNQ's development set,
MTRAG-UN, MultiHop-RAG or the chunking benchmark. all-MiniLM-L6-v2 itself was trained on SQuAD,
Natural Questions, SNLI, MS MARCO and others. Passages of the later sets that share thirteen words
in a row with a test set were left out.

## Measured on held-out parts
Of the first sets (n = {card["held_out_pairs"]:,} pairs):

| what | value |
|---|---|
{measured}

Of each set:

| set | {" | ".join(BY_SET)} |
|---|{"---|" * len(BY_SET)}
{by_set}

Results on the test sets are in the project's eval/RESULTS.md. Known faults: adversarial questions
whose answer is of the right kind but belongs to something else; questions of a conversation; claims
that need more than one passage; languages other than English.
"""


def _value(values: Mapping[str, float], what: str) -> str:
    return f"{values[what]:.3f}" if what in values else ""


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
