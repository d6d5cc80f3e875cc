from eval.speed.matmul import encoding_flops, peak_flops, share_of_peak
from rag.models.embedding import Embedder

WEIGHTS = 6 * (4 * 384 * 384 + 2 * 384 * 1_536)
"""Of the linear maps of MiniLM's six layers: query, key, value, output, two feed-forward."""
ATTENTION = 4 * 6 * 384


def test_peak_is_a_rate() -> None:
    assert peak_flops(side=64) > 1e6


def test_operations_are_counted_token_by_token_and_stop_where_the_model_stops(
    embedder: Embedder,
) -> None:
    single = 3 * (2 * WEIGHTS + 3 * ATTENTION)
    assert encoding_flops(embedder, ["cells"]) == single
    assert encoding_flops(embedder, ["cells", "cells"]) == 2 * single
    assert encoding_flops(embedder, ["cells " * 1_000]) == 256 * (2 * WEIGHTS + 256 * ATTENTION)


def test_share_is_what_was_needed_over_what_was_possible(embedder: Embedder) -> None:
    (share,) = share_of_peak(embedder, ["cells"], peak=1e9, runs=1)
    (of_more,) = share_of_peak(embedder, ["cells"], peak=1e15, runs=1)
    assert share > 1_000 * of_more > 0
