"""What the project promises, by suite, system and metric: the numbers that a run prints its targets from."""

from rag.evaluation.table import Target

TARGETS = {
    ("starter", "footnote", "evidence recall, no abstention"): Target(">=", 0.85),
    ("starter", "footnote", "verbatim quotes"): Target("=", 1),
    ("starter", "footnote", "abstention AUC"): Target(">=", 0.78),
    ("starter", "footnote", "abstention AUC, leave one out"): Target(">=", 0.78),
    ("speed", "ratio", "indexing, characters/s"): Target(">=", 2.5),
    ("speed", "ratio", "first-stage search p50, ms"): Target("<", 1),
    ("speed", "footnote", "search, 20 reranked p50, ms"): Target("<", 150),
    ("speed", "footnote", "ask p50, ms"): Target("<", 200),
    ("speed", "footnote", "second index run, s"): Target("<", 2),
    ("speed", "footnote", "second index run, starter corpus, s"): Target("<", 2),
    ("speed", "footnote", "cold ask, starter corpus, s"): Target("<", 6),
    ("speed", "ratio", "peak memory, MB"): Target("<=", 1),
}
