"""Fit the map that token vectors go through: `python -m eval.fits.token_map`.

The 128 principal axes of the token vectors that the default model makes of passages of training
sets. Writes `rag/models/model/token_map.safetensors` and its card, and prints, on questions about
passages that no training sees, how often the sentence with the answer is first, with all values
and with those of the map, in two bits each. It takes minutes.
"""

import argparse
import hashlib
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.harness.datasets import DEFAULT_DATA, TRAINING, read_documents
from eval.training.question_sets import SETS as LATER
from eval.training.questions import SETS, holds_out
from rag.core.article import Article
from rag.core.passage import Chunk
from rag.core.span import Span
from rag.evaluation.jsonl import read_jsonl
from rag.language.sentences import sentence_spans
from rag.library.preparing import stored_vectors
from rag.models.default_model import DEFAULT_MODEL
from rag.models.embedding import Embedder, Vectors
from rag.models.token_map import CARD, FOLDER, NAME, WEIGHTS
from rag.progress import track
from rag.search.late_interaction import embed_query, match_chunks, sentence_matches

SEED = 20261128
VALUES = 128
PASSAGES, MEASURED, ASKED = 350, 90, 2
"""Of a set: the passages that are fitted on and that are measured; the questions of one of these.
"""
TAKEN = (*SETS, "squad-train-sentences", "qed-nq", "covid-qa", "tatqa-text", "qadiscourse")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the passage that answers it, and where."""

    text: str
    passage: str
    places: Sequence[Span]


def read_set(folder: Path, name: str, held_out: bool) -> list[tuple[str, list[Asked]]]:
    """Return passages of a set with the questions that they answer; a run gives the same.

    Args:
        folder: of the set.
        name: of the set.
        held_out: whether they are of the part that no training sees, or of the rest.
    """
    chance = random.Random(f"{SEED} {name} {held_out}")
    texts = {document.id: document for document in read_documents(folder)}
    asked: dict[str, list[Asked]] = {}
    fields = {"id": str, "text": str, "doc_id": str, "answers": list, "answerable": bool}
    for record in read_jsonl(folder / "queries.jsonl", fields, dict):
        passage, places = texts[record["doc_id"]], _places(record)
        if _is_held_out(record, name, passage.title, passage.id) == held_out and places:
            question = Asked(record["text"].strip(), passage.text, places)
            asked.setdefault(passage.id, []).append(question)
    most = MEASURED if held_out else PASSAGES
    chosen = chance.sample(sorted(asked), min(most, len(asked)))
    return [
        (texts[id_].text, chance.sample(asked[id_], min(ASKED, len(asked[id_])))) for id_ in chosen
    ]


def principal_axes(tokens: Vectors, count: int) -> Vectors:
    """Return the directions, shape (values, count), in which vectors of length 1 differ most."""
    _, axes = np.linalg.eigh((tokens.T @ tokens).astype(np.float64) / len(tokens))
    return axes[:, -count:].astype(np.float32)


def first(asked: Sequence[Asked], embedder: Embedder) -> list[bool]:
    """Return for each question whether the sentence that matches best holds the answer."""
    right = []
    for question in asked:
        sentences = tuple(sentence_spans(question.passage))
        article = Article(question.passage)
        chunk = Chunk(article.info, Span(0, len(article.text)), article.text, sentences)
        (encoding,) = embedder.encode([chunk.embed_text])
        stored = stored_vectors(encoding)
        (matched,) = match_chunks([(chunk, stored)], embed_query(question.text, embedder))
        best, _ = max(sentence_matches(matched), key=lambda pair: float(pair[1].mean()))
        right.append(any(best.overlaps(place) for place in question.places))
    return right


def write(matrix: Vectors, card: Mapping[str, object], folder: Path = FOLDER) -> None:
    """Write a map and its card, completed with the map's sha256."""
    from safetensors.numpy import save

    data = save({NAME: matrix})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_bytes(data)
    whole = {**card, "sha256": hashlib.sha256(data).hexdigest()}
    (folder / CARD).write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, write and print."""
    import torch

    parser = argparse.ArgumentParser("python -m eval.fits.token_map")
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA.parent / TRAINING)
    given = parser.parse_args(arguments)
    embedder = Embedder()
    embedder.token_map = None
    fitted, held_out = (
        [pair for name in TAKEN for pair in read_set(given.data / name, name, part)]
        for part in (False, True)
    )
    passages = [text for text, _ in fitted]
    asked = [question for _, questions in held_out for question in questions]
    encodings = embedder.encode(list(track(passages, "embedding")))
    matrix = principal_axes(np.concatenate([e.tokens for e in encodings]), VALUES)
    whole = np.array(first(asked, embedder))
    embedder.token_map = torch.from_numpy(matrix)
    mapped = np.array(first(asked, embedder))
    measured = {
        "questions": len(asked),
        "sentence first": round(float(mapped.mean()), 3),
        "sentence first, all values": round(float(whole.mean()), 3),
    }
    card = {
        "what": f"the {VALUES} principal axes of the token vectors of {DEFAULT_MODEL}",
        "fitted_on": f"{len(passages)} passages of {', '.join(TAKEN)}",
        "measured": measured,
    }
    write(matrix, card)
    print(measured)


def _is_held_out(record: Mapping[str, Any], name: str, title: str, passage: str) -> bool:
    if name in LATER:
        return LATER[name].holds_out(record, title, passage)
    return holds_out(name, title, passage)


def _places(record: Mapping[str, Any]) -> list[Span]:
    """Return where the answer stands; nothing where there is none or it is not marked."""
    if not record["answerable"]:
        return []
    if record.get("evidence"):
        return [Span(*place) for place in record["evidence"]]
    start = record.get("start", -1)
    return [Span(start, start + len(record["answers"][0]))] if start >= 0 else []


if __name__ == "__main__":
    main()
