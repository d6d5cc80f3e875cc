"""What a question asks for: an answer, a summary, a comparison, a timeline, a list of articles."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from rag.core.answer import Turn
from rag.core.corpus import Filter, Names
from rag.core.request import Kind, Request, Task, Wants
from rag.core.usage import Usage
from rag.language.guess import guess_language
from rag.language.language import DEFAULT, language
from rag.question.check import check_question
from rag.question.comparing import read_comparison
from rag.question.condense import (
    is_dependent,
    is_follow_up,
    points_nowhere,
    standalone,
    with_name,
)
from rag.question.expected import wants
from rag.question.filters import read_filter
from rag.question.gist import readings, without_orders
from rag.question.history import Past, read_history
from rag.question.kinds import kind_of
from rag.question.listing import read_listing
from rag.question.parts import search_texts
from rag.question.periods import find_periods
from rag.question.size import read_size
from rag.question.smalltalk import asks_for_contents, is_small_talk
from rag.question.sources import read_sources

Rewrite = Callable[[str, Sequence[Turn]], tuple[str | None, Usage]]
"""Makes a follow-up stand alone, or returns None where it can't; and what that took."""


def understand(
    question: str,
    history: Iterable[Past] = (),
    rewrite: Rewrite | None = None,
    names: Names = Names(),
    today: date | None = None,
    literal: bool = False,
    dated: Callable[[str], str] = str,
) -> Request:
    """Return what a question asks for in its conversation.

    Args:
        question: as asked.
        history: the earlier turns, oldest first, see `read_history`.
        rewrite: makes a follow-up stand alone; rules do where it can't or is not given.
        names: the outlets and authors of the library, which a question may limit itself to.
        today: from which "last month" is counted; by default the day it is.
        literal: whether the question is taken as it stands: nothing is added to it and no filter
            read from it.
        dated: puts the day of an event in its place, where publication is limited to before or
            after it.

    Raises:
        QuestionError: for a question that is empty, too long or without a word, or a history that
            can't be read.

    >>> understand("Compare Verkor and ACC").texts
    ('Verkor and ACC', 'Verkor', 'ACC')
    >>> understand("Summarise the Heide plant in two sentences").limit
    2
    >>> understand("Are you sure?", [Turn("Who owns ACC?", "Three firms.")]).texts
    ('Who owns ACC?',)
    """
    question = check_question(question)
    today = today or date.today()
    turns = [turn for turn in read_history(history) if not is_doubt(turn.question)]
    last = turns[-1].question if turns else ""
    code = guess_language(question) or guess_language(last) or DEFAULT
    if literal:
        texts = tuple(search_texts(question, question, code))
        periods = (find_periods(question, today, code),)
        return Request(
            Task.ANSWER,
            question,
            question,
            texts,
            kind_of(question, code),
            wants(question, code),
            periods,
        )
    if asks_for_contents(question):
        return Request(Task.CONTENTS, question, question)
    if is_small_talk(question):
        return Request(Task.HELP, question, question)
    asked, question = question, dated(without_orders(question, code))
    if ways := readings(question, code):
        several = [replace(_read(way, way, names, today, code), question=asked) for way in ways]
        whole = replace(_read(question, question, names, today, code), question=asked)
        return replace(whole, readings=(*several, whole))
    if turns and is_doubt(question):
        alone = standalone(turns[-1].question, turns[:-1], code)
        request = _read(turns[-1].question, alone, names, today, code)
        return replace(
            request,
            task=Task.SECOND_LOOK,
            question=asked,
            earlier_answer=turns[-1].answer,
        )
    rewritten: str | None = None
    usage = Usage()
    if rewrite and turns and is_follow_up(question, code):
        rewritten, usage = rewrite(question, turns)
    alone = rewritten or standalone(question, turns, code)
    is_whole = not rewritten and not alone.endswith(question)  # the last question, asked again
    refers = alone != question and not is_whole
    named = with_name(question, turns[-1], code) if refers else question
    if refers and not rewritten:
        alone = alone.removesuffix(question) + named
    request = _read(alone if is_whole else named, alone, names, today, code)
    unclear = request.task is Task.ANSWER and not turns and points_nowhere(question, code)
    bare = None
    is_open = named != question or not is_dependent(question, code)
    if refers and not rewritten and is_open:
        bare = understand(named, (), None, names, today)
    return replace(request, question=asked, unclear=unclear, alone=bare, usage=usage)


