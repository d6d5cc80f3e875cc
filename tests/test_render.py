import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rag import Chatbot, render
from rag.article import Article
from rag.report import Failure, SyncReport
from rag.types import Answer, Chunk, Citation, Hit, Nearest, Reason, Sentence, Span, Usage

ARTICLE = Article("Cells are made in Heide. Soup is served.", title="Heide*", source="News & Co", published=date(2026, 2, 3))
CITATION = Citation(1, ARTICLE.info, Span(0, 24), "Cells are made in Heide.", Span(18, 23))
ANSWER = Answer("Where?", "Where?", (Sentence("Cells are made in Heide.", (1,)),), (CITATION,), confidence=0.87654)
REFUSAL = Answer(
    "Why?", "Why?", abstained=True, reason=Reason.WEAK_EVIDENCE, message="No.", nearest=(Nearest(ARTICLE.info, 1.5),)
)


def test_the_json_object() -> None:
    assert render.answer_dict(ANSWER) == {
        "question": "Where?",
        "standalone": "Where?",
        "answer": "Cells are made in Heide. [1]",
        "abstained": False,
        "reason": "",
        "confidence": 0.8765,
        "written": False,
        "removed": 0,
        "note": "",
        "columns": [],
        "sentences": [
            {"text": "Cells are made in Heide.", "citations": [1], "support": None, "warning": "", "column": None}
        ],
        "citations": [
            {
                "number": 1,
                "article_id": "heide",
                "title": "Heide*",
                "source": "News & Co",
                "url": "",
                "published": "2026-02-03",
                "start": 0,
                "end": 24,
                "quote": "Cells are made in Heide.",
                "answer": {"start": 18, "end": 23},
                "text_sha256": ARTICLE.sha256,
            }
        ],
        "nearest": [],
        "options": [],
        "seconds": {},
        "usage": None,
    }
    refusal = json.loads(render.as_json(render.answer_dict(REFUSAL)))
    assert refusal["reason"] == "weak evidence"
    assert refusal["nearest"] == [{"article_id": "heide", "title": "Heide*", "score": 1.5}]


def test_the_terminal() -> None:
    assert render.answer_text(ANSWER) == "Cells are made in Heide. [1]\n\n[1] Heide* · News & Co · 2026-02-03 (heide:0-24)"
    assert render.answer_text(REFUSAL) == (
        "No. (weak evidence, confidence 0.00)\n\nNearest articles:\n- Heide* · News & Co · 2026-02-03 (heide)"
    )
    assert render.article_text(ARTICLE, Span(10, 14)).endswith("\n\nCells are >>>made<<< in Heide. Soup is served.")
    assert render.hits_text([Hit(_chunk(), 1.25, 1)]) == (
        "1. Heide* · News & Co · 2026-02-03 (heide:0-24, 1.25)\nCells are made in Heide."
    )


def test_a_written_answer_says_what_was_left_out_and_what_is_unsupported() -> None:
    listed = Sentence("Cells are made.", (1,), 0.91234, "", True)
    unsupported = Sentence("Soup is sold.", (), None, "no article supports it", True)
    written = replace(
        ANSWER, sentences=(listed, unsupported), written=True, removed=1, note="A note.", usage=Usage(1, 100, 20)
    )
    assert render.answer_text(written).splitlines()[:5] == [
        "- Cells are made. [1]",
        "- Soup is sold.",
        "A note.",
        "1 sentence of the draft left out for want of support.",
        "Unsupported: Soup is sold. (no article supports it)",
    ]
    assert render.markdown(written).startswith("- Cells are made\\.[^1]\n- Soup is sold\\.\nA note\\.\n")
    shown = render.answer_dict(written)
    assert shown["usage"] == {"calls": 1, "read": 100, "written": 20, "cost": None}
    assert shown["sentences"] == [
        {"text": "Cells are made.", "citations": [1], "support": 0.9123, "warning": "", "column": None},
        {"text": "Soup is sold.", "citations": [], "support": None, "warning": "no article supports it", "column": None},
    ]


