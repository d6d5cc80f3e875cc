import json
from pathlib import Path

import pytest

from eval.fits.questions import read_corpora
from eval.training.questions import SETS


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in SETS:
        folder = tmp_path / "training" / name
        folder.mkdir(parents=True)
        texts = [
            {"id": f"t{n}", "title": f"Title {n}", "text": f"Plant {n} opened in {1900 + n}."}
            for n in range(400)
        ]
        asked = [
            {
                "id": f"{n}-{kind}",
                "text": f"{kind} did plant {n} open?",
                "doc_id": f"t{n}",
                "answers": [str(1900 + n)] if kind != "Why" else [],
                "answerable": kind != "Why",
            }
            for n in range(400)
            for kind in ("When", "In which year", "Why")
        ]
        (folder / "corpus.jsonl").write_text("".join(json.dumps(one) + "\n" for one in texts))
        (folder / "queries.jsonl").write_text("".join(json.dumps(one) + "\n" for one in asked))
    claims = tmp_path / "training" / "scifact-train"
    claims.mkdir()
    head = "id,claim,evidence_doc_id,evidence_label,evidence_sentences,cited_doc_ids\n"
    rows = [f"{n},Plant {n} opened.,{n},SUPPORT,[0],[{n}]\n" for n in range(50)]
    (claims / "claims_train.csv").write_text(head + "".join(rows))
    abstracts = tmp_path / "benchmarks" / "scifact"
    abstracts.mkdir(parents=True)
    lines = [
        json.dumps({"id": str(n), "title": f"Plant {n}", "text": f"Plant {n} opened."}) + "\n"
        for n in range(120)
    ]
    (abstracts / "corpus.jsonl").write_text("".join(lines))
    return tmp_path


def test_what_is_answerable_is_in_the_corpus_and_what_is_not_is_not(data: Path) -> None:
    corpora = list(read_corpora(data / "training", data / "benchmarks", 1))
    kinds = {question.kind for corpus in corpora for question in corpus.questions}
    assert {
        *SETS,
        "scifact-train",
        *(f"{SETS[0]}, {kind}" for kind in ("two in one", "two passages", "one passage")),
    } <= kinds
    for corpus in corpora:
        texts = " ".join(article.text for article in corpus.articles)
        for question in corpus.questions:
            plants = {part.split()[0] for part in question.text.split("lant ")[1:]}
            there = {f"Plant {plant} opened" in texts for plant in plants}
            assert len(there) == 1
            assert len(plants) == 1 + ("two passages" in question.kind)
            assert question.answerable == (there == {True} and not question.text.startswith("Why"))
    both = {question.answerable for corpus in corpora for question in corpus.questions}
    assert both == {True, False}


def test_two_questions_are_joined_into_one(data: Path) -> None:
    corpora = read_corpora(data / "training", data / "benchmarks", 1)
    asked = [question for corpus in corpora for question in corpus.questions]
    assert {question for question in asked if ", and " in question.text} == {
        q for q in asked if ", two " in q.kind
    }


def test_the_same_seed_gives_the_same(data: Path) -> None:
    first, second = (
        list(read_corpora(data / "training", data / "benchmarks", 1)) for _ in range(2)
    )
    assert first == second
