import ast
import re
from pathlib import Path

import pytest

import rag.sources
from rag.ui.catalogue import LANGUAGES, catalogue
from rag.ui.parts.reasons import forms, worded

SOURCES = Path(rag.sources.__file__).parent
RAISED = {"CorpusError", "FetchError", "PassedOver"}
EN, DE = catalogue("en"), catalogue("de")


def form(node: ast.expr) -> str:
    """Return a text with "1" in its places, as somebody may get it; empty for another node."""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "1" for part in node.values
        )
    return str(node.value) if isinstance(node, ast.Constant) else ""


def raised() -> list[str]:
    """Return the reasons that reading files and pages gives."""
    calls = (
        node
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )
    named = (call for call in calls if call.func.id in RAISED and call.args)  # type: ignore[attr-defined]
    return sorted({text for call in named if (text := form(call.args[0]))})


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_reason_of_a_file_or_page_is_known_in_every_language(language: str) -> None:
    reasons = raised()
    assert len(reasons) > 60
    t = catalogue(language)
    assert [reason for reason in reasons if worded(reason, t) == reason] == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_form_gives_its_values_on(language: str) -> None:
    for pattern, text in forms(language):
        assert len(re.findall(r"\{\d?\}", text)) <= pattern.groups
        assert text.format(*"abcdef"[: pattern.groups])


@pytest.mark.parametrize(
    ("reason", "german"),
    [
        ("larger than 5 MB: split it", "größer als 5 MB: bitte aufteilen"),
        ("may.zip: a.md: empty", "may.zip: a.md: leer"),
        ("no article in it: a.md: empty", "kein Artikel darin: a.md: leer"),
        ("not in the dense index", "nicht im Index „dense“"),
        ("{0.__class__} is no address of a page: check it",
         "{0.__class__} ist keine Adresse einer Seite: bitte prüfen"),
        ("something else: that nobody knows", "something else: that nobody knows"),
        ("empty" * 500, "empty" * 500),
        ("", ""),
    ],
)  # fmt: skip
def test_a_reason_is_told_in_the_language_of_the_page(reason: str, german: str) -> None:
    assert worded(reason, DE) == german
    assert worded(reason, EN) == reason
