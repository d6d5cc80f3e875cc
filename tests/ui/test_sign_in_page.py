"""Somebody signs in with a key in a browser, sees what a reader sees, and signs out."""

from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from rag.app_sections import AccessSettings
from rag.service.people.people import People
from rag.service.people.roles import Role, rights_of
from rag.settings import Settings
from tests.ui.apps import serving
from tests.ui.handlers.plant import plant_bot


def test_a_reader_signs_in_and_out(context: BrowserContext, tmp_path: Path) -> None:
    bot, people = plant_bot(tmp_path), People(tmp_path)
    key = people.create_key("Ada <b>", rights_of(Role.READER, ()), None)
    people.close()
    settings = Settings(state_dir=tmp_path, access=AccessSettings(required=True))
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    with serving(lambda: bot, settings) as url:
        page.goto(f"{url}/library")
        expect(page).to_have_url(f"{url}/sign-in")
        page.get_by_label("Your key").fill("nonsense")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_have_text(
            "This key is not valid: check it, or ask for another."
        )
        page.get_by_label("Your key").fill(key)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{url}/")
        out = page.get_by_role("button", name="Sign out: Ada <b>")
        expect(out).to_be_visible()
        page.goto(f"{url}/library")
        expect(page.get_by_text("A plant")).to_be_visible()
        expect(page.get_by_role("button", name="Add articles")).to_be_hidden()
        out.click()
        expect(page).to_have_url(f"{url}/sign-in")
        page.goto(url)
        expect(page).to_have_url(f"{url}/sign-in")
    assert broken == []
