from eval.published import HEADLINES, PUBLISHED, published_table
from rag.evaluation.result import Result
from rag.evaluation.run import Run


def a_run(*results):
    return Run("", "", {}, list(results))


def test_every_point_is_a_share_and_named_once():
    assert all(0 < point.value < 1 for point in PUBLISHED)
    names = [(point.suite, point.metric, point.system) for point in PUBLISHED]
    assert len(names) == len(set(names))
    assert set(HEADLINES) <= {(point.suite, point.metric) for point in PUBLISHED}


def test_a_reduced_pool_is_never_said_to_be_comparable():
    for point in PUBLISHED:
        assert point.comparable is (point.suite not in {"mtrag", "multihop"})
        assert point.comparable or "here a pool" in point.note


def test_the_table_says_plainly_where_we_are_behind_and_ahead():
    table = published_table(
        a_run(
            Result("scifact", "footnote", "nDCG@10", 0.7, 0.66, 0.74, 300),
            Result("scifact", "langchain-tutorial", "nDCG@10", 0.645, 0.6, 0.69, 300),
            Result("wice", "word overlap", "balanced accuracy", 0.62, 0.6, 0.64, 1070),
            Result("wice", "footnote", "balanced accuracy", 0.6, 0.58, 0.62, 1070),
            Result("xquad", "footnote", "MRR@10", 0.972, 0.96, 0.98, 1190),
            Result("multihop", "footnote", "Hits@4", 0.96, 0.94, 0.98, 500),
        )
    )
    assert table.splitlines()[2:] == [
        "| scifact | nDCG@10 | 0.700 (0.660 .. 0.740) | 0.645 | **behind** BM25 + MiniLM-L-6-rerank-m3 (22M, distilled) "
        "0.750 and 3 more; ahead of ColBERTv2 0.690 and 3 more |",
        "| xquad | MRR@10 | 0.972 (0.960 .. 0.980) |  | level with weighted z-score fusion of both 0.972; "
        "ahead of reciprocal-rank fusion of both 0.959 and 2 more |",
        "| wice | balanced accuracy | 0.600 (0.580 .. 0.620) |  | **behind** Bespoke-MiniCheck-7B 0.830 and 5 more |",
        "| multihop | Hits@4 | 0.960 (0.940 .. 0.980) |  | not comparable: voyage-02 + bge-reranker-large 0.663 and 1 more "
        "(on the full corpus of 609 articles, here a pool of facts) |",
    ]


def test_what_was_not_measured_has_no_row():
    assert len(published_table(a_run()).splitlines()) == 2
