"""What the documentation shows is what is printed; a new training may change it."""

import re
from collections.abc import Callable

import pytest

from tests.docs.walk import PAGES, Step


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_is_what_is_printed(
    walked: Callable[[str], list[Step]], page: str
) -> None:
    for step in walked(page):
        if step.expected is not None:
            pattern = ".*".join(map(re.escape, step.expected.split("...")))
            assert re.fullmatch(pattern, step.printed, re.DOTALL), (step.block.line, step.printed)
