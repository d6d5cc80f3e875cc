"""The routes of the library page, asked as a browser asks them."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rag.service.people.people import People
from rag.service.people.roles import Role, rights_of
from rag.service.readers import name_of
from rag.settings import AppSettings, Settings
from rag.ui.job_board import Step
from rag.ui.library_job import LibraryJob
from tests.service.visitor import HOST, visitor
from tests.ui.apps import made, opening
from tests.ui.folder import ended, followed_folder, ids

FILE = {"Content-Type": "application/octet-stream"}


class Desk:
    """A browser at the library page of an app, its folder and its job."""

    def __init__(
        self, folder: Path, settings: Settings, client: TestClient, job: LibraryJob
    ) -> None:
        self.folder, self.settings, self.client, self.job = folder, settings, client, job

    def drop(self, name: str, content: bytes) -> dict[str, object]:
        return dict(
            self.client.post("/library/file", params={"name": name}, content=content, headers=FILE)
            .raise_for_status()
            .json()
        )

    def do(self, path: str, **sent: object) -> Step:
        """Send something that begins a sync, and return how that ended."""
        self.client.post(f"/library/{path}", json=sent).raise_for_status()
        return ended(self.job).step


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder, settings = followed_folder(tmp_path)
    job = LibraryJob()
    app = made(opening(settings), settings, job=job)
    client = visitor(app)
    client.get("/library").raise_for_status()
    assert name_of(int(HOST.rpartition(":")[2])) in client.cookies
    return Desk(folder, settings, client, job)


def test_a_library_begins_empty_and_grows_by_what_is_dropped(desk: Desk) -> None:
    assert "The library is empty" in desk.client.get("/library").text
    for path in ("/clippings", "/benchmarks", "/check"):
        assert desk.client.get(path).status_code == 200
    assert desk.drop("hof.md", b"The plant in Hof opened in 2021.") == {
        "name": "hof.md", "reason": "", "passed_over": False,
    }  # fmt: skip
    assert desk.drop("x.exe", b"MZ")["passed_over"]
    assert desk.do("sync") is Step.DONE
    assert ids(desk.settings) == ["heide", "herne", "hof"]
    page = desk.client.get("/library").text
    assert page.count("<tr data-id=") == 3
    assert desk.client.get("/room/facts").json()["said"] == "3 articles read in just now"


def test_the_list_is_renewed_in_parts(desk: Desk) -> None:
    desk.do("sync")
    html = desk.client.get("/library/shelf", params={"words": "herne"}).json()["html"]
    assert html.count("<tr data-id=") == 1
    assert desk.client.get("/library/shelf", params={"sort": "text"}).status_code == 422
    job = desk.client.get("/library/job").json()
    assert "2 new" in job["html"]
    same = desk.client.get("/library/job", params={"version": job["version"]}).json()
    assert (same["html"], same["running"]) == ("", False)
    assert str(desk.folder) in desk.client.get("/library/followed").json()["html"]
    assert "no date of publication" in desk.client.get("/library/findings").json()["html"]


def test_articles_leave_and_come_back(desk: Desk) -> None:
    desk.do("sync")
    done = desk.client.post("/library/remove", json={"articles": ["heide"]}).json()
    assert ended(desk.job).step is Step.DONE
    assert ids(desk.settings) == ["herne"]
    assert desk.do("undo", undo=done["undo"]) is Step.DONE
    assert ids(desk.settings) == ["heide", "herne"]
    assert desk.client.post("/library/undo", json={"undo": "x"}).status_code == 409


def test_what_cannot_be_read_is_tried_again(desk: Desk) -> None:
    (desk.folder / "bad.md").write_bytes(b"")
    desk.do("sync")
    assert "bad.md" in desk.client.get("/library/job").json()["html"]
    (desk.folder / "bad.md").write_text("It is mended.")
    assert desk.do("retry", file="bad.md") is Step.DONE
    assert len(ids(desk.settings)) == 3
    assert desk.do("fetch") is Step.DONE


def test_much_that_leaves_is_asked_for_and_can_be_kept(desk: Desk) -> None:
    for number in range(6):
        (desk.folder / f"n{number}.md").write_text(f"Number {number}.")
    desk.do("sync")
    for number in range(6):
        (desk.folder / f"n{number}.md").unlink()
    assert desk.do("sync") is Step.ASKING
    assert "6 of 8 articles would leave" in desk.client.get("/library/job").json()["html"]
    assert desk.do("stop") is Step.STOPPED
    assert desk.do("sync") is Step.ASKING
    assert desk.do("confirm") is Step.DONE
    assert ids(desk.settings) == ["heide", "herne"]


def test_a_path_is_added_and_an_address_must_be_one(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "hof.md").write_text("The plant in Hof opened.")
    assert desk.do("add", place=str(other)) is Step.DONE
    assert "hof" in ids(desk.settings)
    assert desk.client.post("/library/add", json={"place": "ftp://a"}).status_code == 409
    assert desk.do("add", place="http://192.168.0.1/x", kind="feed") is Step.DONE
    failed = desk.job.state.report
    assert failed
    assert "192.168.0.1" in failed.failed[0].path


def test_who_comes_from_elsewhere_names_no_path(tmp_path: Path) -> None:
    settings = followed_folder(tmp_path)[1]
    settings = settings.model_copy(update={"app": AppSettings(host="0.0.0.0")})
    people = People(settings.state_dir)
    editor, reader = (
        {"x-api-key": people.create_key(str(role), rights_of(role, ()), None)}
        for role in (Role.EDITOR, Role.READER)
    )
    people.close()
    client = visitor(made(opening(settings), settings))
    refused = client.post("/library/add", json={"place": "/etc"}, headers=editor)
    assert refused.status_code == 409
    assert "drop the files instead" in refused.json()["detail"]
    assert "is-reading" not in client.get("/library", headers=editor).text
    assert "is-reading" in client.get("/library", headers=reader).text


def test_without_the_page_nothing_is_changed(desk: Desk) -> None:
    stranger = TestClient(desk.client.app, base_url=f"http://{HOST}")
    for path in ("/library/sync", "/library/file?name=a.md"):
        assert stranger.post(path, json={}).status_code == 403
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    for path in ("/library/sync", "/library/file?name=a.md"):
        assert desk.client.post(path, json={}, headers=foreign).status_code == 403
    assert stranger.get("/library/job").status_code == 403
    assert not (desk.folder / "added").exists()
    assert desk.client.post("/library/remove", json={"articles": []}).status_code == 422
