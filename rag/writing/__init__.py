"""Answers written by a language model; each sentence is checked before it is shown."""
