"""Keep the index equal to the articles: plan, embed, stage, switch.

A sync can be killed at any point. Vectors are stored as they are made, under the hash of what was
embedded, so the next sync goes on where this one ended. The new index is built beside the current
one; one catalog transaction then makes the new articles and the new index current together; what is
left over is swept away.
"""

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from rag.core.article import Article
from rag.core.corpus import SyncReport
from rag.library.adopting import adopt_plan, versions_of
from rag.library.catalog import Catalog
from rag.library.entries import make_entries, suspicious_ids
from rag.library.following import following, on_the_web, opened_pages, remembered, unfollow
from rag.library.generations import generation_folder, sweep
from rag.library.index.manifest import Manifest
from rag.library.leaving import check_removal, leaving
from rag.library.letting_go import let_go
from rag.library.lock import clear_errors, writer_lock
from rag.library.plan import forget_plan, make_plan
from rag.library.planned import Plan
from rag.library.portable import Portable
from rag.library.preparing import embed
from rag.library.readings import Readings
from rag.library.rebuilding import is_unfit, to_rebuild
from rag.library.records import Entry, Tell, no_tell
from rag.library.seen import Looks, Seen, compare_looks
from rag.library.spool import Spool
from rag.library.staging import stage
from rag.library.view import View
from rag.sections import ParsingSettings
from rag.sources.ignoring import Patterns
from rag.sources.kept import PageStore
from rag.sources.parsing import ParsingWorker
from rag.sources.reply import Parse, parse_safely

if TYPE_CHECKING:
    from rag.models.embedding import Embedder


