import json
from pathlib import Path

import numpy as np
import pytest

from eval.fits.token_map import Asked, first, principal_axes, read_set, write
from rag.core.span import Span
from rag.models.default_model import DEFAULT_MODEL
from rag.models.embedding import Embedder
from rag.models.token_map import load_token_map

PASSAGE = "The plant makes battery cells. Its canteen serves soup at noon."


def test_the_axes_are_those_in_which_vectors_differ_most() -> None:
    spread = np.array([0.1, 3.0, 0.2, 2.0], dtype=np.float32)
    vectors = np.random.default_rng(1).standard_normal((500, 4)).astype(np.float32) * spread
    axes = principal_axes(vectors, 2)
    assert axes.shape == (4, 2)
    assert axes.dtype == np.float32
    assert np.abs(axes).argmax(axis=0).tolist() == [3, 1]
    np.testing.assert_allclose(axes.T @ axes, np.eye(2), atol=1e-5)


def test_the_sentence_that_answers_is_first(embedder: Embedder) -> None:
    asked = [
        Asked("What do they produce?", PASSAGE, [Span(0, 30)]),
        Asked("When can workers have lunch?", PASSAGE, [Span(31, 63)]),
        Asked("When can workers have lunch?", PASSAGE, [Span(0, 30)]),
    ]
    assert first(asked, embedder) == [True, True, False]


def test_what_is_written_can_be_loaded(tmp_path: Path) -> None:
    matrix = np.arange(8, dtype=np.float32).reshape(4, 2)
    write(matrix, {"what": "a map"}, tmp_path / "new")
    loaded = load_token_map(DEFAULT_MODEL, tmp_path / "new")
    assert loaded is not None
    assert loaded.tolist() == matrix.tolist()
    card = json.loads((tmp_path / "new" / "token_map.json").read_text())
    assert card["what"] == "a map"


def test_passages_are_fitted_on_or_measured_and_questions_without_an_answer_are_left_out(
    tmp_path: Path,
) -> None:
    name = "squad-train-sentences"
    numbers = range(300)
    texts = [{"id": f"p{n}", "title": "", "text": f"{n}. {PASSAGE}"} for n in numbers]
    asked = [
        {
            "id": f"q{n}",
            "text": " When is lunch? ",
            "doc_id": f"p{n}",
            "answers": [],
            "answerable": n % 3 != 0,
            "evidence": [[35, 60]] if n % 3 == 1 else [],
        }
        for n in numbers
    ]
    for file, records in (("corpus", texts), ("queries", asked)):
        lines = "\n".join(map(json.dumps, records))
        (tmp_path / f"{file}.jsonl").write_text(lines)
    fitted, measured = (dict(read_set(tmp_path, name, part)) for part in (False, True))
    assert measured
    assert len(fitted) + len(measured) == 100
    assert not fitted.keys() & measured.keys()
    (question,), *_ = measured.values()
    assert (question.text, question.places) == ("When is lunch?", [Span(35, 60)])
    assert fitted == dict(read_set(tmp_path, name, False)), "a run gives the same"


@pytest.mark.parametrize(("start", "places"), [(4, [Span(4, 9)]), (-1, [])])
def test_where_only_the_answer_is_marked(tmp_path: Path, start: int, places: list[Span]) -> None:
    record = {
        "id": "q",
        "text": "What?",
        "doc_id": "p",
        "answers": ["plant"],
        "answerable": True,
        "start": start,
    }
    text = {"id": "p", "title": "", "text": PASSAGE}
    (tmp_path / "corpus.jsonl").write_text(json.dumps(text))
    (tmp_path / "queries.jsonl").write_text(json.dumps(record))
    parts = [read_set(tmp_path, "covid-qa", part) for part in (False, True)]
    assert [q.places for part in parts for _, asked in part for q in asked] == [
        one for one in [places] if one
    ]
