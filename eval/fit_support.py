"""Fit the support check on claims that the evidence reader was not trained on: `python -m eval.fit_support`.

The probability is fitted on sentences, since `supports` checks each sentence of a claim; the threshold on whole claims.
Writes rag/support/support.json and prints what it fitted.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from eval.datasets import DEFAULT_DATA, TRAINING
from eval.fitting import as_matrix, even_threshold, fit, regression, write
from eval.support import Pair, sentences
from eval.training.claims import by_sentence, documents, held_out_claim
from rag.calibration import Calibration
from rag.embedding import Embedder
from rag.evidence.loading import load_reader
from rag.evidence.reader import EvidenceReader
from rag.language.parsed import parse
from rag.support.check import FILE_NAME, support_features
from rag.support.differences import DifferenceKind, differences

FILE = Path(__file__).parent.parent / "rag" / "support" / FILE_NAME
CHECKS = tuple(kind.value for kind in DifferenceKind)
NAMES = {"read": (*CHECKS, "entailed"), "unread": ("overlap", *CHECKS)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, write and print."""
    parser = argparse.ArgumentParser("python -m eval.fit_support")
    parser.add_argument("--benchmarks", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA.parent / TRAINING)
    given = parser.parse_args(arguments)
    claims = [claim for claim in documents(given.data, given.benchmarks) if held_out_claim(claim)]
    reader = load_reader(Embedder())
    known = {key: _signals(key[0], "\n".join(key[1]), reader) for claim in claims for key in _sentences(claim)}
    fitted = [claim for claim in by_sentence(claims) if (claim.claim, claim.evidence) in known]
    signals, labels = [known[claim.claim, claim.evidence] for claim in fitted], [claim.supported for claim in fitted]
    groups = [claim.evidence[0] for claim in fitted]
    fits = {}
    for which, names in NAMES.items():
        if which == "read" and reader is None:
            continue
        shipped = fit(signals, labels, names).shipped
        calibration = Calibration(threshold=0.0, fitted_on="", **shipped)
        whole = [min(calibration.probability(known[key]) for key in _sentences(claim)) for claim in claims]
        threshold = even_threshold([claim.supported for claim in claims], whole)
        said = f"{len(fitted)} sentences of {len(claims)} held-out claims of WiCE dev and SummEdits (not news)"
        fits[which] = shipped | {"threshold": round(threshold, 4), "fitted_on": f"{said}; claims as likely true as not"}
        folds = cross_val_predict(
            regression(), as_matrix(signals, names), labels, groups=groups, cv=GroupKFold(5), method="predict_proba"
        )
        print(which, shipped, f"threshold {threshold:.3f}; {said}")
        print(f"  AUC of sentences {roc_auc_score(labels, folds[:, 1]):.3f} in five folds by document, ", end="")
        print(f"of whole claims {roc_auc_score([claim.supported for claim in claims], whole):.3f} (fitted)")
        for name in names:
            print(f"    {name} alone: AUC {roc_auc_score(labels, [one[name] for one in signals]):.3f}")
    write(FILE, fits)


def _signals(claim: str, passage: str, reader: EvidenceReader | None) -> dict[str, float]:
    said, text = parse(claim), parse(passage)
    return support_features(said, text, differences(said, text), reader)


def _sentences(claim: Pair) -> list[tuple[str, tuple[str, ...]]]:
    return [(text, claim.evidence) for text in sentences(claim.claim)]


if __name__ == "__main__":
    main()
