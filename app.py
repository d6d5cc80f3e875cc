"""The web app: `python app.py` brings the index up to date and serves the page on this machine."""

import os
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import load_dotenv

import rag
from rag.errors import CorpusError, MassRemoval, RagError
from rag.library.places import full
from rag.models.threads import prepare_threads
from rag.progress import SyncProgress, say, say_warnings
from rag.render.escape import plain
from rag.render.terminal import report_text
from rag.settings import ENV_FILE, Settings, load_settings

if TYPE_CHECKING:
    from rag.service.server import Server

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

REPORTS = Path(__file__).parent / "eval" / "results"
"""The benchmark reports that are committed with Footnote."""


def main() -> int:
    """Index, then serve until stopped; a mistake of the caller is one line and exit code 1."""
    prepare_threads()
    say_warnings()
    load_dotenv(ENV_FILE)
    try:
        serve(load_settings())
    except RagError as error:
        say(plain(str(error)))
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def sync(settings: Settings) -> None:
    """Bring the index up to date; a file that can't be read is named on stderr and left out.

    Where more than half of the articles would leave, they stay, and that is said. Folders without
    articles begin an empty library.
    """
    try:
        with SyncProgress() as progress:
            report = rag.sync(web=False, progress=progress.show, settings=settings)
    except MassRemoval as error:
        say(str(error))
    except CorpusError as error:
        if not all(full(path).is_dir() for path in settings.corpus.paths):
            raise
        say(f"{error}, or add them on the page")
    else:
        print(report_text(report), file=sys.stderr)


def serve(settings: Settings) -> None:
    """Serve the page; the model is loaded meanwhile, and the first question waits for it."""
    from rag.service.opening import Opening
    from rag.service.server import Server, listen, make_app
    from rag.service.watch import watching
    from rag.ui import errands
    from rag.ui.library_job import LibraryJob
    from rag.wiring import chatbot_over, open_library

    job = LibraryJob()
    with listen(settings.app) as listener, ExitStack() as stack:
        sync(settings)
        if settings.app.watch:
            watched = errands.of_files(settings)
            stack.enter_context(watching(settings, lambda: job.follow(watched)))
        with ThreadPoolExecutor(1) as pool:
            opening = Opening(
                lambda: open_library(settings=settings),
                lambda library: chatbot_over(library, settings),
            )
            served = make_app(opening, settings, REPORTS, job, opening.library)
            server = Server(served, settings.app)
            bot = pool.submit(opening.try_now)
            bot.add_done_callback(lambda done: stop_on_failure(done, server))
            server.run(sockets=[listener])
            bot.result()


def stop_on_failure(bot: "Future[None]", server: "Server") -> None:
    """Stop the server when there is no chatbot to serve."""
    if bot.exception():
        server.should_exit = True


if __name__ == "__main__":
    sys.exit(main())
