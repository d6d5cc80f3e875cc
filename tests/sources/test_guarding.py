import zlib

import pytest

from rag.errors import CorpusError, PassedOver
from rag.sources.guarding import own_errors


@pytest.mark.parametrize("error", [ValueError("\n"), zlib.error(), RecursionError(), KeyError("a")])
def test_what_a_parser_raises_is_an_error_of_ours_with_a_reason(error: Exception) -> None:
    with pytest.raises(CorpusError) as stop, own_errors():
        raise error
    kind = type(error).__name__
    assert str(stop.value) == f"broken, its parser ends with {kind}: save it anew"
    assert stop.value.__cause__ is error


@pytest.mark.parametrize("error", [CorpusError("empty"), PassedOver("no feed"), MemoryError()])
def test_our_own_errors_and_a_lack_of_memory_pass(error: Exception) -> None:
    with pytest.raises(type(error)) as stop, own_errors():
        raise error
    assert stop.value is error
