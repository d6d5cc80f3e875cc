"""The web app, but a question with "wait" in it is never answered; for the test of the Stop button."""

import sys
import threading
from collections.abc import Iterator
from typing import Any

import rag
from rag.chatbot import Chatbot
from rag.types import Answer

answer = Chatbot.stream


def stream(self: Chatbot, question: str, *more: Any) -> Iterator[Answer]:
    if "wait" in question:
        threading.Event().wait()
    return answer(self, question, *more)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    import app

    rag.Chatbot.stream = stream
    sys.exit(app.main())
