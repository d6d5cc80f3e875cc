"""A folder of articles with a state folder beside it, and what stands in the three stores."""

from dataclasses import dataclass
from pathlib import Path

import chromadb
import pytest
import tantivy
from chromadb.config import Settings

from rag.catalog import FILE_NAME, Catalog
from rag.embedding import Embedder
from rag.indexing import dense, lexical
from rag.indexing.manifest import Manifest
from rag.indexing.sync import generation_folder, sync

MANIFEST = Manifest(model="test", chunk_tokens=64)


@dataclass
class Corpus:
    folder: Path
    state: Path
    catalog: Catalog
    embedder: Embedder

    def write(self, **texts):
        for name, text in texts.items():
            (self.folder / f"{name}.md").write_text(text)

    def sync(self, *items, manifest=MANIFEST, **options):
        return sync(items or [self.folder], self.state, self.catalog, manifest, lambda: self.embedder, **options)

    def text(self, article_id):
        with self.catalog.view() as view:
            article = view.article(article_id)
        return article.text if article else None

    def chunk_ids(self):
        """Return the chunk ids of the catalog, checked to be those of both indexes, and each text to be its slice."""
        with self.catalog.view() as view:
            articles = {article.id: article for article, _ in view.articles()}
            ids = view.chunk_ids(articles)
            chunks = view.chunks(ids)
            folder = generation_folder(self.state, view.generation)
        assert sorted(chunks) == ids
        for chunk, _ in chunks.values():
            assert chunk.text == chunk.span.slice(articles[chunk.article.id].text)
        assert {chunk.article.id for chunk, _ in chunks.values()} == set(articles)
        assert dense_ids(folder) == ids
        assert lexical_ids(folder) == ids
        return ids


def dense_ids(folder):
    client = chromadb.PersistentClient(str(folder / dense.FOLDER), settings=Settings(anonymized_telemetry=False))
    ids = client.get_collection(dense.COLLECTION).get(include=[])["ids"]
    client.close()
    return sorted(ids)


def lexical_ids(folder):
    searcher = tantivy.Index.open(str(folder / lexical.FOLDER)).searcher()
    hits = searcher.search(tantivy.Query.all_query(), limit=100_000).hits
    return sorted(searcher.doc(address).get_first("id") for _, address in hits)


@pytest.fixture
def corpus(tmp_path, embedder):
    """A corpus of three small articles, not indexed yet."""
    folder, state = tmp_path / "articles", tmp_path / "state"
    folder.mkdir()
    state.mkdir()
    catalog = Catalog(state / FILE_NAME)
    corpus = Corpus(folder, state, catalog, embedder)
    corpus.write(
        one="The plant in Heide was planned. " * 8, two="Skellefteå closed in 2025. It was large.", three="🔋 Solid state."
    )
    yield corpus
    catalog.close()
