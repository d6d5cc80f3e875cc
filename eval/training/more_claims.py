"""Examples from the later sets of claims: supported, refuted, supported in part or not decided.

A claim that a text decides is also used as a question: the text is relevant to it, and a text that
says too little, or that BM25 finds for another claim, is not.
"""

import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eval.training.examples import Example, Group, Parts, held_out, window
from rag.core.span import Span
from rag.evaluation.jsonl import read_jsonl
from rag.language.language import DEFAULT
from rag.language.parsed import parse
from rag.language.sentences import sentence_spans
from rag.library.index.fields import Fields
from rag.library.index.lexical import LexicalIndex
from rag.models.cross_encoder.network import CONTRADICTED, ENTAILED, NEUTRAL, Pair
from rag.support.check import closest

HITS = 8
SHARED = 0.6
"""The share of a claim's content words from which on another text may decide it too."""
BESIDE = 0.5
"""How often a claim whose text decides it comes with a text that BM25 finds, where `asks`."""


@dataclass(frozen=True, slots=True)
class ClaimSet:
    """How a set is read.

    Attributes:
        key: what ties together the claims that are held out together: "claim", "document" or a
            field of the records.
        share: of the keys that are held out.
        asks: whether the claims are also used as questions.
        loose: whether "not enough" may also mean that the text says otherwise.
        every: one in so many claims is taken.
    """

    key: str
    share: float
    asks: bool = False
    loose: bool = False
    every: int = 1


SETS = {
    "fever-dev": ClaimSet("claim", 0.03, asks=True),
    "fever-symmetric": ClaimSet("claim", 0.12),
    "feverous-text": ClaimSet("claim", 0.1, asks=True),
    "fool-me-twice": ClaimSet("claim", 0.08, asks=True),
    "sufficient-facts": ClaimSet("group", 0.06),
    "propsegment-wiki-dev": ClaimSet("document", 0.15),
    "wice-train-partial": ClaimSet("document", 0.12),
    "begin": ClaimSet("document", 0.06, loose=True),
    "factcheck-gpt": ClaimSet("claim", 0.1),
    "breaking-nli": ClaimSet("document", 0.1, every=10),
}
"""Without wice-dev-evidence: its claims are those of WiCE's dev part, which `claims` reads."""

Record = Mapping[str, Any]


def read_sets(folder: Path, seed: int) -> dict[str, Parts]:
    """Return the examples of all sets below a folder by the set's name.

    Raises:
        DataError: naming file, line and field.
    """
    return {name: read_set(folder / name, random.Random(f"{seed} {name}")) for name in SETS}


def read_set(folder: Path, chance: random.Random) -> Parts:
    """Return the examples of the set that the folder is named for."""
    known = SETS[folder.name]
    fields = {"id": str, "claim": str, "document": str, "verdict": str}
    records: list[Record] = list(read_jsonl(folder / "claims.jsonl", fields, dict))
    labelled = [
        (record, _example(record, known))
        for record in records[:: known.every]
        if record["claim"].strip() and sentence_spans(record["document"])
    ]
    groups = _asking(labelled, known, chance) if known.asks else ((r, (e,)) for r, e in labelled)
    parts = Parts([], [])
    for record, group in groups:
        key = " ".join(re.findall(r"\w+", record[known.key].lower()))
        (parts.dev if held_out(key, known.share) else parts.train).append(group)
    return parts


def is_other(claim: str, text: str, deciding: Iterable[str]) -> bool:
    """Tell whether a text surely does not decide a claim.

    It shares no sentence with the texts that do, and few words with the claim.
    """
    taken = {span.slice(known) for known in deciding for span in sentence_spans(known)}
    if any(span.slice(text) in taken for span in sentence_spans(text)):
        return False
    stems = parse(claim).stems
    return len(stems & parse(text).stems) < SHARED * len(stems)


def _example(record: Record, known: ClaimSet) -> Example:
    """Return a claim with the sentences of its text that are closest to it."""
    text, claim = record["document"], record["claim"].strip()
    spans = sentence_spans(text)
    keep = closest(parse(claim), [parse(span.slice(text)) for span in spans])
    passage, places = window(text, spans, keep)
    marked = [Span(*place) for place in record.get("evidence", ()) if place[0] < place[1]]
    gold = tuple(
        number
        for number, index in enumerate(keep)
        if any(spans[index].overlaps(place) for place in marked)
    )
    pair = Pair(claim, passage, places)
    match record["verdict"]:
        case "supported":
            return Example(pair, gold=gold, support=ENTAILED)
        case "refuted":
            return Example(pair, gold=gold, support=CONTRADICTED)
        case "not_enough" if not known.loose:
            return Example(pair, support=NEUTRAL)
        case "not_enough" | "partially_supported":
            return Example(pair, gold=gold, supported=False)
    raise ValueError(f"field 'verdict' is {record['verdict']!r}")


def _asking(
    labelled: Sequence[tuple[Record, Example]], known: ClaimSet, chance: random.Random
) -> Iterator[tuple[Record, Group]]:
    """Yield claims as questions, too: with the text that decides and a text that does not."""
    undecided: dict[str, list[Example]] = defaultdict(list)
    texts_of: dict[str, set[str]] = defaultdict(set)
    for record, example in labelled:
        texts_of[record["claim"]].add(record["document"])
        if example.support == NEUTRAL:
            undecided[record["claim"]].append(replace(example, relevant=False))
    texts = list(dict.fromkeys(record["document"] for record, _ in labelled))
    with tempfile.TemporaryDirectory() as temporary:
        index = LexicalIndex(Path(temporary))
        index.update([], [(str(at), Fields(""), text, DEFAULT) for at, text in enumerate(texts)])
        for record, example in labelled:
            claim = record["claim"]
            if example.support is None:
                yield record, (example,)
            elif example.support != NEUTRAL:
                first = replace(example, relevant=True)
                if beside := undecided[claim]:
                    yield record, (first, chance.choice(beside))
                    continue
                hits = index.search(claim, HITS) if chance.random() < BESIDE else []
                others = [texts[int(name)] for name, _ in hits]
                others = [text for text in others if is_other(claim, text, texts_of[claim])]
                if not others:
                    yield record, (first,)
                    continue
                changed = {"document": chance.choice(others), "verdict": "not_enough"}
                other = _example({**record, **changed}, known)
                yield record, (first, replace(other, relevant=False, gold=()))
