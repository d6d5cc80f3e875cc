import json

from rag.render.checks import checked_json, checked_text, line_of, quote_json, quote_text
from tests.render.checked import CHECKED, QUOTE


def test_a_checked_text_in_a_terminal() -> None:
    assert checked_text(CHECKED).splitlines() == [
        "! 1:1 contradicted: The trip takes 18 minutes.",
        "    “18 minutes”: the article has “19 minutes” [1]",
        "    [1] “The trip takes 19 minutes.” Tram · Courier · 2026-09-07 (tram:0-26)",
        "        it goes on: “But the <b>tram</b> is late.”",
        "? 2:1 not in the articles: It is <i>late</i>.",
        "    no article",
        "  2:20 nothing to check: Is it?",
        "",
        "3 sentences: 1 contradicted, 1 not in the articles, 1 nothing to check",
        "covered: 0% of 2",
        "searched: 1,240 articles, as of 2026-11-26",
    ]


def test_a_quotation_in_a_terminal() -> None:
    assert quote_text(QUOTE).splitlines() == [
        "altered: the article has other words",
        "  - 18",
        "  + 19",
        "[1] “The trip takes 19 minutes.” Tram · Courier · 2026-09-07 (tram:0-26)",
        "    said by: Ida Holm",
        "    it goes on: “But the <b>tram</b> is late.”",
    ]


def test_both_as_json() -> None:
    checked = json.loads(checked_json(CHECKED))
    assert checked["sentences"][0]["conflicts"][0]["cited"] == {"start": 15, "end": 25}
    assert checked["sentences"][0]["quotations"][0]["start"] == 9
    assert json.loads(quote_json(QUOTE))["standing"] == "altered"


def test_lines_and_columns_begin_with_one() -> None:
    assert [line_of("a\nbc", place) for place in range(4)] == [(1, 1), (1, 2), (2, 1), (2, 2)]
