"""Fit when to abstain, on the starter questions: `python -m eval.fit_abstention`.

A logistic regression on the two signals of `rag.answering.abstain`; the threshold is the highest at which at most one in
twenty of the answerable questions is refused. Writes rag/answering/abstention.json and prints what it fitted.
"""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import LeaveOneOut, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import rag
from eval.suites.starter import CORPUS, QUESTIONS
from rag.answering import abstain, extractive
from rag.answering.condense import standalone
from rag.evaluation.questions import Question, articles_by_file, load_questions
from rag.evidence import read_query
from rag.retrieval import find_passages
from rag.settings import RetrievalSettings, Settings

ROOT = Path(__file__).parent.parent
REFUSED = 0.05


def read_signals(bot: rag.Chatbot, questions: Sequence[Question], settings: RetrievalSettings) -> NDArray[np.float64]:
    """Return the signals (weakest, unknown) of questions, shape (n, 2)."""
    rows = []
    with bot.reader.snapshot() as snapshot:
        for question in questions:
            text = standalone(question.text, question.history)
            found = find_passages(snapshot, read_query(text, bot.embedder), settings.rerank, settings)
            signals = abstain.read_signals(text, extractive.candidates(found), snapshot.lexical)
            rows.append((signals.weakest, signals.unknown))
    return np.array(rows).reshape(-1, 2)


def regression() -> Any:
    """Return the model that is fitted: a logistic regression on signals divided by their standard deviations."""
    return make_pipeline(StandardScaler(with_mean=False), LogisticRegression())


def leave_one_out(signals: NDArray[np.float64], answerable: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return each question's probability of being answerable under the fit to all the others, shape (n,).

    Needs at least two questions of each kind.
    """
    folds = LeaveOneOut()
    return np.asarray(cross_val_predict(regression(), signals, answerable, cv=folds, method="predict_proba")[:, 1])


def main() -> None:
    """Fit, write and print."""
    with tempfile.TemporaryDirectory() as folder:
        rag.index(CORPUS, folder)
        bot = rag.open(folder)
        questions = load_questions(QUESTIONS, articles_by_file(bot))
        signals = read_signals(bot, questions, Settings().retrieval)
    answerable = np.array([question.answerable for question in questions])
    scaler, model = (fitted := regression().fit(signals, answerable))
    probability = fitted.predict_proba(signals)[:, 1]
    lowest = np.sort(probability[answerable])
    refused = int(REFUSED * len(lowest))
    threshold = float(lowest[refused - 1 : refused + 1].mean())
    weakest, unknown = (model.coef_[0] / scaler.scale_).tolist()
    fit = {
        "intercept": round(float(model.intercept_[0]), 4),
        "weakest": round(weakest, 4),
        "unknown": round(unknown, 4),
        "threshold": round(threshold, 4),
        "fitted_on": f"eval/questions.jsonl, {len(answerable)} questions, {int((~answerable).sum())} unanswerable",
    }
    (ROOT / "rag" / "answering" / abstain.FILE_NAME).write_text(json.dumps(fit, indent=2) + "\n")
    print(json.dumps(fit, indent=2))
    held_out = leave_one_out(signals, answerable)
    print(
        f"AUC fitted {roc_auc_score(answerable, probability):.3f}, leave-one-out {roc_auc_score(answerable, held_out):.3f}"
    )
    print(f"refused: {np.mean(probability[answerable] < threshold):.2f} of the answerable, ", end="")
    print(f"{np.mean(probability[~answerable] < threshold):.2f} of the unanswerable questions")


if __name__ == "__main__":
    main()
