"""Compare what is there with what is indexed. Reads the files that may have changed, no other."""

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from rag.core.article import Article
from rag.core.corpus import Failure, SyncEvent
from rag.errors import CorpusError
from rag.library.in_memory import in_memory
from rag.library.places import full, is_gone, missing, with_articles
from rag.library.planned import Plan, PlanRows
from rag.library.records import Following, Known, Tell, is_web, no_tell
from rag.library.seen import Seen, settled, stamp_of
from rag.library.sorting import Sorter
from rag.sources.files import FileRead, discover, read_file
from rag.sources.ignoring import Patterns, is_below
from rag.sources.kept import PageStore
from rag.sources.reply import Parse, parsed_page

_NOTHING: Mapping[str, Seen] = MappingProxyType({})


def make_plan(
    items: Iterable[str | Path | Article],
    known: Sequence[Known],
    seen: Mapping[str, Seen] = _NOTHING,
    tell: Tell = no_tell,
    parse: Parse = FileRead.parse,
    store: PageStore | None = None,
    patterns: Patterns = Patterns(),
    absent: Collection[str] = (),
    again: Callable[[Seen], bool] = lambda seen: False,
    plan: Plan | None = None,
) -> Plan:
    """Return what has to be done so that `items`, paths and articles, are indexed as they are now.

    Where paths are given, every file that was indexed before and is gone leaves the index, also one
    that is not below them; a path that is gone may be given when files below it were indexed. A
    file that was indexed before and can't be read now is a failure and stays as it was. Articles
    given in memory never make others leave.

    A file whose stamp is that of the last sync is not read. One that has other bytes than then, or
    that older parsers have read, is parsed, one file at a time; one in whose bytes nothing could be
    read is not parsed again.

    Args:
        items: paths and articles.
        known: what is indexed.
        seen: the files and pages as they were found before, by canonical path or address.
        tell: called as files are read.
        parse: returns the articles in a file.
        store: the pages fetched from the web; they are indexed too, and those that left it leave.
        patterns: what of folders is read; files that are ignored now leave.
        absent: folders and files that are not there, and whose articles stay all the same.
        again: tells whether a file in which nothing could be read is parsed again.
        plan: an empty one, which is filled; by default all of it is held in memory.

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
    plan = plan or Plan()
    plan.failed += found.failures
    plan.passed_over += found.passed_over
    plan.warned += missing(absent, known)
    something = found.files or found.failures or found.passed_over or found.ignored or before
    if paths and not (something or store and store.pages):
        shown = ", ".join(map(str, paths))
        raise CorpusError(f"no articles in {shown}: put texts, pages or PDFs there")
    outdated = {path for path, look in seen.items() if look.outdated and not look.problem}
    useful = {
        path: look
        for path, look in seen.items()
        if not (look.outdated or look.problem and again(look))
    }
    sorter, rows = Sorter(plan, known, outdated), PlanRows(plan, known)
    for article, source in in_memory([item for item in items if isinstance(item, Article)], known):
        sorter.put(source, article)
    total = len(found.files) + (len(store.present()) if store else 0)
    for done, (path, name) in enumerate(found.files, 1):
        try:
            look = _look(path, name, sorter, useful.get(path), parse)
            plan.seen[path] = replace(look, stamp=settled(look.stamp, began))
        except CorpusError as error:
            sorter.keep(path)
            plan.failed.append(Failure(name, str(error), path))
        tell(SyncEvent("reading", done, total, rows.new()))
    if store:
        pages = _look_at_pages(store, sorter, useful, parse)
        for done, (url, look) in enumerate(pages, len(found.files) + 1):
            plan.seen[url] = look
            tell(SyncEvent("reading", done, total, rows.new()))
        sorter.remove(lambda old: is_web(old.identity) and store.has_left(old.path))
    if paths:
        sorter.remove(
            lambda old: (
                is_below(old.path, found.ignored)
                or is_gone(old.path)
                and not is_below(old.path, absent)
            )
        )
    if left := rows.new():
        tell(SyncEvent("reading", total, total, left))
    plan.failed.sort(key=lambda failure: failure.path)
    return plan


def forget_plan(
    removed: Sequence[str],
    known: Sequence[Known],
    followed: Sequence[Following],
    warnings: Sequence[Failure],
) -> Plan:
    """Return what has to be done so that articles leave the index, by their ids.

    Args:
        removed: the ids.
        known: what is indexed.
        followed: what is followed from then on.
        warnings: what its caller should know.
    """
    leaving = set(removed)
    unchanged = [old.id for old in known if old.id not in leaving]
    return Plan(
        removed=list(removed), unchanged=unchanged, warned=list(warnings), sources=list(followed)
    )


def _look(path: str, name: str, sorter: Sorter, before: Seen | None, parse: Parse) -> Seen:
    """Put the articles of a file into a plan and return how it was found.

    Raises:
        CorpusError: when it can't be read.
    """
    stamp = stamp_of(path)
    if before and before.stamp and before.stamp == stamp and sorter.has(path, before):
        sorter.put_unread(path, name, before)
        return before
    file = read_file(path, name)
    if before and before.sha256 == file.sha256 and sorter.has(path, before):
        sorter.put_unread(path, name, before)
        return replace(before, stamp=stamp)
    return replace(sorter.read(path, name, file.sha256, partial(parse, file)), stamp=stamp)


def _look_at_pages(
    store: PageStore, sorter: Sorter, seen: Mapping[str, Seen], parse: Parse
) -> Iterator[tuple[str, Seen]]:
    """Put the articles of the pages into a plan, and yield the address and look of each."""
    for page in store.present():
        url, look = page.url, seen.get(page.url)
        if look and look.sha256 == page.sha256 and sorter.has(url, look):
            sorter.put_unread(url, url, look)
        else:
            parse_page = partial(parsed_page, store, page, parse)
            look = sorter.read(url, url, page.sha256, parse_page, page.was)
        yield url, look
