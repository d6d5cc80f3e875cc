from pathlib import Path

import rag
from rag.service.people.needs import Needs
from rag.settings import Settings
from tests.beside import index_both
from tests.service.people.walking import flat, mounted_in
from tests.ui.apps import made


def test_a_named_library_has_the_routes_of_the_default_one_and_their_needs(
    tmp_path: Path,
) -> None:
    index_both(tmp_path)
    with rag.open(tmp_path) as bot:
        apps = mounted_in(made(lambda: bot, Settings(state_dir=tmp_path))).apps
        ours, theirs = (
            {
                route.path
                for route in flat(apps.of(name).app.routes)
                if any(isinstance(each.call, Needs) for each in route.dependant.dependencies)
            }
            for name in ("default", "wire")
        )
    assert len(ours) > 50
    assert ours == theirs
