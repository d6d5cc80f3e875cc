"""Fit when to abstain, on the starter questions: `python -m eval.fit_abstention`.

A logistic regression on the signals of `rag.answering.abstain`, with the evidence reader and without; the threshold is the
highest at which at most one in twenty of the answerable questions is refused. Writes rag/answering/abstention.json and
prints what it fitted.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import LeaveOneOut, cross_val_predict

import rag
from eval.fitting import Signals, as_matrix, fit, refusal_threshold, regression, write
from eval.suites.starter import CORPUS, QUESTIONS
from rag.answering.abstain import FILE_NAME
from rag.evaluation.questions import Question, articles_by_file, load_questions
from rag.settings import Settings

FILE = Path(__file__).parent.parent / "rag" / "answering" / FILE_NAME
REFUSED = 0.05
NAMES = {"read": ("weakest", "relevance", "evidence"), "unread": ("weakest", "unknown")}


def read_signals(settings: Settings) -> tuple[Signals, list[Question]]:
    """Return the signals of the starter questions, and the questions."""
    with tempfile.TemporaryDirectory() as folder:
        rag.index(CORPUS, folder, settings=settings)
        bot = rag.open(folder, settings=settings)
        questions = load_questions(QUESTIONS, articles_by_file(bot))
        return [bot.examine(question.text, question.history).signals for question in questions], questions


def leave_one_out(signals: Signals, answerable: NDArray[np.bool_], names: Sequence[str]) -> NDArray[np.float64]:
    """Return each question's probability of being answerable under the fit to all the others, shape (n,).

    Needs at least two questions of each kind.
    """
    matrix = as_matrix(signals, names)
    return np.asarray(cross_val_predict(regression(), matrix, answerable, cv=LeaveOneOut(), method="predict_proba")[:, 1])


def main() -> None:
    """Fit, write and print."""
    fits = {}
    for which, names in NAMES.items():
        signals, questions = read_signals(Settings() if which == "read" else Settings(retrieval={"read": 0}))
        able = np.array([question.answerable for question in questions])
        shipped, probability = fit(signals, able.tolist(), names)
        threshold = refusal_threshold(probability[able], REFUSED)
        data = f"eval/questions.jsonl, {len(able)} questions, {int((~able).sum())} unanswerable"
        fits[which] = shipped | {"threshold": round(threshold, 4), "fitted_on": data}
        print(which, fits[which])
        held_out = leave_one_out(signals, able, names)
        print(f"  AUC fitted {roc_auc_score(able, probability):.3f}, leave-one-out {roc_auc_score(able, held_out):.3f}")
        print(f"  refused: {np.mean(probability[able] < threshold):.2f} of the answerable, ", end="")
        print(f"{np.mean(probability[~able] < threshold):.2f} of the unanswerable questions")
        for signal in names:
            print(f"    {signal} alone: AUC {roc_auc_score(able, [one[signal] for one in signals]):.3f}")
    write(FILE, fits)


if __name__ == "__main__":
    main()
