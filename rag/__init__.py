"""Footnote: answers over a folder of articles, every sentence with the exact words behind it.

>>> import tempfile, rag
>>> state = tempfile.mkdtemp()
>>> report = rag.index([rag.Article("Cells are made in Heide.", title="Heide")], state)
>>> answer = rag.open(state).ask("Where are cells made?")
>>> answer.citations[0].quote
'Cells are made in Heide.'
"""

import importlib
from typing import TYPE_CHECKING, Any

from rag.core.answer import Answer, Citation, Reason, Sentence, Turn
from rag.core.article import Article, ArticleInfo
from rag.core.corpus import Filter, SyncReport
from rag.core.passage import Hit
from rag.core.span import Span
from rag.errors import RagError

if TYPE_CHECKING:
    from rag.chatbot import Chatbot
    from rag.handing_on import evidence_pack, verify
    from rag.keeping import doctor, export_library, import_library
    from rag.langchain import NewsRetriever
    from rag.models.embedding import Embedder
    from rag.render.exports.forms import export_answers
    from rag.side_by_side import ask_libraries, list_libraries
    from rag.syncing import SyncJob
    from rag.wiring import forget, index, supports
    from rag.wiring import open_chatbot as open
    from rag.wiring_web import add, followed, sync

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Article",
    "ArticleInfo",
    "Chatbot",
    "Citation",
    "Embedder",
    "Filter",
    "Hit",
    "NewsRetriever",
    "RagError",
    "Reason",
    "Sentence",
    "Span",
    "SyncJob",
    "SyncReport",
    "Turn",
    "add",
    "ask_libraries",
    "doctor",
    "evidence_pack",
    "export_answers",
    "export_library",
    "followed",
    "forget",
    "import_library",
    "index",
    "list_libraries",
    "open",
    "supports",
    "sync",
    "verify",
]

_LATE = {
    "Chatbot": ("rag.chatbot", "Chatbot"),
    "Embedder": ("rag.models.embedding", "Embedder"),
    "NewsRetriever": ("rag.langchain", "NewsRetriever"),
    "SyncJob": ("rag.syncing", "SyncJob"),
    "add": ("rag.wiring_web", "add"),
    "ask_libraries": ("rag.side_by_side", "ask_libraries"),
    "doctor": ("rag.keeping", "doctor"),
    "evidence_pack": ("rag.handing_on", "evidence_pack"),
    "export_answers": ("rag.render.exports.forms", "export_answers"),
    "export_library": ("rag.keeping", "export_library"),
    "followed": ("rag.wiring_web", "followed"),
    "forget": ("rag.wiring", "forget"),
    "import_library": ("rag.keeping", "import_library"),
    "index": ("rag.wiring", "index"),
    "list_libraries": ("rag.side_by_side", "list_libraries"),
    "open": ("rag.wiring", "open_chatbot"),
    "supports": ("rag.wiring", "supports"),
    "sync": ("rag.wiring_web", "sync"),
    "verify": ("rag.handing_on", "verify"),
}
"""Names whose modules are imported on first use, so that `import rag` stays fast."""


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module 'rag' has no attribute {name!r}")
    module, attribute = _LATE[name]
    return getattr(importlib.import_module(module), attribute)
