import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import rag
from rag.core.recheck import Standing
from rag.errors import DataError
from rag.evaluation.feedback import keep
from rag.evaluation.rechecking import has_changed, recheck_file, recheck_kept
from rag.library.index.manifest import Manifest
from rag.library.library import Library
from rag.render.json import answer_json
from tests.evaluation.test_feedback import MINE, PLANT, RIGHT, put


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Library]:
    put(tmp_path, PLANT, MINE)
    library = Library(tmp_path, Manifest("test", 64))
    yield library
    library.close()


def saved(path: Path, *articles: rag.Article) -> Path:
    """Save an answer that quotes the first words of each article."""
    citations = tuple(
        rag.Citation(number, article.info, rag.Span(0, 9), article.text[:9])
        for number, article in enumerate(articles, start=1)
    )
    answer = rag.Answer("When?", "When?", citations=citations)
    file = path / "answer.json"
    file.write_text(answer_json(answer))
    return file


def test_a_saved_answer_is_looked_at_again(tmp_path: Path, kept: Library) -> None:
    file = saved(tmp_path, PLANT, MINE)
    before = recheck_file(file, kept)
    assert [one.recheck.standing for one in before] == [Standing.UNCHANGED] * 2
    assert not has_changed(before)
    put(tmp_path, rag.Article("The mine shut in 2025.", id="mine"))
    after = recheck_file(file, kept)
    assert [one.recheck.standing for one in after] == [Standing.UNCHANGED, Standing.EDITED_HERE]
    assert (after[1].number, has_changed(after)) == (2, True)


def test_lines_and_lists_of_answers(tmp_path: Path, kept: Library) -> None:
    answer = json.loads(saved(tmp_path, PLANT).read_text())
    (tmp_path / "list").write_text(json.dumps([answer] * 2))
    (tmp_path / "lines").write_text(f"{json.dumps(answer)}\n" * 2)
    for name in ("list", "lines"):
        assert len(recheck_file(tmp_path / name, kept)) == 2


def test_kept_answers_that_an_edit_touches(tmp_path: Path, kept: Library) -> None:
    keep(RIGHT, kept)
    assert not has_changed(recheck_kept(kept))
    put(tmp_path, rag.Article("The plant opened in 2022. It is large.", id="plant"))
    (one,) = recheck_kept(kept)
    assert (one.question, one.recheck.standing) == ("And when?", Standing.EDITED_HERE)


@pytest.mark.parametrize("text", ["no JSON", "[1]", "{}", '{"question": "Q", "citations": [1]}'])
def test_a_file_without_answers(tmp_path: Path, kept: Library, text: str) -> None:
    (tmp_path / "answers").write_text(text)
    with pytest.raises(DataError, match="holds no answers: save them with"):
        recheck_file(tmp_path / "answers", kept)
    with pytest.raises(DataError, match="choose another file"):
        recheck_file(tmp_path / "missing", kept)
