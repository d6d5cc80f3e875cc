"""Claims that say something of the wrong thing: does the check of written sentences see it?

From each paragraph of XQuAD: sentences with a name, number or date that is another sentence's
("misplaced"), and true ones: the first part of a sentence, two sentences as one. All words of a
misplaced claim stand in its paragraph. What is a name, number or date is said by the code that the
check uses too, so one that it overlooks is not measured.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from eval.harness.datasets import Document, read_documents
from eval.harness.judging import is_held
from eval.harness.suite import Task
from rag.core.article import Article
from rag.core.passage import Evidence
from rag.core.span import Span
from rag.evaluation.measure.result import FOOTNOTE, Case, Outcome, Result, Scorer, Shown
from rag.language.names import joined
from rag.language.parsed import parse
from rag.language.quantities import Quantity
from rag.language.sentences import sentence_spans
from rag.models.cross_encoder.weights import load_cross_encoder
from rag.models.embedding import Embedder
from rag.support.values import DifferenceKind as Kind
from rag.writing.verify import Verdict, Verifier

SUITE = "misplaced"
WORDS = "words and numbers"
"""The system that takes what `eval.harness.judging` takes as held by the paragraph."""
PART, TWO = "part of a sentence", "two sentences as one"
MOST = 2
"""Claims of a kind from a paragraph."""
_PART = re.compile(r"(.{30,}?), (?!(?:and|or|who|which|where)\b)")
_OPENING = frozenset(
    "the a an this these that it they he she in on at after before during while when "
    "although".split()
)
"""Words that are no names, so that a sentence that opens with one can follow another in one."""
_SHORT, _LONG = 5, 30
"""The fewest and the most words of a sentence that a claim is made of."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: what was made of it, its words, and its paragraph."""

    id: str
    kind: str
    text: str
    document: Document


def run(task: Task) -> Outcome:
    """XQuAD's paragraphs: claims with a name, number or date of another sentence, let through."""
    documents = list(read_documents(task.find("xquad-en", "corpus.jsonl")))[: task.limit]
    chance = random.Random(0)
    claims = [claim for document in documents for claim in claims_of(document, chance)]
    cross_encoder = load_cross_encoder(Embedder(task.settings.embedding.model))
    verifiers = {
        document.id: Verifier("", _sentences(document), cross_encoder) for document in documents
    }
    verdicts = [
        verifiers[claim.document.id].check(claim.text)
        for claim in task.track(claims, f"{SUITE}: checking")
    ]
    passed = {
        FOOTNOTE: [bool(verdict.evidence) for verdict in verdicts],
        WORDS: [is_held(claim.text, [claim.document.text]) for claim in claims],
    }
    results = [result for system, let in passed.items() for result in score(system, claims, let)]
    return Outcome(results, [as_case(*pair) for pair in zip(claims, verdicts, strict=True)])


def _sentences(document: Document) -> list[Evidence]:
    article = Article(document.text, title=document.title).info
    return [
        Evidence(article, span, span.slice(document.text), 0.0)
        for span in sentence_spans(document.text)
    ]


def claims_of(document: Document, chance: random.Random) -> Iterator[Claim]:
    """Yield claims made of the sentences of a document, at most `MOST` of each kind."""
    texts = [span.slice(document.text) for span in sentence_spans(document.text)]
    texts = [text for text in texts if _SHORT <= len(text.split()) <= _LONG]
    made: dict[str, list[str]] = {kind.value: [] for kind in (Kind.NAME, Kind.NUMBER, Kind.DATE)}
    for place, text in enumerate(texts):
        for swapped, changed in _misplaced(text, [*texts[:place], *texts[place + 1 :]]):
            made[changed.value].append(swapped)
    made[PART] = [f"{part.group(1)}." for text in texts if (part := _PART.match(text))]
    made[TWO] = [
        f"{first.rstrip('.')}, and {second[0].lower()}{second[1:]}"
        for first, second in pairwise(texts)
        if second.split()[0].lower() in _OPENING
    ]
    for kind, claims in made.items():
        for number, text in enumerate(chance.sample(claims, min(MOST, len(claims)))):
            yield Claim(f"{document.id} {kind} {number}", kind, text, document)


def _misplaced(text: str, others: Sequence[str]) -> Iterator[tuple[str, Kind]]:
    """Yield a sentence with each of its values replaced by each of another one that it lacks."""
    for kind, place, number in _values(text):
        for other in others:
            for other_kind, there, other_number in _values(other):
                value = there.slice(other)
                same = (
                    number
                    and other_number
                    and (number.unit != other_number.unit or number.value == other_number.value)
                )
                if other_kind is kind and not same and not parse(value).stems & parse(text).stems:
                    yield text[: place.start] + value + text[place.end :], kind


def _values(text: str) -> Iterator[tuple[Kind, Span, Quantity | None]]:
    parsed = parse(text)
    yield from ((Kind.NAME, span, None) for span in joined(parsed.names))
    yield from ((Kind.NUMBER, number.span, number) for number in parsed.quantities)
    yield from ((Kind.DATE, day.span, None) for day in parsed.days)


def score(system: str, claims: Sequence[Claim], passed: Sequence[bool]) -> list[Result]:
    """Return the share of the claims of each kind that were let through.

    At best that is none of the misplaced ones and all of the true ones.
    """
    scorer = Scorer(SUITE, system)
    results: list[Result] = []
    for kind in dict.fromkeys(claim.kind for claim in claims):
        of_kind = [
            (claim.id, let) for claim, let in zip(claims, passed, strict=True) if claim.kind == kind
        ]
        label = (
            f"true, let through: {kind}"
            if kind in (PART, TWO)
            else f"misplaced {kind}, let through"
        )
        results += scorer.mean(label, [let for _, let in of_kind], [name for name, _ in of_kind])
    return results


def as_case(claim: Claim, verdict: Verdict) -> Case:
    """Return a claim as a case of the report; it is right to let through true claims only."""
    let, true = bool(verdict.evidence), claim.kind in (PART, TWO)
    outcome = verdict.problem or "let through"
    cited = tuple(Shown(piece.article.title, piece.text) for piece in verdict.evidence)
    return Case(
        SUITE, claim.id, claim.text, float(let is true), f"{claim.kind}: {outcome}", cited=cited
    )
