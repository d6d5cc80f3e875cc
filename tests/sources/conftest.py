"""Fixtures of what comes from the web."""

from collections.abc import Iterator

import pytest

from tests.sources.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served
