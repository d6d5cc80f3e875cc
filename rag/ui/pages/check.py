"""The page "Check a text": the reader's own text, and beside it what the articles say."""

from collections.abc import Sequence
from typing import Any

from rag.core.conversation import ConversationInfo
from rag.library.drafts import KeptDraft
from rag.ui.catalogue import Wording
from rag.ui.handlers.checking import CheckJob
from rag.ui.pages.room import Holding
from rag.ui.parts.checked import ShownCheck, shown_check
from rag.ui.parts.template import render


def check_page(
    t: Wording,
    talks: Sequence[ConversationInfo],
    held: Holding,
    draft: KeptDraft,
    job: CheckJob,
    on_disk: bool,
) -> str:
    """Return the page.

    Args:
        t: the texts.
        talks: the reader's conversations.
        held: what the library holds.
        draft: the reader's text.
        job: the reader's newest check.
        on_disk: whether the text is kept when the server stops.
    """
    shown = shown_check(job.checked, job.put, t) if job.checked and job.is_of(draft) else None
    return render(
        "check",
        t=t,
        title=f"{t('check')} · Footnote",
        page="check",
        talks=talks,
        words="",
        held=held,
        draft=draft,
        size=_size(t, draft.text, shown),
        shown=shown,
        running=job.open,
        on_disk=on_disk,
    )


def state_of(t: Wording, job: CheckJob) -> dict[str, Any]:
    """Return how far a check is, as the page follows it; what came of it where it is done."""
    share = job.done / job.total if job.total else 0
    state: dict[str, Any] = {"state": job.state, "text": _progress(t, job), "share": share}
    if job.checked:
        shown = shown_check(job.checked, job.put, t)
        parts = {name: render(f"check_{name}", t=t, shown=shown) for name in ("tabs", "rows")}
        state |= parts | {"said": shown.said, "size": _size(t, job.text, shown)}
    return state


def _progress(t: Wording, job: CheckJob) -> str:
    """Return in words how far a check is."""
    if job.state == "running" and job.total:
        return t("check_running", here=t.number(job.done + 1), n=job.total)
    if job.state == "failed":
        return job.problem
    texts = {"waiting": "check_waiting", "running": "check_beginning", "stopped": "check_stopped"}
    return t(texts[job.state]) if job.state in texts else ""


def _size(t: Wording, text: str, shown: ShownCheck | None) -> str:
    """Return how long a text is, and how much of it is supported where that is known."""
    words = t("check_words", n=len(text.split()))
    if shown is None:
        return words
    return f"{t('check_sentences', n=len(shown.rows))}, {words} · {shown.covered}"
