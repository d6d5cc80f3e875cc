import json
import random
from pathlib import Path

from eval.fits.answers import read_dev_set
from eval.training.question_sets import SETS


def test_a_set_is_read_as_articles_and_questions_with_their_evidence(tmp_path: Path) -> None:
    folder = tmp_path / "qed-nq"
    folder.mkdir()
    asked = [
        text
        for text in (f"who is {n}" for n in range(200))
        if SETS["qed-nq"].holds_out({"text": text}, "T", "d")
    ][:3]
    documents = [{"id": f"d{n}", "title": "T", "text": f"He is {n}. It rains."} for n in range(4)]
    records = [
        {"id": f"q{n}", "text": text, "doc_id": f"d{n}", "answers": [str(n)], "answerable": n < 2}
        | {"start": 6, "evidence": [[0, 8]] if n < 2 else []}
        for n, text in enumerate(asked)
    ]
    for name, rows in (("corpus", documents), ("queries", records)):
        (folder / f"{name}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    dev = read_dev_set(folder, "qed-nq", random.Random(7))
    assert len(dev.articles) == 4
    answerable = [question for question in dev.questions if question.answerable]
    assert len(answerable) == 2
    by_id = {article.id: article.text for article in dev.articles}
    for question in answerable:
        (gold,) = question.gold or ()
        assert gold.span.slice(by_id[gold.article_id]).startswith("He is")
    assert len(dev.questions) == 3
