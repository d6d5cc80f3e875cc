"""Published reference points, to stand beside ours, and the README's table of them.

The numbers are those of the benchmark folder's README.md. Where the texts or the questions differ from ours, the point is
not comparable and the note says why.
"""

from collections.abc import Iterator, Mapping, Sequence

from eval.langchain_tutorial import SYSTEM as BASELINE
from rag.evaluation.report import Published, standing
from rag.evaluation.result import FOOTNOTE, Result
from rag.evaluation.run import Run
from rag.evaluation.table import number

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
    return [Published(suite, metric, system, value, note, comparable) for system, value in values.items()]


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
        for column, metric in enumerate(("recall at 5", "precision at 5", "precision omega", "IoU at 5"))
        for system, values in _CHUNKING.items()
    ),
    *_points("mtrag", "nDCG@5", {"BM25": 0.18, "bge-base-en-v1.5": 0.27, "ELSER": 0.45}, f"last turn, {_MTRAG}", False),
    *_points(
        "mtrag",
        "nDCG@5",
        {"BM25, rewritten": 0.22, "bge-base-en-v1.5, rewritten": 0.34, "ELSER, rewritten": 0.48},
        f"rewritten by an LLM, {_MTRAG}",
        False,
    ),
    *_points("mtrag", "refusal precision", {"local system with a 30B model": 0.33}, _MTRAG, False),
    *_points("mtrag", "refusal recall", {"local system with a 30B model": 0.44}, _MTRAG, False),
    *_points("clapnq", "evidence precision, passage given", {"top 3 by idf overlap": 0.548}, _CLAPNQ),
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

HEADLINES = (
    ("scifact", "nDCG@10"),
    ("chunking", "recall at 5"),
    ("chunking", "IoU at 5"),
    ("mtrag", "nDCG@5"),
    ("clapnq", "evidence F1, passage given"),
    ("xquad", "MRR@10"),
    ("wice", "balanced accuracy"),
    ("summedits", "balanced accuracy"),
    ("multihop", "Hits@4"),
)
"""The metrics of the README's table, one or two a suite."""


def published_table(run: Run) -> str:
    """Return, as Markdown, the headline metrics of a run beside published numbers; what was not measured has no row."""
    measured = {(r.suite, r.metric, r.system): r for r in run.results}
    lines = [
        f"| set | metric | Footnote (95 % interval) | {BASELINE}, same run | published |",
        "|---|---|---|---|---|",
    ]
    for suite, metric in HEADLINES:
        points = [point for point in PUBLISHED if (point.suite, point.metric) == (suite, metric)]
        if not (ours := measured.get((suite, metric, FOOTNOTE))):
            continue
        theirs = measured.get((suite, metric, BASELINE))
        value = f"{number(ours.value)} ({number(ours.low)} .. {number(ours.high)})"
        said = "; ".join(_standings(ours, points))
        lines.append(f"| {suite} | {metric} | {value} | {number(theirs.value) if theirs else ''} | {said} |")
    return "\n".join(lines)


def _standings(ours: Result, points: Sequence[Published]) -> Iterator[str]:
    """Yield which published numbers we are behind and ahead of, the best of each by name, or that they don't compare."""
    best_first = sorted(points, key=lambda point: -point.value)
    for word in ("behind", "level", "ahead", "not"):
        if own := [point for point in best_first if standing(ours, point).startswith(word)]:
            start = {"behind": "**behind**", "level": "level with", "ahead": "ahead of", "not": "not comparable:"}[word]
            more = f" and {len(own) - 1} more" if len(own) > 1 else ""
            note = f" ({own[0].note})" if word == "not" else ""
            yield f"{start} {own[0].system} {number(own[0].value)}{more}{note}"
