"""Brings the index up to date and serves the page and programs: `python app.py`, `rag serve`."""

import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import rag
from rag.core.corpus import SyncEvent
from rag.errors import CorpusError, MassRemoval
from rag.library.places import full
from rag.progress import SyncProgress, say
from rag.render.terminal import report_text
from rag.service.opening import Openings
from rag.service.people.entrance import opened_people
from rag.service.server import listen, make_app
from rag.service.telemetry.logs import set_up_logs
from rag.service.telemetry.observing import Telemetry
from rag.service.telemetry.tracing import spans_of_environment
from rag.service.watch import watching
from rag.service.web_server import Server
from rag.settings import Settings, settings_for
from rag.ui import errands
from rag.ui.library_job import LibraryJob


def sync(settings: Settings, telemetry: Telemetry) -> None:
    """Bring the index up to date; a file that can't be read is named on stderr and left out.

    Where more than half of the articles would leave, they stay, and that is said. Folders without
    articles begin an empty library.

    Args:
        settings: the settings in force.
        telemetry: is told how it goes.
    """
    in_lines = settings.logs.json_lines
    try:
        with telemetry.syncing() as tell, SyncProgress() as progress:

            def step(event: SyncEvent) -> None:
                tell(event)
                if not in_lines:
                    progress.show(event.done, event.total, event.phase)

            report = rag.SyncJob(settings=settings).run(step)
    except MassRemoval as error:
        say(str(error))
    except CorpusError as error:
        if not all(full(path).is_dir() for path in settings.corpus.paths):
            raise
        say(f"{error}, or add them on the page")
    else:
        for line in report_text(report).splitlines():
            say(line) if in_lines else sys.stderr.write(f"{line}\n")


def serve(settings: Settings, reports: Path | None = None) -> None:
    """Index, then serve the page and programs until stopped.

    The model is loaded meanwhile; the first question waits for it. How the process writes log lines
    is changed.

    Args:
        settings: the settings in force.
        reports: a folder with the benchmark run that ships with Footnote.

    Raises:
        RagError: when nobody could ask, the port is taken, or the library can't be opened.
    """
    set_up_logs(settings.logs)
    if people := opened_people(settings):
        people.close()
    telemetry = Telemetry(spans_of_environment(), settings.logs.questions)
    job = LibraryJob(telemetry.errand)
    with closing(telemetry), listen(settings.app) as listener, ExitStack() as stack:
        sync(settings, telemetry)
        if settings.app.watch:
            watched = errands.of_files(settings)
            stack.enter_context(watching(settings, lambda: job.follow(watched)))
            for name in settings.library_names[1:]:
                stack.enter_context(watching(settings_for(name, settings)))
        with ThreadPoolExecutor(1) as pool:
            openings = Openings(settings)
            opening = openings()
            served = make_app(opening, settings, reports, job, opening.library, openings, telemetry)
            server = Server(served, settings.app)
            bot = pool.submit(opening.try_now)
            bot.add_done_callback(lambda done: stop_on_failure(done, server))
            server.run(sockets=[listener])
            bot.result()


def stop_on_failure(bot: Future[None], server: Server) -> None:
    """Stop the server when there is no chatbot to serve."""
    if bot.exception():
        server.should_exit = True
