from pathlib import Path

from rag.core.side_by_side import LibraryAnswer, LibraryInfo


def test_a_library_that_can_be_asked_has_no_problem() -> None:
    assert LibraryAnswer("press", None).problem == ""
    assert LibraryInfo("press", 0, None, 0, Path("x")).problem == ""
