import pytest

from rag.library.records import MEMORY, Source


@pytest.mark.parametrize(("identity", "in_memory"), [(MEMORY + "a", True), ("/a/b.md", False)])
def test_a_source_knows_whether_it_is_a_file(identity: str, in_memory: bool) -> None:
    assert Source(identity, "b.md", "hash").in_memory is in_memory
