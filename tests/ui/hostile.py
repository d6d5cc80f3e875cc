"""Articles in which everything wants to come alive."""

from datetime import date
from pathlib import Path

import rag
from rag.settings import Settings
from tests.render.exports.payloads import PAYLOADS


def index_hostile(corpus: Path, settings: Settings) -> None:
    """Index files with hostile names and words, and fifty articles "heide-0" to "heide-49"."""
    for number, payload in enumerate(PAYLOADS[:12]):
        name = payload.replace("/", "\u2215").replace("\0", "")
        (corpus / f"{number} {name}.txt").write_text(f"The mine in Salla {number} opened {payload}")
    rag.index(corpus, settings=settings)
    articles = [
        rag.Article(
            f"The plant in Heide {number} makes 60 GWh {payload}.\n\n# {payload}\n\n{payload}",
            title=f"Heide {number}: {payload}",
            outlet=f"{number} {payload}",
            url=payload,
            authors=(payload,),
            topics=(f"{number} {payload}",),
            published=date(2026, 1, 1),
            id=f"heide-{number}",
        )
        for number, payload in enumerate(PAYLOADS)
    ]
    rag.index(articles, settings=settings)
