from collections import Counter

import rag
from rag import Chatbot
from rag.answering.overview import as_list, choose, side_by_side
from rag.answering.requests import OF_ARTICLE, Kind
from rag.language.parsed import parse
from rag.settings import AnswerSettings
from rag.types import Answer, Citation, Reason, Sentence, Span


def test_a_timeline_is_a_dated_list_in_order(starter_bot: Chatbot) -> None:
    answer = starter_bot.ask("Timeline of Northvolt")
    dates = [parse(sentence.text).days[0] for sentence in answer.sentences]
    order = [(day.year or 0, day.month or 0, day.day or 0) for day in dates]
    assert len(order) >= 3
    assert order == sorted(order)
    assert all(sentence.bullet for sentence in answer.sentences)
    assert answer.text.startswith("- ")


def test_an_overview_takes_few_sentences_of_each_article(starter_bot: Chatbot) -> None:
    answer = starter_bot.ask("Compare Verkor and ACC")
    articles = Counter(citation.article.id for citation in answer.citations)
    assert {"2025-12-verkor-dunkirk", "2026-02-acc-termoli-kaiserslautern"} <= set(articles)
    assert max(articles.values()) <= OF_ARTICLE
    assert answer.columns == ("Verkor", "ACC")
    assert {sentence.column for sentence in answer.sentences} >= {0, 1}
    assert all(answer.columns[s.column] in s.text for s in answer.sentences if s.column is not None and "It" not in s.text)


def test_a_sentence_stands_under_the_one_that_it_names_or_that_its_article_is_about() -> None:
    about = rag.Article("The plant is large.", title="Northvolt in Heide").info
    said = ["ACC is new.", "It is large.", "Northvolt and ACC are firms.", "Soup is hot.", "It leads ACC."]
    quotes = ["ACC is new.", "The plant is large.", "Both are firms.", "Soup is hot.", "It leads ACC."]
    numbered = list(enumerate(zip(said, quotes, strict=True), start=1))
    sentences = tuple(Sentence(text, () if text == "Soup is hot." else (number,)) for number, (text, _) in numbered)
    citations = tuple(Citation(number, about, Span(0, len(quote)), quote) for number, (_, quote) in numbered)
    answer = side_by_side(Answer("Q?", "Q?", sentences, citations), ["Northvolt", "ACC"])
    assert answer.columns == ("Northvolt", "ACC")
    assert [sentence.column for sentence in answer.sentences] == [1, 0, None, None, 1]


def test_what_names_none_of_them_is_no_table() -> None:
    answer = Answer("Q?", "Q?", (Sentence("Soup is hot.", ()),), columns=("Verkor", "ACC"))
    assert side_by_side(answer, ["Verkor", "ACC"]).columns == ()
    assert side_by_side(answer, []).columns == ()


def test_a_refused_comparison_has_no_columns(starter_bot: Chatbot) -> None:
    answer = starter_bot.ask("Compare the Ming dynasty and the Qing dynasty")
    assert (answer.abstained, answer.columns, answer.sentences) == (True, (), ())


def test_a_summary_of_what_the_articles_do_not_hold_is_refused(starter_bot: Chatbot) -> None:
    assert starter_bot.ask("Summarise the history of the Ming dynasty").reason is Reason.WEAK_EVIDENCE
    for asked in ("Timeline of the French revolution", "Compare Ferrari and Porsche"):
        assert starter_bot.ask(asked).reason is Reason.WEAK_EVIDENCE, asked


def test_a_timeline_without_a_date_has_no_answer(tmp_path: object) -> None:
    rag.index(rag.Article("The plant makes cells. It is large.", title="Plant"), str(tmp_path))
    answer = rag.open(str(tmp_path)).ask("Timeline of the plant")
    assert (answer.abstained, answer.sentences) == (True, ())


def test_nothing_gives_nothing() -> None:
    assert choose([], Kind.TIMELINE, AnswerSettings()) == []
    assert as_list([Sentence("A.", (1,))]) == (Sentence("A.", (1,), bullet=True),)
