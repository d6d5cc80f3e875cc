"""A chatbot over one short article."""

from pathlib import Path

import rag


def plant_bot(state: Path) -> rag.Chatbot:
    """Index the article and open the index."""
    text = "The plant opened in 2021. It makes cells."
    rag.index(rag.Article(text, title="A plant", id="plant"), state)
    return rag.open(state)
