"""The Benchmarks page: the newest report, and scores of a reader's own questions."""

import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from time import time_ns
from typing import Any, cast

import gradio as gr
from gradio.components.navbar import Navbar

from rag.errors import RagError
from rag.evaluation.own import score_file
from rag.evaluation.questions import Question
from rag.render import escape
from rag.settings import Settings
from rag.ui.conversation import FAILED, Provider

logger = logging.getLogger(__name__)

FOLDER = "reports"
"""The folder in the state folder whose newest HTML file is shown."""
LARGEST = 5_000_000
"""The most bytes a question file may have."""
_PLAIN: dict[str, Any] = {"padding": False, "apply_default_css": False}
_INTRO = """<header class="fn-header"><h1>Benchmarks</h1><p>How well Footnote answers, measured.</p></header>
<section class="fn-benchmarks"><h2>Score your own questions</h2>
<p>Choose a JSONL file, one question a line, about the articles that are indexed here. Nothing of it leaves this machine.</p>
<details><summary>What a line looks like</summary>
<pre>{"id": "q1", "question": "When did the plant open?", "category": "date", "answers": ["2021"],
 "evidence": [{"file": "plant.md", "quote": "The plant opened in 2021."}]}</pre>
<p><code>file</code> is a file's name or an article's id, <code>quote</code> its exact words.
An empty <code>evidence</code> says that the articles do not hold the answer.</p></details></section>"""

Report = Callable[[], str]
"""Returns a report as an HTML page, empty where there is none."""


def newest_report(state: Path, fallback: Report) -> str:
    """Return the newest report in the state folder or, where there is none, the fallback's."""
    found = [path for path in (state / FOLDER).glob("*.html") if path.is_file()]
    return max(found, key=lambda path: (path.stat().st_mtime_ns, path.name)).read_text("utf-8") if found else fallback()


def keep_report(state: Path, name: str, html: str) -> None:
    """Put a report into the state folder, whole or not at all."""
    folder = state / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    staged = folder / f".{name}.{os.getpid()}"
    staged.write_text(html, encoding="utf-8")
    staged.replace(folder / f"{name}.html")


def add_benchmarks(blocks: gr.Blocks, provider: Provider, settings: Settings) -> None:
    """Add the page to the app, at /benchmarks."""

    def score(file: str, progress: gr.Progress = gr.Progress()) -> tuple[str, str]:  # noqa: B008 - Gradio's way
        def track(questions: Iterable[Question]) -> Iterable[Question]:
            return cast(Iterable[Question], progress.tqdm(list(questions), desc="Asking", unit="questions"))

        return score_upload(Path(file), provider, settings, track), frame()

    with blocks:
        Navbar(main_page_name="Ask")
    with blocks.route("Benchmarks", "/benchmarks"):
        Navbar(main_page_name="Ask")
        gr.HTML(_INTRO, **_PLAIN)
        button = gr.UploadButton("Choose a question file", file_types=[".jsonl"], elem_id="fn-upload", size="md")
        said = gr.HTML('<p role="status" aria-live="polite"></p>', elem_id="fn-scored", **_PLAIN)
        gr.HTML('<h2 class="fn-report-title">Newest report</h2>', **_PLAIN)
        report = gr.HTML(frame(), **_PLAIN)
        button.upload(score, button, [said, report], show_progress_on=said, concurrency_limit=1, api_visibility="private")


def frame() -> str:
    """Return the element that shows the newest report, under a new address each time so that the page loads it again.

    The report can neither run scripts nor send anything.
    """
    return f'<iframe class="fn-report" src="/report?{time_ns()}" sandbox title="Newest benchmark report"></iframe>'


def score_upload(file: Path, provider: Provider, settings: Settings, track: Callable[..., Iterable[Question]] = iter) -> str:
    """Score an uploaded question file, keep its report and return what is said about it; the upload is deleted.

    Never raises for what the file holds.
    """
    from rag.evaluation.report import as_html

    try:
        run = score_file(file, provider(), settings, track)
        keep_report(settings.state_dir, "questions", as_html(run, title=f"Your questions: {file.name}"))
    except RagError as error:
        return _status(str(error), "fn-problem")
    except Exception:
        logger.exception("a question file could not be scored")
        return _status(FAILED, "fn-problem")
    finally:
        file.unlink(missing_ok=True)
    count = len(run.cases)
    return _status(f"{count} {'question' if count == 1 else 'questions'} of {file.name} scored: the report is below.")


def _status(text: str, css: str = "fn-scored") -> str:
    return f'<p role="status" aria-live="polite" class="{css}">{escape(text)}</p>'
