from eval.harness.rankings import fuse_ranks


def test_reciprocal_rank_fusion() -> None:
    fused = fuse_ranks([{"a": 9.0, "b": 8.0}, {"b": 0.7, "c": 0.6}])
    assert fused == {"b": 1 / 62 + 1 / 61, "a": 1 / 61, "c": 1 / 62}
    assert list(fused) == ["b", "a", "c"]
    assert list(fuse_ranks([{"b": 1.0}, {"a": 1.0}])) == ["a", "b"], "ties break by id"
