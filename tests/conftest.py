"""How Hypothesis runs: the same examples every time, no deadline (the model shares two cores)."""

from hypothesis import settings

settings.register_profile(
    "footnote", derandomize=True, deadline=None, database=None, max_examples=100
)
settings.load_profile("footnote")
