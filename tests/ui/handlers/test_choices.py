from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

import rag
from rag.core.conversation import KeptTurn, Mode, TurnState
from rag.core.corpus import Filter
from rag.ui.handlers.choices import choices, chosen

ARTICLES = (("2", "A"), ("1", "B"), ("3", "C"), ("no-outlet", "D"))


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> rag.Chatbot:
    state: Path = tmp_path_factory.mktemp("state")
    articles = [
        rag.Article("One.", title="B", id="1", outlet="Lake", topics=("Rail",)),
        rag.Article("Two.", title="A", id="2", outlet="Hill", topics=("Rail", "Bus")),
        rag.Article("Three.", title="C", id="3", published=date(2026, 1, 1)),
    ]
    file = tmp_path_factory.mktemp("corpus") / "no-outlet.md"
    file.write_text("---\ntitle: D\n---\nFour.")
    rag.index([*articles, file], state)
    return rag.open(state)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("outlets", ["Hill", "Lake"]),
        ("topics", ["Bus", "Rail"]),
        ("articles", [{"id": n, "name": name} for n, name in ARTICLES]),
        ("authors", []),
        ("../secrets", []),
        ("", []),
    ],
)
def test_what_can_be_chosen_is_sorted(bot: rag.Chatbot, kind: str, expected: list[object]) -> None:
    assert choices(lambda: bot, kind) == expected


def test_what_was_chosen_is_as_the_page_sets_it(bot: rag.Chatbot) -> None:
    where = Filter(articles=("2", "gone"), outlets=("Lake",), since=date(2026, 1, 1))
    turn = KeptTurn("1", "", "Q?", where, False, TurnState.DONE, datetime(2026, 1, 1))
    assert chosen(lambda: bot, turn) == {
        "articles": [{"id": "2", "name": "A"}, {"id": "gone", "name": "gone"}],
        "outlets": ["Lake"],
        "topics": [],
        "since": "2026-01-01",
        "until": None,
        "quoted": True,
    }
    free = replace(turn, where=Filter(), mode=Mode.WRITTEN)
    assert (chosen(lambda: bot, free)["articles"], chosen(lambda: bot, free)["quoted"]) == (
        [], False,
    )  # fmt: skip
