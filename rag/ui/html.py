"""The conversation and the reader as HTML. Pure.

Whatever comes from an article or from the asker passes `escape`, and an address passes `safe_url`; nothing else does, so
every tag and attribute in the page is one that is written here.
"""

import json
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from rag.article import ArticleInfo
from rag.render import escape, table
from rag.schema import Facts
from rag.types import Answer, Citation, Nearest, Reason, Sentence
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


def no_article(note: str) -> str:
    """Return what the reader shows where there is no article."""
    return note_line(note)


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
    searched = f'<p class="fn-searched">Searched as “{escape(answer.standalone)}” {_fill(answer.standalone, "Edit")}</p>'
    leaned = searched if answer.standalone != answer.question else ""
    if answer.abstained:
        return leaned + _abstention(number, answer)
    if not answer.sentences:
        return f'<p class="fn-help">{escape(answer.message)}</p>'
    return f"{leaned}{_sentences(number, answer)}{_written(answer)}{_confidence(answer)}"


def _fill(text: str, label: str) -> str:
    """Return a button that puts a text into the question box, to be changed or asked."""
    return f'<button type="button" class="fn-fill" data-fill="{escape(text)}">{escape(label)}</button>'


def _sentences(number: int, answer: Answer) -> str:
    """Return the sentences in a paragraph, items of a list in a list, a comparison's in a table."""
    parts = [_table(number, answer)] if answer.columns else []
    rest = [sentence for sentence in answer.sentences if sentence.column is None]
    for listed, some in groupby(_items(rest), key=lambda item: item[0].bullet):
        texts = [" ".join(_sentence(number, answer, sentence) for sentence in item) for item in some]
        if listed:
            parts.append(f'<ul class="fn-answer">{"".join(f"<li>{text}</li>" for text in texts)}</ul>')
        else:
            parts.append(f'<p class="fn-answer">{" ".join(texts)}</p>')
    return "".join(parts)


def _table(number: int, answer: Answer) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in answer.columns)
    rows = ""
    for above, row in enumerate(table(answer)):
        nothing = '<span class="fn-hidden">nothing more</span>' if above else "nothing found"
        cells = [_sentence(number, answer, one) if one else nothing for one in row]
        rows += f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    return f'<table class="fn-answer fn-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _items(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Return the sentences, those after a bullet together with it."""
    items: list[list[Sentence]] = []
    for sentence in sentences:
        if items and items[-1][0].bullet and not sentence.bullet:
            items[-1].append(sentence)
        else:
            items.append([sentence])
    return items


def _written(answer: Answer) -> str:
    """Return how a written answer came about: that a model wrote it, what was removed, what went wrong, what it took."""
    said = ["Written by a language model; what has a footnote was checked against it."] if answer.written else []
    said += [answer.note] if answer.note else []
    if answer.removed:
        said.append(f"{_count(answer.removed, 'sentence')} of the draft left out for want of support.")
    if answer.usage and answer.usage.calls:
        cost = f", {answer.usage.cost:.4f} in all" if answer.usage.cost is not None else ""
        said.append(f"{answer.usage.read:,} tokens read, {answer.usage.written:,} written{cost}.")
    return f'<p class="fn-written">{escape(" ".join(said))}</p>' if said else ""


def _sentence(turn: int, answer: Answer, sentence: Sentence) -> str:
    cited = [citation for citation in answer.citations if citation.number in sentence.citations]
    if not cited:
        why = sentence.warning or "no article supports this"
        return f'<span class="fn-unsupported">{escape(sentence.text)} <em>(unsupported: {escape(why)})</em></span>'
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
        f'<span class="fn-number">{citation.number}</span><span class="fn-byline">{byline(article)}</span>'
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
    if answer.options:
        shown = f'<ul class="fn-options">{"".join(f"<li>{_fill(option, option)}</li>" for option in answer.options)}</ul>'
    return (
        f'<div class="fn-abstained"><p class="fn-reason">No answer: {escape(answer.reason)}</p>'
        f"<p>{escape(answer.message)}</p>{_sentences(turn, answer)}{_written(answer)}{_confidence(answer)}{shown}</div>"
    )


def _near(turn: int, rank: int, near: Nearest) -> str:
    article = near.article
    return (
        f'<li><button type="button" class="fn-near" id="fn-{turn}-near-{rank}" data-note="fn-{turn}-near-{rank}" '
        f'aria-haspopup="dialog" data-turn="{turn}" data-article="{escape(article.id)}" '
        f'data-sha256="{escape(article.sha256)}"><span class="fn-title">{escape(article.title)}</span>'
        f'<span class="fn-byline">{byline(article)}</span></button></li>'
    )


def byline(article: ArticleInfo) -> str:
    """Return the source and the day of an article."""
    source = f'<span class="fn-source">{escape(article.source)}</span>' if article.source else ""
    published = f'<span class="fn-day">{day(article.published)}</span>' if article.published else ""
    return source + published


def _capital(text: str) -> str:
    return escape(text[:1].upper() + text[1:])


def note_line(note: str) -> str:
    """Return what is said above an article; nothing where there is nothing to say."""
    return f'<p class="fn-note">{_capital(note)}</p>' if note else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
