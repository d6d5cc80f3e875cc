"""Citations: number them, prove them, recheck them. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rag.core.answer import Answer, Citation, Sentence
from rag.core.cluster import Cluster
from rag.core.passage import Evidence
from rag.core.span import Location
from rag.errors import SpanError


def cite(evidence: Sequence[Evidence]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Return the quoted sentences and their citations, numbered from 1 in the order of first use.

    Evidence that quotes the same words of the same article shares one number.
    """
    return cite_written(
        [
            (
                Sentence(piece.text, (), bullet=piece.bullet, label=piece.label, when=piece.when),
                [piece],
            )
            for piece in evidence
        ]
    )


def cite_written(
    supported: Iterable[tuple[Sentence, Sequence[Evidence]]],
) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Return sentences with the numbers of their citations, and the citations.

    They are numbered as by `cite`. A sentence without evidence stays without a citation.
    """
    known: dict[Location, Citation] = {}
    sentences = []
    for sentence, evidence in supported:
        numbers = []
        for piece in evidence:
            if piece.place not in known:
                known[piece.place] = Citation(
                    len(known) + 1,
                    piece.article,
                    piece.span,
                    piece.text,
                    piece.answer,
                    piece.is_injection,
                )
            numbers.append(known[piece.place].number)
        sentences.append(replace(sentence, citations=tuple(dict.fromkeys(numbers))))
    return tuple(sentences), tuple(known.values())


def with_clusters(answer: Answer, clusters: Mapping[str, Cluster]) -> Answer:
    """Return an answer whose citations know the clusters of their articles, given by ids."""
    if not clusters:
        return answer
    cited = {
        citation.number: replace(citation, cluster=clusters.get(citation.article.id))
        for citation in answer.citations
    }
    lead = answer.lead
    if lead and lead.citation:
        lead = replace(lead, citation=cited.get(lead.citation.number, lead.citation))
    return replace(answer, citations=tuple(cited.values()), lead=lead)


def prove(citation: Citation, text: str) -> None:
    """Check a citation against the article's text.

    Raises:
        SpanError: when the quote is not exactly what stands there.
    """
    if not holds(citation, text):
        raise SpanError(
            f"citation {citation.number} does not stand at {citation.place} of the article"
        )


def holds(citation: Citation, text: str) -> bool:
    """Tell whether `text` still has the citation's exact words at its place."""
    return citation.span.end <= len(text) and citation.span.slice(text) == citation.quote


def growing(answer: Answer) -> Iterator[Answer]:
    """Yield an answer sentence by sentence, the whole one last.

    Only the last one has what is not cited: what is not cited yet may be.
    """
    for count in range(1, len(answer.sentences)):
        sentences = answer.sentences[:count]
        used = {number for sentence in sentences for number in sentence.citations}
        citations = tuple(citation for citation in answer.citations if citation.number in used)
        differing = answer.disagreement
        if differing:
            sides = tuple(side for side in differing.sides if side.citation in used)
            differing = replace(differing, sides=sides)
        yield replace(
            answer,
            sentences=sentences,
            citations=citations,
            disagreement=differing,
            uncited=(),
        )
    yield answer
