import pytest
from pydantic import ValidationError

from rag.app_sections import AccessSettings, OidcSettings


@pytest.mark.parametrize(
    "address", ["https://news.example", "http://127.0.0.1:8080/", "https://a.example:8443/"]
)
def test_an_address_is_where_people_reach_the_app(address: str) -> None:
    assert AccessSettings(address=address).address == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "news.example",
        "ftp://news.example",
        "https://a@news.example",
        "https://",
        "https://n.example/x",
    ],
)
def test_what_is_no_such_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="without a path"):
        AccessSettings(address=address)


def test_nobody_may_anything_by_a_claim_unless_it_is_said() -> None:
    assert OidcSettings().rights == ()
