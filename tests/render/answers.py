"""Any answer, as Hypothesis makes them: those of a question, of a refusal, of a comparison."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from rag.core.answer import Answer, Certainty, Citation, Lead, Nearest, Reason, Sentence
from rag.core.article import ArticleInfo
from rag.core.beside import Disagreement, Side, Uncited
from rag.core.cluster import Cluster
from rag.core.corpus import Filter
from rag.core.details import Details, Reference
from rag.core.request import Kind, Request, Task
from rag.core.span import Span
from rag.core.statement import Says, statement
from rag.core.usage import Usage

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
days = st.none() | st.dates(date(1600, 1, 1))
several = st.lists(words, max_size=2).map(tuple)
numbers = st.integers(0, 10_000)
shares = st.integers(0, 10_000).map(lambda number: number / 10_000)
spans = st.tuples(numbers, numbers).map(lambda pair: Span(pair[0], sum(pair) + 1))
details = st.builds(
    Details,
    words,
    days,
    words,
    words,
    words,
    st.lists(numbers, max_size=2).map(tuple),
    st.lists(st.builds(Reference, words, st.just("https://example.org/a")), max_size=1).map(tuple),
)
infos = st.builds(ArticleInfo, words, words, words, words, days, words, words, several, details)
clusters = st.builds(Cluster, st.lists(infos, min_size=1, max_size=2).map(tuple), numbers)
citations = st.builds(
    Citation,
    st.just(1),
    infos,
    spans,
    words,
    st.none() | spans,
    st.booleans(),
    st.none() | clusters,
)
sides = st.builds(Side, words, spans, numbers)
differing = st.builds(Disagreement, st.lists(sides, max_size=2).map(tuple), st.booleans())
uncited = st.builds(Uncited, infos, spans, words, st.none() | spans)
filters = st.builds(Filter, several, several, several, days, days, several)
statements = st.one_of(
    st.builds(lambda text: statement(Says.WORDS, text=text), words),
    st.builds(lambda n, where: statement(Says.SEARCHED, articles=n, where=where), numbers, filters),
    st.builds(lambda names: statement(Says.MISSING, n=len(names), names=names), several),
)
sentences = st.builds(
    Sentence,
    words,
    st.lists(numbers, max_size=2).map(tuple),
    st.none() | shares,
    st.none() | statements,
    st.booleans(),
    st.none() | numbers,
    words,
) | st.builds(
    Sentence, words, st.just(()), when=st.sampled_from([(2021, 0, 0), (2021, 5, 0), (2021, 5, 12)])
)
tasks, kinds = st.sampled_from(Task), st.sampled_from(Kind)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Return any answer whose request holds what is printed of it and nothing else."""
    question, standalone = draw(words), draw(words)
    cited = tuple(
        replace(citation, number=number)
        for number, citation in enumerate(draw(st.lists(citations, max_size=2)), start=1)
    )
    texts = (standalone, *draw(several))
    request = Request(draw(tasks), question, standalone, texts, draw(kinds), filter=draw(filters))
    usage = st.builds(Usage, st.integers(1, 9), numbers, numbers, st.none() | shares)
    lead = st.builds(Lead, words, st.sampled_from([None, *cited]), words)
    return Answer(
        question,
        standalone,
        draw(st.lists(sentences, max_size=2).map(tuple)),
        cited,
        draw(st.none() | lead),
        draw(st.sampled_from(Certainty)),
        draw(st.lists(infos, max_size=1).map(tuple)),
        draw(st.sampled_from([None, request])),
        draw(several),
        draw(st.booleans()),
        draw(st.sampled_from(Reason)),
        draw(st.lists(statements, max_size=2).map(tuple)),
        draw(shares),
        draw(st.lists(st.builds(Nearest, infos, shares), max_size=1).map(tuple)),
        draw(several),
        draw(st.dictionaries(words, shares, max_size=2)),
        draw(st.booleans()),
        draw(numbers),
        draw(st.lists(statements, max_size=2).map(tuple)),
        draw(st.just(Usage()) | usage),
        draw(words),
        draw(st.none() | differing),
        draw(st.lists(uncited, max_size=2).map(tuple)),
    )
