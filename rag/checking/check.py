"""Somebody's text held against the articles, sentence by sentence; none is skipped."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.checking.around import Around
from rag.checking.draft import DraftText
from rag.checking.judging import Judged, judge
from rag.checking.numbering import Numbering
from rag.checking.quotations import quotations_in, says_only
from rag.checking.rows import weigh_rows
from rag.checking.sayers import said_by_another
from rag.checking.statements import headings, says_nothing, statements
from rag.checking.weighing import Scale
from rag.core.checked import (
    CheckedQuotation,
    CheckedSentence,
    CheckedText,
    QuoteStanding,
    SentenceVerdict,
)
from rag.core.passage import Evidence
from rag.core.span import Span
from rag.core.timing import Trace
from rag.language.blocks import is_row
from rag.language.guess import guess_language
from rag.language.language import DEFAULT, known_languages, language
from rag.language.parsed import Parsed, parse
from rag.library.snapshot import Snapshot
from rag.search.searcher import Searcher

CHUNKS = 10
"""The chunks whose sentences are held against a sentence."""
_WRONG = (QuoteStanding.ALTERED, QuoteStanding.ELSEWHERE)
_SUPPORTED, _CONTRADICTED = SentenceVerdict.SUPPORTED, SentenceVerdict.CONTRADICTED


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a check works with."""

    searcher: Searcher
    snapshot: Snapshot
    numbering: Numbering


def check_text(
    draft: DraftText,
    snapshot: Snapshot,
    searcher: Searcher,
    progress: Callable[[int, int], None] | None = None,
) -> CheckedText:
    """Return a verdict for each sentence of a text.

    Args:
        draft: the text.
        snapshot: the articles that it is held against.
        searcher: finds passages.
        progress: is told how many sentences are done and how many there are, first with 0 and last
            with all of them; what it raises ends the check.
    """
    text, shown = draft.text, draft.read_as
    code = _language_of(shown) or DEFAULT
    parsed = parse(shown, code)
    desk = _Desk(searcher, snapshot, Numbering())
    titles = headings(shown)
    quoted = quotations_in(shown, parsed, snapshot)
    checked: list[CheckedSentence] = []
    for number, place in enumerate(parsed.sentences):
        if progress:
            progress(number, len(parsed.sentences))
        inside = [one for one in quoted if place.start <= one.place.start < place.end]
        before = parsed.by_sentence[number - 1].text if number else ""
        is_heading = any(place.within(title) for title in titles)
        sentence = parse(place.slice(shown), _language_of(place.slice(shown)) or code)
        found = _checked(sentence, place, before, inside, is_heading, desk)
        checked.append(replace(found, text=place.slice(text)))
    if progress:
        progress(len(checked), len(checked))
    facts = snapshot.view.facts()
    return CheckedText(
        text,
        draft.name,
        tuple(checked),
        desk.numbering.citations,
        snapshot.count,
        facts.chunks,
        facts.synced.date() if facts.synced else None,
    )


def _checked(
    sentence: Parsed,
    place: Span,
    before: str,
    quoted: Sequence[CheckedQuotation],
    is_heading: bool,
    desk: _Desk,
) -> CheckedSentence:
    """Return a sentence with its verdict."""
    numbered = tuple(desk.numbering.quotation(one) for one in quoted)
    wrong = next((one for one in numbered if one.check.standing in _WRONG), None)
    plain = CheckedSentence(place, sentence.text, SentenceVerdict.NOTHING, quotations=numbered)
    if wrong:
        against = tuple(one.citation.number for one in wrong.check.places[:1])
        conflicts = tuple(desk.numbering.quote_conflicts(wrong))
        return replace(
            plain,
            verdict=_CONTRADICTED,
            against=against,
            conflicts=conflicts,
            note=wrong.check.note,
        )
    if numbered and says_only(sentence, [one.place.shift(-place.start) for one in numbered]):
        if any(one.check.standing is QuoteStanding.NOWHERE for one in numbered):
            note = "no article has these words, or words like them"
            return replace(plain, verdict=SentenceVerdict.NOT_FOUND, note=note)
        supporting = tuple(one.check.places[0].citation.number for one in numbered)
        return replace(plain, verdict=_SUPPORTED, supporting=supporting)
    if not numbered and (reason := says_nothing(sentence, is_heading)):
        return replace(plain, note=reason)
    return _judged(sentence, plain, before, desk)


