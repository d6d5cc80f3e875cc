"""What an index of a size costs, from 1,000 chunks to a million, of Footnote alone.

Vectors were made before ("indexing without embedding"; `eval.speed.sizes` says how). Without a
limit the largest index has 100,000 chunks; `--limit 1000000` adds one of a million, which takes
hours and 15 GB of disk. What was measured lies in .rag/sizes until all sizes are, so that a run
that was stopped goes on where it was.
"""

import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import rag
from eval.harness.datasets import read_documents, read_queries
from eval.harness.starter import ROOT
from eval.harness.suite import Task
from eval.speed.latency import latency
from eval.speed.sizes import Measured, Stored, measure, once, read_stored, write_article
from rag.evaluation.measure.provenance import commit
from rag.evaluation.measure.result import FOOTNOTE, Outcome, Result, Scorer

SUITE = "sizes"
SIZES, USUAL = (1_000, 10_000, 100_000, 1_000_000), 100_000
ARTICLES, QUERIES = 500, 100
FOLDER = ROOT / ".rag" / "sizes"
OURS = Scorer(SUITE, FOOTNOTE)


def run(task: Task) -> Outcome:
    """1,000 to 100,000 chunks (--limit 1000000: a million): times, syncs, memory, disk."""
    scifact = task.find("scifact", "corpus.jsonl", "queries.jsonl")
    queries = [query.text for query in read_queries(scifact)][:QUERIES]
    folder = FOLDER / commit()[:12]
    stored = base(task, scifact, folder / "base")
    results = sizes(task, stored, queries, folder)
    shutil.rmtree(FOLDER)
    return Outcome(results)


def base(task: Task, scifact: Path, folder: Path) -> list[Stored]:
    """Return SciFact's first abstracts with the vectors of their chunks, made once a folder."""
    task.note("sizes: embedding the articles that are copied")
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for document in list(read_documents(scifact))[:ARTICLES]:
        write_article(folder / "articles" / f"{document.id}.md", document.title, document.text)
    rag.index(folder / "articles", folder / "state")
    return read_stored(folder / "state")


def sizes(
    task: Task, stored: Sequence[Stored], queries: Sequence[str], folder: Path
) -> list[Result]:
    """Return what indexes of several sizes cost."""
    results = []
    for chunks in chosen(task.limit):
        task.note(f"sizes: an index of {chunks:,} chunks")
        measured = _measured(task, stored, chunks, queries, folder)
        results += costs(f"{chunks // 1_000}k chunks", measured)
    return results


def chosen(limit: int | None) -> list[int]:
    """Return the sizes that are measured: those up to the limit, without one the usual ones."""
    return [chunks for chunks in SIZES if chunks <= (limit or USUAL)]


def _measured(
    task: Task, stored: Sequence[Stored], chunks: int, queries: Sequence[str], folder: Path
) -> Measured:
    """Return what an index costs, measured once; only these numbers stay of it."""
    place = folder / str(chunks)
    model = task.settings.embedding.model
    kept = once(
        folder / f"{chunks}.json", lambda: asdict(measure(stored, chunks, queries, place, model))
    )
    shutil.rmtree(place, ignore_errors=True)
    return Measured(**kept)


def costs(label: str, measured: Measured) -> list[Result]:
    """Return the results of one index size; every metric starts with the label."""
    values = {
        "indexing without embedding, chunks/s": measured.chunks / measured.indexing,
        "sync of one edited article, s": measured.one_article,
        "sync without changes, s": measured.nothing,
        "peak memory indexing, MB": measured.indexing_memory,
        "peak memory syncing, MB": measured.syncing_memory,
        "peak memory asking, MB": measured.asking_memory,
        "index on disk, MB": measured.disk,
        "on disk, bytes a chunk": measured.disk * 2**20 / measured.chunks,
    }
    return [
        *latency(OURS, f"{label}: search", measured.search),
        *latency(OURS, f"{label}: ask", measured.ask),
        *(
            result
            for name, value in values.items()
            for result in OURS.mean(f"{label}: {name}", [value])
        ),
    ]
