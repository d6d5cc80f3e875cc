from datetime import date

import pytest

from rag import Article
from rag.ui.subjects import questions_about, subject


def test_the_latest_articles_come_first_and_a_subject_once() -> None:
    articles = [
        Article("Text one.", title="Old: a", published=date(2020, 1, 1)),
        Article("Text two.", title="New: b", published=date(2026, 1, 1)),
        Article("Text three.", title="New: c", published=date(2025, 1, 1)),
        Article("Text four.", title="Undated: d"),
    ]
    assert list(questions_about(articles)) == [
        f"What is known about {name}?" for name in ("New", "Old", "Undated")
    ]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Northvolt: from hope to bankruptcy", "", "Northvolt"),
        ("Northvolt – from hope to bankruptcy", "", "Northvolt"),
        ("Raw Materials Act: benchmarks", "The Raw Materials Act.", "the Raw Materials Act"),
        ("Solid-state batteries: plans", "They like solid-state cells.", "solid-state batteries"),
        ("Verkor opens a plant", "In May Verkor opened it.", "Verkor"),
        ("Efforts to localize production", "Efforts were made. The efforts failed.", ""),
        ("One two three four five six seven: too long", "", ""),
        ("(untitled)", "x", ""),
        ("Ask (.*)+$ now", "Ask (.*)+$ now", ""),
    ],
)
def test_subjects(title: str, text: str, expected: str) -> None:
    assert subject(title, text) == expected
