from collections.abc import Iterator
from threading import Event

import pytest

import rag
from rag.core.checked import SentenceVerdict
from rag.errors import DataError, IndexMissing, RagError
from rag.library.drafts import KeptDraft
from rag.ui.catalogue import catalogue
from rag.ui.handlers import checking
from rag.ui.handlers.checking import MOST_WAITING, CheckJob, TextChecks
from tests.ui.loop import in_its_own_loop

T = catalogue("en")
TEXT = "The plant opened in 2022. It makes cells. Is it?"


class Gate:
    """Gives the chatbot out only when the test lets it."""

    def __init__(self, bot: rag.Chatbot) -> None:
        self.bot, self.asked, self.opened = bot, Event(), Event()
        self.error: RagError | None = None

    def __call__(self) -> rag.Chatbot:
        self.asked.set()
        assert self.opened.wait(60)
        if self.error:
            raise self.error
        return self.bot


@pytest.fixture
def gate(bot: rag.Chatbot) -> Iterator[Gate]:
    gate = Gate(bot)
    yield gate
    gate.opened.set()


@pytest.fixture
def checks(gate: Gate) -> Iterator[TextChecks]:
    checks = TextChecks(gate)
    yield checks
    gate.opened.set()
    checks.close()


def draft(text: str = TEXT, name: str = "") -> KeptDraft:
    return KeptDraft(text, name, 1)


def ended(checks: TextChecks, owner: str = "me") -> CheckJob:
    """Return a job that has ended: the pool has one thread, so what is put behind it waits."""
    checks._pool.submit(lambda: None).result(120)  # noqa: SLF001 - nothing else waits
    return checks.job(owner)


def test_a_text_is_checked_and_what_came_of_it_is_its_readers(
    checks: TextChecks, gate: Gate
) -> None:
    assert checks.job("me").state == "none"
    checks.start("me", draft(), T)
    assert checks.job("me").open
    assert checks.job("you").state == "none"
    gate.opened.set()
    job = ended(checks)
    assert (job.state, job.done, job.total, job.problem) == ("done", 3, 3, "")
    assert job.checked
    assert job.checked.sentences[0].verdict is SentenceVerdict.CONTRADICTED
    assert job.is_of(draft())
    assert not job.is_of(draft("Another."))
    (fix,) = job.fixes
    job.put = frozenset({fix.number})
    assert job.text == TEXT.replace("2022", "2021")
    assert job.is_of(draft(job.text))


def test_marks_of_a_markdown_draft_are_not_read_as_words(checks: TextChecks, gate: Gate) -> None:
    gate.opened.set()
    text = "The plant **opened** in [2021](https://a.example/1999)."
    checks.start("me", draft(text, "Draft.MD"), T)
    job = ended(checks)
    assert job.checked
    (sentence,) = job.checked.sentences
    assert sentence.verdict is SentenceVerdict.SUPPORTED
    assert sentence.text == text


@pytest.mark.parametrize("text", ["", " \n", "?!"])
def test_a_text_without_a_word_is_told_at_once(checks: TextChecks, text: str) -> None:
    with pytest.raises(DataError, match="There is no word in the text"):
        checks.start("me", draft(text), T)
    assert checks.job("me").state == "none"


def test_a_text_that_is_too_long_is_told_at_once(checks: TextChecks) -> None:
    with pytest.raises(DataError, match="has 200,001 characters, at most 200,000 are checked"):
        checks.start("me", draft("x" * 200_001), T)


def test_an_empty_library_is_told(checks: TextChecks, gate: Gate) -> None:
    gate.error = IndexMissing("no index")
    gate.opened.set()
    checks.start("me", draft(), T)
    job = ended(checks)
    assert (job.state, job.problem) == ("failed", T("check_empty"))


def test_a_failure_and_a_bug_are_told_in_words(
    checks: TextChecks, gate: Gate, caplog: pytest.LogCaptureFixture
) -> None:
    gate.opened.set()
    gate.error = DataError("it is broken: mend it")
    checks.start("me", draft(), T)
    assert (ended(checks).state, checks.job("me").problem) == ("failed", "it is broken: mend it")
    gate.error, gate.bot = None, None  # type: ignore[assignment]
    checks.start("me", draft(), T)
    assert (ended(checks).state, checks.job("me").problem) == ("failed", T("failed"))
    assert "could not be checked" in caplog.text


def test_a_check_stops_before_its_next_sentence(checks: TextChecks, gate: Gate) -> None:
    checks.start("me", draft(), T)
    assert gate.asked.wait(60)
    checks.stop("me")
    gate.opened.set()
    job = ended(checks)
    assert (job.state, job.checked) == ("stopped", None)


def test_what_is_forgotten_is_kept_nowhere(checks: TextChecks, gate: Gate) -> None:
    gate.opened.set()
    checks.start("me", draft(), T)
    assert ended(checks).checked
    checks.forget("me")
    assert checks.job("me").state == "none"


def test_a_reader_has_one_check_and_all_have_a_bound(
    checks: TextChecks, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(MOST_WAITING):
        checks.start(f"reader {number}", draft(), T)
    with pytest.raises(DataError, match="still being checked"):
        checks.start("reader 0", draft(), T)
    with pytest.raises(DataError, match="Too many"):
        checks.start("me", draft(), T)
    for number in range(MOST_WAITING):
        checks.stop(f"reader {number}")
    gate.opened.set()
    assert ended(checks, "reader 0").state == "stopped"
    monkeypatch.setattr(checking, "MOST_TOLD", 1)
    checks.start("me", draft(), T)
    assert checks.job("reader 0").state == "none"
    assert checks.job(f"reader {MOST_WAITING - 1}").state == "stopped"


@in_its_own_loop
async def test_checks_stop_with_the_app(checks: TextChecks, gate: Gate) -> None:
    async with checks.while_serving(None):
        checks.start("me", draft(), T)
        assert gate.asked.wait(60)
    assert checks.job("me").stopping.is_set()
    with pytest.raises(RuntimeError, match="after shutdown"):
        checks.start("her", draft(), T)
