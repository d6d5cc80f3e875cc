"""Examples from the later sets of questions.

They bring evidence of several sentences, yes and no, conversations and time.

An answerable question comes with its passage and with one that does not answer it: a passage that
people marked so for the same question, its own passage without the sentences that answer, or one
that BM25 finds in the same set. A question that people marked as not answered by a passage comes
with that passage alone.
"""

import random
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.harness.datasets import read_documents
from eval.training.examples import Example, Group, Parts, window
from eval.training.marks import (
    Record,
    answer_place,
    gold_sentences,
    holding,
    holds_answer,
    question_text,
)
from eval.training.question_sets import LONG_WINDOW, SETS, QuestionSet
from eval.training.questions import CUT_OUT, FOUND, WINDOW
from eval.training.windows import Text, around, holding_all, nearest, prepare, scattered
from rag.core.span import Span
from rag.evaluation.jsonl import read_jsonl
from rag.language.language import DEFAULT
from rag.library.chunking import TokenCounter
from rag.library.index.fields import Fields
from rag.library.index.lexical import LexicalIndex
from rag.models.cross_encoder.network import Pair

MARKED = 0.6
"""How often the second passage is one that was marked as not answering, where there is one."""
TITLED = 0.8
"""How often a passage comes under its title."""


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    """A set while it is read.

    Attributes:
        known: how it is read.
        texts: its passages by id.
        index: finds passages.
        unanswered: by question, the passages that are marked as not answering it.
        related: by family, the passages that people tied to its questions.
        chance: draws.
    """

    known: QuestionSet
    texts: Mapping[str, Text]
    index: LexicalIndex
    unanswered: Mapping[str, Sequence[str]]
    related: Mapping[str, set[str]]
    chance: random.Random


@dataclass(frozen=True, slots=True, eq=False)
class _Ask:
    """A question on its way to examples.

    Attributes:
        record: as it stands in the file.
        text: the question, with what it leans on of its conversation.
        budget: the tokens of a passage.
        headed: whether passages come under their titles.
    """

    record: Record
    text: str
    budget: int
    headed: bool


def read_sets(folder: Path, count_tokens: TokenCounter, seed: int) -> dict[str, Parts]:
    """Return the examples of all sets below a folder by the set's name.

    Raises:
        DataError: naming file, line and field.
    """
    return {
        name: read_set(folder / name, count_tokens, random.Random(f"{seed} {name}"))
        for name in SETS
    }


def read_set(folder: Path, count_tokens: TokenCounter, chance: random.Random) -> Parts:
    """Return the examples of the set that the folder is named for."""
    known = SETS[folder.name]
    texts = {d.id: prepare(d, count_tokens, True) for d in read_documents(folder)}
    fields = {"id": str, "text": str, "doc_id": str, "answers": list, "answerable": bool}
    records = [
        record
        for record in read_jsonl(folder / "queries.jsonl", fields, dict)
        if record.get("type") != "underspecified" and texts[record["doc_id"]].spans
    ]
    unanswered: dict[str, list[str]] = defaultdict(list)
    related: dict[str, set[str]] = defaultdict(set)
    for record in records:
        related[_family(record)].add(record["doc_id"])
        if not record["answerable"]:
            unanswered[record["text"]].append(record["doc_id"])
    parts = Parts([], [])
    with tempfile.TemporaryDirectory() as temporary:
        index = LexicalIndex(Path(temporary))
        index.update(
            [], [(text.id, Fields(text.id), text.text, DEFAULT) for text in texts.values()]
        )
        source = _Source(known, texts, index, unanswered, related, chance)
        for record in records:
            group = _group(record, source)
            text = texts[record["doc_id"]]
            kept = known.holds_out(record, text.heading, text.id)
            (parts.dev if kept else parts.train).append(group)
    return parts


def _family(record: Record) -> str:
    """Return what ties a record to others: its contrast set, its group, or else the question."""
    return str(record.get("group", record.get("qid", record["text"]))).split("/")[0]


