from pathlib import Path

import rag
from rag.checking.absence import added_and_gone

QUESTION = "Who won the chess championship of Heide?"
LAKE = rag.Article("The lake of Heide froze in 1963.", "Lake", published="2020-01-02")
CHESS = rag.Article("Greta Holm won the chess championship of Heide.", "Chess")


def test_an_article_added_later_flips_a_report(tmp_path: Path) -> None:
    rag.index([LAKE], tmp_path / "state")
    bot = rag.open(tmp_path / "state")
    report = bot.absent(QUESTION)
    assert report
    assert (report.question, report.articles, report.first) == (QUESTION, 1, LAKE.published)
    assert report.searched == ("won", "chess", "championship", "heide")
    assert report.known == (("lake", LAKE.sha256),)
    assert bot.still_absent(report).holds
    rag.index([CHESS], tmp_path / "state")
    again = bot.still_absent(report)
    assert not again.holds
    assert (again.added, again.gone) == (("chess",), ())
    assert again.answer.citations[0].quote == CHESS.text
    assert bot.absent(QUESTION) is None
    rag.forget("lake", tmp_path / "state")
    assert added_and_gone(report, bot.library) == (("chess",), ("lake",))
