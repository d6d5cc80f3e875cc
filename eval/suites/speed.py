"""How fast and how large, beside the LangChain tutorial pipeline, each in a process of its own.

Characters are what both systems are given (titles and abstracts). The two cut them differently, so
a rate in chunks would compare nothing: the rates are characters per second, and also chunks "of
equal characters", which is characters per second divided by the characters that one 1000/200 chunk
of the baseline takes on average; the ratio is the same.

Order: Footnote indexes, the baseline indexes, Footnote indexes again; queries go in blocks, the two
systems in turn. Times depend on what else the machine does; only the ratios of one run compare with
those of another.

Then Footnote alone: the share of the machine's matrix product peak that embedding reaches
(`eval.speed.matmul` says what is counted). What large indexes cost is the suite `sizes`.
"""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from eval.harness.baseline import SYSTEM as BASELINE
from eval.harness.datasets import Document, read_documents, read_queries
from eval.harness.starter import CORPUS
from eval.harness.suite import Task
from eval.speed.latency import latency
from eval.speed.matmul import SIDE, peak_flops, share_of_peak
from eval.speed.processes import Worker, size, time_rag
from eval.speed.reading import PAGES, pdf_seconds
from eval.speed.sizes import Stored, read_stored, write_article
from eval.speed.starts import app_again, cold
from rag.evaluation.measure.result import FOOTNOTE, Outcome, Result, Scorer

SUITE = "speed"
ARTICLES, BLOCK, WARM_UP, RUNS = 2_000, 50, 5, 3
EMBEDDED = 512
QUESTION = "What challenges remain?"

OURS, THEIRS, RATIO = Scorer(SUITE, FOOTNOTE), Scorer(SUITE, BASELINE), Scorer(SUITE, "ratio")
MACHINE = Scorer(SUITE, "machine")
Times = list[list[float]]
"""Seconds, one list for each query."""


def run(task: Task) -> Outcome:
    """2,000 SciFact abstracts: start, indexing, search, ask, memory, disk, beside the baseline."""
    scifact = task.find("scifact", "corpus.jsonl", "queries.jsonl")
    documents = list(read_documents(scifact))[: min(ARTICLES, task.limit or ARTICLES)]
    queries = [query.text for query in read_queries(scifact)][: task.limit]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_sources(documents, folder)
        characters = sum(len(_joined(document)) for document in documents)
        with Worker("footnote") as ours, Worker(BASELINE) as theirs:
            results = compare(
                "start with one article, s",
                [ours.call("start", folder / "a0")],
                [theirs.call("start", folder / "b0")],
            )
            results += _indexing(task, ours, theirs, folder, characters)
            results += _queries(task, ours, theirs, queries)
            results += compare(
                "peak memory, MB", [ours.call("peak_memory")], [theirs.call("peak_memory")]
            )
        results += compare("index on disk, MB", [size(folder / "a1")], [size(folder / "b1")])
        results += _commands(task, folder)
        results += cross_encoder()
        results += OURS.mean(f"reading a PDF of {PAGES} pages, CPU s", [pdf_seconds()])
        return Outcome(results + embedding(task, read_stored(folder / "a1")))


def write_sources(documents: Sequence[Document], folder: Path) -> None:
    """Write the documents as articles/*.md for Footnote and as texts.json for the baseline."""
    (folder / "articles").mkdir()
    for document in documents:
        write_article(folder / "articles" / f"{document.id}.md", document.title, document.text)
    texts = {document.id: _joined(document) for document in documents}
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")


