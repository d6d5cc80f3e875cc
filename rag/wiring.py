"""The only module that knows both the settings and what implements them."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rag.article import Article
from rag.catalog import FILE_NAME, Catalog
from rag.errors import IndexBroken, IndexMissing
from rag.indexing.manifest import Manifest
from rag.indexing.sync import Progress, sync
from rag.report import SyncReport
from rag.settings import ChatSettings, EmbeddingSettings, Settings, load_settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from rag.chatbot import Chatbot
    from rag.embedding import Embedder
    from rag.evidence.reader import EvidenceReader, Reranker
    from rag.support.check import Support
    from rag.writing.writer import Writer


def index(
    items: Iterable[str | Path | Article] | str | Path | Article,
    state_dir: str | Path | None = None,
    *,
    rebuild: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda done, total: None,
    settings: Settings | None = None,
) -> SyncReport:
    """Bring an index up to date with files, folders and articles made in memory.

    Args:
        items: what to index; a file below a given folder that is gone leaves the index, articles made in memory stay.
        state_dir: the folder of the index, made when missing; None takes the setting (``.rag``).
        rebuild: chunk, embed and index every known article anew; needed after the settings changed.
        dry_run: report what would be done and change nothing.
        progress: called with the number of chunks done and of all.
        settings: the settings in force; None loads them.

    Returns:
        What was added, changed, moved, removed and left, and the files that failed.

    Raises:
        CorpusError: for a path that does not exist or a folder without articles.
        IndexLocked, IndexStale, IndexBroken, ModelUnavailable: see `rag.errors`.

    >>> import tempfile, rag
    >>> article = rag.Article("The plant in Heide was planned for 60 GWh a year.", title="Heide")
    >>> report = rag.index([article], tempfile.mkdtemp())
    >>> report.added, report.chunks
    (('heide',), 1)
    """
    settings = settings or load_settings(state_dir=state_dir)
    state = Path(state_dir) if state_dir is not None else settings.state_dir
    single = isinstance(items, str | Path | Article)
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise IndexBroken(f"can't make the folder {state} ({error.strerror}): choose another with --state") from error
    catalog = Catalog(state / FILE_NAME)
    try:
        return sync(
            [items] if single else items,  # type: ignore[list-item, arg-type]
            state,
            catalog,
            _manifest(settings),
            _embedder_factory(settings),
            rebuild=rebuild,
            dry_run=dry_run,
            progress=progress,
        )
    finally:
        catalog.close()


def open_chatbot(state_dir: str | Path | None = None, *, settings: Settings | None = None) -> "Chatbot":
    """Open an index to ask it questions.

    Args:
        state_dir: the folder of the index; None takes the setting (``.rag``).
        settings: the settings in force; None loads them.

    Raises:
        IndexMissing: when nothing was indexed there.
        IndexStale: when the index was made with other settings.
        ModelUnavailable: when the embedding model can't be loaded.

    >>> import tempfile, rag
    >>> folder = tempfile.mkdtemp()
    >>> _ = rag.index(rag.Article("The plant in Heide was planned for 60 GWh a year.", title="Heide"), folder)
    >>> rag.open(folder).ask("What capacity was planned for the plant in Heide?").text
    'The plant in Heide was planned for 60 GWh a year. [1]'
    """
    from rag.chatbot import Chatbot
    from rag.indexing.snapshot import IndexReader

    settings = settings or load_settings(state_dir=state_dir)
    state = Path(state_dir) if state_dir is not None else settings.state_dir
    reader = IndexReader(state, open_catalog(state), _manifest(settings))
    embedder = _embedder_factory(settings)()
    evidence = _evidence_reader(settings.embedding.model) if settings.retrieval.read else None
    reranker = _reranker(settings.retrieval.reranker) if settings.retrieval.reranker else None
    return Chatbot(reader, embedder, settings.retrieval, settings.answer, evidence, reranker, _writer(settings))


def supports(claim: str, passage: str) -> "Support":
    """Tell how well a passage supports a claim, with what the claim says otherwise.

    Args:
        claim: one or more sentences, in English; of several the least supported counts.
        passage: the text it rests on, of any length; the sentences closest to the claim are read.

    Returns:
        ``probability``, 0..1, calibrated, and ``reasons``: differences in numbers, units, dates, names and negation, each
        with its place in claim and passage. A claim or a passage without words has the probability 0.

    Raises:
        ModelUnavailable: when the models can't be loaded.

    >>> import rag
    >>> text = "The plant in Heide was planned for 60 GWh a year."
    >>> support = rag.supports("The plant in Heide was planned for 80 GWh a year.", text)
    >>> support.reasons[0].message, support.probability < rag.supports(text, text).probability
    ('"80 GWh" where the text has "60 GWh"', True)
    """
    from rag.language.parsed import parse
    from rag.support.check import check_support

    return check_support(parse(claim), parse(passage), _evidence_reader(EmbeddingSettings().model))


def open_catalog(state: Path) -> Catalog:
    """Open the catalog of an index for reading.

    Raises:
        IndexMissing: when there is none.
    """
    if not (state / FILE_NAME).is_file():
        raise IndexMissing(f"no index in {state}: run `rag index PATH` first")
    return Catalog(state / FILE_NAME)


def _manifest(settings: Settings) -> Manifest:
    return Manifest(model=settings.embedding.model, chunk_tokens=settings.chunking.tokens)


def _embedder_factory(settings: Settings) -> "Callable[[], Embedder]":
    return lambda: _embedder(settings.embedding.model)


@cache
def _embedder(model: str) -> "Embedder":
    from rag.embedding import Embedder

    return Embedder(model)


@cache
def _evidence_reader(model: str) -> "EvidenceReader | None":
    from rag.evidence.loading import load_reader

    return load_reader(_embedder(model))


def _writer(settings: Settings) -> "Writer | None":
    """Return what writes answers, None where they are quoted; the language model is loaded with the first of them."""
    if not settings.chat.model:
        return None
    from rag.writing.writer import Writer

    evidence = _evidence_reader(settings.embedding.model)
    return Writer(lambda: chat_model(settings.chat), settings.chat, evidence, settings.answer.guard)


@cache
def chat_model(settings: ChatSettings) -> "BaseChatModel":
    """Return the language model of the settings, loaded once.

    Raises:
        ModelUnavailable: when it can't be had.
    """
    from rag.writing.models import load_model

    return load_model(settings)


@cache
def _reranker(model: str) -> "Reranker":
    from rag.evidence.loading import load_reranker

    return load_reranker(model)