def is_doubt(question: str) -> bool:
    """Tell whether a text only asks for a second look at the last answer.

    >>> is_doubt("Are you sure about that?"), is_doubt("Are you sure that Verkor opened?")
    (True, False)
    >>> is_doubt("Are you sure? I have read another number.")
    True
    """
    doubt = language(guess_language(question) or DEFAULT).asking.doubt
    doubted, mark, rest = question.partition("?")
    doubts = "?" not in rest and doubt.fullmatch(doubted + mark)
    return bool(doubts or doubt.fullmatch(question))


def _read(question: str, alone: str, names: Names, today: date, code: str) -> Request:
    """Return what a question asks for that stands alone, with the times that it asks about."""
    request = _asked(question, alone, names, today, code)
    whole, *parts = [find_periods(text, today, code) for text in request.texts] or [()]
    return replace(request, periods=(whole, *(part[:1] for part in parts)))


def _asked(question: str, alone: str, names: Names, today: date, code: str) -> Request:
    """Return what a question asks for that stands alone."""
    asking = language(code).asking
    if sources := read_sources(alone, code):
        return Request(
            Task.SOURCES,
            question,
            alone,
            (sources.topic,),
            kind_of(sources.topic, code),
            sources=sources.asks,
        )
    asked = read_filter(alone, names, today, whole=True, code=code)
    if listing := read_listing(asked.text, names, code):
        where = replace(
            asked.filter,
            outlets=listing.filter.outlets or asked.filter.outlets,
            authors=listing.filter.authors or asked.filter.authors,
        )
        texts = (listing.topic,) if listing.topic else ()
        return Request(
            Task.ARTICLES,
            question,
            alone,
            texts,
            Kind.LIST,
            filter=where,
            only=listing.only,
        )
    then = None
    if asked.filter.dated and asking.happened.fullmatch(asked.text.rstrip("?!. ")):
        then = Request(Task.ARTICLES, question, alone, filter=_with_next_day(asked.filter))
    asked = read_filter(alone, names, today, code=code)
    size = read_size(asked.text, code)
    request = Request(
        Task.ANSWER,
        question,
        alone,
        kind=kind_of(question, code),
        wants=wants(question, code),
        compares_all=asking.superlative.search(question) is not None,
        filter=asked.filter,
        limit=size.sentences,
        words=size.words,
        otherwise=then,
    )
    if compared := read_comparison(size.text, code):
        searched = (compared.whole, *compared.texts)
        of_times = all(find_periods(name, today, code) for name in compared.names)
        return replace(
            request,
            task=Task.COMPARISON,
            texts=searched,
            wants=Wants.NUMBER if of_times else request.wants,
            compared=compared.names,
        )
    text = size.text.rstrip("?!. ")
    for pattern in asking.timeline:
        if match := pattern.fullmatch(text):
            return replace(request, task=Task.TIMELINE, texts=(match["topic"],))
    if asking.in_order.search(text):
        texts = (asking.in_order.sub("", text),)
        return replace(request, task=Task.TIMELINE, texts=texts)
    if match := asking.summary.fullmatch(text):
        return _summary(request, next(filter(None, match.groups())), code)
    if size:
        return _summary(request, text, code)
    own = asked.text if alone == question else question
    return replace(request, texts=tuple(search_texts(own, asked.text, code)))


def _with_next_day(where: Filter) -> Filter:
    """Return a filter on one day with the day after it, when that day is told of."""
    if where.until and where.since == where.until:
        return replace(where, until=where.until + timedelta(1))
    return where


def _summary(request: Request, topic: str, code: str) -> Request:
    """Return a request for a summary, of one article where the topic names one."""
    match = language(code).asking.one_article.fullmatch(topic)
    text = " ".join(filter(None, match.groups())) if match else topic
    return replace(request, task=Task.SUMMARY, texts=(text,), of_one=match is not None)
