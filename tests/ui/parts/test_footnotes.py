from dataclasses import replace

from rag.ui.parts.conversation import conversation
from rag.ui.parts.footnotes import quoted

from rag.core.answer import Answer, Citation, Sentence
from rag.core.cluster import Cluster
from rag.core.span import Span
from rag.ui.session import Exchange
from tests.ui.tree import Tree, cited, info

CITATION = Citation(1, info(), Span(10, 35), "The plant opened in 2021.", Span(30, 34))


def test_a_quote_has_the_words_that_answer_in_the_middle() -> None:
    assert quoted(CITATION) == ("The plant opened in ", "2021", ".")


def test_a_quote_without_words_that_answer_is_one_part() -> None:
    assert quoted(replace(CITATION, answer=None)) == (CITATION.quote, "", "")


def test_a_card_marks_the_words_that_answer() -> None:
    answer = Answer("Q?", "Q?", (Sentence(CITATION.quote, (1,)),), (CITATION,))
    shown = conversation([Exchange("Q?", answer)])
    assert '“The plant opened in <mark class="fn-answers">2021</mark>.”' in shown


def test_the_last_word_stays_on_a_line_with_its_markers() -> None:
    shown = conversation([Exchange("Q?", cited("Two words."))])
    assert 'Two <span class="fn-keep">words.<sup><button ' in shown


def test_a_sentence_shows_only_its_own_markers() -> None:
    citations = tuple(replace(CITATION, number=number) for number in (1, 2, 3))
    sentences = (Sentence("First.", (1, 3)), Sentence("Second.", (2,)))
    tree = Tree(conversation([Exchange("Q?", Answer("Q?", "Q?", sentences, citations))]))
    assert "First.[1][3] Second.[2]" in tree.text


def test_a_sentence_without_citation_says_so() -> None:
    invented = Answer("Q?", "Q?", (Sentence("Invented.", ()),))
    assert "no article supports this" in conversation([Exchange("Q?", invented)])
    warned = replace(invented, sentences=(Sentence("Invented.", (), warning="a <b> reason"),))
    assert "(unsupported: a &lt;b&gt; reason)" in conversation([Exchange("Q?", warned)])


def test_a_card_says_who_else_printed_the_text() -> None:
    agency = replace(info(), id="agency", outlet="Elle News", title="Cells")
    citation = replace(CITATION, cluster=Cluster((agency, info()), 2))
    answer = Answer("Q?", "Q?", (Sentence(CITATION.quote, (1,)),), (citation,))
    assert (
        "2 articles, 1 source; origin: Cells · Elle News"
        in Tree(conversation([Exchange("Q?", answer)])).text
    )
