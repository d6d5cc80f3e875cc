from pathlib import Path

import pytest

import rag
from rag.core.answer import Answer, Citation
from rag.core.span import Span
from rag.errors import SpanError
from rag.writing.proof import proven

TEXT = "The plant in Heide makes cells. But it is dear."


def test_what_is_written_is_proven_and_has_its_caveats(tmp_path: Path) -> None:
    rag.index([rag.Article(TEXT, "Heide")], tmp_path)
    bot = rag.open(tmp_path)
    (info,) = bot.articles()
    cited = Citation(1, info, Span(0, 31), TEXT[:31])
    (citation,) = proven(Answer("Q", "Q", citations=(cited,)), bot.library).citations
    assert citation.caveat
    assert citation.caveat.quote == "But it is dear."
    wrong = Citation(1, info, Span(0, 31), "The plant in Salla makes cells.")
    with pytest.raises(SpanError, match="does not stand"):
        proven(Answer("Q", "Q", citations=(wrong,)), bot.library)
