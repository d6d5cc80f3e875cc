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
    assert questions_about(articles)["open"] == [
        f"What is known about {name}?" for name in ("New", "Old", "Undated")
    ]


def test_questions_of_each_kind_are_made_of_what_the_articles_tell() -> None:
    texts = (
        "The works in Heide was opened in May 2021. Salla delivers to Heide.",
        "The mine is closed because it flooded. Salla and Heide wait.",
    )
    titles = ("Heide: a start", "Salla: a mine")
    made = questions_about(
        Article(text, title=title, published=date(2026, 1, day))
        for day, (title, text) in enumerate(zip(titles, texts, strict=True), start=1)
    )
    assert made["fact"] == ["When was the works in Heide opened?"]
    assert made["why"] == ["Why is the mine closed?"]
    assert made["compare"] == ["Compare Salla and Heide"]
    assert made["timeline"][0] == "How did Salla develop over the years?"
    assert made["newest"] == ["What is the newest article about Heide?"]


def test_german_articles_are_asked_about_in_german() -> None:
    texts = (
        "Das Werk Heide wurde im Mai 2021 eröffnet.",
        "Salla ist offen. Salla hat mit Heide zu tun.",
    )
    titles = ("Heide: ein Anfang", "Salla: eine Grube")
    made = questions_about(
        Article(text, title=title, published=date(2026, 1, day), language="de")
        for day, (title, text) in enumerate(zip(titles, texts, strict=True), start=1)
    )
    assert made["fact"] == ["Wann wurde das Werk Heide eröffnet?"]
    assert made["open"] == ["Was ist über Salla bekannt?", "Was ist über Heide bekannt?"]


def test_no_articles_give_no_questions() -> None:
    assert not any(questions_about([]).values())


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
