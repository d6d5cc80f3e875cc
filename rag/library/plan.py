"""Compare what is there with what is indexed. Reads the files that may have changed, no other."""

import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from rag.core.article import Article
from rag.core.corpus import Failure
from rag.errors import CorpusError
from rag.library.in_memory import in_memory
from rag.library.places import below, full, is_gone
from rag.library.records import Known, is_web
from rag.library.sorting import Plan, Sorter
from rag.sources.files import FileRead, discover, read_file
from rag.sources.ignoring import Patterns, is_below
from rag.sources.kept import PageStore
from rag.sources.reply import Parse, parsed_page


def make_plan(
    items: Iterable[str | Path | Article],
    known: Sequence[Known],
    parse: Parse = FileRead.parse,
    store: PageStore | None = None,
    patterns: Patterns = Patterns(),
) -> Plan:
    """Return what has to be done so that `items`, paths and articles, are indexed as they are now.

    Where paths are given, every file that was indexed before and is gone leaves the index, also one
    that is not below them; a path that is gone may be given when files below it were indexed. A
    file that was indexed before and can't be read now is a failure and stays as it was. Articles
    given in memory never make others leave.

    Args:
        items: paths and articles.
        known: what is indexed.
        parse: returns the articles in a file.
        store: the pages fetched from the web; they are indexed too, and others that were leave.
        patterns: what of folders is read; files that are ignored now leave.

    Raises:
        CorpusError: for a path that does not exist, a folder without any article now and before, or
            an id that is given to two articles.
    """
    items = list(items)
    paths = [item for item in items if not isinstance(item, Article)]
    before = {path for path in paths if below(path, known)}
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
    for path, name in found.files:
        try:
            file = read_file(path, name)
            sorter.read(path, name, file.sha256, partial(parse, file))
        except CorpusError as error:
            sorter.kept.update(sorter.at(path))
            plan.failed.append(Failure(name, str(error)))
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
    return Plan(removed=list(removed), unchanged=[old.id for old in known if old.id not in removed])
