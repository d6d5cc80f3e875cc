import sys
from collections.abc import Callable

import pytest


def test_a_missing_package_is_named_with_its_install(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rag.service.mcp", None)
    code, _, err = run("mcp")
    assert code == 1
    assert "pip install 'footnote-rag[mcp]'" in err
