from pathlib import Path

import rag
from rag.answering.overview import as_list, choose, side_by_side
from rag.core.answer import Answer, Citation, Sentence
from rag.core.span import Span
from rag.question.request import OF_ARTICLE, Task
from rag.settings import AnswerSettings
from tests.answering.builders import candidate

SETTINGS = AnswerSettings()


def test_a_timeline_takes_sentences_with_dates_in_their_order() -> None:
    pool = [
        candidate("It closed in May 2024.", 0.9, [0.9]),
        candidate("It was planned.", 0.9, [0.9], start=30),
        candidate("It opened in 2021.", 0.85, [0.9], article="b"),
    ]
    chosen = choose([pool], Task.TIMELINE, SETTINGS)
    assert [evidence.text for evidence in chosen] == [
        "It opened in 2021.",
        "It closed in May 2024.",
    ]


def test_an_overview_takes_few_sentences_of_each_article() -> None:
    pool = [candidate(f"sentence {n}", 0.9, [0.5], start=20 * n) for n in range(2 * OF_ARTICLE)]
    for task in (Task.SUMMARY, Task.COMPARISON):
        assert len(choose([pool], task, AnswerSettings(sentences=20))) == OF_ARTICLE


def test_nothing_gives_nothing() -> None:
    assert choose([], Task.TIMELINE, SETTINGS) == []
    assert choose([], Task.SUMMARY, SETTINGS) == []


def test_a_list_has_a_bullet_before_each_sentence() -> None:
    assert as_list([Sentence("A.", (1,))]) == (Sentence("A.", (1,), bullet=True),)


def test_a_sentence_stands_under_what_it_names_or_what_its_article_is_about() -> None:
    about = rag.Article("The plant is large.", title="Northvolt in Heide").info
    pairs = [
        ("ACC is new.", "ACC is new."),
        ("It is large.", "The plant is large."),
        ("Northvolt and ACC are firms.", "Both are firms."),
        ("Soup is hot.", "Soup is hot."),
        ("It leads ACC.", "It leads ACC."),
    ]
    numbered = list(enumerate(pairs, start=1))
    sentences = tuple(
        Sentence(text, () if text == "Soup is hot." else (number,))
        for number, (text, _) in numbered
    )
    citations = tuple(
        Citation(number, about, Span(0, len(quote)), quote) for number, (_, quote) in numbered
    )
    answer = side_by_side(Answer("Q?", "Q?", sentences, citations), ["Northvolt", "ACC"])
    assert answer.columns == ("Northvolt", "ACC")
    assert [sentence.column for sentence in answer.sentences] == [1, 0, None, None, 1]


def test_what_names_none_of_them_is_no_table() -> None:
    answer = Answer("Q?", "Q?", (Sentence("Soup is hot.", ()),), columns=("Verkor", "ACC"))
    assert side_by_side(answer, ["Verkor", "ACC"]).columns == ()
    assert side_by_side(answer, []).columns == ()


def test_a_timeline_without_a_date_has_no_answer(tmp_path: Path) -> None:
    rag.index(rag.Article("The plant makes cells. It is large.", title="Plant"), tmp_path)
    answer = rag.open(tmp_path).ask("Timeline of the plant")
    assert (answer.abstained, answer.sentences) == (True, ())
