from datetime import date

from rag.core.article import ArticleInfo
from rag.core.corpus import SourceInfo
from rag.core.recheck import Quotation, Recheck, Rechecked, Rewording, Standing
from rag.core.span import Span
from rag.render.library_schema import RecheckedJson, SourceJson

CITED = Quotation("heide", "hash", Span(4, 9), "cells")


def test_what_is_followed() -> None:
    source = SourceInfo("https://a.example/feed", "feed", 3, limit=20)
    assert SourceJson.from_source(source).model_dump() == {
        "name": "https://a.example/feed",
        "kind": "feed",
        "articles": 3,
        "there": True,
        "origin": "given",
        "limit": 20,
    }


def test_what_became_of_a_citation() -> None:
    newer = ArticleInfo("heide", "Heide", "The Paper", "", date(2026, 1, 2), "new hash")
    change = Rewording("Old.", "New.")
    edited = Rechecked("Q?", 2, CITED, Recheck(Standing.EDITED_HERE, newer, change))
    printed = RecheckedJson.from_rechecked(edited).model_dump(mode="json")
    assert printed.pop("newer")["published"] == "2026-01-02"
    assert printed == {
        "question": "Q?",
        "number": 2,
        "article_id": "heide",
        "text_sha256": "hash",
        "start": 4,
        "end": 9,
        "quote": "cells",
        "standing": "edited here",
        "before": "Old.",
        "after": "New.",
    }
    same = RecheckedJson.from_rechecked(Rechecked("Q?", 1, CITED, Recheck(Standing.UNCHANGED)))
    assert (same.standing, same.newer, same.before, same.after) == ("unchanged", None, None, None)
