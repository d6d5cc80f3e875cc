import pytest

from rag.ui.catalogue import LANGUAGES, catalogue
from rag.ui.pages.sign_in import sign_in_page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_for_a_key_and_loads_only_files_of_this_server(language: str) -> None:
    t = catalogue(language)
    page = sign_in_page(t, elsewhere=False)
    assert f'<html lang="{language}">' in page
    assert t("sign_in_key") in page
    assert "/oidc/login" not in page
    assert "http" not in page
    assert "<script>" not in page


def test_where_there_is_a_provider_it_comes_first() -> None:
    page = sign_in_page(catalogue("en"), elsewhere=True)
    assert page.index("/oidc/login") < page.index('id="fn-key"')


def test_what_went_wrong_is_told_and_escaped() -> None:
    page = sign_in_page(catalogue("en"), True, "<b>Ada</b>\u202e")
    assert '<p class="fn-door-problem" role="alert">&lt;b&gt;Ada&lt;/b&gt;</p>' in page
