"""The sentences that may be quoted, with their scores."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag.answering.gains import gain
from rag.answering.interviews import is_question
from rag.core.article import ArticleInfo
from rag.core.passage import Evidence
from rag.core.request import ANYTHING, Sought
from rag.core.span import Span
from rag.language.blocks import ITEM, cells, is_heading, is_row
from rag.language.credits import is_credit
from rag.language.parsed import parse
from rag.models.calibration import logistic
from rag.models.cross_encoder.cross_encoder import Prediction
from rag.models.embedding import Vectors
from rag.search.hybrid import ScoredChunk
from rag.search.late_interaction import sentence_matches

CHUNKS_USED = 10
"""Chunks whose sentences are candidates where the cross-encoder saw none."""
CHUNK_WEIGHT = 0.06
"""What a point of the chunk's score adds to its sentences' MaxSim."""
SENTENCE_WEIGHT = 0.5
"""What the cross-encoder's probability that a sentence holds the answer adds to its score."""
OF_OTHER_ROW = 1.0
"""What a row of a table loses where the question names others: it is not quoted."""
OF_INJECTION = 0.3
"""What a sentence loses that talks to a language model: it is quoted where nothing else answers."""
FADING = 0.9
"""What a sentence tells counts so much for the one after it, and its square for the next.

What is asked about is often named before the sentence that answers.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A sentence that may be quoted.

    Attributes:
        evidence: the sentence with its score.
        matches: every question token's best cosine in it, shape (n,).
        words: its words, in lower case.
        prediction: what the cross-encoder says of its chunk; None where it did not see it.
    """

    evidence: Evidence
    matches: Vectors
    words: frozenset[str]
    prediction: Prediction | None = None

    @property
    def length(self) -> int:
        """The number of its words."""
        return len(self.evidence.text.split())

    @property
    def short(self) -> Span | None:
        """The words of it that answer most likely; None where they stand elsewhere."""
        words = self.prediction.answer if self.prediction else None
        return words if words and words.within(self.evidence.span) else None


def candidates(
    found: Sequence[ScoredChunk], sought: Sought = ANYTHING, every: bool = False
) -> list[Candidate]:
    """Return the sentences of the chunks that the cross-encoder saw, or else of the first ones.

    Best first. Headings, bylines and the like are no sentences. Where the question names rows of a
    table, the others come last.

    Args:
        found: chunks, best first.
        sought: what is looked for in them.
        every: whether the sentences of all of them are candidates.
    """
    seen = found if every else [scored for scored in found if scored.prediction]
    read = seen or found[:CHUNKS_USED]
    pool = [sentence for scored in read for sentence in _of_chunk(scored, sought)]
    return sorted(pool, key=lambda c: (-c.evidence.score, c.evidence.place))


def _of_chunk(scored: ScoredChunk, sought: Sought) -> list[Candidate]:
    chunk, prediction = scored.matched.chunk, scored.prediction
    texts = [chunk.slice(span) for span in chunk.sentences]
    only_headings = all(_says_nothing(text, chunk.article) for text in texts)
    headers = _headers(texts)
    named = _named_rows(texts, headers, sought)
    matched = list(sentence_matches(scored.matched))
    before: Vectors = np.zeros(len(scored.matched.similarities), dtype=np.float32)
    sentences = []
    for index, (span, matches) in enumerate(matched):
        text = texts[index]
        header = headers[index]
        if header is not None:
            matches = np.maximum(matches, matched[header][1])  # a row is read under its header
        told = np.maximum(matches, before)
        before = np.maximum(FADING * matches, FADING * before)
        if not only_headings and _says_nothing(text, chunk.article):
            continue
        score = float(told.mean()) + CHUNK_WEIGHT * scored.score
        if prediction:
            score += SENTENCE_WEIGHT * logistic(float(prediction.sentences[index]))
        if marker := ITEM.match(text):
            span = Span(span.start + marker.end(), span.end)
            text = chunk.slice(span)
        read = text if header is None else f"{texts[header]} {text}"
        injected = chunk.article.suspects(span)
        score += gain(text, read, chunk.article, sought) - OF_INJECTION * injected
        if named and header not in (None, index) and index not in named:
            score -= OF_OTHER_ROW
        answer = _answer_within(span, prediction) if prediction else None
        listed = marker is not None
        evidence = Evidence(chunk.article, span, text, score, answer, injected, listed)
        words = frozenset(re.findall(r"\w+", text.lower()))
        sentences.append(Candidate(evidence, matches, words, prediction))
    return sentences


def _says_nothing(text: str, article: ArticleInfo) -> bool:
    """Tell whether a unit of a text is a heading, a byline, a section's number or the like."""
    is_number = not any(map(str.isalpha, text))
    is_aside = is_credit(text, article.language) or is_question(text, article)
    return is_number or is_heading(text) or is_aside


def _headers(texts: Sequence[str]) -> list[int | None]:
    """Return for each sentence which one heads its table; None for one that is no row."""
    headers: list[int | None] = []
    for index, text in enumerate(texts):
        last = headers[-1] if headers else None
        headers.append((index if last is None else last) if is_row(text) else None)
    return headers


def _named_rows(
    texts: Sequence[str], headers: Sequence[int | None], sought: Sought
) -> frozenset[int]:
    """Return which rows have a first cell that the question names; none where all rows matter."""
    if sought.all_rows:
        return frozenset()
    asked = parse(sought.text).stems
    rows = (index for index, header in enumerate(headers) if header not in (None, index))
    firsts = {index: parse(cells(texts[index])[0]).stems for index in rows}
    named = {index: stems for index, stems in firsts.items() if stems and stems <= asked}
    whole = (i for i, stems in named.items() if not any(stems < other for other in named.values()))
    return frozenset(whole)


def _answer_within(sentence: Span, prediction: Prediction) -> Span | None:
    """Return the few words of a sentence that answer, where the chunk is likelier to than not."""
    answer = prediction.answer
    if not answer or not answer.within(sentence) or prediction.relevance <= 0:
        return None
    is_short = 2 * (answer.end - answer.start) <= sentence.end - sentence.start
    return answer if is_short else None


def short_answer(found: Sequence[ScoredChunk]) -> Evidence | None:
    """Return the few words of the best chunk that answer most likely.

    None where the cross-encoder saw no chunk.
    """
    for scored in found:
        prediction = scored.prediction
        if prediction and prediction.answer:
            chunk, span = scored.matched.chunk, prediction.answer
            return Evidence(chunk.article, span, chunk.slice(span), prediction.certainty)
    return None
