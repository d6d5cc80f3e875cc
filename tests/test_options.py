import pytest

from rag.errors import SettingsError
from rag.options import read_day


def test_a_day_that_is_none_is_a_mistake_of_the_caller() -> None:
    assert read_day(None, "--since") is None
    with pytest.raises(SettingsError, match="--since"):
        read_day("yesterday", "--since")
