"""Is a written sentence supported? Its citations are the fewest sentences of the passages that hold all it says.

A sentence passes when those sentences have most of its words, say nothing else in numbers, units, dates, names or
negation, and the fitted support check agrees; or when it is one of them, word for word. Everything else fails: a citation
is never given just to have one.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

from rag.evidence.reader import EvidenceReader
from rag.language.language import language
from rag.language.parsed import Parsed, parse
from rag.support.check import check_support, shipped_threshold
from rag.support.differences import Difference, DifferenceKind, differences
from rag.types import Evidence, Span

MOST = 2
"""The most sentences that may support one together; they are of one article, or facts of two would be mixed."""
LEAST_STEMS = 2
"""The stems that a sentence must have: a name alone says nothing of what it names."""
LEAST_SHARE = 0.8
"""The share of its stems, each weighed by its rarity, that the evidence must have of a sentence."""
_FOREIGN = re.compile(r"https?:|www\.|!?\[[^\]]*\]\s*\(|</?[a-z][^>]*>|\b(?:data|javascript):", re.IGNORECASE)
_PLAIN = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence is supported.

    Attributes:
        evidence: what supports it, best first; empty where nothing does.
        probability: calibrated, 0..1, that it does; None where that was not asked.
        problem: why it is unsupported, in words; empty where it is supported.
    """

    evidence: tuple[Evidence, ...] = ()
    probability: float | None = None
    problem: str = ""


class Verifier:
    """Checks sentences against the passages of one question.

    Args:
        question: what was asked; a sentence that only says it again answers nothing.
        pool: the sentences of the passages.
        reader: judges entailment; None does without.
        relevant: the sentences, by article and place, of which one must be among those that support; None takes any.
    """

    def __init__(
        self,
        question: str,
        pool: Sequence[Evidence],
        reader: EvidenceReader | None,
        relevant: Set[tuple[str, Span]] | None = None,
    ) -> None:
        self._asked = parse(question).stems
        self._pool = list(pool)
        self._relevant = relevant
        self._stems = [parse(piece.text).stems for piece in self._pool]
        self._reader = reader
        counts = Counter(stem for own in self._stems for stem in own)
        self._rarity = {stem: math.log(1 + len(self._pool) / count) for stem, count in counts.items()}
        self._unknown = math.log(1 + len(self._pool))
        self._plain = {_words(piece.text): piece for piece in reversed(self._pool)}

    def check(self, sentence: str) -> Verdict:
        """Return whether the passages support a sentence, and it is about what was asked."""
        verdict = self._support(sentence)
        places = {(piece.article.id, piece.span) for piece in verdict.evidence}
        if places and self._relevant is not None and not places & self._relevant:
            return Verdict(problem="it is beside the question")
        return verdict

    def _support(self, sentence: str) -> Verdict:
        claim = parse(sentence)
        said = claim.stems - _connectives()
        if problem := _fault(sentence) or self._emptiness(said):
            return Verdict(problem=problem)
        if same := self._plain.get(_words(sentence)):
            return Verdict((same,), 1.0)
        problem = "no article supports it"
        for evidence in self._growing(said):
            text = parse(_join(evidence))
            known = {stem for piece in evidence for stem in parse(piece.text).stems}
            if found := differences(claim, text) or _lent(claim, *evidence):
                problem = found[0].message
            elif self._share(said, known) >= LEAST_SHARE:
                support = check_support(claim, text, self._reader)
                if support.probability >= shipped_threshold(self._reader is not None):
                    return Verdict(evidence, support.probability)
                problem = "no article clearly supports it"
        return Verdict(problem=problem)

    def _emptiness(self, said: frozenset[str]) -> str:
        """Return why a sentence with these stems says nothing new; empty where it does."""
        if len(said) < LEAST_STEMS:
            return "it says too little to be checked"
        return "it only says the question again" if said <= self._asked else ""

    def _growing(self, said: frozenset[str]) -> Iterator[tuple[Evidence, ...]]:
        """Yield the sentence that has most of what is said, then that with the next that adds most, and so on."""
        chosen: list[int] = []
        missing = set(said)
        while len(chosen) < MOST:
            own = [i for i, one in enumerate(self._pool) if not chosen or one.article == self._pool[chosen[0]].article]
            best = max(own, key=lambda i: (self._weight(missing & self._stems[i]), -i), default=None)
            if best is None:
                return
            if not missing & self._stems[best]:
                return
            chosen.append(best)
            missing -= self._stems[best]
            yield tuple(self._pool[i] for i in chosen)

    def _share(self, said: Set[str], known: Set[str]) -> float:
        return self._weight(said & known) / self._weight(said)

    def _weight(self, some: Set[str]) -> float:
        return sum(self._rarity.get(stem, self._unknown) for stem in some)


def _fault(sentence: str) -> str:
    """Return what is wrong with the form of a sentence; empty where nothing is."""
    if _FOREIGN.search(sentence):
        return "it has an address or mark-up"
    if language().of_the_prompt.search(sentence):
        return "it speaks of its sources instead of their subject"
    return "it is no whole sentence" if sentence.endswith(":") else ""


def _lent(claim: Parsed, best: Evidence, *others: Evidence) -> list[Difference]:
    """Return what the best sentence says otherwise, of what only the others lend: a number, a date or a name."""
    if not others or not (lacked := _lacked(claim, parse(_join([best])))):
        return []
    text = parse(best.text)
    return [
        one
        for one in differences(claim, text)
        if one.claim in lacked and one.passage and not text.stems_within(one.passage.start, one.passage.end) <= claim.stems
    ]


def _lacked(claim: Parsed, text: Parsed) -> set[Span]:
    """Return where the numbers, dates and names of a claim stand that a text does not have."""
    found = differences(claim, text)
    return {one.claim for one in found if one.kind is not DifferenceKind.NEGATION}


def _join(evidence: Sequence[Evidence]) -> str:
    """Return the sentences under the titles of their articles, which name what they are about."""
    titles = dict.fromkeys(piece.article.title for piece in evidence if piece.article.title)
    ended = [title if title[-1] in ".!?" else f"{title}." for title in titles]
    return " ".join([*ended, *(piece.text for piece in evidence)])


def _words(text: str) -> str:
    return _PLAIN.sub(" ", text).strip()


def agrees(answers: Sequence[str], text: str) -> bool:
    """Tell whether a text has one of the short answers that were read; of none, every text does.

    It has one if it has most of its words, and all of its numbers, dates and names.

    >>> agrees(["12 March 2025", "Sweden"], "It was on 12 March 2025."), agrees(["12 March 2025"], "It was in March.")
    (True, False)
    """
    said = parse(text)
    wanted = [answer for answer in answers if parse(answer).stems]
    return not wanted or any(_has(said, answer) for answer in wanted)


def _has(text: Parsed, answer: str) -> bool:
    stems = parse(answer).stems
    return 2 * len(stems & text.stems) >= len(stems) and not _lacked(parse(f"It is {answer}"), text)


@cache
def _connectives() -> frozenset[str]:
    return parse(" ".join(sorted(language().connectives))).stems
