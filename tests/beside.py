"""Two libraries that contradict each other about the same things, by the same ids."""

from pathlib import Path

import rag

QUESTION = "When did the plant in Heide open?"
YEARS = {"default": "2021", "wire": "2019"}
"""When the plant opened, as the articles of each library have it."""
SECRETS = {"default": "aardvark", "wire": "wombat"}
"""A word that stands in the articles of one library only."""


def index_both(state: Path) -> None:
    """Index them in a state folder: the default one, and "wire"."""
    for name, year in YEARS.items():
        secret = SECRETS[name]
        articles = [
            rag.Article(
                f"The plant in Heide opened in {year}. Its mascot is the {secret}.",
                title=f"The {secret} plant",
                outlet=f"{secret.title()} Post",
                id="plant",
            ),
            rag.Article(f"A {secret} was seen in Ulm.", title=secret, id=f"only-{secret}"),
        ]
        rag.index(articles, state, library=name)
