"""What a sync of many short articles costs, with and without changes, in time and memory.

Run `python -m eval.speed.syncing [ARTICLES] [--model]`. Without `--model` vectors are made from
hashes, so that all but embedding is measured; with it the first index is compared with embedding
the same chunks alone.
"""

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from rag.core.corpus import SyncReport
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.generations import BATCH
from rag.library.index.manifest import Manifest
from rag.library.seen import COARSE
from rag.library.sync import Syncer
from rag.models.embedding import Embedder, Encoding

ARTICLES, WORDS, SENTENCE = 10_000, 400, 14
SEED = 20261127
_AGE = 3_600


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds and MB (2**20 bytes).

    Attributes:
        articles, chunks: how many.
        first: the first index.
        embedding: of it, the time in the model.
        nothing: a sync after which nothing changed.
        one_percent: a sync in which every hundredth article changed, without embedding.
        memory: the most memory held beyond what was held when the model was loaded.
    """

    articles: int
    chunks: int
    first: float
    embedding: float
    nothing: float
    one_percent: float
    memory: float


class HashedEmbedder(Embedder):
    """Needs no model: tokens are words, and a vector comes from the hash of its text."""

    def __init__(self) -> None:
        self.name, self.dimension, self.max_tokens = "hashed", 384, 256

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) // 5 for text in texts]

    def encode(self, texts: Sequence[str], kind: str = "document") -> list[Encoding]:
        return [self._encoding(text) for text in texts]

    def _encoding(self, text: str) -> Encoding:
        count = len(text) // 5
        seed = int.from_bytes(sha256(text.encode()).digest()[:8])
        values = np.random.default_rng(seed).standard_normal((count + 1, self.dimension))
        values = (values / np.linalg.norm(values, axis=1, keepdims=True)).astype(np.float32)
        offsets = np.array([(5 * n, 5 * n + 5) for n in range(count)], dtype=np.int32)
        return Encoding(values[0], values[1:], offsets)


class Timed(Embedder):
    """An embedder whose time in the model is counted."""

    def __init__(self, inner: Embedder) -> None:
        self.inner, self.seconds, self.max_tokens = inner, 0.0, inner.max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self.inner.count_tokens(texts)

    def encode(self, texts: Sequence[str], kind: str = "document") -> list[Encoding]:
        started = time.perf_counter()
        encodings = self.inner.encode(texts, kind)
        self.seconds += time.perf_counter() - started
        return encodings


def article(number: int, edition: int = 0) -> str:
    """Return an article of `WORDS` words with a title and a day; the same one every time."""
    chosen = random.Random(SEED + number)
    words = [chosen.choice(_VOCABULARY) for _ in range(WORDS)]
    words[0] = f"{words[0]}{number} edition {edition}"
    lines = [" ".join(words[at : at + SENTENCE]) for at in range(0, WORDS, SENTENCE)]
    sentences = [f"{line.capitalize()}." for line in lines]
    paragraphs = [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
    head = f"---\ntitle: Report {number} on {words[1]}\ndate: 2026-01-{number % 28 + 1:02d}\n---\n"
    return head + "\n\n".join(paragraphs) + "\n"


def write(folder: Path, count: int, step: int = 1, edition: int = 0) -> None:
    """Write articles, a thousand a folder, as if they had been written an hour ago."""
    then = time.time() - _AGE
    for number in range(0, count, step):
        path = folder / f"{number // 1_000:03d}" / f"{number:06d}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(number, edition), encoding="utf-8")
        os.utime(path, (then + edition, then + edition))


def measure(folder: Path, count: int, embedder: Embedder, settle: Callable[[Path], None]) -> Costs:
    """Return what syncs of so many articles cost; the folder is empty before.

    `settle` is called with the folder of the articles before each sync.
    """
    articles, state = folder / "articles", folder / "state"
    write(articles, count)
    state.mkdir()
    timed = Timed(embedder)
    timed.encode([article(0)[:1_000]] * BATCH)  # what the model needs itself is not counted
    before, timed.seconds = peak_memory(), 0.0

    def sync() -> SyncReport:
        settle(articles)
        catalog = Catalog(state / FILE_NAME)
        report = Syncer(state, catalog, Manifest("speed", 220), lambda: timed).sync([articles])
        catalog.close()
        return report

    first = sync()
    embedding = timed.seconds
    nothing = sync()
    write(articles, count, step=100, edition=1)
    timed.seconds = 0.0
    changed = sync()
    return Costs(
        len(first.added),
        first.chunks,
        first.seconds,
        embedding,
        nothing.seconds,
        changed.seconds - timed.seconds,
        peak_memory() - before,
    )


def wait_until_settled(folder: Path) -> None:
    """Wait until no file below a folder is so new that its stamp does not tell of a change."""
    newest = max(path.stat().st_ctime_ns for path in folder.rglob("*.md"))
    time.sleep(max(0, newest + COARSE - time.time_ns()) / 1e9)


def peak_memory() -> float:
    """Return the most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    numbers = [int(word) for word in arguments if word.isdecimal()]
    make: Callable[[], Any] = Embedder if "--model" in arguments else HashedEmbedder
    with tempfile.TemporaryDirectory() as folder:
        count = numbers[0] if numbers else ARTICLES
        costs = measure(Path(folder), count, make(), wait_until_settled)
    for name, value in asdict(costs).items():
        print(f"{name:12} {value:10.2f}")


_VOCABULARY = (
    "the of and to in a is that for it was on are as with his they be at one have this from or had "
    "by hot but some what there we can out other were all your when up use word how said an each "
    "plant cells factory battery lithium town council tram price energy water forest bridge school "
    "harbour ferry budget mayor museum market festival road river storm winter summer company "
    "workers union strike contract minister border election vote court judge prison hospital"
).split()

if __name__ == "__main__":
    main(sys.argv[1:])