def test_a_comparison_is_a_markdown_table() -> None:
    said = (Sentence("A | B.", (1,), column=1), Sentence("Both grow.", (1,)))
    compared = replace(ANSWER, sentences=said, columns=("A*", "B"))
    assert render.markdown(compared).startswith(
        "\n".join([r"| A\* | B |", "| --- | --- |", r"| nothing found | A \| B\.[^1] |", "", r" Both grow\.[^1]"])
    )
    assert render.table(compared) == [(None, said[0])]
    assert render.table(ANSWER) == []
    shown = render.answer_dict(compared)
    assert shown["columns"] == ["A*", "B"]
    assert [sentence["column"] for sentence in shown["sentences"]] == [1, None]  # type: ignore[attr-defined]


def test_a_question_asked_back_lists_what_may_be_meant() -> None:
    unclear = replace(REFUSAL, reason=Reason.UNCLEAR, options=("Heide: why?", "Salzgitter: why?"), removed=2)
    assert render.answer_text(unclear).splitlines() == [
        "No. (unclear question, confidence 0.00)",
        "2 sentences of the draft left out for want of support.",
        "",
        "- Heide: why?",
        "- Salzgitter: why?",
    ]
    assert render.answer_dict(unclear)["options"] == ["Heide: why?", "Salzgitter: why?"]


def test_a_draft_without_support_is_shown_with_its_quotes() -> None:
    closest = replace(ANSWER, abstained=True, reason=Reason.DRAFT_UNSUPPORTED, message="Nothing supports it:")
    assert render.answer_text(closest).startswith("Nothing supports it: Cells are made in Heide. [1] (draft unsupported")
    assert render.markdown(closest).startswith("Nothing supports it\\: Cells are made in Heide\\.[^1]")


def test_a_hit_as_json() -> None:
    assert render.hit_dict(Hit(_chunk(), 1.25, 1)) | {"score": 0} == {
        "rank": 1,
        "score": 0,
        "article_id": "heide",
        "title": "Heide*",
        "source": "News & Co",
        "url": "",
        "published": "2026-02-03",
        "start": 0,
        "end": 24,
        "text": "Cells are made in Heide.",
    }


def test_a_report() -> None:
    report = SyncReport(added=("a", "b"), failed=(Failure("x.md", "empty file"),), chunks=3, seconds=0.25)
    assert render.report_text(report) == "2 added, 1 failed; 3 chunks in 0.2 s\nfailed: x.md: empty file"
    dry = SyncReport(dry_run=True)
    assert render.report_text(dry) == "nothing found (dry run: nothing was changed); 0 chunks in 0.0 s"
    assert render.report_dict(report)["failed"] == ({"path": "x.md", "reason": "empty file"},)


def test_markdown_has_footnotes_and_no_foreign_markup() -> None:
    assert render.markdown(ANSWER) == (
        "Cells are made in Heide\\.[^1]\n\n[^1]: Heide\\* · News \\& Co · 2026\\-02\\-03: “Cells are made in Heide\\.”"
    )
    assert render.markdown(REFUSAL) == "No\\."
    assert render.escape_markdown("[x](javascript:y) <b>\n# z") == "\\[x\\]\\(javascript\\:y\\) \\<b\\> \\# z"


def test_a_terminal_escape_never_gets_through() -> None:
    assert render.plain("a\x1b[31mred\u202e") == "a[31mred"


@given(st.text())
def test_escaped_text_has_no_live_character(text: str) -> None:
    escaped = render.escape(text)
    assert not set("<>\"'") & set(escaped)


def test_only_web_addresses_are_links() -> None:
    assert render.safe_url(" https://example.org/a?b=c ") == "https://example.org/a?b=c"
    for bad in ("javascript:alert(1)", "data:text/html,x", "//example.org", "http://", "file:///etc/passwd", "http://[x"):
        assert render.safe_url(bad) == ""


def test_golden_question(starter_bot: Chatbot, golden: Callable[[str, str], None]) -> None:
    answer = render.answer_dict(starter_bot.ask("What challenges remain?"))
    assert 0.7 < float(str(answer.pop("confidence"))) < 1, "its last digits depend on the CPU"
    assert set(answer.pop("seconds")) == {"embed", "search", "rerank", "read", "select", "total"}
    golden(render.as_json(answer), "ask.json")


def _chunk() -> Chunk:
    return Chunk(ARTICLE.info, Span(0, 24), "Cells are made in Heide.", (Span(0, 24),))
