"""A text that was checked: the articles' words put into it, and it handed on."""

from pydantic import BaseModel, ConfigDict, Field

from rag.core.checked import CheckedText
from rag.errors import DataError
from rag.library.drafts import KeptDraft
from rag.library.kept import Kept
from rag.render.checks import checked_json
from rag.render.exports.check_copy import checked_clip
from rag.render.exports.check_page import check_page
from rag.render.exports.clipboard import Clip
from rag.ui.catalogue import Wording
from rag.ui.handlers.checking import MARKDOWN, CheckJob
from rag.ui.handlers.handing_on import HandedOn, file_name
from rag.ui.parts.fixes import mended

FORMS = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "text": "text/plain; charset=utf-8",
}
"""The formats in which a checked text is handed on: a report, all fields, the text put right."""


class PutFix(BaseModel):
    """A fix by its number: whether it is to be in the text."""

    model_config = ConfigDict(extra="forbid")

    fix: int = Field(ge=0)
    put: bool


def put_fix(kept: Kept, owner: str, job: CheckJob, sent: PutFix, t: Wording) -> KeptDraft:
    """Put the article's words into a draft that was checked, or take them out again.

    Raises:
        DataError: where the draft was changed since it was checked, or there is no such fix.
    """
    draft = kept.drafts.read(owner)
    if not job.is_of(draft) or sent.fix >= len(job.fixes):
        raise DataError(t("check_changed"))
    before = job.put
    job.put = before | {sent.fix} if sent.put else before - {sent.fix}
    try:
        return kept.drafts.write(owner, job.text, draft.name, draft.number)
    except DataError:
        job.put = before
        raise


def handed_on(job: CheckJob, form: str, t: Wording) -> HandedOn:
    """Return a checked text as a file.

    Raises:
        DataError: for a format that is not one of `FORMS`, and where nothing is checked.
    """
    checked = _checked(job, t)
    if form not in FORMS:
        raise DataError(f"{form!r} is no format of a checked text: {', '.join(FORMS)}")
    stem, _, ending = checked.name.rpartition(".")
    name = file_name(stem or ending or t("check_draft"))
    if form == "text":
        is_markdown = checked.name.lower().endswith(MARKDOWN)
        data = mended(checked, job.put).encode()
        return HandedOn(f"{name}.{'md' if is_markdown else 'txt'}", FORMS[form], data)
    text = check_page(checked) if form == "html" else f"{checked_json(checked)}\n"
    return HandedOn(f"{name}.{form}", FORMS[form], text.encode())


def copied_check(job: CheckJob, t: Wording) -> Clip:
    """Return a checked text for the clipboard, footnoted where articles support it."""
    return checked_clip(_checked(job, t), t)


def _checked(job: CheckJob, t: Wording) -> CheckedText:
    if job.checked is None:
        raise DataError(t("check_first"))
    return job.checked
