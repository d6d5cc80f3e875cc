"""Examples from questions with marked answers (SQuAD's form).

Each has the passage with the answer, and one that only looks like it.

The second passage is the first one without the sentences that hold the answer, so that the model
must read, or one that BM25 finds for the question in which none of the answers stands.
"""

import random
import tempfile
from pathlib import Path
from typing import Any

from eval.harness.datasets import read_documents
from eval.training.examples import Example, Group, Parts, held_out, window
from eval.training.windows import Text, around, nearest, prepare
from rag.core.span import Span
from rag.evaluation.jsonl import read_jsonl
from rag.language.language import DEFAULT
from rag.library.chunking import TokenCounter
from rag.library.index.fields import Fields
from rag.library.index.lexical import LexicalIndex
from rag.models.cross_encoder.network import Pair

SETS = ("squadshifts-reddit", "squadshifts-amazon", "squad2-adversarial")
TITLED = ("squad2-adversarial",)
"""The sets whose titles say what the passage is about."""
HELD_OUT = {"squadshifts-reddit": 0.02, "squadshifts-amazon": 0.02, "squad2-adversarial": 0.12}
WINDOW = (80, 200)
"""Fewest and most tokens of a passage, about those of a chunk; both of a group have the same."""
CUT_OUT = 0.5
"""How often the second passage is the first one without the answer."""
FOUND = 12


def read_sets(folder: Path, count_tokens: TokenCounter, seed: int) -> dict[str, Parts]:
    """Return the examples of all sets below a folder by the set's name.

    Raises:
        DataError: naming file, line and field.
    """
    return {
        name: _read_set(folder / name, name, count_tokens, random.Random(f"{seed} {name}"))
        for name in SETS
    }


def holds_out(name: str, title: str, passage: str) -> bool:
    """Tell whether a passage of one of `SETS` belongs to the part that no training sees."""
    return held_out((name in TITLED and title) or passage, HELD_OUT[name])


def _read_set(folder: Path, name: str, count_tokens: TokenCounter, chance: random.Random) -> Parts:
    texts = {d.id: prepare(d, count_tokens, name in TITLED) for d in read_documents(folder)}
    parts = Parts([], [])
    with tempfile.TemporaryDirectory() as temporary:
        index = LexicalIndex(Path(temporary))
        index.update(
            [], [(text.id, Fields(text.id), text.text, DEFAULT) for text in texts.values()]
        )
        fields = {"id": str, "text": str, "doc_id": str, "answers": list, "answerable": bool}
        for record in read_jsonl(folder / "queries.jsonl", fields, dict):
            group = _group(record, texts, index, chance)
            # squad2's neighbouring passages are of one article, so articles are held out
            kept = holds_out(name, texts[record["doc_id"]].heading, record["doc_id"])
            (parts.dev if kept else parts.train).append(group)
    return parts


def _group(
    record: dict[str, Any], texts: dict[str, Text], index: LexicalIndex, chance: random.Random
) -> Group:
    text, question = texts[record["doc_id"]], record["text"].strip()
    budget, places = chance.randint(*WINDOW), range(len(text.spans))
    if not record["answerable"]:
        return (
            _example(
                question,
                text,
                around(text, nearest(question, text, places), places, budget, chance),
                False,
            ),
        )
    answer = Span(record["start"], record["start"] + len(record["answers"][0]))
    holding = next((i for i, span in enumerate(text.spans) if answer.within(span)), None)
    if holding is None:  # an answer across sentences: the passage is relevant, no sentence is
        first = next(i for i, span in enumerate(text.spans) if span.overlaps(answer))
        return (
            _example(question, text, around(text, first, places, budget, chance), relevant=True),
        )
    keep = around(text, holding, places, budget, chance)
    return (
        _example(question, text, keep, relevant=True, answer=answer, holding=holding),
        _without(record, text, texts, index, budget, chance),
    )


def _without(
    record: dict[str, Any],
    text: Text,
    texts: dict[str, Text],
    index: LexicalIndex,
    budget: int,
    chance: random.Random,
) -> Example:
    """Return a passage that does not answer the question though it is about the same."""
    question, answers = record["text"].strip(), [answer.lower() for answer in record["answers"]]
    clean = [
        i
        for i, span in enumerate(text.spans)
        if not any(answer in span.slice(text.text).lower() for answer in answers)
    ]
    if chance.random() < CUT_OUT and sum(text.lengths[i] for i in clean) >= budget / 2:
        return _example(
            question,
            text,
            around(text, nearest(question, text, clean), clean, budget, chance),
            relevant=False,
        )
    alike = [texts[name] for name, _ in index.search(question, FOUND) if name != text.id]
    without = [t for t in alike if not any(answer in t.text.lower() for answer in answers)]
    other = chance.choice(without or alike)
    places = range(len(other.spans))
    keep = around(other, nearest(question, other, places), places, budget, chance)
    return _example(question, other, keep, relevant=False)


def _example(
    question: str,
    text: Text,
    keep: list[int],
    relevant: bool,
    answer: Span | None = None,
    holding: int | None = None,
) -> Example:
    passage, places = window(text.text, text.spans, keep, text.heading)
    pair = Pair(question, passage, places)
    if answer is None or holding is None:
        return Example(pair, relevant)
    index = keep.index(holding)
    moved = answer.shift(places[index].start - text.spans[holding].start)
    return Example(pair, relevant, moved, (index,))
