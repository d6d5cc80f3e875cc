from rag.sections import ParsingSettings
from rag.sources.limits import most_pages


def test_what_is_read_without_a_worker_has_the_limits_of_the_settings() -> None:
    assert most_pages.get() == ParsingSettings().pages
