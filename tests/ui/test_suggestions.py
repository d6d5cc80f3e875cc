from datetime import date

import pytest

from rag import Article
from rag.ui.suggestions import candidates, subject, suggest


def test_every_suggestion_is_answered(starter_bot):
    questions = suggest(starter_bot, 4)
    assert len(set(questions)) == 4
    assert not any(starter_bot.ask(question).abstained for question in questions)


def test_the_latest_articles_come_first_and_a_subject_once():
    articles = [
        Article("Text one.", title="Old: a", published=date(2020, 1, 1)),
        Article("Text two.", title="New: b", published=date(2026, 1, 1)),
        Article("Text three.", title="New: c", published=date(2025, 1, 1)),
        Article("Text four.", title="Undated: d"),
    ]
    assert list(candidates(articles)) == [f"What is known about {name}?" for name in ("New", "Old", "Undated")]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Northvolt: from hope to bankruptcy", "", "Northvolt"),
        ("Northvolt – from hope to bankruptcy", "", "Northvolt"),
        ("Critical Raw Materials Act: benchmarks", "The Critical Raw Materials Act.", "the Critical Raw Materials Act"),
        ("Solid-state batteries: plans", "They like solid-state cells.", "solid-state batteries"),
        ("Verkor opens a plant", "In May Verkor opened it.", "Verkor"),
        ("Efforts to localize production", "Efforts were made. The efforts failed.", ""),
        ("One two three four five six seven: too long", "", ""),
        ("(untitled)", "x", ""),
        ("Ask (.*)+$ now", "Ask (.*)+$ now", ""),
    ],
)
def test_subjects(title, text, expected):
    assert subject(title, text) == expected
