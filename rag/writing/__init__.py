"""Answers written by a language model, and checked sentence by sentence before anyone reads them."""
