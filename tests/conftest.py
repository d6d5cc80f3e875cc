"""A site of this machine, and how Hypothesis runs.

The same examples every time, no deadline (the model shares two cores).
"""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.sources.site import Site, serving

settings.register_profile(
    "footnote", derandomize=True, deadline=None, database=None, max_examples=100
)
settings.load_profile("footnote")


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server whose pages a test changes."""
    with serving() as served:
        yield served
