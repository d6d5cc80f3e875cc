"""What a checked sentence says otherwise than the articles, in words and in marks. Pure."""

from collections.abc import Iterable, Iterator

from rag.checking import statements
from rag.core.checked import CheckedQuotation, CheckedSentence, QuoteStanding, SentenceVerdict
from rag.core.span import Span
from rag.ui.catalogue import Wording
from rag.ui.parts.difference import difference

_NOTHING = {
    statements.QUESTION: "check_asks",
    statements.ADDRESS: "check_address",
    statements.VIEW: "check_view",
    statements.LITTLE: "check_little",
    statements.HEADING: "check_heading",
}
"""Why there is nothing to check, as the checking says it, and the texts that tell it."""


def reasons(one: CheckedSentence, articles: int, t: Wording) -> Iterator[str]:
    """Yield in words what a sentence says otherwise than the articles, and what they lack.

    Args:
        one: the sentence.
        articles: how many were searched.
        t: the texts.
    """
    for quoted in one.quotations:
        yield from _of_quotation(quoted, t)
    speaker = next((c.instead for c in one.conflicts if c.kind == "speaker"), None)
    if speaker is not None:
        yield t("check_speaker", name=speaker) if speaker else t("check_elsewhere")
    for conflict in one.conflicts:
        if conflict.kind in ("speaker", "wording"):
            continue
        if conflict.says and conflict.instead:
            yield t("check_values", says=conflict.says, instead=conflict.instead)
        elif conflict.instead:
            yield t("check_left_out", words=conflict.instead)
        else:
            yield t("check_too_many_words", words=conflict.says)
    if one.verdict is SentenceVerdict.NOT_FOUND:
        yield t("check_not_found", n=articles)
    elif one.missing:
        yield t("check_missing")
    elif one.verdict is SentenceVerdict.NOTHING and one.note:
        yield t(_NOTHING[one.note]) if one.note in _NOTHING else one.note


def _of_quotation(quoted: CheckedQuotation, t: Wording) -> Iterator[str]:
    if quoted.check.standing is QuoteStanding.ALTERED:
        yield t("check_altered")
    elif quoted.check.standing is QuoteStanding.NOWHERE:
        yield t("check_nowhere")


def differences(quotations: Iterable[CheckedQuotation]) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield for each altered quotation its words and those of the article as one."""
    for quoted in quotations:
        check = quoted.check
        if check.standing is QuoteStanding.ALTERED and check.correct:
            correct = " ".join(check.correct.split())
            yield tuple(difference(" ".join(check.quote.split()), correct))


def parts_of(place: Span, marks: Iterable[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """Yield the parts of a place, each with its mark or none; of marks that overlap, the first."""
    at = place.start
    for mark, kind in sorted(marks, key=lambda one: (one[0].start, one[1] == "void")):
        start, end = max(at, mark.start), min(place.end, mark.end)
        if start < end:
            if at < start:
                yield Span(at, start), ""
            yield Span(start, end), kind
            at = end
    if at < place.end:
        yield Span(at, place.end), ""
