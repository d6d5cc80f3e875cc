"""From a checked draft to the answer: its sentences with citations, or the quotes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag.answering.overview import side_by_side
from rag.answering.uncited import uncited
from rag.core.answer import Answer, Reason, Sentence
from rag.core.citations import cite_written
from rag.core.passage import Evidence
from rag.core.statement import Says, statement
from rag.writing.draft import Drafted
from rag.writing.verify import Verdict, agrees

Strictness = Literal["strict", "marked", "off"]
"""What happens to unsupported sentences, as in `rag.settings.ChatSettings`."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of a draft with its verdict."""

    drafted: Drafted
    verdict: Verdict

    @property
    def supported(self) -> bool:
        """Whether something supports it."""
        return bool(self.verdict.evidence)

    def is_shown(self, strictness: Strictness) -> bool:
        """Whether an answer has it."""
        return self.supported or strictness != "strict"


def compose(
    quotes: Answer,
    draft: Sequence[Checked],
    strictness: Strictness,
    compared: Sequence[str] = (),
    best: Sequence[Evidence] = (),
    *,
    whole: bool,
) -> Answer:
    """Return the sentences of a draft as an answer, or the quotes where they make no answer.

    They make none where nothing is supported, or where all of them together contain none of the
    short answers that were extracted.

    Args:
        quotes: the answer in quotes, with the times and the usage of the written one.
        draft: the sentences so far.
        strictness: what happens to unsupported sentences.
        compared: the names of what the question compares.
        best: the best sentences that were found; those that a whole answer does not cite are named.
        whole: whether the draft is complete; only then must it contain a short answer.
    """
    shown = [checked for checked in draft if checked.is_shown(strictness)]
    sentences, citations = cite_written(
        [(_as_sentence(checked), checked.verdict.evidence) for checked in shown]
    )
    written = " ".join(sentence.text for sentence in sentences)
    answers_it = not whole or agrees(_short_answers(quotes), written)
    if strictness != "off" and not (citations and answers_it):
        return replace(
            quotes,
            abstained=True,
            reason=Reason.DRAFT_UNSUPPORTED,
            statements=(statement(Says.DRAFT_BESIDE if citations else Says.DRAFT_UNSUPPORTED),),
            removed=len(draft),
        )
    answer = replace(
        quotes,
        sentences=sentences,
        citations=citations,
        lead=None,
        disagreement=None,
        written=True,
        removed=len(draft) - len(shown),
        uncited=uncited(best, citations) if whole else (),
    )
    return side_by_side(answer, compared)


def _as_sentence(checked: Checked) -> Sentence:
    drafted, verdict = checked.drafted, checked.verdict
    return Sentence(drafted.text, (), verdict.probability, verdict.problem, drafted.bullet)


def _short_answers(quotes: Answer) -> list[str]:
    return [
        citation.answer.shift(-citation.span.start).slice(citation.quote)
        for citation in quotes.citations
        if citation.answer
    ]
