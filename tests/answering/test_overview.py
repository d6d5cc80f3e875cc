from pathlib import Path

import rag
from rag.answering.budget import OF_ARTICLE, Budget
from rag.answering.overview import choose, compare, of_each, side_by_side, timeline
from rag.core.answer import Answer, Citation, Sentence
from rag.core.request import Task
from rag.core.span import Span
from tests.answering.builders import candidate

LONG = Budget(20, 500, 0.25, OF_ARTICLE)


def test_a_timeline_is_in_the_order_of_what_happened() -> None:
    pool = [
        candidate("It closed in May 2024.", 0.9, [0.9]),
        candidate("It opened in 2021.", 0.85, [0.9], article="b"),
    ]
    chosen = choose([pool], Task.TIMELINE, LONG)
    assert [evidence.text for evidence in chosen] == [
        "It opened in 2021.",
        "It closed in May 2024.",
    ]
    assert [one.when for one in chosen] == [(2021, 0, 0), (2024, 5, 0)]
    assert all(one.bullet for one in chosen)


def test_a_timeline_has_one_sentence_of_each_time_and_no_end_of_an_article() -> None:
    years = [candidate(f"It grew in {year}.", 0.9, [0.9], start=20 * year) for year in (2019, 2020)]
    again = candidate("More in 2019, it says.", 0.8, [0.9], article="b")
    undated = candidate("Nobody knows when.", 0.8, [0.9], article="b", start=50)
    far = candidate("It began in 1990.", 0.1, [0.9], article="b", start=90)
    told = timeline([*years, again, undated, far], LONG)
    assert [piece.text for piece in told] == ["It grew in 2019.", "It grew in 2020."]
    assert len(timeline(years, Budget(1, 500))) == 1


def test_an_overview_takes_few_sentences_of_each_article() -> None:
    pool = [candidate(f"sentence {n}", 0.9, [0.5], start=20 * n) for n in range(2 * OF_ARTICLE)]
    assert len(choose([pool], Task.SUMMARY, LONG)) == OF_ARTICLE
    assert len(compare([pool, []], ["Heide", "Marne"], LONG)) == OF_ARTICLE


def test_nothing_gives_nothing() -> None:
    assert choose([], Task.TIMELINE, LONG) == []
    assert choose([], Task.SUMMARY, LONG) == []


def test_what_is_about_neither_thing_is_not_compared() -> None:
    solid = candidate("Solid-state batteries are rare.", 0.9, [0.5])
    bank = candidate("The state bank lent it.", 0.8, [0.5], start=50)
    lfp = candidate("LFP is cheap.", 0.7, [0.5], article="b")
    pools = [[bank, lfp], [solid, bank]]
    assert of_each(pools, ["LFP", "solid state batteries"]) == [[lfp], [solid]]
    assert of_each([[bank], [bank]], ["LFP", "NMC"]) == [[bank], [bank]]
    assert of_each([[bank], [lfp]], ["2024", "2025"]) == [[bank], [lfp]]


def test_what_is_told_of_both_things_stands_first_and_side_by_side() -> None:
    budget_of = "The city plans to spend 612 million euros in {}."
    texts = {
        "2025": (budget_of.format(2025), "A freeze on new posts came in 2025."),
        "2026": ("The debt will be 249 million in 2026.", budget_of.format(2026)),
    }
    pools = [
        [
            candidate(text, 0.9 - 0.1 * place, [0.5], article=year, start=60 * place)
            for place, text in enumerate(told)
        ]
        for year, told in texts.items()
    ]
    chosen = [piece.text for piece in compare(pools, list(texts), LONG)]
    assert chosen[:2] == [budget_of.format(2025), budget_of.format(2026)]
    assert len(chosen) == 4
    assert len(compare(pools, list(texts), Budget(2, 500, 0.25))) == 2
    near = Budget(8, 500, 0.05)
    assert [piece.text for piece in compare(pools, list(texts), near)] == [
        texts["2025"][0],
        texts["2026"][0],
    ]


def test_rows_of_a_table_stand_in_no_column() -> None:
    rows = (Sentence("Verkor | 16", (1,)), Sentence("ACC makes cells.", (2,)))
    answer = side_by_side(Answer("Q?", "Q?", rows), ["Verkor", "ACC"])
    assert [sentence.column for sentence in answer.sentences] == [None, 1]


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