def _judged(sentence: Parsed, plain: CheckedSentence, before: str, desk: _Desk) -> CheckedSentence:
    """Return a sentence with the verdict of the articles on what it states."""
    leans = language(sentence.code).points_back.match(sentence.text) is not None
    pool, around = _pool(f"{before} {sentence.text}" if leans else sentence.text, desk)
    if leans and (names := parse(before, sentence.code).names):
        known = {name.slice(before).casefold() for name in names}
        pool = [one for one in pool if _speaks_of(known, around[one.article.id])] or pool

    def judged(claim: Parsed) -> Judged:
        scale = Scale(claim, pool)
        rows = weigh_rows(claim, pool, around)
        read = [piece for piece in pool if not (rows and is_row(piece.text))]
        weighed = [*rows, *(scale.weigh(piece, around[piece.article.id]) for piece in read)]
        found = judge(claim, weighed, around, desk.searcher.cross_encoder)
        return said_by_another(claim, found, around) or found

    whole = judged(sentence)
    parts = list(statements(sentence))
    if whole.verdict is not SentenceVerdict.NOT_FOUND or len(parts) < 2:
        return desk.numbering.sentence(plain, [(whole, 0)], around)
    told = [(judged(parse(part.slice(sentence.text), sentence.code)), part) for part in parts]
    verdicts = {one.verdict for one, _ in told}
    if verdicts == {SentenceVerdict.NOT_FOUND}:
        return desk.numbering.sentence(plain, [(whole, 0)], around)
    verdict = SentenceVerdict.PARTLY
    if _CONTRADICTED in verdicts:
        verdict = _CONTRADICTED
    elif verdicts == {_SUPPORTED}:
        verdict = _SUPPORTED
    found = desk.numbering.sentence(plain, [(one, part.start) for one, part in told], around)
    open_parts = [part for one, part in told if one.verdict is SentenceVerdict.NOT_FOUND]
    missing = tuple(part.shift(plain.place.start) for part in open_parts)
    note = "a part of it stands in no article" if missing else ""
    return replace(found, verdict=verdict, missing=missing, note=found.note or note)


def _language_of(text: str) -> str:
    """Return the language of a text; of few words the one whose stop words alone are in it."""
    if guessed := guess_language(text):
        return guessed
    words = set(re.findall(r"\w+", text.casefold()))
    known = [code for code in known_languages() if words & language(code).stop_words]
    return known[0] if len(known) == 1 else ""


def _pool(text: str, desk: _Desk) -> tuple[list[Evidence], dict[str, Around]]:
    """Return the sentences of the chunks found for a text, and their articles by id."""
    found = desk.searcher.search(text, CHUNKS, desk.snapshot, Trace())
    pool: dict[tuple[str, Span], Evidence] = {}
    around: dict[str, Around] = {}
    for scored in found:
        chunk = scored.trusted.matched.chunk
        if chunk.article.id not in around and (
            article := desk.snapshot.view.article(chunk.article.id)
        ):
            around[chunk.article.id] = Around(article)
        for span in chunk.sentences:
            piece = Evidence(chunk.article, span, chunk.slice(span), scored.score)
            pool.setdefault((chunk.article.id, span), piece)
    return [one for one in pool.values() if one.article.id in around], around


def _speaks_of(names: set[str], around: Around) -> bool:
    text = f"{around.article.title} {around.article.text}".casefold()
    return any(name in text for name in names)
