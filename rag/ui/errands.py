"""What the library page can have done: each a sync of files, of a path or of addresses."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from rag.core.corpus import SyncEvent, SyncReport
from rag.library.records import Progress, Tell, is_web
from rag.settings import Settings
from rag.syncing import SyncJob
from rag.ui.library_job import Errand
from rag.wiring_web import add, sync


def of_files(settings: Settings, leaving: Iterable[str] = ()) -> Errand:
    """Return the errand to read in the files and folders that are followed as they are now.

    Args:
        settings: the settings in force.
        leaving: the ids of articles that are wanted to leave.
    """
    return replace(_planned(SyncJob(settings=settings)), leaving=frozenset(leaving))


def of_path(settings: Settings, path: str) -> Errand:
    """Return the errand to read in a file or folder of this machine, and to follow it."""
    return _planned(SyncJob(paths=[path], settings=settings))


def of_web(settings: Settings) -> Errand:
    """Return the errand to look at everything that is followed, on the web too."""
    return _planned(SyncJob(web=True, settings=settings))


def of_address(settings: Settings, url: str, kind: str, limit: int) -> Errand:
    """Return the errand to fetch a page, or what a feed or a sitemap lists, and to follow it."""

    def run(allowed: bool, tell: Tell) -> SyncReport:
        return add(url, kind=kind, limit=limit, progress=_telling(tell), settings=settings)

    return Errand(run)


def of_retry(settings: Settings, report: SyncReport | None, file: str = "") -> Errand:
    """Return the errand to try again what could not be read or fetched.

    Args:
        settings: the settings in force.
        report: what was done; None tries every file that was ever unreadable.
        file: only this one, as the report names it; empty takes all.
    """
    failed = [one for one in (report.failed if report else ()) if not file or one.path == file]

    def run(allowed: bool, tell: Tell) -> SyncReport:
        if not failed:
            return sync(web=False, retry=True, progress=_telling(tell), settings=settings)
        job = SyncJob(web=any(is_web(one.path) for one in failed), settings=settings)
        job.report = SyncReport(failed=tuple(failed))
        return job.retry(tell)

    return Errand(run)


def first(errand: Errand, do: Callable[[], None]) -> Errand:
    """Return an errand before which something is done, once its plan may be carried out."""

    def run(allowed: bool, tell: Tell) -> SyncReport:
        do()
        return errand.run(allowed, tell)

    return replace(errand, run=run)


def _planned(job: SyncJob) -> Errand:
    return Errand(partial(_run, job), job.plan)


def _run(job: SyncJob, allowed: bool, tell: Tell) -> SyncReport:
    return job.run(tell, allow_removal=allowed)


def _telling(tell: Tell) -> Progress:
    return lambda done, total, phase: tell(SyncEvent(phase, done, total))
