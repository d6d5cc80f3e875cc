from dataclasses import replace

import pytest

from rag.core.answer import Answer, Certainty, Citation, Lead, Sentence
from rag.core.cluster import Cluster
from rag.core.request import Request, Task
from rag.core.span import Span
from rag.core.statement import Says, statement
from rag.core.usage import Usage
from rag.ui.catalogue import catalogue
from rag.ui.parts.turn import Setting
from tests.said import said
from tests.ui.tree import EN, Tree, cited, info, shown, turn

TEXT = "The plant opened in 2021."
QUOTE = Citation(1, info(), Span(10, 35), TEXT, Span(30, 34))


def answer(*sentences: Sentence, citations: tuple[Citation, ...] = (QUOTE,)) -> Answer:
    return Answer("Q?", "Q?", sentences, citations, certainty=Certainty.LIKELY, confidence=0.7)


def test_the_words_that_answer_are_marked_in_the_sentence() -> None:
    html = shown(turn(answer(Sentence(TEXT, (1,)))))
    assert 'The plant opened in <span class="fn-ref"><mark>2021</mark>.<button' in html


@pytest.mark.parametrize(
    ("start", "end", "marked"),
    [
        (0, 9, "<mark>The plant</mark> opened in "),
        (0, 25, "<mark>The plant opened in </mark>"),
        (4, 16, "The <mark>plant opened</mark> in "),
    ],
)
def test_words_are_marked_wherever_they_stand(start: int, end: int, marked: str) -> None:
    quote = replace(QUOTE, answer=Span(10 + start, 10 + end))
    assert marked in shown(turn(answer(Sentence(TEXT, (1,)), citations=(quote,))))


def test_words_outside_the_sentence_mark_nothing() -> None:
    html = shown(turn(answer(Sentence("The plant opened", (1,)))))
    assert "<mark>" not in html.partition("<aside")[0]


def test_a_comparison_is_a_table_with_what_is_said_of_both_below_it() -> None:
    sentences = [
        Sentence("One is large.", (1,), column=0),
        Sentence("Both are new.", (1,)),
        Sentence("It grows.", (1,), column=0),
    ]
    one = replace(answer(*sentences), columns=("One", "Other"))
    tree = Tree(shown(turn(one)))
    assert len(tree.all("b", role="columnheader")) == 2
    assert len(tree.all("div", role="row")) == 3
    places = [
        tree.text.index(text)
        for text in ("Other", "One is large.", "nothing found", "It grows.", "Both are new.")
    ]
    assert places == sorted(places)


def test_rows_are_a_table_whose_asked_row_stands_out() -> None:
    quote = Citation(1, info(), Span(0, 12), "Heide | 4.10", Span(8, 12))
    rows = answer(
        Sentence("Town | Price", (2,)),
        Sentence("Heide | 4.10", (1,)),
        citations=(quote, replace(quote, number=2, answer=None)),
    )
    tree = Tree(shown(turn(rows)))
    assert len(tree.all("th", scope="col")) == 2
    assert len(tree.all("tr", class_="is-row")) == 1
    assert "<mark>4.10</mark></td>" in shown(turn(rows))


def test_items_and_dates_have_their_forms() -> None:
    item = Sentence("It opened.", (1,), bullet=True)
    assert '<ul class="fn-quotes fn-items"><li>' in shown(turn(answer(item)))
    dated = replace(item, bullet=False, label="May 2021")
    line = replace(answer(dated), request=Request(Task.TIMELINE, "Q?", "Q?"))
    tree = Tree(shown(turn(line)))
    assert tree.all("ol", class_="fn-line")
    assert tree.text.count("May 2021") == 1
    named = replace(item, bullet=False, label="Greta <b>Holm")
    assert "Greta &lt;b&gt;Holm" in shown(turn(answer(named)))


def test_an_answer_has_its_lead_and_its_caveat() -> None:
    plain_one = answer(Sentence(TEXT, (1,)))
    led = replace(plain_one, lead=Lead("2021", QUOTE), statements=said("Closest:"))
    html = shown(turn(led))
    assert html.index('<p class="fn-lead">') < html.index('<p class="fn-say">Closest:')
    assert "<mark>" not in html.partition('<p class="fn-lead">')[2].partition("</p>")[0]


def test_an_unsure_answer_says_why() -> None:
    unsure = replace(cited(), certainty=Certainty.UNSURE)
    html = shown(turn(unsure))
    assert 'class="fn-answer is-unsure"' in html
    assert "Unsure: these sentences come close" in html


def test_outlets_and_origins_are_counted() -> None:
    other = replace(QUOTE, number=2, article=replace(info(outlet="B"), id="b"))
    two = answer(Sentence("One.", (1,)), Sentence("Two.", (2,)), citations=(QUOTE, other))
    assert "2 quotes, 2 articles2 outlets" in Tree(shown(turn(two))).text
    agency = replace(info(), id="agency", outlet="Elle News", title="Cells")
    cluster = Cluster((agency, info()), 2)
    copies = tuple(replace(one, cluster=cluster) for one in (QUOTE, other))
    tree = Tree(shown(turn(replace(two, citations=copies))))
    assert "2 quotes, 2 articles1 origin" in tree.text
    assert "origin: Cells · Elle News" in tree.text


def test_the_time_it_took_is_told_in_the_language() -> None:
    timed = replace(cited(), seconds={"total": 1.26})
    assert "1.3 s" in shown(turn(timed))
    assert "1,3 s" in shown(turn(timed), Setting(catalogue("de")))


def test_a_written_answer_says_so_and_what_it_took() -> None:
    written = Answer(
        "Q?",
        "Q?",
        (
            Sentence("The words.", (1,), 0.9, "", True),
            Sentence("More.", (), None, said("no article <b> supports it")[0], True),
        ),
        cited().citations,
        written=True,
        removed=2,
        notes=said("A note."),
        usage=Usage(1, 1_307, 40, 0.00123),
    )
    html = shown(turn(written))
    assert "(no article &lt;b&gt; supports it)" in html
    text = Tree(html).text
    for part in (
        "Written by a language model",
        "A note.",
        "2 sentences of the draft",
        "1,307 tokens read, 40 written, 0.0012 in all.",
        "checked",
    ):
        assert part in text
    assert "Written by" not in shown(turn(cited()))
    free = replace(written, usage=replace(written.usage, cost=None))
    assert "1,307 tokens read, 40 written." in Tree(shown(turn(free))).text


def test_an_unsure_answer_says_so_once() -> None:
    unsure = replace(cited(), certainty=Certainty.UNSURE)
    assert shown(turn(unsure)).count(EN("unsure_why")) == 1
    closest = replace(unsure, statements=(statement(Says.CLOSEST),))
    html = shown(turn(closest))
    assert '<p class="fn-why">The articles don&#39;t say this directly. Closest:</p>' in html
    assert EN("unsure_why") not in html
