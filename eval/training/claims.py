"""Examples of claims and the texts they rest on.

SNLI, SciFact's train part, WiCE's dev part, SummEdits, and sentences that are edited.
"""

import csv
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from eval.harness.claim_sets import (
    SUMMEDITS_DOMAINS,
    SUMMEDITS_OTHER,
    read_summedits,
    read_wice,
)
from eval.harness.claims import Pair as Claim
from eval.harness.claims import sentences
from eval.harness.datasets import read_documents
from eval.training.edits import names_in, spoil
from eval.training.examples import Group, Parts, as_claim, held_out, window
from rag.core.span import Span
from rag.language.parsed import parse
from rag.language.sentences import sentence_spans
from rag.models.cross_encoder.network import CONTRADICTED, ENTAILED, NEUTRAL
from rag.support.check import closest, join

SNLI = ("snli", {"entailment": ENTAILED, "neutral": NEUTRAL, "contradiction": CONTRADICTED})
SCIFACT = {"SUPPORT": ENTAILED, "CONTRADICT": CONTRADICTED, "": NEUTRAL}
HELD_OUT = 0.2
REPEATS = 2
"""How often a pass reads the sentences of the few real claims on documents; the claims once."""
EDITED = 3
"""The most sentences of a document that become claims."""


def read_claims(training: Path, benchmarks: Path, seed: int) -> dict[str, Parts]:
    """Return the examples of all sets of claims by the set's name.

    "documents" are WiCE's dev part and SummEdits.

    Args:
        training: the folder of the training sets.
        benchmarks: the folder of the benchmark sets: WiCE's dev part, and the abstracts that
            SciFact's train claims cite.
        seed: chooses what is edited.
    """
    claims = documents(training, benchmarks)
    known = [claim for claim in claims if not held_out_claim(claim)]
    dev = [as_group(claim) for claim in claims if held_out_claim(claim)]
    train = [as_group(claim) for claim in [*known, *by_sentence(known) * REPEATS]]
    chance = random.Random(seed)
    texts = dict.fromkeys(claim.evidence for claim in known)
    more = [(document.text,) for document in read_documents(training / "squad2-adversarial")]
    scifact = _scifact(training / "scifact-train", benchmarks / "scifact")
    return {
        "snli": Parts(list(_snli(training / SNLI[0])), []),
        "scifact-train": Parts(list(scifact), []),
        "documents": Parts(train, dev),
        "edited": Parts(list(edited([*texts, *more], chance)), []),
    }


def documents(training: Path, benchmarks: Path) -> list[Claim]:
    """Return the real claims on documents: SummEdits but for its news, and WiCE's dev part."""
    return [
        *(
            pair
            for domain in SUMMEDITS_DOMAINS
            for pair in read_summedits(training / SUMMEDITS_OTHER / f"{domain}.jsonl")
        ),
        *read_wice(benchmarks / "wice" / "dev.jsonl"),
    ]


def held_out_claim(claim: Claim) -> bool:
    """Tell whether a claim, with all others on the same document, is kept from training."""
    return held_out(claim.evidence[0], HELD_OUT)


def by_sentence(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims of one sentence, wherever it is known which sentence of a claim is wrong.

    All sentences of a supported claim are supported, and so are the same sentences in another claim
    on the document. Where one sentence of an unsupported claim is left then, it is the wrong one;
    where several are, the claim stays whole.
    """
    supported: dict[tuple[str, ...], set[str]] = {}
    for claim in claims:
        if claim.supported:
            supported.setdefault(claim.evidence, set()).update(sentences(claim.claim))
    claims_of_one: dict[tuple[str, tuple[str, ...]], Claim] = {}
    for claim in claims:
        known = supported.get(claim.evidence, set())
        new = [text for text in sentences(claim.claim) if claim.supported or text not in known]
        for text in new if claim.supported or len(new) == 1 else [claim.claim]:
            claims_of_one[text, claim.evidence] = replace(claim, claim=text)
    return list(claims_of_one.values())


def as_group(claim: Claim) -> Group:
    """Return a claim with the sentences that are closest to it."""
    chosen = closest(parse(claim.claim), [parse(sentence) for sentence in claim.evidence])
    text, spans = join([claim.evidence[index] for index in chosen])
    return as_claim(claim.claim, text, spans, supported=claim.supported)


def edited(documents: Iterable[tuple[str, ...]], chance: random.Random) -> Iterator[Group]:
    """Yield sentences of documents as claims, each as it stands or spoilt.

    A document gives at most `EDITED`.
    """
    for document in documents:
        text = " ".join(document)
        spans = sentence_spans(text)
        names = names_in(text)
        for index in chance.sample(range(len(spans)), min(EDITED, len(spans))):
            sentence = " ".join(spans[index].slice(text).split())
            keep = range(max(0, index - 2), min(len(spans), index + 3))
            passage, places = window(text, spans, list(keep))
            wrong = spoil(sentence, names, chance)
            if not 6 <= len(sentence.split()) <= 50 or wrong is None:
                continue
            right = chance.random() < 0.5
            yield as_claim(
                sentence if right else wrong,
                passage,
                places,
                support=ENTAILED if right else CONTRADICTED,
            )


def _snli(folder: Path) -> Iterator[Group]:
    for part in ("dev", "test"):
        columns = [
            (folder / f"{name}.{part}").read_text(encoding="utf-8").splitlines()
            for name in ("s1", "s2", "labels")
        ]
        for premise, hypothesis, label in zip(*columns, strict=True):
            text = premise.strip()
            yield as_claim(
                hypothesis.strip(), text, [Span(0, len(text))], support=SNLI[1][label.strip()]
            )


def _scifact(folder: Path, corpus: Path) -> Iterator[Group]:
    abstracts = {document.id: document for document in read_documents(corpus)}
    with (folder / "claims_train.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row["evidence_doc_id"] or re.findall(r"\d+", row["cited_doc_ids"])[0]
            if name in abstracts:
                text = abstracts[name].text
                spans = sentence_spans(text)
                keep = closest(parse(row["claim"]), [parse(span.slice(text)) for span in spans])
                passage, places = window(text, spans, keep, abstracts[name].title)
                yield as_claim(
                    row["claim"], passage, places, support=SCIFACT[row["evidence_label"]]
                )
