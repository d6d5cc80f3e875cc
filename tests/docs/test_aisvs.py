"""The table of AISVS: every requirement of its sections, and tests that are there."""

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest

from rag.core.conversation import TurnState
from rag.core.corpus import Filter
from rag.library.kept import open_kept
from tests.docs.walk import ROOT
from tests.ui.handlers.plant import plant_bot

TABLE = tomllib.loads((ROOT / "tests" / "aisvs.toml").read_text(encoding="utf-8"))["requirement"]
SECTIONS = {"7.2": 3, "7.4": 4, "8.2": 5}
"""How many requirements each section of AISVS 1.0 has."""
STATES = {"met", "partly", "not met", "does not apply"}


def functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_requirement_of_the_sections_is_there_once() -> None:
    wanted = [f"{section}.{n + 1}" for section, count in SECTIONS.items() for n in range(count)]
    assert [one["id"] for one in TABLE] == wanted


@pytest.mark.parametrize("one", TABLE, ids=lambda one: one["id"])
def test_what_is_met_is_proven_by_tests_that_there_are(one: dict[str, Any]) -> None:
    assert one["state"] in STATES
    assert bool(one["tests"]) == (one["state"] in ("met", "partly"))
    for name in one["tests"]:
        path, _, function = name.partition("::")
        assert function in functions(path), name


def test_what_was_answered_is_never_searched(tmp_path: Path) -> None:
    bot = plant_bot(tmp_path)
    before = bot.facts()
    kept = open_kept(bot.library).conversations
    question = "When did the plant open?"
    turn = kept.start("owner", question, Filter(), False).turns[-1]
    kept.finish("owner", turn.id, bot.ask(question), TurnState.DONE, "")
    assert bot.facts() == before
    assert {hit.chunk.article.id for hit in bot.search(question)} == {"plant"}
    assert not any(question in hit.chunk.text for hit in bot.search(question))
