from dataclasses import replace

import pytest

from rag.core.corpus import Facts
from rag.library.drafts import KeptDraft
from rag.ui.catalogue import LANGUAGES, Wording, catalogue
from rag.ui.handlers.checking import CheckJob
from rag.ui.pages.check import check_page, state_of
from rag.ui.pages.room import Holding
from tests.render.checked import CHECKED, TEXT
from tests.render.exports.payloads import PAYLOADS

EN = catalogue("en")
HELD = Holding(Facts(3, 9, None, None, None))
NONE = CheckJob(KeptDraft())
DRAFT = KeptDraft(TEXT, "draft.md", 4)
DONE = CheckJob(DRAFT, "done", 3, 3, checked=CHECKED)


def page(
    draft: KeptDraft = DRAFT, job: CheckJob = NONE, t: Wording = EN, held: Holding = HELD
) -> str:
    return check_page(t, [], held, draft, job, on_disk=True).partition("</head>")[2]


def shown(html: str) -> str:
    """Return what stands in the box for the text."""
    return html.partition('id="fn-text"')[2].partition(">")[2].partition("</textarea>")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_the_draft_and_says_what_is_kept(language: str) -> None:
    t = catalogue(language)
    html = page(t=t)
    assert "&lt;i&gt;late&lt;/i&gt;" in shown(html)
    assert 'data-number="4"' in html
    assert t("check_kept") in html
    assert 'class="fn-pair"' not in html
    lost = check_page(t, [], HELD, DRAFT, NONE, on_disk=False)
    assert t("not_kept") in lost.partition("</head>")[2]
    assert t("check_kept") not in lost.partition("</head>")[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_check_of_the_draft_is_shown_with_it(language: str) -> None:
    t = catalogue(language)
    html = page(job=DONE, t=t)
    assert html.count('class="fn-pair"') == 3
    assert t("verdict_contradicted") in html
    assert "But the &lt;b&gt;tram&lt;/b&gt; is late." in html
    assert 'class="fn-pair"' not in page(KeptDraft("Another text."), DONE, t)


def test_an_empty_library_is_told() -> None:
    assert EN("check_empty") in page(held=Holding())
    assert EN("check_empty") not in page()
    assert "it is broken" in page(held=Holding(note="it is broken"))


def test_a_text_that_begins_with_an_empty_line_keeps_it() -> None:
    assert shown(page(KeptDraft("\nA", "", 1))) == "\n\nA"


@pytest.mark.parametrize(
    ("job", "text", "share"),
    [
        (NONE, "", 0),
        (replace(NONE, state="waiting"), "Waiting for other texts to be checked", 0),
        (replace(NONE, state="running"), "Opening the articles", 0),
        (replace(NONE, state="running", done=1, total=4), "Sentence 2 of 4", 0.25),
        (replace(NONE, state="stopped", done=1, total=4), "Stopped: nothing was checked.", 0.25),
        (replace(NONE, state="failed", problem="broken"), "broken", 0),
    ],
)
def test_how_far_it_is_is_told(job: CheckJob, text: str, share: float) -> None:
    assert state_of(EN, job) == {"state": job.state, "text": text, "share": share}


def test_what_came_of_it_is_told_when_it_is_done() -> None:
    state = state_of(EN, DONE)
    assert state["rows"].count('class="fn-pair"') == 3
    assert 'data-tab="contradicted"' in state["tabs"]
    assert state["size"] == "3 sentences, 10 words · 0 of 2 supported: 0 %"
    assert "Contradicted: 1" in state["said"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_draft_and_its_name_are_words(payload: str) -> None:
    html = page(KeptDraft(payload, payload, 1))
    assert "<" not in shown(html)
    clean = page(KeptDraft("a", "a", 1))
    assert html.count("<") == clean.count("<")
