from collections.abc import Mapping
from typing import Any

import pytest

import rag
from eval.suites import check
from rag.core.checked import QuoteStanding
from rag.core.checked import SentenceVerdict as Verdict

ARTICLE = rag.Article('The trip takes 19 minutes. "We lost," said Ida Holm.', "Tram")


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> rag.Chatbot:
    state = tmp_path_factory.mktemp("check") / "state"
    rag.index([ARTICLE], state)
    return rag.open(state)


def record(quote: str, verdict: str) -> Mapping[str, Any]:
    about = {"attributed_to": "Ida Holm", "claimed_file": None, "verdict": verdict}
    return {"id": quote, "quote": quote, **about}


def test_drafts_are_scored_beside_the_baseline(bot: rag.Chatbot) -> None:
    texts = {
        "The trip takes 19 minutes.": "supported",
        "The trip takes 18 minutes.": "contradicted",
    }
    drafts = [
        check.draft({"id": text, "text": text, "verdict": verdict}, bot)
        for text, verdict in texts.items()
    ]
    assert [one.verdict for one in drafts] == [Verdict.SUPPORTED, Verdict.CONTRADICTED]
    results = {(one.system, one.metric): one.value for one in check.score_drafts(drafts)}
    assert results["footnote", "verdicts, macro-F1"] == 1
    assert results["footnote", "contradictions found"] == 1
    assert (check.BEST_HIT, "verdicts, macro-F1") in results


def test_quotations_are_scored_and_timed(bot: rag.Chatbot) -> None:
    quotes = [
        check.quoted(record("We lost", "verbatim"), bot, {}),
        check.quoted(record("Trams are the future", "altered"), bot, {}),
    ]
    assert [one.check.standing for one in quotes] == [QuoteStanding.FOUND, QuoteStanding.NOWHERE]
    results = {(one.system, one.metric): one.value for one in check.score_quotes(quotes)}
    assert results["footnote", "quotations right"] == 0.5
    assert results["footnote", "quotation p95, ms of CPU"] > 0
    (exact,) = check.exact([], quotes, {ARTICLE.id: ARTICLE.text})
    assert exact.value == 1


def test_the_files_of_the_town_are_read() -> None:
    drafts = check.read(check.FOLDER / "drafts.jsonl")
    quotes = check.read(check.FOLDER / "quotes.jsonl")
    assert {one["verdict"] for one in drafts} <= set(Verdict)
    assert {one["verdict"] for one in quotes} <= set(check.STANDINGS)
