"""Settings into objects: the only module that knows both and chooses implementations."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.core.article import Article
from rag.core.corpus import SyncReport
from rag.core.text import whole_letters
from rag.errors import IndexBroken, IndexMissing, SettingsError
from rag.libraries import FOLDER
from rag.library.index.manifest import Manifest
from rag.library.places import resolved
from rag.library.records import CATALOG_FILE, Progress, Tell, no_progress, no_tell, telling
from rag.models.shared import SHARED
from rag.settings import ChatSettings, Settings, chosen, load_settings, state_folder
from rag.sources.ignoring import Patterns

if TYPE_CHECKING:
    from langchain_core.document_loaders import BaseLoader
    from langchain_core.documents import Document
    from langchain_core.language_models import BaseChatModel

    from rag.chatbot import Chatbot
    from rag.library.library import Library
    from rag.library.sync import Syncer
    from rag.models.cross_encoder.cross_encoder import CrossEncoder
    from rag.support.check import Support
    from rag.writing.writer import Writer

    Item = str | Path | Article | Document | BaseLoader


def index(
    items: "Iterable[Item] | Item",
    state_dir: str | Path | None = None,
    *,
    library: str | None = None,
    rebuild: bool = False,
    dry_run: bool = False,
    allow_removal: bool = False,
    retry: bool = False,
    progress: Progress = no_progress,
    settings: Settings | None = None,
) -> SyncReport:
    """Bring an index up to date with files, folders and articles made in memory.

    Args:
        items: what to index: paths of files and folders, articles, LangChain Documents and
            loaders. A file that was indexed before and is gone leaves the index; articles made in
            memory stay. The paths are remembered: `sync` brings them up to date, `followed` lists
            them.
        state_dir: the folder of the index, made when missing; by default that of the settings
            (``.rag``).
        library: the name of a library beside the default one; its index lies in that folder.
        rebuild: chunk, embed and index every known article anew; needed after the settings changed.
        dry_run: report what would be done and change nothing.
        allow_removal: let more than half of the articles leave, where there are more than five.
        retry: try files again in which nothing could be read, though they did not change.
        progress: called with how many are done, how many there are, and what is done: "reading"
            files, "embedding" or "indexing" chunks.
        settings: the settings in force; by default those of the environment and rag.toml.

    Returns:
        What was added, changed, moved, removed and left, and the files that failed.

    Raises:
        CorpusError: for a path that does not exist or a folder without articles, now and before.
        MassRemoval: when more than half of the articles would leave and that is not allowed.
        IndexLocked, IndexStale, IndexBroken, ModelUnavailable: see `rag.errors`.

    >>> import tempfile, rag
    >>> article = rag.Article("The plant in Heide was planned for 60 GWh a year.", title="Heide")
    >>> report = rag.index([article], tempfile.mkdtemp())
    >>> report.added, report.chunks
    (('heide',), 1)
    """
    settings, state_dir = chosen(state_dir, library, settings)
    given, tell = list(as_items(items)), telling(progress)
    with opened_syncer(made_state(state_dir, settings), settings, tell) as syncer:
        return syncer.sync(
            given,
            rebuild=rebuild,
            dry_run=dry_run,
            allow_removal=allow_removal,
            retry=retry,
            follow=to_follow(given, settings),
        )


def to_follow(items: "Iterable[str | Path | Article]", settings: Settings) -> list[str | Path]:
    """Return the paths that are to be remembered: those that the settings do not name anyway."""
    named = set(map(resolved, settings.corpus.paths))
    return [item for item in items if not isinstance(item, Article) and resolved(item) not in named]


def as_items(items: "Iterable[Item] | Item") -> Iterator[str | Path | Article]:
    """Yield what is to be indexed, LangChain Documents and what its loaders load as articles."""
    several: Any = (  # texts and Documents can be iterated over too
        [items]
        if not isinstance(items, Iterable)
        or isinstance(items, str)
        or hasattr(items, "page_content")
        else items
    )
    for item in several:
        if isinstance(item, str | Path | Article):
            yield item
        else:
            from rag.langchain import to_articles

            yield from to_articles(item)


def forget(
    id_or_path: str | Path = "",
    state_dir: str | Path | None = None,
    *,
    outlet: str = "",
    allow_removal: bool = False,
    settings: Settings | None = None,
) -> SyncReport:
    """Take articles out of an index: one by its id, or those of a file, a folder or an outlet.

    A file that is still there is indexed again by the next `index` of its folder; a page of the web
    is not fetched again, a feed not followed any more. Texts that were cited are kept, so that old
    citations can be checked.

    Args:
        id_or_path: the id of an article, also of one made in memory, a path or an address.
        state_dir: the folder of the index; by default that of the settings (``.rag``).
        outlet: takes out all articles of this outlet instead.
        allow_removal: let more than half of the articles leave, where there are more than five.
        settings: the settings in force; by default those of the environment and rag.toml.

    Returns:
        What was removed and left.

    Raises:
        CorpusError: when no article has this id, path, address or outlet.
        MassRemoval: when more than half of the articles would leave and that is not allowed.
        IndexMissing: when nothing was indexed there.
        IndexLocked, IndexStale, IndexBroken: see `rag.errors`.

    >>> import tempfile, rag
    >>> state = tempfile.mkdtemp()
    >>> _ = rag.index(rag.Article("Cells are made in Heide.", title="Heide"), state)
    >>> rag.forget("heide", state).removed
    ('heide',)
    """
    settings = settings or load_settings(state_dir=state_dir)
    with opened_syncer(indexed_state(state_dir, settings), settings) as syncer:
        return syncer.forget(
            whole_letters(str(id_or_path)),
            outlet=whole_letters(outlet),
            allow_removal=allow_removal,
        )


def made_state(state_dir: str | Path | None, settings: Settings) -> Path:
    """Return the state folder, made where it is missing.

    Raises:
        IndexBroken: when it can't be made.
    """
    state = state_path(state_dir, settings)
    try:
        for folder in (
            [*reversed(state.parents[:2]), state] if state.parent.name == FOLDER else [state]
        ):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise IndexBroken(
            f"can't make the folder {state} ({error.strerror}): choose another with --state"
        ) from error
    return state


def _above(state: Path) -> list[Path]:
    """Return the folders that a library beside the default one makes together with its own."""
    return list(reversed(state.parents[:2])) if state.parent.name == FOLDER else []


def indexed_state(state_dir: str | Path | None, settings: Settings) -> Path:
    """Return the state folder, where something was indexed.

    Raises:
        IndexMissing: when nothing was.
    """
    state = state_path(state_dir, settings)
    if not (state / CATALOG_FILE).exists():
        of = f" --library {state.name}" if state.parent.name == FOLDER else ""
        raise IndexMissing(f"no index in {state}: run `rag index{of} PATH` first")
    return state


def open_library(
    state_dir: str | Path | None = None, *, settings: Settings | None = None
) -> "Library":
    """Open what is indexed in a state folder; no model is loaded.

    Args:
        state_dir: the folder of the index; by default that of the settings (``.rag``).
        settings: the settings in force; by default those of the environment and rag.toml.

    Raises:
        IndexMissing: when nothing was indexed there.
    """
    settings = settings or load_settings(state_dir=state_dir)
    state = indexed_state(state_dir, settings)  # before what takes a second to import
    from rag.library.library import Library

    return Library(state, _manifest(settings))


def open_chatbot(
    state_dir: str | Path | None = None,
    *,
    library: str | None = None,
    settings: Settings | None = None,
) -> "Chatbot":
    """Open an index to ask it questions; `close` it, or open it in a ``with``, to free memory.

    Args:
        state_dir: the folder of the index; by default that of the settings (``.rag``).
        library: the name of a library beside the default one; its index lies in that folder.
        settings: the settings in force; by default those of the environment and rag.toml.

    Raises:
        IndexMissing: when nothing was indexed there.
        IndexStale: when the index was made with other settings.
        ModelUnavailable: when the embedding model can't be loaded.

    >>> import tempfile, rag
    >>> folder = tempfile.mkdtemp()
    >>> text = "The plant in Heide was planned for 60 GWh a year."
    >>> _ = rag.index(rag.Article(text, title="Heide"), folder)
    >>> rag.open(folder).ask("What capacity was planned for the plant in Heide?").lead.text
    '60 GWh'
    """
    settings, state_dir = chosen(state_dir, library, settings)
    opened = open_library(state_dir, settings=settings)
    opened.check()
    return chatbot_over(opened, settings)


def chatbot_over(library: "Library", settings: Settings) -> "Chatbot":
    """Load what answers questions over a library that is open.

    Raises:
        ModelUnavailable: when the embedding model can't be loaded.
    """
    from rag.chatbot import Chatbot
    from rag.search.searcher import Searcher

    retrieval = settings.retrieval
    searcher = Searcher(
        SHARED.embedder(settings.embedding.model),
        retrieval,
        _cross_encoder(settings),
        SHARED.reranker(retrieval.reranker) if retrieval.reranker else None,
    )
    remove = partial(forget, state_dir=library.state, settings=settings)
    bot = Chatbot(library, searcher, settings.answer, _writer(settings), remove)
    SHARED.hold(bot, settings)
    return bot


def supports(claim: str, passage: str, *, settings: Settings | None = None) -> "Support":
    """Tell how well a passage supports a claim, and where they disagree.

    Args:
        claim: one or more sentences, in English; of several the least supported counts.
        passage: the text it rests on, of any length; the sentences closest to the claim are used.
        settings: the settings in force; by default those of the environment and rag.toml. The
            cross-encoder is left out where `retrieval.cross_encode` is 0.

    Returns:
        ``probability``, 0..1, calibrated, and ``reasons``: differences in numbers, units, dates,
        names and negation, each with its place in claim and passage. A claim or a passage without
        words has the probability 0.

    Raises:
        ModelUnavailable: when the models can't be loaded.

    >>> import rag
    >>> text = "The plant in Heide was planned for 60 GWh a year."
    >>> support = rag.supports("The plant in Heide was planned for 80 GWh a year.", text)
    >>> support.reasons[0].message
    '"80 GWh" where the text has "60 GWh"'
    >>> support.probability < rag.supports(text, text).probability
    True
    """
    from rag.language.parsed import parse
    from rag.support.check import check_support

    cross_encoder = _cross_encoder(settings or load_settings())
    return check_support(parse(whole_letters(claim)), parse(whole_letters(passage)), cross_encoder)


def state_path(state_dir: str | Path | None, settings: Settings) -> Path:
    """Return the state folder that an argument names, or else that of the settings.

    Raises:
        SettingsError: for a name that no folder has.
    """
    if state_dir is None:
        return settings.state_dir
    try:
        return state_folder(state_dir)
    except ValueError as error:
        raise SettingsError(f"{error}: name another folder") from error


@contextmanager
def opened_syncer(state: Path, settings: Settings, tell: Tell = no_tell) -> "Iterator[Syncer]":
    """Open what brings the index of a state folder up to date."""
    from rag.library.catalog import Catalog
    from rag.library.sync import Syncer

    catalog = Catalog(state / CATALOG_FILE)
    try:
        yield Syncer(
            state,
            catalog,
            _manifest(settings),
            partial(SHARED.embedder, settings.embedding.model),
            settings.parsing,
            _patterns(settings),
            tell,
        )
    finally:
        catalog.close()


def _patterns(settings: Settings) -> Patterns:
    """Return the patterns of the settings.

    Raises:
        SettingsError: when one is none.
    """
    patterns = Patterns(settings.corpus.include, settings.corpus.exclude)
    try:
        patterns.check()
    except ValueError as error:
        raise SettingsError(f"corpus.include or corpus.exclude: {error}: mend it") from error
    return patterns


def _manifest(settings: Settings) -> Manifest:
    return Manifest(model=settings.embedding.model, chunk_tokens=settings.chunking.tokens)


def _writer(settings: Settings) -> "Writer | None":
    """Return what writes answers, None where they are quoted.

    The language model is loaded with the first answer.
    """
    if not settings.chat.model:
        return None
    from rag.writing.writer import Writer

    return Writer(
        lambda: chat_model(settings.chat),
        settings.chat,
        SHARED.cross_encoder(settings.embedding.model),
        settings.answer.skip_injections,
    )


def chat_model(settings: ChatSettings) -> "BaseChatModel":
    """Return the language model of the settings, loaded once.

    Raises:
        ModelUnavailable: when it can't be had.
    """
    return SHARED.chat_model(settings)


def _cross_encoder(settings: Settings) -> "CrossEncoder | None":
    """Return the cross-encoder, None where the settings do without or it has no weights."""
    if not settings.retrieval.cross_encode:
        return None
    return SHARED.cross_encoder(settings.embedding.model)
