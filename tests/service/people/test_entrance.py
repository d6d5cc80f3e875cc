from pathlib import Path

import pytest

from rag.app_sections import AccessSettings, OidcSettings
from rag.errors import SettingsError
from rag.service.people.entrance import is_open, opened_people
from rag.service.people.people import FILE, People
from rag.service.people.roles import Role, rights_of
from rag.service.people.tables import now
from rag.settings import AppSettings, Settings

CLOSED = [
    Settings(app=AppSettings(host="0.0.0.0")),
    Settings(app=AppSettings(host="192.0.2.1")),
    Settings(access=AccessSettings(required=True)),
    Settings(access=AccessSettings(address="https://news.example")),
]


def test_this_machine_needs_no_key(tmp_path: Path) -> None:
    for host in ("127.0.0.1", "::1", "localhost"):
        settings = Settings(state_dir=tmp_path, app=AppSettings(host=host))
        assert is_open(settings)
        assert opened_people(settings) is None
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize("settings", CLOSED)
def test_where_nobody_could_ask_the_command_to_run_is_told(
    settings: Settings, tmp_path: Path
) -> None:
    settings = settings.model_copy(update={"state_dir": tmp_path})
    assert not is_open(settings)
    with pytest.raises(SettingsError, match="rag keys create --name NAME --role admin"):
        opened_people(settings)
    people = People(tmp_path)
    people.create_key("old", rights_of(Role.ADMIN, ()), now())
    with pytest.raises(SettingsError, match="nobody could ask"):
        opened_people(settings)
    people.create_key("new", rights_of(Role.ADMIN, ()), None)
    people.close()
    opened = opened_people(settings)
    assert opened
    opened.close()


def test_a_provider_is_a_way_in(tmp_path: Path) -> None:
    settings = Settings(state_dir=tmp_path, oidc=OidcSettings(issuer="https://login.example"))
    assert not is_open(settings)
    opened = opened_people(settings)
    assert opened
    opened.close()
