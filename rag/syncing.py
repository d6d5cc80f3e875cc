"""A sync that somebody looks at: planned, run step by step, stopped, tried again.

What a page's table and a service's jobs are built on; the command line needs only `rag.index` and
`rag.sync`, which do the same in one go.
"""

import os
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

from rag.core.corpus import SyncEvent, SyncPlan, SyncReport, SyncRow
from rag.errors import MassRemoval, SyncStopped
from rag.library.leaving import check_removal
from rag.library.places import full
from rag.library.readings import Readings
from rag.library.records import Tell, is_web, no_tell
from rag.library.sync import Syncer
from rag.settings import Settings, load_settings
from rag.wiring import as_items, made_state, opened_syncer, to_follow
from rag.wiring_web import look_at_web, sync_followed


class SyncJob:
    """Brings an index up to date under somebody's eyes.

    A job may be planned and run any number of times, from any thread, one at a time. Each plan and
    each run looks anew; a run parses only what its plan has not. Whatever ends a run, the index is
    as it was or as it should be; what was embedded is kept, so that the next run goes on.

    Args:
        state_dir: the folder of the index, made when missing; by default that of the settings
            (``.rag``).
        paths: files and folders, as for `rag.index`; by default everything that is followed, as
            for `rag.sync`.
        web: look at what is followed on the web as well, where no paths are given; a plan never
            asks a host.
        settings: the settings in force; by default those of the environment and rag.toml.

    Attributes:
        report: what the last run did; None before the first, and after one that did not end well.
            ``report.failed`` has each file that could not be read, with its reason: what `retry`
            tries again.

    >>> import pathlib, tempfile, rag
    >>> state, folder = tempfile.mkdtemp(), pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "heide.md").write_text("Cells are made in Heide.")
    >>> _ = (folder / "broken.md").write_bytes(b"")
    >>> job = rag.SyncJob(state, [folder])
    >>> dict(job.plan().counts)
    {'failed': 1, 'added': 1}
    >>> for event in job.events():
    ...     print(event.phase, event.done, event.total, [(r.state, r.name) for r in event.rows])
    reading 1 2 [('failed', 'broken.md')]
    reading 2 2 [('added', 'heide.md')]
    embedding 1 1 [('embedded', 'heide.md')]
    indexing 1 1 [('indexed', 'heide.md')]
    >>> _ = (folder / "broken.md").write_text("It is mended.")
    >>> job.retry().added
    ('broken',)
    """

    def __init__(
        self,
        state_dir: str | Path | None = None,
        paths: Iterable[str | Path] | None = None,
        *,
        web: bool = False,
        settings: Settings | None = None,
    ) -> None:
        self._settings = settings or load_settings(state_dir=state_dir)
        self._state = made_state(state_dir, self._settings)
        self._paths = None if paths is None else list(as_items(paths))
        self._web = web and paths is None
        self._stop = threading.Event()
        self._readings: Readings | None = None
        self.report: SyncReport | None = None

    def plan(self, tell: Tell = no_tell, *, most: int = 100) -> SyncPlan:
        """Return what a run would do now; nothing is changed, no host is asked.

        Args:
            tell: called as files are read, with the rows that each gave: every row of the plan,
                as a stream.
            most: how many rows of each state are kept in the plan.

        Raises:
            CorpusError, IndexLocked, IndexStale, IndexBroken: see `rag.index`.
            SyncStopped: when it was stopped.
        """
        first: dict[str, list[SyncRow]] = defaultdict(list)
        counts: dict[str, int] = defaultdict(int)

        def count(event: SyncEvent) -> None:
            for row in event.rows:
                counts[row.state] += 1
                if counts[row.state] <= most:
                    first[row.state].append(row)
            tell(event)

        self._readings = Readings(self._state)
        with self._opened(count) as syncer:
            with syncer.catalog.view() as view:
                articles = view.facts().articles
            self._sync(syncer, dry_run=True)
        try:
            check_removal(counts.get("removed", 0), articles)
            asks = False
        except MassRemoval:
            asks = True
        rows = {state: tuple(several) for state, several in first.items()}
        return SyncPlan(dict(counts), rows, articles, asks)

    def run(self, tell: Tell = no_tell, *, allow_removal: bool = False) -> SyncReport:
        """Bring the index up to date and return what was done.

        Args:
            tell: called with each step that is done, in this thread.
            allow_removal: let more than half of the articles leave: what `MassRemoval` asks for.

        Raises:
            MassRemoval: when more than half of the articles would leave and that is not allowed.
            SyncStopped: when it was stopped.
            CorpusError, IndexLocked, IndexStale, IndexBroken, ModelUnavailable: see `rag.errors`.
        """
        self.report = None
        with self._opened(tell) as syncer:
            failed = look_at_web(self._state, self._settings, syncer.tell) if self._web else []
            report = self._sync(syncer, allow_removal=allow_removal)
        self._readings = None
        self.report = report.with_failed(failed)
        return self.report

    def events(self, *, allow_removal: bool = False) -> Iterator[SyncEvent]:
        """Run in a thread and yield each step that is done; at the end there is `report`.

        Who closes the iterator before its end stops the run. The errors are those of `run`.
        """
        steps: SimpleQueue[SyncEvent | BaseException | None] = SimpleQueue()

        def work() -> None:
            try:
                self.run(steps.put, allow_removal=allow_removal)
                steps.put(None)
            except BaseException as error:  # whatever it is, who asked is told
                steps.put(error)

        thread = threading.Thread(target=work, name="sync", daemon=True)
        thread.start()
        try:
            while (step := steps.get()) is not None:
                if isinstance(step, BaseException):
                    raise step
                yield step
        finally:
            self.stop()
            thread.join()

    def stop(self) -> None:
        """Let the plan or run in progress end before its next file or batch, with SyncStopped.

        Once everything is embedded and indexed it ends well all the same.
        """
        self._stop.set()

    def retry(self, tell: Tell = no_tell) -> SyncReport:
        """Try again what the last run could not read or fetch, and nothing else.

        Files are read though they did not change; nothing leaves the index. The arguments and
        errors are those of `run`.
        """
        failed = self.report.failed if self.report else ()
        files = [one.place for one in failed if one.place and not is_web(one.place)]
        with self._opened(tell) as syncer:
            web = self._web and any(is_web(one.path) for one in failed)
            missed = look_at_web(self._state, self._settings, syncer.tell) if web else []
            there = [file for file in files if os.path.lexists(full(file))]
            report = syncer.sync(there, retry=True, absent={os.sep})
        self.report = report.with_failed(missed)
        return self.report

    def _sync(
        self, syncer: Syncer, *, dry_run: bool = False, allow_removal: bool = False
    ) -> SyncReport:
        if self._paths is None:
            return sync_followed(
                syncer, self._settings, dry_run=dry_run, allow_removal=allow_removal
            )
        return syncer.sync(
            self._paths,
            dry_run=dry_run,
            allow_removal=allow_removal,
            follow=to_follow(self._paths, self._settings),
        )

    @contextmanager
    def _opened(self, tell: Tell) -> Iterator[Syncer]:
        """Open what syncs; each step is told, and asks whether to stop."""
        self._stop.clear()

        def step(event: SyncEvent) -> None:
            tell(event)
            if self._stop.is_set():
                raise SyncStopped

        with opened_syncer(self._state, self._settings, step) as syncer:
            yield replace(syncer, readings=self._readings)
