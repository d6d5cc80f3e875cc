import pytest

from rag.sources import revisions
from rag.sources.detecting import BY_NAME
from rag.sources.revisions import OWN, revision


def test_every_format_has_a_revision() -> None:
    assert set(OWN) == set(BY_NAME.values())
    assert all(revision(kind) >= 2 for kind in OWN)


@pytest.mark.parametrize(
    ("better", "read_again"),
    [
        ("html", {"html", "mhtml", "mail", "mbox", "feed", "epub", "warc", "zip"}),
        ("pdf", {"pdf", "zip"}),
        ("text", {"text", "markdown", "zip"}),
    ],
)
def test_a_better_parser_reads_what_holds_its_format_again(
    monkeypatch: pytest.MonkeyPatch, better: str, read_again: set[str]
) -> None:
    before = {kind: revision(kind) for kind in ("", *OWN)}
    monkeypatch.setitem(revisions.OWN, better, OWN[better] + 1)
    grown = {kind for kind in before if revision(kind) > before[kind]}
    assert read_again <= grown
    assert "" in grown, "what could not be read at all is tried by every better parser"
    assert not {"docx", "odt"} & grown


def test_what_is_better_for_all_reads_all_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {kind: revision(kind) for kind in ("", *OWN)}
    monkeypatch.setattr(revisions, "EVERY", revisions.EVERY + 1)
    assert all(revision(kind) > before[kind] for kind in before)