def _group(record: Record, source: _Source) -> Group:
    text, known = source.texts[record["doc_id"]], source.known
    budget = source.chance.randint(*known.window)
    ask = _Ask(record, question_text(record), budget, source.chance.random() < TITLED)
    if not record["answerable"]:
        return (_wrong(ask, text, range(len(text.spans)), source.chance),)
    answer, gold = answer_place(record), gold_sentences(record, text)
    if not gold:  # what answers may stand anywhere
        ask = _Ask(record, ask.text, max(budget, LONG_WINDOW[1]), ask.headed)
    keep = holding_all(ask.text, text, gold, ask.budget, source.chance)
    # no sentence is gold where only paragraphs are marked, or only the short answer is known
    marked = gold if "evidence" in record and not record.get("weak") else []
    first = _right(ask, text, keep, answer, gold, marked, known.trust)
    return first, _other(ask, text, gold, source)


def _other(ask: _Ask, text: Text, gold: Sequence[int], source: _Source) -> Example:
    """Return a passage that does not answer the question though it looks like it."""
    chance = source.chance
    marked = source.unanswered.get(ask.record["text"])
    if marked and chance.random() < MARKED:
        other = source.texts[chance.choice(marked)]
        return _wrong(ask, other, range(len(other.spans)), chance)
    clean = _clean(ask, text, gold, chance)
    enough = sum(text.lengths[i] for i in clean) >= ask.budget / 2
    if gold and source.known.cut and chance.random() < CUT_OUT and enough:
        return _wrong(ask, text, clean, chance)
    tied = source.related[_family(ask.record)] | {text.id}
    hits = source.index.search(ask.text, FOUND + len(tied))
    alike = [source.texts[name] for name, _ in hits if name not in tied]
    alike = [t for t in alike if t.spans and t.text != text.text]
    without = [t for t in alike if not holds_answer(ask.record, t.text)]
    rest = without or alike or [t for t in source.texts.values() if t.spans and t.id not in tied]
    other = chance.choice(rest[:FOUND])
    return _wrong(ask, other, range(len(other.spans)), chance)


def _clean(ask: _Ask, text: Text, gold: Sequence[int], chance: random.Random) -> list[int]:
    """Return the sentences without those that answer, or one of them where several must."""
    out = set(gold)
    if len(gold) > 1 and ask.record.get("type") != "yesno" and ask.record["answers"]:
        place = holding(text, answer_place(ask.record))
        out = {chance.choice(list(gold)) if place is None else place}
    return [
        i
        for i, span in enumerate(text.spans)
        if i not in out and not holds_answer(ask.record, span.slice(text.text))
    ]


def _right(
    ask: _Ask,
    text: Text,
    keep: Sequence[int],
    answer: Span | None,
    gold: Sequence[int],
    marked: Sequence[int],
    trust: float,
) -> Example:
    """Return the passage that answers, with the places of the answer and of what is marked."""
    passage, places = window(text.text, text.spans, keep, text.heading if ask.headed else "")
    at = {index: number for number, index in enumerate(keep)}
    place = next((i for i in gold if answer and answer.within(text.spans[i])), None)
    moved = None
    if answer and place in at:
        moved = answer.shift(places[at[place]].start - text.spans[place].start)
    pair = Pair(ask.text, passage, places)
    return Example(pair, True, moved, tuple(at[i] for i in marked if i in at), trust=trust)


def _wrong(ask: _Ask, text: Text, allowed: Sequence[int], chance: random.Random) -> Example:
    centre = nearest(ask.text, text, allowed)
    keep = (
        scattered(text, [centre], allowed, ask.budget, chance)
        if ask.budget > WINDOW[1]
        else around(text, centre, allowed, ask.budget, chance)
    )
    passage, places = window(text.text, text.spans, keep, text.heading if ask.headed else "")
    return Example(Pair(ask.text, passage, places), relevant=False)
