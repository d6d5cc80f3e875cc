import pytest

from rag.errors import CorpusError
from rag.sections import ParsingSettings
from rag.sources.limits import most_pages
from rag.sources.parsing import ParsingWorker
from rag.sources.reply import READ, checked_reading
from tests.sources.made import column, pdf


def test_what_is_read_without_a_worker_has_the_limits_of_the_settings() -> None:
    assert most_pages.get() == ParsingSettings().pages


def test_the_pages_of_a_pdf_are_limited_as_the_settings_say() -> None:
    data = pdf([column(["The bridge is closed.", "It opens on Monday."])] * 3)
    reason = r"more than 2 pages: split it, or raise parsing\.pages"
    with (
        ParsingWorker(ParsingSettings(pages=2)) as worker,
        pytest.raises(CorpusError, match=reason),
    ):
        worker.call(READ, data, "a.pdf")
    with ParsingWorker(ParsingSettings(pages=3)) as worker:
        assert len(checked_reading(worker.call(READ, data, "a.pdf")).articles) == 1
