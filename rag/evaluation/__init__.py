"""Score answers against questions whose evidence is known: what `rag eval` and the benchmarks share."""
