"""The libraries that are served beside each other, as programs see them from one of them."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rag.core.corpus import Facts
from rag.core.side_by_side import LibraryAnswer
from rag.errors import IndexMissing, QuestionError, RagError
from rag.service.api.answering import Answering, ProgramQuestion
from rag.service.api.objects import LibraryJson
from rag.service.choice import model_of
from rag.service.turns import ServiceBusy
from rag.ui.session import LibraryProvider


@dataclass(frozen=True, slots=True)
class Beside:
    """A library and those beside it.

    Attributes:
        name: what it is called.
        names: returns what all are called, it too.
        library: returns what opens one of them, by its name; its model is not waited for.
        answering: returns what answers questions about one of them, by its name.
    """

    name: str
    names: Callable[[], Sequence[str]]
    library: Callable[[str], LibraryProvider]
    answering: Callable[[str], Answering]

    @property
    def model(self) -> str:
        """The library's id as a model."""
        return model_of(self.name)

    def all(self) -> list[LibraryJson]:
        """Return all libraries; one that can't be opened says why."""
        return [library_json(name, self.library(name)) for name in self.names()]

    async def ask(self, question: ProgramQuestion, names: Iterable[str]) -> list[LibraryAnswer]:
        """Return what each of several libraries answers, from its own articles.

        Raises:
            QuestionError: for a question that none takes.
            ServiceBusy: when too many questions wait.
        """
        return await asyncio.gather(*(self._answer(question, name) for name in names))

    async def _answer(self, question: ProgramQuestion, name: str) -> LibraryAnswer:
        try:
            answering = await asyncio.to_thread(self.answering, name)
            return LibraryAnswer(name, await answering.answer(question))
        except (QuestionError, ServiceBusy):
            raise
        except RagError as error:
            return LibraryAnswer(name, None, str(error))


def library_json(name: str, library: LibraryProvider) -> LibraryJson:
    """Return a library as JSON; why it can't be opened, where that is so."""
    facts, problem = Facts(0, 0, None, None, None), ""
    try:
        facts = library().facts()
    except IndexMissing:  # nothing is indexed yet
        pass
    except RagError as error:
        problem = str(error)
    return LibraryJson.from_facts(name, model_of(name), facts, problem)
