"""The reader: reads a question or a claim together with passages and says what they hold."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rag.types import Chunk, Evidence, Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from rag.evidence.network import Batch, Pair, ReaderNetwork, Scores

MAX_ANSWER = 24
"""The most tokens of a short answer."""
_BATCH_TOKENS = 2_048

Reranker = Callable[[str, Sequence[str]], Sequence[float]]
"""Gives each of some passages the log-odds that it answers the question."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a passage says to a question or a claim.

    Attributes:
        relevance: the log-odds that the passage answers the question.
        evidence: by sentence, the log-odds that it holds the answer.
        answer: the words that answer the question if anything does, as a span into the passage; None where none was read.
        certainty: the sum of the logits of the answer's first and last token; higher is surer.
        entailed: the log-odds that the passage supports the claim.
    """

    relevance: float
    evidence: NDArray[np.float32]
    answer: Span | None
    certainty: float
    entailed: float


class EvidenceReader:
    """Reads pairs of a question or claim and a passage, in batches. Safe to use from several threads.

    Args:
        network: trained by `make train`.
        tokenizer: see `rag.evidence.network.make_batch`.
    """

    def __init__(self, network: "ReaderNetwork", tokenizer: "Tokenizer") -> None:
        self._network = network.eval()
        self._tokenizer = tokenizer

    def read(self, pairs: "Sequence[Pair]") -> list[Reading]:
        """Return what each passage says, in the order of the pairs."""
        import torch

        from rag.evidence.network import make_batch

        order = sorted(range(len(pairs)), key=lambda i: (len(pairs[i].asked) + len(pairs[i].passage), i))
        found: dict[int, Reading] = {}
        while order:
            longest = pairs[order[-1]]
            size = max(1, _BATCH_TOKENS * 4 // (len(longest.asked) + len(longest.passage) + 1))
            some, order = order[-size:], order[:-size]
            batch = make_batch([pairs[i] for i in some], self._tokenizer)
            with torch.inference_mode():
                scores = self._network(batch)
            found.update(zip(some, readings(scores, batch, [pairs[i] for i in some]), strict=True))
        return [found[i] for i in range(len(pairs))]

    def read_chunks(self, question: str, chunks: Sequence[Chunk]) -> list[Reading]:
        """Return what each chunk, under its heading, says to a question; an answer's span is of the article's text."""
        from rag.evidence.network import Pair

        moves = [chunk.span.start + len(chunk.text) - len(chunk.embed_text) for chunk in chunks]
        pairs = [
            Pair(question, chunk.embed_text, [span.shift(-move) for span in chunk.sentences])
            for chunk, move in zip(chunks, moves, strict=True)
        ]
        return [
            replace(reading, answer=reading.answer.shift(move)) if reading.answer else reading
            for reading, move in zip(self.read(pairs), moves, strict=True)
        ]

    def read_together(self, question: str, sentences: Sequence[Evidence]) -> float:
        """Return the log-odds that some sentences, one at least, answer a question as one text."""
        from rag.evidence.network import Pair

        text = " ".join(sentence.text for sentence in sentences)
        return self.read([Pair(question, text, [Span(0, len(text))])])[0].relevance


def readings(scores: "Scores", batch: "Batch", pairs: "Sequence[Pair]") -> Iterator[Reading]:
    """Yield what the network's logits say of each pair."""
    support = scores.support.log_softmax(-1).numpy()
    relevance, evidence = scores.relevance.numpy(), scores.evidence.numpy()
    start, end = scores.start.numpy(), scores.end.numpy()
    for row, pair in enumerate(pairs):
        answer, certainty = best_span(start[row], end[row], batch.offsets[row])
        entailed, neutral, contradicted = support[row]
        yield Reading(
            float(relevance[row]),
            evidence[row, : len(pair.sentences)],
            answer,
            certainty,
            float(entailed - np.logaddexp(neutral, contradicted)),
        )


def best_span(start: NDArray[np.float32], end: NDArray[np.float32], offsets: NDArray[np.int64]) -> tuple[Span | None, float]:
    """Return the span whose first and last token have the highest sum of logits, and that sum.

    Args:
        start: logits, shape (tokens,), very low outside the sentences of the passage.
        end: as `start`.
        offsets: where each token stands in the passage, shape (tokens, 2) or fewer rows than there are logits.

    Returns:
        A span of at most `MAX_ANSWER` tokens; None and 0 where no sentence was read.
    """
    tokens = np.flatnonzero(start[: len(offsets)] > -1e3)
    if not len(tokens):
        return None, 0.0
    distance = tokens[None, :] - tokens[:, None]
    sums = np.where((distance >= 0) & (distance < MAX_ANSWER), start[tokens][:, None] + end[tokens][None, :], -np.inf)
    first, last = np.unravel_index(int(sums.argmax()), sums.shape)
    return Span(int(offsets[tokens[first], 0]), int(offsets[tokens[last], 1])), float(sums[first, last])
