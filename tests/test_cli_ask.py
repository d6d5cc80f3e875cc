"""`rag ask` with its filters, forms and dates."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import rag
from rag.cli import main

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs `rag ask` over two small articles; returns exit code, stdout, stderr."""
    articles = [
        rag.Article(
            "The plant in Heide has 1,200 jobs.",
            title="Old",
            outlet="Post",
            published="2024-03-01",
            topics="jobs",
        ),
        rag.Article(
            "The plant in Heide has 900 jobs.",
            title="New",
            outlet="Gazette",
            published="2026-10-05",
            authors="Ida Berg",
        ),
    ]
    rag.index(articles, tmp_path)
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["rag", "ask", *words, "--state", str(tmp_path)])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return call


QUESTION = "How many jobs has the plant in Heide?"


@pytest.mark.parametrize(
    ("options", "found", "other"),
    [
        (["--since", "2026-01-01"], "900", "1,200"),
        (["--until", "2025-12-31"], "1,200", "900"),
        (["--outlet", "Post"], "1,200", "900"),
        (["--topic", "jobs"], "1,200", "900"),
        (["--author", "ida berg"], "900", "1,200"),
    ],
)
def test_a_filter_limits_the_answer(ask: Ask, options: list[str], found: str, other: str) -> None:
    code, out, _ = ask(QUESTION, *options)
    assert code == 0
    assert found in out
    assert other not in out


def test_the_day_may_be_another(ask: Ask) -> None:
    code, out, _ = ask("Which articles appeared last month?", "--as-of", "2026-11-26")
    assert code == 0
    assert out.splitlines() == [
        "1 of 2 articles published from 1 October 2026 to 31 October 2026.",
        "- New · Gazette · 2026-10-05",
    ]


def test_an_answer_has_three_forms(ask: Ask) -> None:
    fields = json.loads(ask(QUESTION, "--outlet", "Post", "--format", "json")[1])
    assert fields["request"]["task"] == "answer"
    assert fields["certainty"] in ("sure", "likely", "unsure")
    markdown = ask(QUESTION, "--outlet", "Post", "--format", "markdown")[1]
    assert "[^1]: Old · Post · 2024\\-03\\-01" in markdown


def test_an_answer_goes_into_a_file_whose_name_says_how(ask: Ask, tmp_path: Path) -> None:
    assert ask(QUESTION, "--outlet", "Post", "-o", "a.docx") == (0, "", "rag: written: a.docx\n")
    assert (tmp_path / "a.docx").read_bytes().startswith(b"PK")
    for name, begins in (("a.md", "# How many jobs"), ("a.html", "<!DOCTYPE"), ("a.ris", "TY  -")):
        assert ask(QUESTION, "--outlet", "Post", "-o", name)[0] == 0
        assert (tmp_path / name).read_text().startswith(begins)
    ask(QUESTION, "--outlet", "Post", "-o", "a.html", "--format", "md")
    assert (tmp_path / "a.html").read_text().startswith("# How many jobs")
    assert not list(tmp_path.glob(".*.part"))


def test_a_format_can_be_printed(ask: Ask) -> None:
    assert ask(QUESTION, "--outlet", "Post", "--format", "csv")[1].startswith('\ufeff"number"')
    assert json.loads(ask(QUESTION, "--outlet", "Post", "--json", "--format", "csv")[1])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "docx"], "a Word document is no text: name its file with -o FILE"),
        (["--format", "pdf"], "no format 'pdf': choose one of text, markdown, html, docx,"),
        (["-o", "a.odt"], "no format 'odt'"),
        (["-o", "none/a.md"], "can't write to none/a.md: name a file in a folder that exists"),
        (["-o", "."], "can't write to .: name a file"),
    ],
)
def test_what_can_not_be_written_is_said_before_anything_is_asked(
    ask: Ask, options: list[str], said: str
) -> None:
    code, out, err = ask(QUESTION, *options)
    assert (code, out) == (1, "")
    assert said in err


def test_a_day_that_is_none_is_one_line(ask: Ask) -> None:
    code, out, err = ask(QUESTION, "--since", "soon")
    assert (code, out) == (1, "")
    assert err == "rag: --since is not a date: 'soon'; write it as YYYY-MM-DD\n"


def test_variables_of_a_file_are_read(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("RAG_ANSWER__MIN_CONFIDENCE=1\nSOME_KEY=x\n")
    try:
        assert "(weak evidence)" in ask(QUESTION)[1]
    finally:
        for name in ("RAG_ANSWER__MIN_CONFIDENCE", "SOME_KEY"):  # the command has set them
            os.environ.pop(name, None)
