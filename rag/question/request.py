"""What a question asks for: an answer, a summary, a comparison, a timeline, a second look."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.core.answer import Turn, Usage
from rag.language.language import language
from rag.question.check import check_question
from rag.question.condense import is_dependent, is_follow_up, points_nowhere, standalone
from rag.question.history import Past, read_history
from rag.question.parts import search_texts
from rag.question.smalltalk import asks_for_contents, is_small_talk
from rag.settings import AnswerSettings, RetrievalSettings

Rewrite = Callable[[str, Sequence[Turn]], tuple[str | None, Usage]]
"""Makes a follow-up stand alone, or returns None where it can't; and what that took."""

WIDER = 3
"""A second look and an overview search, order and cross-encode so many times the chunks."""
OVERVIEW_SENTENCES, OVERVIEW_WORDS, OF_ARTICLE = 8, 260, 3
"""The most sentences and words of an overview, and the most sentences from one article."""
_ASKING = language().asking


class Task(StrEnum):
    """What is asked for."""

    ANSWER = "answer"
    SUMMARY = "summary"
    COMPARISON = "comparison"
    TIMELINE = "timeline"
    SECOND_LOOK = "second look"
    HELP = "help"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Request:
    """A question, understood.

    Attributes:
        task: what is asked for.
        question: as asked, normalised.
        standalone: the question with what it refers to.
        texts: what is searched, see `rag.question.parts.search_texts`.
        compared: the names of what is to be compared, for a comparison.
        unclear: whether it refers to something that nobody named.
        alone: the question as one that begins a new topic, where it may as well be that; then both
            are searched. None where it is one or the other.
        earlier_answer: the answer that is to be checked, as plain text; empty where there is none.
        usage: what a language model took to rewrite it.
    """

    task: Task
    question: str
    standalone: str
    texts: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    unclear: bool = False
    alone: "Request | None" = None
    earlier_answer: str = ""
    usage: Usage = Usage()

    @property
    def is_talk(self) -> bool:
        """Whether nothing has to be searched: small talk, or what the articles are."""
        return self.task in (Task.HELP, Task.CONTENTS)

    @property
    def is_overview(self) -> bool:
        """Whether the answer is an overview of several articles."""
        return self.task in (Task.SUMMARY, Task.COMPARISON, Task.TIMELINE)

    @property
    def has_parts(self) -> bool:
        """Whether the question has several parts, so that no single chunk has to answer it.

        The context that was added to a follow-up does not count as a part.
        """
        return len(self.texts) > 2

    def retrieval(self, settings: RetrievalSettings) -> RetrievalSettings:
        """Return how to search for it: a second look and an overview take more chunks."""
        return settings if self.task is Task.ANSWER else settings.widened(WIDER)

    def answer(self, settings: AnswerSettings) -> AnswerSettings:
        """Return how long its answer may be: an overview may be longer."""
        if not self.is_overview:
            return settings
        return settings.at_least(OVERVIEW_SENTENCES, OVERVIEW_WORDS)


def understand(
    question: str, history: Iterable[Past] = (), rewrite: Rewrite | None = None
) -> Request:
    """Return what a question asks for in its conversation.

    Args:
        question: as asked.
        history: the earlier turns, oldest first, see `read_history`.
        rewrite: makes a follow-up stand alone; rules do where it can't or is not given.

    Raises:
        QuestionError: for a question that is empty, too long or without a word, or a history that
            can't be read.

    >>> understand("Compare Verkor and ACC").texts
    ('Verkor and ACC', 'Verkor', 'ACC')
    >>> understand("Compare Verkor with ACC in terms of capacity").texts[1:]
    ('Verkor in terms of capacity', 'ACC in terms of capacity')
    >>> understand("Are you sure?", [Turn("Who owns ACC?", "Three firms.")]).texts
    ('Who owns ACC?',)
    """
    question = check_question(question)
    if asks_for_contents(question):
        return Request(Task.CONTENTS, question, question)
    if is_small_talk(question):
        return Request(Task.HELP, question, question)
    turns = [turn for turn in read_history(history) if not is_doubt(turn.question)]
    if turns and is_doubt(question):
        alone = standalone(turns[-1].question, turns[:-1])
        texts = _read(turns[-1].question, alone)[1]
        answer = turns[-1].answer
        return Request(Task.SECOND_LOOK, question, alone, texts, earlier_answer=answer)
    rewritten: str | None = None
    usage = Usage()
    if rewrite and turns and is_follow_up(question):
        rewritten, usage = rewrite(question, turns)
    alone = rewritten or standalone(question, turns)
    task, texts, compared = _read(question, alone)
    unclear = task is Task.ANSWER and not turns and points_nowhere(question)
    bare = None
    if not rewritten and alone != question and not is_dependent(question):
        bare = understand(question)
    return Request(task, question, alone, texts, compared, unclear, bare, usage=usage)


def is_doubt(question: str) -> bool:
    """Tell whether a text only asks for a second look at the last answer.

    >>> is_doubt("Are you sure about that?"), is_doubt("Are you sure that Verkor opened?")
    (True, False)
    """
    return _ASKING.doubt.fullmatch(question) is not None


def _read(question: str, alone: str) -> tuple[Task, tuple[str, ...], tuple[str, ...]]:
    """Return the task of a question that stands alone, what is searched and what is compared."""
    bare = alone.rstrip("?!. ")
    if match := _ASKING.comparison.fullmatch(bare):
        *sides, aspect = match.groups()
        compared = tuple(side for side in sides if side)
        texts = [f"{text} {aspect or ''}".rstrip() for text in (" and ".join(compared), *compared)]
        return Task.COMPARISON, tuple(texts), compared
    for task, pattern in ((Task.SUMMARY, _ASKING.summary), (Task.TIMELINE, _ASKING.timeline)):
        if match := pattern.fullmatch(bare):
            return task, (match["topic"],), ()
    return Task.ANSWER, tuple(search_texts(question, alone)), ()
