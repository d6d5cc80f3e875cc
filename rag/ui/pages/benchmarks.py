"""The Benchmarks page: the newest report, and scores of a reader's own questions."""

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import time_ns
from typing import Any, cast
from uuid import uuid4

import gradio as gr
from gradio.components.navbar import Navbar

from rag.errors import DataError, RagError
from rag.evaluation.questions import Question
from rag.evaluation.user_questions import score_file
from rag.settings import Settings
from rag.ui import texts
from rag.ui.jobs import Jobs
from rag.ui.parts.template import render
from rag.ui.session import Provider

logger = logging.getLogger(__name__)

FOLDER = "reports"
"""The folder in the state folder whose newest HTML file is shown."""
LARGEST = 5_000_000
"""The most bytes a question file may have."""
MOST_QUESTIONS = 500
"""The most questions an uploaded file may have."""
MOST_KEPT = 20
"""Reports on uploaded files that are kept, the newest."""
_UPLOADED = "questions-"
_PLAIN: dict[str, Any] = {"padding": False, "apply_default_css": False}
_EXAMPLE = """{"id": "q1", "question": "When did the plant open?", "category": "date",
 "answers": ["2021"], "evidence": [{"file": "plant.md", "quote": "The plant opened in 2021."}]}"""


def newest_report(*folders: Path | None) -> str:
    """Return the newest HTML file of the first folder that has one; empty where none has."""
    for folder in filter(None, folders):
        reports = [path for path in folder.glob("*.html") if path.is_file()]
        if reports:
            newest = max(reports, key=lambda path: (path.stat().st_mtime_ns, path.name))
            return newest.read_text("utf-8")
    return ""


def report_of(state: Path, token: str) -> str:
    """Return the report on a file that somebody uploaded and was given this token for."""
    path = state / FOLDER / f"{_UPLOADED}{token}.html"
    return path.read_text("utf-8") if token.isalnum() and path.is_file() else ""


def keep_report(state: Path, name: str, html: str) -> None:
    """Put a report into the state folder, whole or not at all."""
    folder = state / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    staged = folder / f".{name}.{os.getpid()}"
    staged.write_text(html, encoding="utf-8")
    staged.replace(folder / f"{name}.html")
    uploaded = sorted(folder.glob(f"{_UPLOADED}*.html"), key=lambda path: path.stat().st_mtime_ns)
    for path in uploaded[:-MOST_KEPT]:
        path.unlink(missing_ok=True)


def add_benchmarks(blocks: gr.Blocks, provider: Provider, settings: Settings) -> None:
    """Add the page to the app, at /benchmarks."""
    jobs = Jobs()

    def score(
        file: str,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio's way
    ) -> tuple[str, str]:
        def track(questions: Iterable[Question]) -> Iterable[Question]:
            tracked = progress.tqdm(list(questions), desc=texts.ASKING, unit="questions")
            return until(stopping, cast(Iterable[Question], tracked))

        with jobs.work(request.session_hash or "") as stopping:
            told, token = score_upload(Path(file), provider, settings, track)
            return told, frame(token)

    def leave(request: gr.Request) -> None:
        jobs.stop(request.session_hash or "")

    with blocks:
        Navbar(main_page_name=texts.ASK)
        blocks.unload(leave)
    with blocks.route("Benchmarks", "/benchmarks"):
        Navbar(main_page_name=texts.ASK)
        gr.HTML(render("benchmarks", example=_EXAMPLE), **_PLAIN)
        button = gr.UploadButton(
            texts.CHOOSE_FILE, file_types=[".jsonl"], elem_id="fn-upload", size="md"
        )
        status = gr.HTML(_status("", ""), elem_id="fn-scored", **_PLAIN)
        gr.HTML(render("report_title"), **_PLAIN)
        report = gr.HTML(frame(), **_PLAIN)
        button.upload(
            score,
            button,
            [status, report],
            show_progress_on=status,
            concurrency_limit=1,
            api_visibility="private",
        )


def frame(token: str = "") -> str:
    """Return the element that shows a report, which can neither run scripts nor send.

    Args:
        token: of the reader's own report; without one it is the newest. It has a new address each
            time, so that the page loads the report again.
    """
    return render("report", token=token, stamp=time_ns())


def until(stopping: threading.Event, questions: Iterable[Question]) -> Iterator[Question]:
    """Yield questions until somebody stops it.

    Raises:
        DataError: when it was stopped.
    """
    for question in questions:
        if stopping.is_set():
            raise DataError(texts.SCORING_STOPPED)
        yield question


def score_upload(
    file: Path,
    provider: Provider,
    settings: Settings,
    track: Callable[..., Iterable[Question]] = iter,
) -> tuple[str, str]:
    """Score an uploaded question file, keep its report, say what is to be said about it.

    The upload is deleted. Never raises for what the file holds.

    Returns:
        What is said, and the token of the report, empty where there is none.
    """
    token = uuid4().hex
    try:
        return _status(_score(file, provider, settings, track, token), "fn-scored"), token
    except RagError as error:
        return _status(str(error), "fn-problem"), ""
    except Exception:
        logger.exception("a question file could not be scored")
        return _status(texts.FAILED, "fn-problem"), ""
    finally:
        file.unlink(missing_ok=True)


def _score(
    file: Path,
    provider: Provider,
    settings: Settings,
    track: Callable[..., Iterable[Question]],
    token: str,
) -> str:
    from rag.evaluation.report.page import as_html

    def bounded(questions: Iterable[Question]) -> Iterable[Question]:
        asked = list(questions)
        if len(asked) > MOST_QUESTIONS:
            raise DataError(texts.too_many(len(asked), MOST_QUESTIONS, file.name))
        return track(asked)

    run = score_file(file, provider(), settings, bounded)
    report = as_html(run, title=f"Your questions: {file.name}")
    keep_report(settings.state_dir, _UPLOADED + token, report)
    return texts.scored(len(run.cases), file.name)


def _status(text: str, css: str) -> str:
    return render("status", text=text, css=css)
