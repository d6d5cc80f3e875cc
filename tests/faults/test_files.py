"""Faults found by attack, by their numbers: files that broke a sync or every question."""

import os
from pathlib import Path

import pytest

import rag
from rag.core.article import MOST_TITLE
from rag.library.library import Library
from rag.wiring import open_library

GOOD = "The plant in Heide opened in 2021."
QUESTION = "When did the plant in Heide open?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.md").write_text(GOOD)
    return folder


def sync(folder: Path) -> rag.SyncReport:
    return rag.index(folder, folder.parent / "state")


def test_f1_a_file_name_that_is_not_utf_8_costs_only_its_file(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.md")).write_text("Menu of the day.")
    report = sync(folder)
    assert report.added == ("good",)
    (failure,) = report.failed
    assert failure.path == "caf\ufffd.md"
    assert failure.reason == "its name is not UTF-8: rename it"


@pytest.mark.parametrize(
    "value",
    ['!!int ""', '!!float ""', '!!bool "x"', '!!timestamp "x"', "!!bool maybe", '"\\uD83D"'],
)
@pytest.mark.parametrize("key", ["title", "source", "url", "topics", "language"])
def test_f1_a_value_with_a_tag_or_half_a_letter_is_text(folder: Path, key: str, value: str) -> None:
    (folder / "odd.md").write_text(f"---\n{key}: {value}\n---\nOdd text.")
    assert sync(folder).added == ("good", "odd")


@pytest.mark.parametrize(
    ("value", "title"), [("12:30", "12:30"), ("007", "007"), ("No", "No"), ("~", "Text.")]
)
def test_f1_a_title_is_what_was_written(folder: Path, value: str, title: str) -> None:
    (folder / "odd.md").write_text(f"---\ntitle: {value}\n---\nText.")
    sync(folder)
    articles = {article.id: article for article in _library(folder).articles()}
    assert articles["odd"].title == title


def test_f2_aliases_that_would_grow_without_end_cost_only_the_front_matter(folder: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9)]
    text = "\n".join(["---", *lines, "title: *a8", "---", "Laughs."])
    (folder / "laughs.md").write_text(text)
    report = sync(folder)
    assert report.added == ("good", "laughs")
    assert "front matter can't be read" in report.warned[0].reason


def test_f2_front_matter_nested_without_end_costs_only_itself(folder: Path) -> None:
    (folder / "deep.md").write_text(f"---\ntitle: {'[' * 50_000}\n---\nDeep.")
    report = sync(folder)
    assert (report.added, len(report.warned)) == (("deep", "good"), 1)


def test_f2_a_title_has_a_bound(folder: Path) -> None:
    (folder / "long.md").write_text(f"---\ntitle: {'very ' * 10_000}long\n---\nLong.")
    sync(folder)
    (long,) = [article for article in _library(folder).articles() if article.id == "long"]
    assert len(long.title) <= MOST_TITLE


@pytest.mark.parametrize(
    "run", ["deadbeef" * 330, "\u0e01" * 3_000, "x" * 2_000, "GATTACA" * 300, "_" * 2_000]
)
def test_f4_a_run_of_letters_breaks_no_question(tmp_path: Path, run: str) -> None:
    text = f"{GOOD} {run} It makes cells."
    rag.index(rag.Article(text, title="Heide"), tmp_path)
    answer = rag.open(tmp_path).ask(QUESTION)
    assert answer.citations[0].quote == GOOD


def _library(folder: Path) -> Library:
    return open_library(folder.parent / "state")
