import json
from collections.abc import Callable
from pathlib import Path

import pytest

import rag
from rag.core.conversation import Conversation
from rag.library.conversations import Conversations
from rag.library.kept import owners
from rag.wiring import open_library
from tests.library.keeping import ANNA, BERT, BOTH

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state folder with an article."""
    rag.index(rag.Article("One text.", "One"), tmp_path)
    return tmp_path


@pytest.fixture
def talks(state: Path) -> list[Conversation]:
    """A conversation of Anna and a later one of Bert."""
    kept = Conversations(open_library(state).catalog.database)
    anna, bert = kept.start(ANNA, "Which plants?"), kept.start(BERT, "Which \x1b[31mothers?")
    kept.finish(BERT, bert.leaf, BOTH)
    return [anna, bert]


def test_all_conversations_are_listed(run: Run, state: Path, talks: list[Conversation]) -> None:
    anna, bert = talks
    code, out, err = run("conversations", "list", "--state", str(state))
    first, second = out.splitlines()
    assert (code, err) == (0, "")
    assert first.startswith(bert.info.id)
    assert first.endswith("  Which [31mothers?")
    assert second.startswith(anna.info.id)
    found = run("conversations", "list", "--search", "HEIDE", "--json", "--state", str(state))[1]
    assert [one["id"] for one in json.loads(found)] == [bert.info.id]
    assert run("conversations", "list", "-n", "1", "--state", str(state))[1] == f"{first}\n"


def test_a_conversation_is_shown(run: Run, state: Path, talks: list[Conversation]) -> None:
    code, out, _ = run("conversations", "show", talks[1].info.id, "--state", str(state))
    assert code == 0
    assert out.startswith("Which [31mothers?\n\n> Which [31mothers?\n\n🔋 Heide. [1] Skelleft [2]")
    out = run("conversations", "show", talks[0].info.id, "--json", "--state", str(state))[1]
    assert json.loads(out)["turns"][0]["state"] == "asking"


def test_conversations_are_forgotten(run: Run, state: Path, talks: list[Conversation]) -> None:
    words = ["--state", str(state)]
    names = [talk.info.id for talk in talks]
    code, out, err = run("conversations", "forget", names[0], "none", *words)
    assert (code, out) == (1, "")
    assert "there is no such conversation" in err
    assert len(json.loads(run("conversations", "list", "--json", *words)[1])) == 2, "all or none"
    assert run("conversations", "forget", names[0], *words) == (
        0,
        "",
        "rag: forgotten: 1 conversations\n",
    )
    assert run("conversations", "forget", "--all", *words) == (
        0,
        "",
        "rag: forgotten: 1 conversations, 0 clippings\n",
    )
    assert run("conversations", "list", *words) == (0, "", "rag: no conversations\n")
    assert owners(open_library(state).catalog.database) == []


@pytest.mark.parametrize("words", [[], ["an-id", "--all"]])
def test_what_to_forget_is_said(run: Run, state: Path, words: list[str]) -> None:
    code, _, err = run("conversations", "forget", *words, "--state", str(state))
    assert code == 1
    assert "name the conversations to forget, or else --all" in err
