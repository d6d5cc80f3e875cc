from eval.bars.readme import HEADLINES, RESULTS, headline, measured_on, published, targets
from rag.evaluation.measure.result import Result
from rag.evaluation.measure.run import Run


def run_of(*results: Result) -> Run:
    return Run("", "", {}, list(results))


def test_the_table_says_plainly_where_we_are_behind_and_ahead() -> None:
    table = published(
        run_of(
            Result("scifact", "footnote", "nDCG@10", 0.7, 0.66, 0.74, 300),
            Result("scifact", "langchain-tutorial", "nDCG@10", 0.645, 0.6, 0.69, 300),
            Result("wice", "word overlap", "balanced accuracy", 0.62, 0.6, 0.64, 1070),
            Result("wice", "footnote", "balanced accuracy", 0.6, 0.58, 0.62, 1070),
            Result("xquad", "footnote", "MRR@10", 0.972, 0.96, 0.98, 1190),
            Result("multihop", "footnote", "Hits@4", 0.96, 0.94, 0.98, 500),
        )
    )
    assert table.splitlines()[2:] == [
        "| scifact | nDCG@10 | 0.700 (0.660 .. 0.740) | 0.645 | "
        "**behind** BM25 + MiniLM-L-6-rerank-m3 (22M, distilled) 0.750 and 3 more; "
        "ahead of ColBERTv2 0.690 and 3 more |",
        "| xquad | MRR@10 | 0.972 (0.960 .. 0.980) |  | "
        "level with weighted z-score fusion of both 0.972; "
        "ahead of reciprocal-rank fusion of both 0.959 and 2 more |",
        "| wice | balanced accuracy | 0.600 (0.580 .. 0.620) |  | "
        "**behind** Bespoke-MiniCheck-7B 0.830 and 5 more |",
        "| multihop | Hits@4 | 0.960 (0.940 .. 0.980) |  | "
        "not comparable: voyage-02 + bge-reranker-large 0.663 and 1 more "
        "(on the full corpus of 609 articles, here a pool of facts) |",
    ]


def test_what_was_not_measured_has_no_row() -> None:
    for table in (published, targets, headline):
        assert len(table(run_of()).splitlines()) == 2


def test_targets_stand_beside_the_baseline_of_the_same_run() -> None:
    table = targets(
        run_of(
            Result("scifact", "footnote", "nDCG@10", 0.7, 0.66, 0.74, 300),
            Result("scifact", "langchain-tutorial", "nDCG@10", 0.645, 0.6, 0.69, 300),
            Result("speed", "ratio", "peak memory, MB", 0.5, 0.5, 0.5, 1),
        )
    )
    assert table.splitlines()[2:] == [
        "| scifact | nDCG@10 | 0.700 | 0.660 .. 0.740 | 300 | 0.645 | >= 0.76 missed |",
        "| speed | peak memory, ours / baseline | 0.500 | 0.500 .. 0.500 | 1 |  | <= 1 met |",
    ]


def test_the_headlines_are_five_numbers_of_the_committed_run() -> None:
    run = Run.read(RESULTS)
    rows = headline(run).splitlines()[2:]
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == list(HEADLINES.values())
    assert all(row.count(" .. ") == 1 and "missed" in row or "met" in row for row in rows)


def test_where_it_was_measured_is_said_without_a_name() -> None:
    machine = {"cpu": "A processor", "cores": 2, "bf16": False}
    assert measured_on(Run("0123456789", "", machine, [])) == (
        "Measured on 2 cores of A processor, without bfloat16, at commit 0123456."
    )
