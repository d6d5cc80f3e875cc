"""Fits of the probabilities that ship with Footnote."""
