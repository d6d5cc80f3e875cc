import pytest

from rag.language.language import known_languages, language


@pytest.mark.parametrize("code", known_languages())
def test_every_language_says_how_a_summary_a_list_and_a_date_are_asked_for(code: str) -> None:
    asking = language(code).asking
    assert {"topic"} <= asking.one_article.groupindex.keys()
    assert any("topic" in pattern.groupindex for pattern in asking.catalogue.articles)
    assert {"which", "unit"} <= asking.times.relative.groupindex.keys()
