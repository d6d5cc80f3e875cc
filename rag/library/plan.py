"""Compare what is there with what is indexed. Reads the files that may have changed, no other."""

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from rag.core.article import Article
from rag.core.corpus import Failure
from rag.errors import CorpusError
from rag.library.in_memory import in_memory
from rag.library.places import full, is_gone, with_articles
from rag.library.records import Known, Progress, is_web, no_progress
from rag.library.seen import Seen, settled, stamp_of
from rag.library.sorting import Plan, Sorter
from rag.sources.files import FileRead, discover, read_file
from rag.sources.ignoring import Patterns, is_below
from rag.sources.kept import PageStore
from rag.sources.reply import Parse, parsed_page

_NOTHING: Mapping[str, Seen] = MappingProxyType({})


def make_plan(
    items: Iterable[str | Path | Article],
    known: Sequence[Known],
    seen: Mapping[str, Seen] = _NOTHING,
    progress: Progress = no_progress,
    parse: Parse = FileRead.parse,
    store: PageStore | None = None,
    patterns: Patterns = Patterns(),
) -> Plan:
    """Return what has to be done so that `items`, paths and articles, are indexed as they are now.

    Where paths are given, every file that was indexed before and is gone leaves the index, also one
    that is not below them; a path that is gone may be given when files below it were indexed. A
    file that was indexed before and can't be read now is a failure and stays as it was. Articles
    given in memory never make others leave.

    A file whose stamp is that of the last sync is not read. One that has other bytes than then is
    parsed, one file at a time; one in whose bytes nothing could be read is not parsed again.

    Args:
        items: paths and articles.
        known: what is indexed.
        seen: the files as they were found before, by their canonical paths.
        progress: called as files are read.
        parse: returns the articles in a file.
        store: the pages fetched from the web; they are indexed too, and others that were leave.
        patterns: what of folders is read; files that are ignored now leave.

    Raises:
        CorpusError: for a path that does not exist, a folder without any article now and before, or
            an id that is given to two articles.
    """
    began = time.time_ns()
    items = list(items)
    paths = [item for item in items if not isinstance(item, Article)]
    before = with_articles(paths, known)
    there = [path for path in paths if path not in before or os.path.lexists(full(path))]
    found = discover(there, patterns)
    plan = Plan(failed=list(found.failures), passed_over=list(found.passed_over))
    something = found.files or found.failures or found.passed_over or found.ignored or before
    if paths and not (something or store and store.pages):
        shown = ", ".join(map(str, paths))
        raise CorpusError(f"no articles in {shown}: put texts, pages or PDFs there")
    sorter = Sorter(plan, known)
    for article, source in in_memory([item for item in items if isinstance(item, Article)], known):
        sorter.put(source, article)
    for done, (path, name) in enumerate(found.files, 1):
        try:
            look = _look(path, name, sorter, seen.get(path), parse)
            plan.seen[path] = replace(look, stamp=settled(look.stamp, began))
        except CorpusError as error:
            sorter.keep(path)
            plan.failed.append(Failure(name, str(error)))
        progress(done, len(found.files), "reading")
    if store:
        for page in store.present():
            parse_page = partial(parsed_page, store, page, parse)
            sorter.read(page.url, page.url, page.sha256, parse_page, page.was)
        sorter.remove(lambda old: is_web(old.identity))
    if paths:
        sorter.remove(lambda old: is_gone(old.path) or is_below(old.path, found.ignored))
    plan.failed.sort(key=lambda failure: failure.path)
    return plan


def forget_plan(removed: Sequence[str], known: Sequence[Known]) -> Plan:
    """Return what has to be done so that articles leave the index, by their ids."""
    leaving = set(removed)
    return Plan(removed=list(removed), unchanged=[old.id for old in known if old.id not in leaving])


def _look(path: str, name: str, sorter: Sorter, before: Seen | None, parse: Parse) -> Seen:
    """Put the articles of a file into a plan and return how it was found.

    Raises:
        CorpusError: when it can't be read.
    """
    stamp = stamp_of(path)
    sha256 = before.sha256 if before and before.stamp and before.stamp == stamp else ""
    if before and sha256 and (before.problem or sorter.is_known(path, sha256)):
        sorter.put_unread(path, name, before)
        return before
    file = read_file(path, name)
    if before and before.problem and before.sha256 == file.sha256:
        sorter.put_unread(path, name, before)
        return replace(before, stamp=stamp)
    return Seen(stamp, file.sha256, sorter.read(path, name, file.sha256, partial(parse, file)))
