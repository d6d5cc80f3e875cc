"""Benchmarks of Footnote; depends on rag, never the other way."""
