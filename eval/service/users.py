"""Who asks the served app: readers by the page, programs by REST."""

import itertools
import json
import random
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from typing import Any, Protocol

import httpx

from eval.faults.served import App, Visitor
from eval.harness.starter import QUESTIONS
from rag.errors import RagError


class User(Protocol):
    """Somebody who asks."""

    def ask(self, question: str) -> object:
        """Have a question answered.

        Raises:
            RagError, httpx.HTTPError: when it is not.
        """

    def close(self) -> None:
        """Go away."""


class Program:
    """A program that asks by REST.

    Args:
        app: what it asks.
    """

    def __init__(self, app: App) -> None:
        self.client = httpx.Client(base_url=f"{app.url}/v1", timeout=120)

    def ask(self, question: str) -> dict[str, Any]:
        """Return the answer to a question.

        Raises:
            RagError: when there is neither an answer nor a refusal.
        """
        answer: dict[str, Any] = self.post("/ask", {"question": question})
        if not answer["sentences"] and not answer["abstained"]:
            raise RagError(f"an empty answer to {question!r}")
        return answer

    def post(self, route: str, sent: Mapping[str, Any]) -> Any:
        """Return what a route answers.

        Raises:
            httpx.HTTPError: when it does not.
        """
        return self.client.post(route, json=sent).raise_for_status().json()

    def close(self) -> None:
        """Go away."""
        self.client.close()


DOORS: tuple[Callable[[App], User], ...] = (Visitor, Program)


def questions(place: int = 0) -> Iterator[str]:
    """Yield the questions over the starter corpus without end, from a place on."""
    several = [json.loads(line)["question"] for line in QUESTIONS.read_text().splitlines()]
    return itertools.islice(itertools.cycle(several), place % len(several), None)


@contextmanager
def asking(app: App, users: int, work: Callable[[User, random.Random], None]) -> Iterator[None]:
    """Let people work without a pause, half of them by either door, until the context ends.

    Args:
        app: what they ask.
        users: how many.
        work: is done over and over by each; it raises nothing.
    """
    over = threading.Event()

    def go_on(number: int, user: User) -> None:
        chance = random.Random(number)
        while not over.is_set():
            work(user, chance)

    with ExitStack() as stack:
        several = [stack.enter_context(closing(DOORS[number % 2](app))) for number in range(users)]
        threads = [
            threading.Thread(target=go_on, args=(number, user))
            for number, user in enumerate(several)
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join()
