from eval.matmul import encoding_flops, peak_flops, share_of_peak

WEIGHTS = 6 * (4 * 384 * 384 + 2 * 384 * 1_536)
"""Of the linear maps of MiniLM's six layers: query, key, value, output, and the two of the feed-forward part."""
ATTENTION = 4 * 6 * 384


def test_peak_is_a_rate():
    assert peak_flops(side=64) > 1e6


def test_operations_are_counted_token_by_token_and_stop_where_the_model_stops(embedder):
    one = 3 * (2 * WEIGHTS + 3 * ATTENTION)
    assert encoding_flops(embedder, ["cells"]) == one
    assert encoding_flops(embedder, ["cells", "cells"]) == 2 * one
    assert encoding_flops(embedder, ["cells " * 1_000]) == 256 * (2 * WEIGHTS + 256 * ATTENTION)


def test_share_is_what_was_needed_over_what_was_possible(embedder):
    (share,) = share_of_peak(embedder, ["cells"], peak=1e9, runs=1)
    (of_more,) = share_of_peak(embedder, ["cells"], peak=1e15, runs=1)
    assert share > 1_000 * of_more > 0
