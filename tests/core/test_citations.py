from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.core.answer import Answer, Citation, Lead
from rag.core.article import Article
from rag.core.beside import Disagreement, Side, Uncited
from rag.core.citations import cite, growing, holds, prove, with_clusters
from rag.core.cluster import Cluster
from rag.core.passage import Evidence
from rag.core.span import Span
from rag.errors import SpanError

TEXT = "Cells are made in Heide. The plant 🏭 opened. Café prices rose."
ARTICLE = Article(TEXT, title="Heide")


def quote(start: int, end: int) -> Evidence:
    span = Span(start, end)
    return Evidence(ARTICLE.info, span, span.slice(ARTICLE.text), 1.0)


def test_numbers_follow_first_use_and_a_repeat_shares_its_number() -> None:
    sentences, citations = cite([quote(25, 44), quote(0, 24), quote(25, 44)])
    assert [s.citations for s in sentences] == [(1,), (2,), (1,)]
    assert [(c.number, c.span) for c in citations] == [(1, Span(25, 44)), (2, Span(0, 24))]
    assert cite([]) == ((), ())


@given(st.data())
def test_every_citation_is_its_slice_and_every_sentence_is_cited(data: st.DataObject) -> None:
    bounds = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(
        lambda b: b[0] < b[1]
    )
    sentences, citations = cite([quote(*b) for b in data.draw(st.lists(bounds, max_size=6))])
    assert all(c.quote == ARTICLE.text[c.span.start : c.span.end] for c in citations)
    assert [c.number for c in citations] == list(range(1, len(citations) + 1))
    by_number = {c.number: c for c in citations}
    assert all(by_number[s.citations[0]].quote == s.text for s in sentences)
    for citation in citations:
        prove(citation, ARTICLE.text)


def test_a_citation_is_proven_or_refused() -> None:
    _, (citation,) = cite([quote(0, 24)])
    assert holds(citation, ARTICLE.text)
    assert not holds(citation, ARTICLE.text.replace("Heide", "Herne"))
    assert not holds(citation, "")
    with pytest.raises(SpanError, match="citation 1 does not stand at heide:1-25 of the article"):
        prove(Citation(1, ARTICLE.info, Span(1, 25), citation.quote), ARTICLE.text)


def test_citations_and_the_lead_know_the_clusters_of_their_articles() -> None:
    sentences, citations = cite([quote(0, 24)])
    answer = Answer("Q?", "Q?", sentences, citations, Lead("Heide", citations[0]))
    cluster = Cluster((ARTICLE.info, replace(ARTICLE.info, id="copy")), 2)
    told = with_clusters(answer, {"heide": cluster})
    assert told.lead
    assert (told.citations[0].cluster, told.lead.citation) == (cluster, told.citations[0])
    assert with_clusters(answer, {}) is answer


def test_a_growing_answer_has_the_sides_that_are_told_and_at_last_what_is_not_cited() -> None:
    sentences, citations = cite([quote(0, 24), quote(25, 40)])
    sides = tuple(Side("60", Span(0, 2), one.number) for one in citations)
    uncited = (Uncited(ARTICLE.info, Span(0, 1), "C"),)
    whole = Answer(
        "Q?", "Q?", sentences, citations, disagreement=Disagreement(sides), uncited=uncited
    )
    first, last = growing(whole)
    assert first.disagreement == Disagreement(sides[:1])
    assert first.uncited == ()
    assert last is whole
