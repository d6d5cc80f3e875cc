"""Several libraries: which there are, and one question to each of them."""

import os
from collections.abc import Iterable
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path

from rag.core.corpus import Filter
from rag.core.side_by_side import LibraryAnswer, LibraryInfo
from rag.errors import IndexMissing, QuestionError, RagError, SettingsError
from rag.libraries import FOLDER, check_name
from rag.settings import Settings, load_settings, settings_for
from rag.wiring import open_chatbot, open_library


def list_libraries(
    state_dir: str | Path | None = None, *, settings: Settings | None = None
) -> list[LibraryInfo]:
    """Return the libraries that the settings name and those that were indexed.

    Args:
        state_dir: the folder of the default library, in which the others have theirs; by default
            that of the settings (``.rag``).
        settings: the settings in force; by default those of the environment and rag.toml.

    Returns:
        The default one first, then the others by name. One that can't be opened says why.
    """
    settings = settings or load_settings(state_dir=state_dir)
    return [_info(name, settings_for(name, settings)) for name in settings.library_names]


def ask_libraries(
    question: str,
    names: Iterable[str],
    state_dir: str | Path | None = None,
    *,
    where: Filter = Filter(),
    as_of: date | None = None,
    settings: Settings | None = None,
) -> list[LibraryAnswer]:
    """Ask several libraries one question; each answers for itself, from its own articles.

    Args:
        question: as for `rag.Chatbot.ask`.
        names: what the libraries are called; "default" is the one without a name.
        state_dir: the folder of the default library, in which the others have theirs; by default
            that of the settings (``.rag``).
        where: limits the articles of each.
        as_of: the day from which "last month" is counted; by default today.
        settings: the settings in force; by default those of the environment and rag.toml.

    Returns:
        An answer of each, in the order of the names. A library that can't be asked says why, and
        costs the others nothing.

    Raises:
        SettingsError: where no library is named, or for a name that none may have.
        QuestionError: for a question that none takes.

    >>> import tempfile, rag
    >>> state = tempfile.mkdtemp()
    >>> heide = rag.Article("Cells are made in Heide.", title="Heide")
    >>> _ = rag.index(heide, state, library="press")
    >>> _ = rag.index(rag.Article("Cells are made in Ulm.", title="Ulm"), state, library="wire")
    >>> for one in rag.ask_libraries("Where are cells made?", ["press", "wire"], state):
    ...     print(one.library, one.answer.citations[0].quote)
    press Cells are made in Heide.
    wire Cells are made in Ulm.
    """
    settings = settings or load_settings(state_dir=state_dir)
    wanted = [check_name(name) for name in dict.fromkeys(names)]
    if not wanted:
        raise SettingsError("no library is named: name one or more")
    found = []
    with ExitStack() as stack:
        for name in wanted:
            try:
                bot = stack.enter_context(open_chatbot(settings=settings_for(name, settings)))
                answer = bot.ask(question, where=where, as_of=as_of)
            except QuestionError:
                raise
            except RagError as error:
                found.append(LibraryAnswer(name, None, str(error)))
            else:
                found.append(LibraryAnswer(name, answer))
    return found


def _info(name: str, settings: Settings) -> LibraryInfo:
    state = settings.state_dir
    size = sum(map(_size, _files(state)))
    try:
        with closing(open_library(settings=settings)) as library:
            facts = library.facts()
    except IndexMissing:
        return LibraryInfo(name, 0, None, size, state)
    except RagError as error:
        return LibraryInfo(name, 0, None, size, state, str(error))
    return LibraryInfo(name, facts.articles, facts.last, size, state)


def _files(state: Path) -> Iterable[Path]:
    for folder, folders, names in os.walk(state):
        if Path(folder) == state and FOLDER in folders:
            folders.remove(FOLDER)
        yield from (Path(folder, name) for name in names)


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:  # swept away meanwhile
        return 0