@dataclass(frozen=True, slots=True)
class Syncer:
    """Brings the index of one state folder up to date.

    Attributes:
        state: the state folder, which exists.
        catalog: its catalog.
        manifest: the settings in force.
        embedder: makes the embedding model; called only when something has to be embedded.
        parsing: the limits for files of strangers.
        patterns: what of folders is read.
        tell: called as files are read, and as chunks get their vectors and are indexed; an error
            that it raises ends the sync, and nothing was changed.
        readings: what a plan has read before; by default every file that has changed is parsed.
    """

    state: Path
    catalog: Catalog
    manifest: Manifest
    embedder: "Callable[[], Embedder]"
    parsing: ParsingSettings = field(default_factory=ParsingSettings)
    patterns: Patterns = Patterns()
    tell: Tell = no_tell
    readings: Readings | None = None

    def sync(
        self,
        items: Iterable[str | Path | Article],
        *,
        rebuild: bool = False,
        dry_run: bool = False,
        allow_removal: bool = False,
        retry: bool = False,
        follow: Collection[str | Path] = (),
        absent: Collection[str] = (),
    ) -> SyncReport:
        """Bring the index up to date with `items` and report what was done.

        Args:
            items: files, folders and articles made in memory.
            rebuild: chunk and index every known article anew, with the settings in force; an index
                that an earlier Footnote made is always rebuilt.
            dry_run: report what would be done and change nothing.
            allow_removal: let more than half of the articles leave.
            retry: try again the files in which nothing could be read, though they did not change.
            follow: those of the paths that every later sync brings up to date as well.
            absent: canonical paths that are not there, and whose articles stay all the same.

        Raises:
            CorpusError: for a path that is not usable.
            MassRemoval: when more than half of the articles would leave and that is not allowed.
            IndexLocked: when another process is writing.
            IndexStale: when the index was made with other settings and `rebuild` is not asked for.
            IndexBroken: when the state folder can't be written.
        """
        with ParsingWorker(self.parsing) as worker:
            parse: Parse = partial(parse_safely, worker)
            if self.readings:
                parse = self.readings.remembering(parse)

            def again(look: Seen) -> bool:
                return retry or rebuild or look.may_be_read(self.parsing)

            def plan_for(view: View, plan: Plan) -> Plan:
                known, seen = view.known(), view.seen()
                if rebuild:
                    seen = {path: replace(look, stamp=None) for path, look in seen.items()}
                sources = following(view)
                store = opened_pages(self.state, known, sources, dry_run)
                make_plan(
                    items,
                    known,
                    seen,
                    self.tell,
                    parse,
                    store,
                    self.patterns,
                    absent,
                    again,
                    plan,
                )
                plan.sources = remembered(sources, follow, known, store)
                return plan

            return self._carry_out(plan_for, rebuild, dry_run, allow_removal)

    def forget(
        self, name: str = "", *, outlet: str = "", allow_removal: bool = False
    ) -> SyncReport:
        """Take articles out by an id, a file, a folder, an address or an outlet.

        A file, folder or address with this name is not followed any more.

        Args:
            name: the id, the path or the address.
            outlet: takes out the articles of this outlet instead.
            allow_removal: see `sync`.

        Raises:
            CorpusError: when no article has this id, path, address or outlet, and none is followed.
            MassRemoval, IndexLocked, IndexStale, IndexBroken: see `sync`.
        """
        with self.catalog.view() as view:
            known, sources = view.known(), following(view)
            after = unfollow(name, sources, known)

            def find(name: str) -> list[str]:
                ids = leaving(view, name, outlet, unfollowed=bool(after.dropped))
                if not allow_removal:
                    check_removal(len(ids), len(known))
                return ids

            removed = let_go(self.state, name, known, sources, find)

        def plan_for(view: View, _: Plan) -> Plan:
            followed = [*after.paths, *on_the_web(PageStore(self.state))]
            return forget_plan(removed, view.known(), followed, after.warnings)

        return self._carry_out(plan_for, False, False, True)

    def adopt(self, portable: Portable) -> SyncReport:
        """Take in what a portable file holds; what is there already stays as it is.

        Where this is ended before its end, doing it again completes it.

        Raises:
            IndexLocked, IndexStale, IndexBroken: see `sync`.
        """
        with self.catalog.view() as view:
            versions = list(versions_of(portable, view.known()))
        self.catalog.add_kept(versions, portable.feedback)
        return self._carry_out(
            lambda view, _: adopt_plan(portable.articles, view.known()), False, False, False
        )

    def _carry_out(
        self,
        plan_for: Callable[[View, Plan], Plan],
        rebuild: bool,
        dry_run: bool,
        allow_removal: bool,
    ) -> SyncReport:
        started = time.monotonic()
        with writer_lock(self.state), clear_errors(self.state):
            with self.catalog.view() as view:
                view.check_texts()
            if not dry_run:
                self.catalog.judge()
            with self.catalog.view() as view:
                generation = view.generation
                folder = generation_folder(self.state, view.index)
                rebuild = rebuild or bool(generation) and is_unfit(folder, self.manifest)
                plan = plan_for(view, Plan(Spool(self.state), Spool(self.state)))
                looks = compare_looks(view.seen(), plan.seen)
                if not (dry_run or allow_removal):
                    check_removal(len(plan.removed), view.facts().articles)
                sources = None if plan.sources == following(view) else plan.sources
            embedded = 0
            suspicious: tuple[str, ...] = ()
            if sources is not None and not dry_run:
                self.catalog.follow(sources)
            if not dry_run and (rebuild or not plan.empty):
                with self.catalog.view() as view:
                    again = to_rebuild(plan, view.articles()) if rebuild else ()
                    items = chain(plan.added, plan.changed, again)
                    entries = Spool(self.state, make_entries(items, self.embedder, self.manifest))
                suspicious = suspicious_ids(entries)
                embedded = embed(entries, self.catalog, self.embedder, self.tell)
                self._switch(plan, entries, looks, copy=bool(generation) and not rebuild)
            elif not dry_run:
                self.catalog.mark_synced(looks)
            with self.catalog.view() as view:
                chunk_count = view.facts().chunks
        return SyncReport(
            added=tuple(item.article.id for item in plan.added),
            changed=tuple(item.article.id for item in plan.changed),
            moved=tuple(plan.moved),
            removed=tuple(plan.removed),
            unchanged=tuple(plan.unchanged),
            failed=tuple(plan.failed),
            warned=tuple(plan.warned),
            passed_over=tuple(plan.passed_over),
            suspicious=suspicious,
            reread=tuple(plan.reread),
            chunks=chunk_count,
            embedded=embedded,
            seconds=time.monotonic() - started,
            dry_run=dry_run,
        )

    def _switch(self, plan: Plan, entries: Sequence[Entry], looks: Looks, copy: bool) -> None:
        """Build the next generation and make it current; see `stage`.

        Args:
            plan: what has to be done.
            entries: what is added.
            looks: what was found out about files.
            copy: whether the next one begins with a copy of the current one.
        """
        with self.catalog.view() as view:
            generation, before = view.generation, view.index
        name = stage(self.state, self.catalog, self.manifest, plan, entries, self.tell, copy=copy)
        self.catalog.switch(generation + 1, entries, plan.removed, plan.moves, name, looks)
        sweep(self.state, (name, before))
