"""The web app: `python app.py` brings the index up to date and serves the page on this machine."""

import os
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import rag
from rag import render
from rag.errors import RagError
from rag.progress import Bar
from rag.settings import Settings, load_settings

if TYPE_CHECKING:
    from rag.ui.server import Server

os.environ |= {"GRADIO_ANALYTICS_ENABLED": "False", "TOKENIZERS_PARALLELISM": "false"}


def main() -> int:
    """Index, then serve until stopped; a mistake of the caller is one line on stderr and exit code 1."""
    try:
        settings = load_settings()
        serve(settings)
    except RagError as error:
        return complain(error)
    except KeyboardInterrupt:
        return 0
    return 0


def sync(settings: Settings) -> None:
    """Bring the index up to date; a file that can't be read is named on stderr and left out."""
    with Bar() as bar:
        report = rag.index(settings.corpus.paths, progress=bar.show, settings=settings)
    print(render.report_text(report), file=sys.stderr)


def serve(settings: Settings) -> None:
    """Serve the page; the model is loaded meanwhile, and the first question waits for it."""
    from rag.ui.server import Server, listen, make_app

    with listen(settings.app) as listener:
        sync(settings)
        with ThreadPoolExecutor(1) as pool:
            bot = pool.submit(rag.open, settings=settings)
            server = Server(make_app(bot.result, settings, committed_report), settings.app)
            bot.add_done_callback(lambda done: stop_on_failure(done, server))
            server.run(sockets=[listener])
            bot.result()


def committed_report() -> str:
    """Return the report of the benchmark results that are committed with Footnote, empty where there are none."""
    from eval.readme import RESULTS
    from eval.run import report
    from rag.evaluation.run import Run

    return report(Run.read(RESULTS)) if RESULTS.is_file() else ""


def stop_on_failure(bot: "Future[rag.Chatbot]", server: "Server") -> None:
    """Stop the server when there is no chatbot to serve."""
    if bot.exception():
        server.should_exit = True


def complain(error: RagError) -> int:
    """Say in one line what the caller can mend, and return the exit code."""
    print(f"footnote: {render.plain(str(error))}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