def compare(metric: str, ours: Sequence[float], theirs: Sequence[float]) -> list[Result]:
    """Return the means of both systems' runs and their ratio.

    A single run of one system stands against each run of the other.
    """
    pairs = max(len(ours), len(theirs))
    return [
        *OURS.mean(metric, ours),
        *THEIRS.mean(metric, theirs),
        *RATIO.score(
            metric,
            "ratio of means",
            list(ours) * (pairs // len(ours)),
            list(theirs) * (pairs // len(theirs)),
        ),
    ]


def cross_encoder() -> list[Result]:
    """Return what the cross-encoder costs a process that has the embedding model loaded."""
    costs = []
    for _ in range(RUNS):
        with Worker("footnote") as worker:
            costs.append(worker.call("cross_encoder"))
    seconds, megabytes = zip(*costs, strict=True)
    loading = OURS.score("loading the evidence reader, s", "median", seconds)
    return loading + OURS.score("memory of the evidence reader, MB", "median", megabytes)


def embedding(task: Task, stored: Sequence[Stored], side: int = SIDE) -> list[Result]:
    """Return the machine's matrix product peak and the share that embedding reaches."""
    from rag.models.embedding import Embedder

    task.note("speed: embedding, against the matrix product peak")
    texts = [chunk.embed_text for article in stored for chunk, _ in article.chunks][:EMBEDDED]
    peak = peak_flops(side)
    shares = share_of_peak(Embedder(task.settings.embedding.model), texts, peak, RUNS)
    return OURS.mean("share of matmul peak while embedding", shares) + MACHINE.mean(
        "matmul peak, GFLOP/s", [peak / 1e9]
    )


def _indexing(
    task: Task, ours: Worker, theirs: Worker, folder: Path, characters: int
) -> list[Result]:
    task.note(f"speed: indexing {characters:,} characters with footnote, the baseline, footnote")
    first = ours.call("index", folder / "articles", folder / "a1")
    baseline = theirs.call("index", folder / "texts.json", folder / "b1")
    second = ours.call("index", folder / "articles", folder / "a2")
    task.note(f"speed: {first:.1f} s, {baseline:.1f} s, {second:.1f} s")
    per_chunk = characters / theirs.call("chunks")
    rates = [characters / first, characters / second]
    results = compare("indexing, characters/s", rates, [characters / baseline])
    results += OURS.mean("indexing, equal chunks/s", [rate / per_chunk for rate in rates])
    return results + THEIRS.mean("indexing, equal chunks/s", [characters / baseline / per_chunk])


def _queries(task: Task, ours: Worker, theirs: Worker, queries: Sequence[str]) -> list[Result]:
    search: Times = []
    ask: Times = []
    baseline: Times = []
    for worker, kind in ((ours, "stages"), (ours, "ask"), (theirs, "search")):
        worker.call("time", kind, queries[:WARM_UP])
    for block in task.track(_blocks(queries), "speed: querying"):
        search += ours.call("time", "stages", block)
        baseline += theirs.call("time", "search", block)
        ask += ours.call("time", "ask", block)
    first, reranked = zip(*search, strict=True)
    (theirs_first,), (answers,) = zip(*baseline, strict=True), zip(*ask, strict=True)
    return [
        *latency(OURS, "first-stage search", first),
        *latency(THEIRS, "first-stage search", theirs_first),
        *RATIO.score("first-stage search p50, ms", "ratio of medians", first, theirs_first),
        *latency(OURS, "search, 20 reranked", reranked),
        *latency(OURS, "ask", answers),
    ]


def _commands(task: Task, folder: Path) -> list[Result]:
    """Return the times of whole processes: `rag index` without changes, and `rag ask`.

    The files are in the page cache.
    """
    task.note("speed: timing the command line")
    starter = folder / "starter"
    time_rag("index", CORPUS, "--state", starter)
    again = [time_rag("index", folder / "articles", "--state", folder / "a1") for _ in range(RUNS)]
    again_starter = [time_rag("index", CORPUS, "--state", starter) for _ in range(RUNS)]
    return [
        *cold(OURS, starter, QUESTION, RUNS),
        *OURS.score("second index run, s", "median", again),
        *OURS.score("second index run, starter corpus, s", "median", again_starter),
        *app_again(OURS, starter, QUESTION, RUNS),
    ]


def _blocks(queries: Sequence[str]) -> Sequence[Sequence[str]]:
    return [queries[start : start + BLOCK] for start in range(0, len(queries), BLOCK)]


def _joined(document: Document) -> str:
    return f"{document.title}\n{document.text}"
