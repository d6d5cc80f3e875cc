"""Fit the support check on claims that the evidence reader was not trained on: `python -m eval.fit_support`.

Writes rag/evidence/support.json and prints what it fitted.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from eval.datasets import DEFAULT_DATA, TRAINING
from eval.fitting import as_matrix, fit, regression, write
from eval.support import Pair, fit_threshold
from eval.training.claims import documents, held_out_claim
from rag.embedding import Embedder
from rag.evidence.differences import Kind
from rag.evidence.loading import load_reader
from rag.evidence.support import FILE_NAME, read_signals

FILE = Path(__file__).parent.parent / "rag" / "evidence" / FILE_NAME
CHECKS = tuple(kind.value for kind in Kind)
NAMES = {"read": ("overlap", *CHECKS, "entailed", "contradicted"), "unread": ("overlap", *CHECKS)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, write and print."""
    parser = argparse.ArgumentParser("python -m eval.fit_support")
    parser.add_argument("--benchmarks", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA.parent / TRAINING)
    given = parser.parse_args(arguments)
    claims: list[Pair] = [claim for claim in documents(given.data, given.benchmarks) if held_out_claim(claim)]
    reader = load_reader(Embedder())
    signals = [read_signals(claim.claim, "\n".join(claim.evidence), reader) for claim in claims]
    labels = [claim.supported for claim in claims]
    fits = {}
    for which, names in NAMES.items():
        if which == "read" and reader is None:
            continue
        shipped, probability = fit(signals, labels, names)
        held = cross_val_predict(regression(), as_matrix(signals, names), labels, cv=5, method="predict_proba")[:, 1]
        threshold = fit_threshold(labels, probability.tolist())
        said = f"{len(claims)} held-out claims of WiCE dev and SummEdits (not news); threshold of the best balanced accuracy"
        fits[which] = shipped | {"threshold": round(threshold, 4), "fitted_on": said}
        print(
            which,
            shipped,
            f"threshold {threshold:.3f}, AUC {roc_auc_score(labels, held):.3f} in five folds, n {len(claims)}",
        )
        for name in names:
            values = [one[name] for one in signals]
            print(f"  {name} alone: AUC {roc_auc_score(labels, values):.3f}")
    write(FILE, fits)


if __name__ == "__main__":
    main()
