"""Checked texts and quotations for the terminal and as JSON."""

from collections.abc import Iterator

from rag.core.answer import Citation
from rag.core.checked import (
    CheckedSentence,
    CheckedText,
    QuoteCheck,
    QuotePlace,
    QuoteStanding,
    SentenceVerdict,
)
from rag.render.blocks import counted, source_of
from rag.render.check_schema import CheckedTextJson, QuoteCheckJson
from rag.render.escape import plain
from rag.render.json import as_text

NAMES = {
    SentenceVerdict.SUPPORTED: "supported",
    SentenceVerdict.PARTLY: "partly",
    SentenceVerdict.CONTRADICTED: "contradicted",
    SentenceVerdict.NOT_FOUND: "not in the articles",
    SentenceVerdict.NOTHING: "nothing to check",
}
"""What each verdict is called where people read it."""
DISPUTED = "disputed"
_STANDINGS = {
    QuoteStanding.FOUND: "found, word for word",
    QuoteStanding.ALTERED: "altered",
    QuoteStanding.ELSEWHERE: "elsewhere than said",
    QuoteStanding.NOWHERE: "nowhere",
}
_MARKS = {
    SentenceVerdict.SUPPORTED: "+",
    SentenceVerdict.PARTLY: "~",
    SentenceVerdict.CONTRADICTED: "!",
    SentenceVerdict.NOT_FOUND: "?",
    SentenceVerdict.NOTHING: " ",
}


def checked_json(checked: CheckedText) -> str:
    """Return a checked text as JSON text."""
    return as_text(CheckedTextJson.from_checked(checked))


def quote_json(check: QuoteCheck) -> str:
    """Return what became of a quotation as JSON text."""
    return as_text(QuoteCheckJson.from_quote_check(check))


def checked_text(checked: CheckedText) -> str:
    """Return a checked text for the terminal: its sentences with their verdicts, and the counts."""
    cited = {citation.number: citation for citation in checked.citations}
    lines = [line for one in checked.sentences for line in _lines(one, checked, cited)]
    return plain("\n".join([*lines, "", *summary(checked)]))


def summary(checked: CheckedText) -> Iterator[str]:
    """Yield how many sentences have each verdict, what was covered, and what was searched."""
    told = [f"{count} {NAMES[verdict]}" for verdict, count in checked.counts.items() if count]
    if disputed := sum(one.disputed for one in checked.sentences):
        told.append(f"{disputed} {DISPUTED}")
    yield f"{counted(len(checked.sentences), 'sentence')}: {', '.join(told)}"
    to_check = len(checked.sentences) - checked.counts[SentenceVerdict.NOTHING]
    share = f"{checked.coverage:.0%} of {to_check}" if to_check else "none has anything to check"
    yield f"covered: {share}"
    day = f", as of {checked.as_of.isoformat()}" if checked.as_of else ""
    yield f"searched: {counted(checked.articles, 'article')}{day}"


def line_of(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column, both from 1, of a place in a text."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def reasons(one: CheckedSentence) -> Iterator[str]:
    """Yield in words what a sentence says otherwise than the articles, and what they lack."""
    for conflict in one.conflicts:
        if conflict.kind == "speaker":
            continue
        if conflict.says and conflict.instead:
            yield f"“{conflict.says}”: the article has “{conflict.instead}” [{conflict.citation}]"
        elif conflict.instead:
            yield f"left out: “{conflict.instead}” [{conflict.citation}]"
        else:
            yield f"not in the article: “{conflict.says}” [{conflict.citation}]"
    if one.note:
        yield one.note


def _lines(one: CheckedSentence, checked: CheckedText, cited: dict[int, Citation]) -> Iterator[str]:
    line, column = line_of(checked.text, one.place.start)
    name = NAMES[one.verdict] + (f", {DISPUTED}" if one.disputed else "")
    yield f"{_MARKS[one.verdict]} {line}:{column} {name}: {' '.join(one.text.split())}"
    yield from (f"    {reason}" for reason in reasons(one))
    for number in (*one.supporting, *one.against):
        yield f"    [{number}] {_cited(cited[number])}"
        if caveat := cited[number].caveat:
            yield f"        it goes on: “{_one_line(caveat.quote)}”"


def _cited(citation: Citation) -> str:
    return f"“{_one_line(citation.quote)}” {source_of(citation)} ({citation.place})"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def quote_text(check: QuoteCheck) -> str:
    """Return what became of a quotation for the terminal."""
    lines = [_STANDINGS[check.standing] + (f": {check.note}" if check.note else "")]
    for change in check.changes:
        lines += [f"  - {change.says}"] * bool(change.says)
        lines += [f"  + {change.instead}"] * bool(change.instead)
    lines += [line for place in check.places for line in _place(place)]
    return plain("\n".join(lines))


def _place(place: QuotePlace) -> Iterator[str]:
    yield f"[{place.citation.number}] {_cited(place.citation)}"
    if place.speaker:
        yield f"    said by: {place.speaker}"
    if place.caveat:
        yield f"    it goes on: “{_one_line(place.caveat.quote)}”"
