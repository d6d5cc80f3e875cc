"""Evidence packs: answers with what proves them in one file, and the proof looked at again."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.core.answer import Answer
from rag.core.recheck import Rechecked, Standing
from rag.errors import CorpusError, DataError, IndexMissing
from rag.settings import Settings, load_settings
from rag.wiring import open_library

if TYPE_CHECKING:
    from rag.library.library import Library
    from rag.render.exports.pack_check import KeptQuote

MOST_BYTES = 500_000_000
"""The most bytes of a file that are looked at."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of an evidence pack.

    Attributes:
        sha256: the hash of the file: who noted it knows that this is the same one.
        problems: what in it is not as it was written, one line each.
        quotes: how many quotes it has.
        rechecked: what became of those quotes whose articles the library knows.
        compared: whether there was a library to compare it with.
    """

    sha256: str
    problems: tuple[str, ...]
    quotes: int = 0
    rechecked: tuple[Rechecked, ...] = ()
    compared: bool = False

    @property
    def proven(self) -> bool:
        """Whether the file is as it was written, and each quote stands in its context."""
        return not self.problems

    @property
    def changed(self) -> bool:
        """Whether the library's articles no longer say all that is quoted as it was."""
        return any(one.recheck.standing is not Standing.UNCHANGED for one in self.rechecked)


def evidence_pack(
    answers: Answer | Sequence[Answer],
    state_dir: str | Path | None = None,
    *,
    title: str = "",
    with_articles: bool = False,
    settings: Settings | None = None,
    language: str = "en",
) -> bytes:
    """Return answers with what proves them as one file, which `verify` checks.

    It is a zip archive of the answers (JSON, and a page to read), each quote with its paragraph and
    the hash of its article's text, and what the answers were made with: settings, hashes of the
    models' weights and of the library, Footnote's version. The same answers over the same library
    give the same bytes.

    Args:
        answers: an answer, or those of a conversation, oldest first.
        state_dir: the folder of the index that was asked; by default that of the settings.
        title: what stands on top of the page; by default the question.
        with_articles: whether the whole texts of the cited articles are put in.
        settings: the settings in force; by default those of the environment and rag.toml.
        language: of what Footnote says on the page, "en" or "de".

    Raises:
        DataError: when there is no answer.
        SettingsError: for another language.
        CorpusError: when the library does not have a text that is quoted.
        IndexMissing: when nothing was indexed there.

    >>> import pathlib, tempfile, rag
    >>> state = tempfile.mkdtemp()
    >>> _ = rag.index(rag.Article("Cells are made in Heide.", title="Heide"), state)
    >>> pack = rag.evidence_pack(rag.open(state).ask("Where are cells made?"), state)
    >>> file = pathlib.Path(state, "heide.zip")
    >>> _ = file.write_bytes(pack)
    >>> rag.verify(file, state).proven
    True
    """
    from rag.render.exports.pack import write_pack
    from rag.render.wording import wording

    t = wording(language)
    settings = settings or load_settings(state_dir=state_dir)
    library = open_library(state_dir, settings=settings)
    try:
        several = [answers] if isinstance(answers, Answer) else list(answers)
        texts = _texts(several, library)
        synced = library.facts().synced
        made_with = _made_with(settings, library)
    finally:
        library.close()
    as_of = synced.date() if synced else None
    return write_pack(several, texts, made_with, title, as_of, with_articles, t)


def verify(
    file: str | Path, state_dir: str | Path | None = None, *, settings: Settings | None = None
) -> Verified:
    """Look whether an evidence pack is as it was written, and whether its articles still say so.

    Args:
        file: the evidence pack.
        state_dir: the folder of the index to compare it with; by default that of the settings,
            where there is one.
        settings: the settings in force; by default those of the environment and rag.toml.

    Raises:
        DataError: when the file can't be read.
        IndexMissing: when nothing was indexed in the folder that is named.
    """
    from rag.render.exports.pack_check import check_pack

    path = Path(file).expanduser()
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DataError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB: no evidence pack")
        data = path.read_bytes()
    except OSError as error:
        raise DataError(f"can't read {path} ({error.strerror}): choose another file") from error
    checked = check_pack(data)
    library = _library(state_dir, settings)
    if checked.problems or library is None:
        return Verified(checked.sha256, checked.problems, len(checked.quotes))
    try:
        found = [done for kept in checked.quotes if (done := _rechecked(kept, library))]
    finally:
        library.close()
    return Verified(checked.sha256, (), len(checked.quotes), tuple(found), compared=True)


def _library(state_dir: str | Path | None, settings: Settings | None) -> "Library | None":
    """Return the library to compare with; None where none was named and there is none."""
    try:
        return open_library(state_dir, settings=settings)
    except IndexMissing:
        if state_dir is not None:
            raise
        return None


def _rechecked(kept: "KeptQuote", library: "Library") -> Rechecked | None:
    """Return what became of a quote; None where the library never had its article."""
    from rag.library.versions import recheck

    cited = kept.cited
    if not (library.article(cited.article_id) or library.version(cited.article_id, cited.sha256)):
        return None
    return Rechecked(kept.question, kept.number, cited, recheck(library, cited))


def _texts(answers: Sequence[Answer], library: "Library") -> dict[tuple[str, str], str]:
    texts = {}
    for answer in answers:
        for citation in answer.citations:
            key = citation.article.id, citation.article.sha256
            if not (article := library.version(*key)):
                raise CorpusError(
                    f"the text of {key[0]} that is quoted is not in the library: ask again"
                )
            texts[key] = article.text
    return texts


def _made_with(settings: Settings, library: "Library") -> dict[str, Any]:
    """Return what shaped the answers, as values of JSON; nothing in it tells of this machine."""
    from rag import __version__
    from rag.models.cross_encoder.weights import read_card
    from rag.models.fingerprints import public_name, weights_hash
    from rag.models.llm.provider import local_model

    texts = "\n".join(f"{info.id} {info.sha256}" for info in library.articles())
    facts, chat = library.facts(), settings.chat
    named = {
        "embedding": settings.embedding.model,
        "reranker": settings.retrieval.reranker,
        "chat": local_model(chat.model) or chat.model,
    }
    weights = {kind: weights_hash(model) for kind, model in named.items() if model}
    if settings.retrieval.cross_encode:
        weights["cross_encoder"] = str(read_card()["sha256"])
    sections = {
        name: getattr(settings, name).model_dump(mode="json")
        for name in ("embedding", "chunking", "retrieval", "answer", "chat")
    }
    del sections["chat"]["base_url"]
    for section, name in (("embedding", "model"), ("retrieval", "reranker"), ("chat", "model")):
        sections[section][name] = public_name(sections[section][name])
    return {
        "footnote": __version__,
        "library": {
            "articles": facts.articles,
            "sha256": hashlib.sha256(texts.encode()).hexdigest(),
            "synced": facts.synced.date().isoformat() if facts.synced else None,
        },
        "settings": sections,
        "weights_sha256": weights,
    }
