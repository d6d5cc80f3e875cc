"""Score answers to questions whose evidence is known, for `rag eval` and the benchmarks."""
