"""Fit when to abstain, on the starter questions: `python -m eval.fit_abstention`.

A logistic regression on the two signals of `rag.answering.abstain`; the threshold is the highest at which at most one in
ten of the answerable questions is refused. Writes rag/answering/abstention.json and prints what it fitted.
"""

import json
import tempfile
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import LeaveOneOut, cross_val_predict

import rag
from eval.questions import STARTER, load_questions
from rag.answering import abstain, extractive
from rag.answering.condense import standalone
from rag.evidence import read_query
from rag.retrieval import find_passages
from rag.settings import Settings

ROOT = Path(__file__).parent.parent
REFUSED = 0.1


def starter_signals(state: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return the signals, shape (n, 2), and the answerability, shape (n,), of the starter questions."""
    bot = rag.open(state)
    rows, answerable = [], []
    with bot.reader.snapshot() as snapshot:
        articles = {article.source: article for article, _ in snapshot.view.articles()}
        for question in load_questions(STARTER, articles):
            text = standalone(question.text, question.history)
            settings = Settings().retrieval
            found = find_passages(snapshot, read_query(text, bot.embedder), settings.rerank, settings)
            signals = abstain.read_signals(text, extractive.candidates(found), snapshot.lexical)
            rows.append((signals.weakest, signals.unknown))
            answerable.append(question.answerable)
    return np.array(rows), np.array(answerable)


def main() -> None:
    """Fit, write and print."""
    with tempfile.TemporaryDirectory() as folder:
        rag.index(ROOT / "corpus", folder)
        signals, answerable = starter_signals(Path(folder))
    scale = signals.std(axis=0)
    model = LogisticRegression().fit(signals / scale, answerable)
    held_out = cross_val_predict(model, signals / scale, answerable, cv=LeaveOneOut(), method="predict_proba")[:, 1]
    probability = model.predict_proba(signals / scale)[:, 1]
    threshold = float(np.quantile(probability[answerable], REFUSED, method="lower"))
    weakest, unknown = (model.coef_[0] / scale).tolist()
    fit = {
        "intercept": round(float(model.intercept_[0]), 4),
        "weakest": round(weakest, 4),
        "unknown": round(unknown, 4),
        "threshold": round(threshold - 5e-4, 3),
        "fitted_on": f"eval/questions.jsonl, {len(answerable)} questions, {int((~answerable).sum())} unanswerable",
    }
    (ROOT / "rag" / "answering" / abstain.FILE_NAME).write_text(json.dumps(fit, indent=2) + "\n")
    print(json.dumps(fit, indent=2))
    print(f"AUC fitted {roc_auc_score(answerable, probability):.3f}, leave-one-out {roc_auc_score(answerable, held_out):.3f}")
    print(f"refused: {np.mean(probability[answerable] < threshold):.2f} of the answerable, ", end="")
    print(f"{np.mean(probability[~answerable] < threshold):.2f} of the unanswerable questions")


if __name__ == "__main__":
    main()
