"""Whether a written sentence is supported, and by which sentences: the fewest that say it all.

A sentence passes when those sentences have most of its stems, disagree with it in no number, unit,
date, name or negation, and the fitted support check agrees; or when it is one of them, word for
word. Everything else fails: a citation is never given just to have one.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations, islice

from rag.core.passage import Evidence
from rag.core.span import Location, Span
from rag.core.statement import Says, Statement, statement
from rag.language.language import language
from rag.language.parsed import Parsed, parse
from rag.models.cross_encoder.cross_encoder import CrossEncoder
from rag.support.check import check_support, shipped_threshold
from rag.support.differences import differences
from rag.support.values import Difference, DifferenceKind

MOST_SOURCES = 2
"""The most sentences that support one together, all of one article, so that facts do not mix."""
MOST_PAIRS = 6
"""The most pairs that are tried of the sentences that a writer named."""
LEAST_STEMS = 2
"""The least stems of a sentence: a name by itself says nothing about what it names."""
LEAST_SHARE = 0.8
"""The share of a sentence's stems, each weighed by its rarity, that the evidence must have."""
_FOREIGN = re.compile(
    r"https?:|www\.|!?\[[^\]]*\]\s*\(|</?[a-z][^>]*>|\b(?:data|javascript):", re.IGNORECASE
)
_BETWEEN_WORDS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence is supported.

    Attributes:
        evidence: what supports it, best first; empty where nothing does.
        probability: calibrated, 0..1, that it does; None where the check was not reached.
        problem: why it is unsupported; None where it is supported.
    """

    evidence: tuple[Evidence, ...] = ()
    probability: float | None = None
    problem: Statement | None = None


class Verifier:
    """Checks sentences against the sentences of the passages that were found for one question.

    Args:
        question: a sentence that only repeats it is not supported.
        pool: the sentences of the passages.
        cross_encoder: judges entailment; without one the explicit checks decide.
        relevant: where sentences on the question stand; at least one of them must be among those
            that support a sentence. None when any sentence may support.
    """

    def __init__(
        self,
        question: str,
        pool: Sequence[Evidence],
        cross_encoder: CrossEncoder | None,
        relevant: Set[Location] | None = None,
    ) -> None:
        self._question = parse(question).stems
        self._pool = list(pool)
        self._relevant = relevant
        self._stems = [parse(piece.text).stems for piece in self._pool]
        self._cross_encoder = cross_encoder
        counts = Counter(stem for stems in self._stems for stem in stems)
        size = len(self._pool)
        self._rarity = {stem: math.log(1 + size / count) for stem, count in counts.items()}
        self._unknown = math.log(1 + size)
        self._verbatim = {_words_only(piece.text): piece for piece in reversed(self._pool)}

    def check(self, sentence: str, named: Sequence[Evidence] = ()) -> Verdict:
        """Return whether the passages support a sentence, and it is about what was asked.

        Args:
            sentence: what was written.
            named: what its writer named for it; these are tried first, and no less strictly.
        """
        verdict = self._support(parse(sentence), named)
        places = {piece.place for piece in verdict.evidence}
        if places and self._relevant is not None and places.isdisjoint(self._relevant):
            return Verdict(problem=statement(Says.BESIDE))
        return verdict

    def _support(self, claim: Parsed, named: Sequence[Evidence]) -> Verdict:
        stems = claim.stems - _connectives()
        if problem := _fault(claim.text) or self._emptiness(stems):
            return Verdict(problem=problem)
        words = _words_only(claim.text)
        same = [piece for piece in named if _words_only(piece.text) == words]
        if same or words in self._verbatim:
            return Verdict((same[0] if same else self._verbatim[words],), 1.0)
        problem = statement(Says.UNSUPPORTED)
        for evidence in chain(_together(named), self._growing(stems)):
            text = parse(_join(evidence))
            known = {stem for piece in evidence for stem in parse(piece.text).stems}
            if contradictions := differences(claim, text) or _borrowed(claim, *evidence):
                problem = contradictions[0].said
            elif self._share(stems, known) >= LEAST_SHARE:
                support = check_support(claim, text, self._cross_encoder)
                if support.probability >= shipped_threshold(self._cross_encoder is not None):
                    return Verdict(evidence, support.probability)
                problem = statement(Says.HARDLY_SUPPORTED)
        return Verdict(problem=problem)

    def _emptiness(self, stems: frozenset[str]) -> Statement | None:
        """Return why a sentence with these stems says nothing new; None where it does."""
        if len(stems) < LEAST_STEMS:
            return statement(Says.TOO_LITTLE)
        return statement(Says.ONLY_ASKS) if stems <= self._question else None

    def _growing(self, stems: frozenset[str]) -> Iterator[tuple[Evidence, ...]]:
        """Yield the sentence with most of the stems, then that and the one that adds most."""
        chosen: list[int] = []
        missing = set(stems)
        while len(chosen) < MOST_SOURCES:
            allowed = list(range(len(self._pool)))
            if chosen:
                article = self._pool[chosen[0]].article
                allowed = [i for i in allowed if self._pool[i].article == article]
            best = max(
                allowed, key=lambda i: (self._weight(missing & self._stems[i]), -i), default=None
            )
            if best is None or not missing & self._stems[best]:
                return
            chosen.append(best)
            missing -= self._stems[best]
            yield tuple(self._pool[i] for i in chosen)

    def _share(self, stems: Set[str], known: Set[str]) -> float:
        return self._weight(stems & known) / self._weight(stems)

    def _weight(self, stems: Set[str]) -> float:
        return sum(self._rarity.get(stem, self._unknown) for stem in stems)


def _together(named: Sequence[Evidence]) -> Iterator[tuple[Evidence, ...]]:
    """Yield each sentence that was named, then two of one article."""
    yield from ((piece,) for piece in named)
    yield from islice(filter(_of_one_article, combinations(named, MOST_SOURCES)), MOST_PAIRS)


def _of_one_article(several: Sequence[Evidence]) -> bool:
    return len({piece.article.id for piece in several}) == 1


def agrees(answers: Sequence[str], text: str) -> bool:
    """Whether `text` contains one of the extracted short answers; true when there are none.

    It contains one if it has at least half of its stems, and all of its numbers, dates and names.

    >>> agrees(["12 March 2025", "Sweden"], "It was on 12 March 2025.")
    True
    >>> agrees(["12 March 2025"], "It was in March.")
    False
    """
    wanted = [answer for answer in answers if parse(answer).stems]
    return not wanted or any(_contains(parse(text), answer) for answer in wanted)


def _contains(text: Parsed, answer: str) -> bool:
    stems = parse(answer).stems
    shared = len(stems & text.stems)
    return 2 * shared >= len(stems) and not _lacking(parse(f"It is {answer}"), text)


def _fault(sentence: str) -> Statement | None:
    """Return what is wrong with the form of a sentence; None where nothing is."""
    if _FOREIGN.search(sentence):
        return statement(Says.MARKUP)
    if language().of_the_prompt.search(sentence):
        return statement(Says.OF_SOURCES)
    return statement(Says.NO_SENTENCE) if sentence.endswith(":") else None


def _borrowed(claim: Parsed, best: Evidence, *others: Evidence) -> list[Difference]:
    """Return where the best sentence contradicts a value that a claim took from the others."""
    if not others:
        return []
    lacking = _lacking(claim, parse(_join([best])))
    text = parse(best.text)
    return [
        difference
        for difference in (differences(claim, text) if lacking else ())
        if difference.claim in lacking
        and difference.passage
        and not text.stems_within(difference.passage.start, difference.passage.end) <= claim.stems
    ]


def _lacking(claim: Parsed, text: Parsed) -> set[Span]:
    """Return where the numbers, dates and names of a claim stand that a text does not have."""
    return {
        difference.claim
        for difference in differences(claim, text)
        if difference.kind is not DifferenceKind.NEGATION
    }


def _join(evidence: Sequence[Evidence]) -> str:
    """Return the sentences under the titles of their articles, which name what they are about."""
    titles = dict.fromkeys(piece.article.title for piece in evidence if piece.article.title)
    ended = [title if title[-1] in ".!?" else f"{title}." for title in titles]
    return " ".join([*ended, *(piece.text for piece in evidence)])


@cache
def _connectives() -> frozenset[str]:
    return parse(" ".join(sorted(language().connectives))).stems


def _words_only(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", text).strip()
