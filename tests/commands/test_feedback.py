from collections.abc import Callable
from pathlib import Path

import rag


def test_without_feedback_nothing_is_printed_and_that_is_said(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    rag.index([rag.Article("One text.", "One")], tmp_path)
    code, out, err = run("feedback", "export", "--state", str(tmp_path))
    assert (code, out) == (0, "")
    assert "no feedback yet" in err
