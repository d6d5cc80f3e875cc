"""The web app: `python app.py` brings the index up to date and serves the page on this machine."""

import os
import sys
from pathlib import Path

from dotenv import load_dotenv

from rag.errors import RagError
from rag.models.threads import prepare_threads
from rag.progress import say, say_warnings
from rag.render.escape import plain
from rag.settings import ENV_FILE, load_settings

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

REPORTS = Path(__file__).parent / "eval" / "results"
"""The benchmark reports that are committed with Footnote."""


def main() -> int:
    """Index, then serve until stopped; a mistake of the caller is one line and exit code 1."""
    prepare_threads()
    say_warnings()
    load_dotenv(ENV_FILE)
    try:
        settings = load_settings()
        from rag.service.serving import serve

        serve(settings, REPORTS)
    except RagError as error:
        say(plain(str(error)))
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
