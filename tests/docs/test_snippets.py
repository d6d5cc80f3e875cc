"""What the documentation tells a reader to do works."""

from collections.abc import Callable

import pytest

from tests.docs.walk import PAGES, Step


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_and_the_python_of_a_page_run(
    walked: Callable[[str], list[Step]], page: str
) -> None:
    assert walked(page)
