"""The part of the chatbot that holds words against the articles instead of answering."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from datetime import date
from typing import Self

from rag.checking.absence import added_and_gone, negative_report
from rag.checking.check import check_text
from rag.checking.draft import DraftText, check_draft
from rag.checking.quotes import verify_quote
from rag.core.absent import NegativeReport, ReportRechecked
from rag.core.answer import Answer, Citation
from rag.core.checked import CheckedText, QuoteCheck
from rag.core.corpus import Filter
from rag.core.recheck import Recheck, quotation
from rag.errors import LibraryClosed
from rag.library.library import Library
from rag.library.versions import recheck
from rag.models.shared import SHARED
from rag.question.check import check_question
from rag.question.history import Past
from rag.search.searcher import Searcher


class Checker(ABC):
    """Checks texts and quotations against one library, until it is closed, by ``with`` for one.

    Args:
        library: what is indexed.
        searcher: finds chunks.
    """

    def __init__(self, library: Library, searcher: Searcher) -> None:
        self._open: tuple[Library, Searcher] | None = (library, searcher)

    @property
    def library(self) -> Library:
        """The articles."""
        return self._opened()[0]

    @property
    def searcher(self) -> Searcher:
        """What finds chunks."""
        return self._opened()[1]

    def _opened(self) -> tuple[Library, Searcher]:
        if self._open is None:
            raise LibraryClosed("this library was closed: open it again")
        return self._open

    def close(self) -> None:
        """Let go of the library's files, and of the models that no other open library uses."""
        if self._open:
            self._open[0].close()
            self._open = None
        SHARED.let_go(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def check(
        self,
        text: str,
        where: Filter = Filter(),
        name: str = "",
        progress: Callable[[int, int], None] | None = None,
    ) -> CheckedText:
        """Hold a text of your own against the articles: each of its sentences gets a verdict.

        Args:
            text: any text, of at most 200,000 characters; places in the result count its code
                points.
            where: limits the articles.
            name: what the text is called, for reports.
            progress: is told how many sentences are done and how many there are; what it raises
                ends the check.

        Raises:
            QuestionError: for a text that is too long or has no letter or digit.

        >>> checked = bot.check("Northvolt filed for bankruptcy in Sweden on 13 March 2025.")
        >>> checked.sentences[0].verdict, checked.sentences[0].conflicts[0].instead
        (<SentenceVerdict.CONTRADICTED: 'contradicted'>, '12 March 2025')
        """
        draft = check_draft(text)
        return self.check_draft(DraftText(draft, name, draft, as_written=True), where, progress)

    def check_draft(
        self,
        draft: DraftText,
        where: Filter = Filter(),
        progress: Callable[[int, int], None] | None = None,
    ) -> CheckedText:
        """Do what `check` does with a text that `rag.checking.draft.read_draft` read."""
        with self.library.snapshot(where) as snapshot:
            return check_text(draft, snapshot, self.searcher, progress)

    def verify_quote(
        self,
        quote: str,
        speaker: str = "",
        outlet: str = "",
        article: str = "",
        where: Filter = Filter(),
    ) -> QuoteCheck:
        """Tell whether words are quoted as they stand in the articles, and whose they are.

        Args:
            quote: the words, of at most 2,000 characters.
            speaker: who is said to have said them; empty where that is not known.
            outlet: where they are said to have been published, likewise.
            article: the id or the title of the article, likewise.
            where: limits the articles.

        Raises:
            QuestionError: for words that are too long or have no letter or digit.

        >>> bot.verify_quote("filed for bankruptcy in Norway on 12 March 2025").changes[0].instead
        'Sweden'
        """
        with self.library.snapshot(where) as snapshot:
            return verify_quote(check_question(quote), snapshot, speaker, outlet, article)

    @abstractmethod
    def ask(
        self,
        question: str,
        history: Iterable[Past] = (),
        where: Filter = Filter(),
        as_of: date | None = None,
        literal: bool = False,
    ) -> Answer:
        """Answer a question."""

    def absent(self, question: str, where: Filter = Filter()) -> NegativeReport | None:
        """Return a report that the articles do not hold the answer; None where they may.

        It names what was searched, how many articles of which days, as of when, and what came
        closest, and it can be looked at again: see `still_absent`.

        Args:
            question: as for `ask`.
            where: limits the articles.

        >>> bot.absent("Who won the chess championship of 1972?") is None
        False
        """
        answer = self.ask(question, where=where)
        return negative_report(answer, self.library, where) if answer.abstained else None

    def still_absent(self, report: NegativeReport) -> ReportRechecked:
        """Ask the question of a negative report again, of the articles as they are now."""
        answer = self.ask(report.question, where=report.where)
        return ReportRechecked(report, answer, *added_and_gone(report, self.library))

    def recheck(self, citation: Citation) -> bool:
        """Tell whether the text that a citation quotes is kept and has its exact words."""
        return self.library.recheck(citation)

    def standing(self, citation: Citation) -> Recheck:
        """Tell what became of a citation: unchanged, edited (and how), withdrawn."""
        return recheck(self.library, quotation(citation))
