"""The cross-encoder: scores a question or a claim together with a text."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rag.core.passage import Chunk, Evidence
from rag.core.span import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from rag.models.cross_encoder.network import Batch, CrossEncoderNetwork, Pair, Scores

MAX_ANSWER = 24
"""The most tokens of a short answer."""
_BATCH_TOKENS = 2_048
_CHARACTERS_PER_TOKEN = 4
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d]+")
_LONGEST_WORD = 60
_OUTSIDE = -1e3
"""Logits below this belong to tokens outside the sentences of the passage."""

Reranker = Callable[[str, Sequence[str]], Sequence[float]]
"""Gives each of some passages the log-odds that it answers the question."""


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """What the cross-encoder says of a pair.

    Attributes:
        relevance: the log-odds that the passage answers the question.
        sentences: by sentence, the log-odds that it holds the answer.
        answer: the words that answer the question if anything does, as a span into the passage;
            None where the passage has no sentence within the limit of tokens.
        certainty: the sum of the logits of the answer's first and last token; higher is surer.
        entailed: the log-odds that the passage supports the claim.
    """

    relevance: float
    sentences: NDArray[np.float32]
    answer: Span | None
    certainty: float
    entailed: float


class CrossEncoder:
    """Scores pairs of a question or claim and a passage, in batches.

    Safe to use from several threads.

    Args:
        network: trained by `make train`.
        tokenizer: see `rag.models.cross_encoder.network.make_batch`.
    """

    def __init__(self, network: "CrossEncoderNetwork", tokenizer: "Tokenizer") -> None:
        self._network = network.eval()
        self._tokenizer = tokenizer

    def predict(self, pairs: "Sequence[Pair]") -> list[Prediction]:
        """Return what it says of each pair, in their order."""
        import torch

        from rag.models.cross_encoder.network import make_batch

        lengths = [len(pair.query) + len(pair.passage) for pair in pairs]
        order = sorted(range(len(pairs)), key=lambda i: (lengths[i], i))
        by_place: dict[int, Prediction] = {}
        while order:
            longest = lengths[order[-1]] + 1
            size = max(1, _BATCH_TOKENS * _CHARACTERS_PER_TOKEN // longest)
            order, places = order[:-size], order[-size:]
            members = [pairs[i] for i in places]
            batch = make_batch(members, self._tokenizer)
            with torch.inference_mode():
                scores = self._network(batch)
            by_place.update(zip(places, predictions(scores, batch, members), strict=True))
        return [by_place[i] for i in range(len(pairs))]

    def predict_chunks(self, question: str, chunks: Sequence[Chunk]) -> list[Prediction]:
        """Return what it says of each chunk, under its heading, and a question.

        An answer's span is of the article's text.
        """
        from rag.models.cross_encoder.network import Pair

        moves = [chunk.span.start + len(chunk.text) - len(chunk.embed_text) for chunk in chunks]
        pairs = [
            Pair(question, chunk.embed_text, [span.shift(-move) for span in chunk.sentences])
            for chunk, move in zip(chunks, moves, strict=True)
        ]
        return [
            replace(prediction, answer=prediction.answer.shift(move))
            if prediction.answer
            else prediction
            for prediction, move in zip(self.predict(pairs), moves, strict=True)
        ]

    def score_together(self, question: str, sentences: Sequence[Evidence]) -> float:
        """Return the log-odds that sentences, one at least, answer a question as one text."""
        from rag.models.cross_encoder.network import Pair

        text = " ".join(sentence.text for sentence in sentences)
        return self.predict([Pair(question, text, [Span(0, len(text))])])[0].relevance


def predictions(scores: "Scores", batch: "Batch", pairs: "Sequence[Pair]") -> Iterator[Prediction]:
    """Yield what the network's logits say of each pair."""
    support = scores.support.log_softmax(-1).numpy()
    relevance, sentences = scores.relevance.numpy(), scores.sentences.numpy()
    start, end = scores.start.numpy(), scores.end.numpy()
    for row, pair in enumerate(pairs):
        answer, certainty = best_span(start[row], end[row], batch.offsets[row])
        answer = whole_words(pair.passage, answer) if answer else None
        entailed, neutral, contradicted = support[row]
        yield Prediction(
            float(relevance[row]),
            sentences[row, : len(pair.sentences)],
            answer,
            certainty,
            float(entailed - np.logaddexp(neutral, contradicted)),
        )


def whole_words(text: str, span: Span) -> Span:
    """Return a span made so wide that it cuts no word and no number; a token may be a part of one.

    >>> text = "Some 33,333 people rode."
    >>> whole_words(text, Span(8, 13)).slice(text)
    '33,333 people'
    """
    start, end = span.start, span.end
    for match in _WORD.finditer(text, max(0, start - _LONGEST_WORD), end + _LONGEST_WORD):
        if match.start() < span.start < match.end():
            start = match.start()
        if match.start() < span.end < match.end():
            end = match.end()
    return Span(start, end)


def best_span(
    start: NDArray[np.float32], end: NDArray[np.float32], offsets: NDArray[np.int64]
) -> tuple[Span | None, float]:
    """Return the span whose first and last token have the highest sum of logits, and that sum.

    Args:
        start: logits, shape (tokens,), very low outside the sentences of the passage.
        end: as `start`.
        offsets: where each token stands in the passage, shape (tokens, 2) or fewer rows than there
            are logits.

    Returns:
        A span of at most `MAX_ANSWER` tokens; None and 0 where no token lies in a sentence.
    """
    tokens = np.flatnonzero(start[: len(offsets)] > _OUTSIDE)
    if not len(tokens):
        return None, 0.0
    distance = tokens[None, :] - tokens[:, None]
    allowed = (distance >= 0) & (distance < MAX_ANSWER)
    sums = np.where(allowed, start[tokens][:, None] + end[tokens][None, :], -np.inf)
    first, last = np.unravel_index(int(sums.argmax()), sums.shape)
    span = Span(int(offsets[tokens[first], 0]), int(offsets[tokens[last], 1]))
    return span, float(sums[first, last])
