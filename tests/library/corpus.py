"""A folder of articles with a state folder beside it, and what stands in the three stores."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import chromadb
import tantivy
from chromadb.config import Settings

from rag.core.article import Article
from rag.core.corpus import SyncReport
from rag.library.catalog import Catalog
from rag.library.generations import generation_folder
from rag.library.index import dense, lexical
from rag.library.index.layers import DELTA, Layers
from rag.library.index.manifest import Manifest
from rag.library.index.private import PrivateCopy
from rag.library.records import Progress, no_progress, telling
from rag.library.sync import Syncer
from rag.models.embedding import Embedder

MANIFEST = Manifest(model="test", chunk_tokens=64)


def no_embedder() -> Embedder:
    """Stand where nothing may be embedded."""
    raise AssertionError("nothing had to be embedded")


@dataclass
class Corpus:
    folder: Path
    state: Path
    catalog: Catalog
    embedder: Callable[[], Embedder]
    manifest: Manifest = MANIFEST
    progress: Progress = no_progress

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            (self.folder / f"{name}.md").write_text(text)

    @property
    def syncer(self) -> Syncer:
        return Syncer(
            self.state, self.catalog, self.manifest, self.embedder, tell=telling(self.progress)
        )

    def sync(
        self,
        *items: Path | Article,
        rebuild: bool = False,
        dry_run: bool = False,
        allow_removal: bool = False,
    ) -> SyncReport:
        return self.syncer.sync(
            items or [self.folder], rebuild=rebuild, dry_run=dry_run, allow_removal=allow_removal
        )

    def index(self) -> Path:
        """Return the folder of the current index."""
        with self.catalog.view() as view:
            return generation_folder(self.state, view.index)

    def article(self, article_id: str) -> Article | None:
        with self.catalog.view() as view:
            return view.article(article_id)

    def text(self, article_id: str) -> str:
        article = self.article(article_id)
        return article.text if article else ""

    def chunk_ids(self) -> list[str]:
        """Return the chunk ids of the catalog.

        Checked to be those of both indexes, and each text to be its slice.
        """
        with self.catalog.view() as view:
            articles = {article.id: article for article, _ in view.articles()}
            ids = view.chunk_ids(articles)
            chunks = view.chunks(ids)
            folder = generation_folder(self.state, view.index)
        assert sorted(chunks) == ids
        for chunk, _ in chunks.values():
            assert chunk.text == chunk.span.slice(articles[chunk.article.id].text)
        assert {chunk.article.id for chunk, _ in chunks.values()} == set(articles)
        assert dense_ids(folder) == ids
        assert lexical_ids(folder) == ids
        return ids

    def article_ids(self) -> set[str]:
        return {name.split(":")[0] for name in self.chunk_ids()}


def dense_ids(folder: Path) -> list[str]:
    layers = Layers.read(folder)
    base, delta = collection_ids(folder, dense.FOLDER), collection_ids(folder, DELTA)
    assert len(base) == layers.size
    assert sorted(delta) == list(layers.delta)
    assert set(layers.gone) <= set(base)
    return sorted([*set(base).difference(layers.gone), *delta])


def collection_ids(folder: Path, name: str) -> list[str]:
    """Return the ids in a layer of a dense index, none where there is no such layer."""
    if not (folder / name).exists():
        return []
    copy = PrivateCopy(folder, [name])  # Chroma writes when it is opened
    client = chromadb.PersistentClient(
        str(copy.folder / name), settings=Settings(anonymized_telemetry=False)
    )
    ids = client.get_collection(dense.COLLECTION).get(include=[])["ids"]
    client.close()
    copy.close()
    return ids


def lexical_ids(folder: Path) -> list[str]:
    searcher = tantivy.Index.open(str(folder / lexical.FOLDER)).searcher()
    hits = searcher.search(tantivy.Query.all_query(), limit=100_000).hits
    return sorted(str(searcher.doc(address).get_first("id")) for _, address in hits)


def outcome(report: SyncReport) -> dict[str, int]:
    """Return how many articles each outcome has, those with any."""
    return {name: count for name, count in report.counts() if count}
