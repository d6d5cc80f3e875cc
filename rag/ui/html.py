"""The conversation and the reader as HTML. Pure.

Whatever comes from an article or from the asker passes `escape`, and an address passes `safe_url`; nothing else does, so
every tag and attribute in the page is one that is written here.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from rag.article import ArticleInfo
from rag.render import escape, safe_url
from rag.schema import Facts
from rag.types import Answer, Citation, Nearest, Reason, Sentence, Span
from rag.ui.conversation import Exchange

CONFIDENCE = "estimated probability that the articles hold the answer"
_FEEDBACK = (
    '<div class="fn-feedback" role="group" aria-label="Is this answer right?">'
    '<button type="button" class="fn-verdict" data-verdict="right" aria-pressed="false">Right</button>'
    '<button type="button" class="fn-verdict" data-verdict="wrong" aria-pressed="false">Wrong</button>'
    '<span class="fn-said"></span></div><form class="fn-expected" hidden><label>Which words would have answered it? '
    'Paste them from an article (optional)<textarea rows="2" maxlength="5000"></textarea></label>'
    '<button type="submit" class="fn-send">Send</button></form>'
)
_SHOWN = 300
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_NEW_LINE = re.compile(r"\n+")


def conversation(exchanges: Sequence[Exchange]) -> str:
    """Return every turn, oldest first."""
    return "".join(_turn(number, exchange) for number, exchange in enumerate(exchanges, start=1))


def status(exchange: Exchange) -> str:
    """Return what a screen reader announces about the latest turn."""
    if exchange.problem:
        return _capital(exchange.problem)
    if exchange.answer is None:
        return "Searching the articles…"
    count = len(exchange.answer.citations)
    return f"Answered, {_count(count, 'footnote')}." if count else escape(exchange.answer.message)


def facts(found: Facts) -> str:
    """Return what the corpus is, in one line."""
    days = [day(date) for date in (found.first, found.last) if date]
    parts = [_count(found.articles, "article"), " to ".join(dict.fromkeys(days))]
    if found.synced:
        parts.append(f"last synced {day(found.synced)}, {found.synced:%H:%M} UTC")
    return escape(" · ".join(filter(None, parts)))


def reader(article: ArticleInfo, text: str, quote: Span | None, others: Sequence[Span], note: str = "") -> str:
    """Return a whole article, the quoted words marked; `others` are faintly marked, `note` is said above the text."""
    url = safe_url(article.url)
    link = f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">Read at the source</a>' if url else ""
    body = "".join(f"<p>{_marked(text, part, quote, others)}</p>" for part in _paragraphs(text))
    return (
        f'<h2 class="fn-reader-title">{escape(article.title)}</h2>'
        f'<p class="fn-byline">{_byline(article)} {link}</p>{_note(note)}<div class="fn-text">{body}</div>'
    )


def no_article(note: str) -> str:
    """Return what the reader shows where there is no article."""
    return _note(note)


def day(when: date) -> str:
    """Return a day in words.

    >>> day(date(2025, 3, 12))
    '12 March 2025'
    """
    return f"{when.day} {when:%B %Y}"


def _turn(number: int, exchange: Exchange) -> str:
    question = exchange.question if len(exchange.question) <= _SHOWN else exchange.question[:_SHOWN].rstrip() + "…"
    notes = _notes(number, exchange.answer) if exchange.answer else ""
    judged = exchange.answer and not exchange.problem and exchange.answer.reason is not Reason.HELP
    said, feedback = (_data(exchange.answer), _FEEDBACK) if exchange.answer and judged else ("", "")
    return (
        f'<section class="fn-turn" aria-label="Question {number}"{said}><div class="fn-main">'
        f'<h2 class="fn-question">{escape(question)}</h2>{_reply(number, exchange)}{feedback}</div>{notes}</section>'
    )


def _data(answer: Answer) -> str:
    """Return the attribute that tells feedback.js which answer is judged."""
    names = ("question", "standalone", "abstained", "confidence")
    values = {name: getattr(answer, name) for name in names} | {"answer": answer.text}
    return f' data-answer="{escape(json.dumps(values))}"'


def _reply(number: int, exchange: Exchange) -> str:
    answer = exchange.answer
    if exchange.problem:
        return f'<div class="fn-problem"><p>{_capital(exchange.problem)}</p></div>'
    if answer is None:
        return '<p class="fn-waiting">Searching the articles…</p>'
    searched = f'<p class="fn-searched">Searched as “{escape(answer.standalone)}”</p>'
    leaned = searched if answer.standalone != answer.question else ""
    if answer.abstained:
        return leaned + _abstention(number, answer)
    if not answer.sentences:
        return f'<p class="fn-help">{escape(answer.message)}</p>'
    sentences = " ".join(_sentence(number, answer, sentence) for sentence in answer.sentences)
    return f'{leaned}<p class="fn-answer">{sentences}</p>{_confidence(answer)}'


def _sentence(turn: int, answer: Answer, sentence: Sentence) -> str:
    cited = [citation for citation in answer.citations if citation.number in sentence.citations]
    if not cited:
        return f'<span class="fn-unsupported">{escape(sentence.text)} <em>(no article supports this)</em></span>'
    head, space, last = escape(sentence.text).rpartition(" ")
    return f'{head}{space}<span class="fn-keep">{last}{"".join(_marker(turn, citation) for citation in cited)}</span>'


def _marker(turn: int, citation: Citation) -> str:
    number = citation.number
    return (
        f'<sup><button type="button" class="fn-marker" data-note="fn-{turn}-{number}" aria-haspopup="dialog" '
        f'aria-label="Footnote {number}: {escape(citation.article.title)}">[{number}]</button></sup>'
    )


def _confidence(answer: Answer) -> str:
    return (
        f'<p class="fn-confidence" title="{CONFIDENCE}">Confidence {answer.confidence:.0%}'
        f'<span class="fn-hidden">: {CONFIDENCE}</span></p>'
    )


def _notes(turn: int, answer: Answer) -> str:
    if not answer.citations:
        return ""
    cards = "".join(_card(turn, citation) for citation in answer.citations)
    return f'<aside class="fn-notes" aria-label="Footnotes of question {turn}"><ol>{cards}</ol></aside>'


def _card(turn: int, citation: Citation) -> str:
    article, span = citation.article, citation.span
    return (
        f'<li><button type="button" class="fn-card" id="fn-{turn}-{citation.number}" aria-haspopup="dialog" '
        f'data-note="fn-{turn}-{citation.number}" data-turn="{turn}" data-article="{escape(article.id)}" '
        f'data-sha256="{escape(article.sha256)}" data-start="{span.start}" data-end="{span.end}">'
        f'<span class="fn-number">{citation.number}</span><span class="fn-byline">{_byline(article)}</span>'
        f'<span class="fn-title">{escape(article.title)}</span>'
        f'<span class="fn-quote">“{_quote(citation)}”</span></button>'
        f'<button type="button" class="fn-reject" data-card="fn-{turn}-{citation.number}" aria-pressed="false">'
        f"Doesn't support this<span class='fn-hidden'> (footnote {citation.number})</span></button></li>"
    )


def _quote(citation: Citation) -> str:
    """Return the quoted words, those that answer the question marked."""
    if not citation.answer:
        return escape(citation.quote)
    answer = citation.answer.shift(-citation.span.start)
    before, after = citation.quote[: answer.start], citation.quote[answer.end :]
    return f'{escape(before)}<mark class="fn-answers">{escape(answer.slice(citation.quote))}</mark>{escape(after)}'


def _abstention(turn: int, answer: Answer) -> str:
    nearest = "".join(_near(turn, rank, near) for rank, near in enumerate(answer.nearest, start=1))
    shown = f'<p class="fn-nearest-label">Nearest articles</p><ol class="fn-nearest">{nearest}</ol>' if nearest else ""
    return (
        f'<div class="fn-abstained"><p class="fn-reason">No answer: {escape(answer.reason)}</p>'
        f"<p>{escape(answer.message)}</p>{_confidence(answer)}{shown}</div>"
    )


def _near(turn: int, rank: int, near: Nearest) -> str:
    article = near.article
    return (
        f'<li><button type="button" class="fn-near" id="fn-{turn}-near-{rank}" data-note="fn-{turn}-near-{rank}" '
        f'aria-haspopup="dialog" data-turn="{turn}" data-article="{escape(article.id)}" '
        f'data-sha256="{escape(article.sha256)}"><span class="fn-title">{escape(article.title)}</span>'
        f'<span class="fn-byline">{_byline(article)}</span></button></li>'
    )


def _byline(article: ArticleInfo) -> str:
    source = f'<span class="fn-source">{escape(article.source)}</span>' if article.source else ""
    published = f'<span class="fn-day">{day(article.published)}</span>' if article.published else ""
    return source + published


def _capital(text: str) -> str:
    return escape(text[:1].upper() + text[1:])


def _note(note: str) -> str:
    return f'<p class="fn-note">{_capital(note)}</p>' if note else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs of a text: set apart by blank lines or, where it has none, by line ends."""
    separator = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _NEW_LINE
    start = 0
    for gap in separator.finditer(text):
        if text[start : gap.start()].strip():
            yield Span(start, gap.start())
        start = gap.end()
    if text[start:].strip():
        yield Span(start, len(text))


def _marked(text: str, part: Span, quote: Span | None, others: Sequence[Span]) -> str:
    """Return one paragraph with the words of the quote, and those of other citations, marked."""
    edges = {edge for span in (quote, *others) if span for edge in (span.start, span.end)}
    cuts = sorted({part.start, part.end} | {edge for edge in edges if part.start < edge < part.end})
    return "".join(_piece(Span(start, end), text, quote, others) for start, end in pairwise(cuts))


def _piece(piece: Span, text: str, quote: Span | None, others: Sequence[Span]) -> str:
    words = escape(piece.slice(text))
    if quote and piece.within(quote):
        return f'<mark class="fn-cited">{words}</mark>'
    return f'<mark class="fn-other">{words}</mark>' if any(piece.within(other) for other in others) else words
