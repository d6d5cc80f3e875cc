"""Published reference points, to stand beside ours.

The numbers are those of the benchmark folder's README.md. Where the texts or the questions differ
from ours, the point is not comparable and the note says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rag.evaluation.measure.result import FOOTNOTE, Result


@dataclass(frozen=True, slots=True)
class Published:
    """A number that somebody published, to stand beside ours; higher is better.

    Attributes:
        suite: the suite it belongs to.
        metric: the metric, as our results name it.
        system: what was measured.
        value: 0..1, like ours.
        note: where it is from and what differs.
        comparable: whether it was measured on the same questions over the same texts; else it is
            neither ahead nor behind.
        beside: the system of the run that it is compared with.
    """

    suite: str
    metric: str
    system: str
    value: float
    note: str = ""
    comparable: bool = True
    beside: str = FOOTNOTE


def standing(ours: Result, point: Published) -> str:
    """Return in words whether ours is ahead of a published number or behind it.

    >>> ours = Result("scifact", "footnote", "nDCG@10", 0.7, 0.66, 0.74, 300)
    >>> standing(ours, Published("scifact", "nDCG@10", "BM25", 0.676))
    'ahead by 0.024, within the interval'
    """
    if not point.comparable:
        return "not comparable"
    gap = ours.value - point.value
    word = "ahead by" if gap > 0 else "behind by"
    within = ", within the interval" if ours.low <= point.value <= ours.high else ""
    return f"{word} {abs(gap):.3f}{within}" if abs(gap) >= 0.0005 else "level"


_CHUNKING = {
    "token chunks 250/125, MiniLM": (0.824, 0.036, 0.114, 0.035),
    "recursive chunks 250/125, MiniLM": (0.787, 0.049, 0.219, 0.049),
    "recursive chunks 200/0, MiniLM": (0.757, 0.065, 0.312, 0.065),
    "cluster chunks 200, MiniLM": (0.752, 0.072, 0.336, 0.072),
    "recursive chunks 200/0, text-embedding-3-large": (0.881, 0.070, 0.299, 0.069),
    "cluster chunks 200, text-embedding-3-large": (0.873, 0.080, 0.340, 0.080),
    "chunks by GPT-4o, text-embedding-3-large": (0.919, 0.039, 0.199, 0.039),
}
_CLAPNQ = "reference run on the same passages"
_MTRAG = "on the full corpora, here a pool of 1,152 passages"


def _points(
    suite: str, metric: str, values: Mapping[str, float], note: str = "", comparable: bool = True
) -> list[Published]:
    return [
        Published(suite, metric, system, value, note, comparable)
        for system, value in values.items()
    ]


PUBLISHED: tuple[Published, ...] = (
    *_points(
        "scifact",
        "nDCG@10",
        {
            "all-MiniLM-L6-v2": 0.645,
            "BM25": 0.676,
            "BM25 + ms-marco-MiniLM-L-6-v2 (22M)": 0.688,
            "bge-small-en-v1.5": 0.713,
            "BM25 + mxbai-rerank-base": 0.719,
            "BM25 + bge-reranker-v2-m3 (568M)": 0.731,
            "BM25 + MiniLM-L-6-rerank-m3 (22M, distilled)": 0.750,
        },
    ),
    *_points("scifact", "nDCG@10", {"ColBERTv2": 0.69}, "given as about .69"),
    *(
        Published("chunking", metric, system, values[column])
        for column, metric in enumerate(
            ("recall at 5", "precision at 5", "precision omega", "IoU at 5")
        )
        for system, values in _CHUNKING.items()
    ),
    *_points(
        "mtrag",
        "nDCG@5",
        {"BM25": 0.18, "bge-base-en-v1.5": 0.27, "ELSER": 0.45},
        f"last turn, {_MTRAG}",
        False,
    ),
    *_points(
        "mtrag",
        "nDCG@5",
        {"BM25, rewritten": 0.22, "bge-base-en-v1.5, rewritten": 0.34, "ELSER, rewritten": 0.48},
        f"rewritten by an LLM, {_MTRAG}",
        False,
    ),
    *_points("mtrag", "refusal precision", {"local system with a 30B model": 0.33}, _MTRAG, False),
    *_points("mtrag", "refusal recall", {"local system with a 30B model": 0.44}, _MTRAG, False),
    *_points(
        "clapnq", "evidence precision, passage given", {"top 3 by idf overlap": 0.548}, _CLAPNQ
    ),
    *_points("clapnq", "evidence recall, passage given", {"top 3 by idf overlap": 0.594}, _CLAPNQ),
    *_points("clapnq", "evidence F1, passage given", {"top 3 by idf overlap": 0.570}, _CLAPNQ),
    *_points(
        "xquad",
        "MRR@10",
        {
            "all-MiniLM-L6-v2": 0.928,
            "BM25": 0.954,
            "reciprocal-rank fusion of both": 0.959,
            "weighted z-score fusion of both": 0.972,
        },
        "reference run on the same 240 paragraphs",
    ),
    *_points(
        "wice",
        "balanced accuracy",
        {
            "word overlap": 0.622,
            "SummaC-ZS": 0.628,
            "MiniCheck-FT5 (770M)": 0.722,
            "FactCG-DeBERTa-L": 0.742,
            "GPT-4o": 0.785,
            "Bespoke-MiniCheck-7B": 0.830,
        },
        "as in LLM-AggreFact, whose cut of the test set may differ",
    ),
    *_points(
        "summedits",
        "balanced accuracy",
        {
            "word overlap": 0.500,
            "DAE": 0.609,
            "SummaC-Conv": 0.619,
            "QAFactEval": 0.744,
            "ChatGPT": 0.744,
            "GPT-4": 0.833,
            "people": 0.900,
        },
    ),
    *_points(
        "multihop",
        "Hits@4",
        {"bge-large-en-v1.5": 0.522, "voyage-02 + bge-reranker-large": 0.663},
        "on the full corpus of 609 articles, here a pool of facts",
        False,
    ),
)
