from dataclasses import replace
from pathlib import Path

import rag
from rag.core.answer import Answer, Citation
from rag.core.span import Span
from rag.ui.handlers.contexts import Versions
from rag.ui.parts.cites import Context
from tests.ui.handlers.plant import plant_bot
from tests.ui.tree import info


def quoting(bot: rag.Chatbot) -> Answer:
    article = bot.article("plant")
    assert article
    citation = Citation(1, article.info, Span(26, 41), "It makes cells.")
    return Answer("Q?", "Q?", citations=(citation,))


def test_what_stands_around_a_quote_is_read_from_its_article(tmp_path: Path) -> None:
    bot = plant_bot(tmp_path)
    assert Versions(lambda: bot).contexts(quoting(bot)) == {
        1: Context("The plant opened in 2021. ", "")
    }
    assert Versions(lambda: bot).contexts(None) == {}


def test_it_says_what_became_of_the_article_since(tmp_path: Path) -> None:
    bot = plant_bot(tmp_path)
    answer = quoting(bot)
    rag.index(rag.Article("The plant never opened.", id="plant"), tmp_path)
    (context,) = Versions(lambda: bot).contexts(answer).values()
    assert (context.before, context.edited) == ("The plant opened in 2021. ", True)


def test_a_text_that_is_not_kept_has_none(tmp_path: Path) -> None:
    bot = plant_bot(tmp_path)
    (citation,) = quoting(bot).citations
    lost = replace(citation, article=info(), number=2)
    both = Answer("Q?", "Q?", citations=(citation, lost))
    assert list(Versions(lambda: bot).contexts(both)) == [1]
