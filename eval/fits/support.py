"""Fit the support check: `python -m eval.fits.support`.

The claims are those that the cross-encoder was not trained on.

The probability is fitted on sentences, since `supports` checks each sentence of a claim; the
threshold on whole claims. Writes rag/support/support.json and prints what it fitted.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from eval.fits.fitting import as_matrix, even_threshold, fit, regression, write
from eval.harness.claims import Pair, sentences
from eval.harness.datasets import DEFAULT_DATA, TRAINING
from eval.harness.starter import ROOT
from eval.training.claims import by_sentence, documents, held_out_claim
from rag.language.parsed import parse
from rag.models.calibration import SEEN, UNSEEN, Calibration
from rag.models.cross_encoder.cross_encoder import CrossEncoder
from rag.models.cross_encoder.weights import load_cross_encoder
from rag.models.embedding import Embedder
from rag.support.check import FILE_NAME, support_features
from rag.support.differences import differences
from rag.support.values import DifferenceKind

FILE = ROOT / "rag" / "support" / FILE_NAME
CHECKS = tuple(kind.value for kind in DifferenceKind)
NAMES = {SEEN: (*CHECKS, "entailed"), UNSEEN: ("overlap", *CHECKS)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, write and print."""
    parser = argparse.ArgumentParser("python -m eval.fits.support")
    parser.add_argument("--benchmarks", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA.parent / TRAINING)
    given = parser.parse_args(arguments)
    claims = [claim for claim in documents(given.data, given.benchmarks) if held_out_claim(claim)]
    cross_encoder = load_cross_encoder(Embedder())
    known = {
        key: _features(key[0], "\n".join(key[1]), cross_encoder)
        for claim in claims
        for key in _sentences(claim)
    }
    fitted = [claim for claim in by_sentence(claims) if (claim.claim, claim.evidence) in known]
    features = [known[claim.claim, claim.evidence] for claim in fitted]
    labels = [claim.supported for claim in fitted]
    whole_labels = [claim.supported for claim in claims]
    groups = [claim.evidence[0] for claim in fitted]
    data = (
        f"{len(fitted)} sentences of {len(claims)} held-out claims of WiCE dev and SummEdits "
        "(not news)"
    )
    fits = {}
    for which, names in NAMES.items():
        if which == SEEN and cross_encoder is None:
            continue
        shipped = fit(features, labels, names).shipped
        calibration = Calibration(threshold=0.0, fitted_on="", **shipped)
        whole = [
            min(calibration.probability(known[key]) for key in _sentences(claim))
            for claim in claims
        ]
        threshold = even_threshold(whole_labels, whole)
        fits[which] = shipped | {
            "threshold": round(threshold, 4),
            "fitted_on": f"{data}; claims as likely true as not",
        }
        print(which, shipped, f"threshold {threshold:.3f}; {data}")
        folds = cross_val_predict(
            regression(),
            as_matrix(features, names),
            labels,
            groups=groups,
            cv=GroupKFold(5),
            method="predict_proba",
        )
        of_sentences = roc_auc_score(labels, folds[:, 1])
        print(f"  AUC of sentences {of_sentences:.3f} in five folds by document, ", end="")
        print(f"of whole claims {roc_auc_score(whole_labels, whole):.3f} (fitted)")
        for name in names:
            alone = roc_auc_score(labels, [values[name] for values in features])
            print(f"    {name} alone: AUC {alone:.3f}")
    write(FILE, fits)


def _features(claim: str, passage: str, cross_encoder: CrossEncoder | None) -> dict[str, float]:
    parsed, text = parse(claim), parse(passage)
    return support_features(parsed, text, differences(parsed, text), cross_encoder)


def _sentences(claim: Pair) -> list[tuple[str, tuple[str, ...]]]:
    return [(text, claim.evidence) for text in sentences(claim.claim)]


if __name__ == "__main__":
    main()
