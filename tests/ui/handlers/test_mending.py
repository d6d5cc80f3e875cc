import json
from dataclasses import replace

import pytest
from pydantic import ValidationError

import rag
from rag.errors import DataError
from rag.library.drafts import KeptDraft
from rag.library.kept import Kept
from rag.ui.catalogue import catalogue
from rag.ui.handlers.checking import CheckJob
from rag.ui.handlers.mending import PutFix, copied_check, handed_on, put_fix
from rag.ui.session import Keeper
from tests.render.checked import CHECKED, TEXT
from tests.ui.keeping import OWNER

EN = catalogue("en")


def job_of(text: str = TEXT, name: str = "draft.md") -> CheckJob:
    checked = replace(CHECKED, text=text, name=name)
    return CheckJob(KeptDraft(text, name, 1), "done", checked=checked)


def kept_with(kept: Keeper, text: str = TEXT) -> Kept:
    kept().drafts.write(OWNER, text, "draft.md", 0)
    return kept()


def test_a_value_is_put_in_and_taken_out_again(kept: Keeper) -> None:
    job, store = job_of(), kept_with(kept)
    draft = put_fix(store, OWNER, job, PutFix(fix=1, put=True), EN)
    assert draft.text == TEXT.replace("18", "19")
    assert store.drafts.read(OWNER) == draft
    assert put_fix(store, OWNER, job, PutFix(fix=1, put=False), EN).text == TEXT


def test_nothing_is_put_into_a_draft_that_was_changed(kept: Keeper) -> None:
    job, store = job_of(), kept_with(kept, "Another text.")
    for sent in (PutFix(fix=0, put=True), PutFix(fix=99, put=True)):
        with pytest.raises(DataError, match="changed since it was checked"):
            put_fix(store, OWNER, job, sent, EN)
    assert store.drafts.read(OWNER).text == "Another text."
    assert job.put == frozenset()


def test_a_checked_text_is_handed_on_in_three_forms() -> None:
    report = handed_on(job_of(), "html", EN)
    assert (report.name, report.kind) == ("draft.html", "text/html; charset=utf-8")
    assert b"<!DOCTYPE html>" in report.data
    fields = handed_on(job_of(), "json", EN)
    assert json.loads(fields.data)["counts"]["contradicted"] == 1
    text = handed_on(job_of(), "text", EN)
    assert (text.name, text.data.decode()) == ("draft.md", TEXT.replace("18", "19"))
    assert handed_on(job_of(name=""), "text", EN).name == "Draft.txt"
    with pytest.raises(DataError, match="no format of a checked text: html, json, text"):
        handed_on(job_of(), "exe", EN)
    with pytest.raises(DataError, match="check the text first"):
        handed_on(CheckJob(KeptDraft()), "html", EN)


def test_a_copy_has_footnotes_where_articles_support_it(bot: rag.Chatbot) -> None:
    checked = bot.check("The plant opened in 2021. The moon is green.", name="draft.md")
    copy = copied_check(CheckJob(KeptDraft(), "done", checked=checked), EN)
    assert "The plant opened in 2021\\.[^1] The moon is green\\." in copy.markdown
    assert "A plant" in copy.html


def test_a_fix_has_a_number() -> None:
    with pytest.raises(ValidationError):
        PutFix.model_validate({"fix": -1, "put": True})
