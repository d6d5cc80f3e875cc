"""An evidence pack looked at again: is each byte as it was written, does each quote stand in it?"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from rag.core.recheck import Quotation
from rag.core.span import Span
from rag.core.text import one_line
from rag.render.exports.pack import (
    ANSWERS,
    FORMAT,
    MADE_WITH,
    MANIFEST,
    PAGE,
    QUOTES,
    VERSION,
    as_json,
    digest,
    packed,
    text_name,
)

_CITED = ("number", "article_id", "start", "end", "quote", "text_sha256")
"""What a quote and the citation of an answer have in common."""


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """A quote of an evidence pack.

    Attributes:
        question: what was asked.
        number: the citation's number in its answer.
        cited: what is quoted.
    """

    question: str
    number: int
    cited: Quotation


@dataclass(frozen=True, slots=True)
class CheckedPack:
    """What an evidence pack holds, and what in it is not as it was written.

    Attributes:
        sha256: the hash of the file.
        problems: what does not fit, one line each; empty where everything does.
        quotes: its quotes; empty where something does not fit.
    """

    sha256: str
    problems: tuple[str, ...]
    quotes: tuple[KeptQuote, ...] = ()


def check_pack(data: bytes) -> CheckedPack:
    """Return what an evidence pack holds, when all of it is as it was written.

    Whatever is given, nothing is raised: what can't be read is a problem.
    """
    quotes: tuple[KeptQuote, ...] = ()
    try:
        parts = _unpacked(data)
        problems = tuple(_tampered(data, parts))
        if not problems:
            problems = tuple(_unproven(parts))
        if not problems:
            quotes = tuple(_kept(parts))
    except Exception as error:  # whatever a hostile archive makes a reader do
        problems = (f"it is no evidence pack, or damaged ({_line(error)})",)
    return CheckedPack(digest(data), tuple(map(one_line, problems)), quotes)


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive in which nothing is packed.

    Raises:
        ValueError: for another one.
    """
    with ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        if any(member.compress_type != ZIP_STORED for member in members):
            raise ValueError("another compression")
        if sum(member.file_size for member in members) > len(data):
            raise ValueError("more than there is")
        return {member.filename: archive.read(member) for member in members}


def _tampered(data: bytes, parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what in an archive is not as its manifest says."""
    manifest = json.loads(parts[MANIFEST])
    if manifest["format"] != FORMAT:
        yield "it is no evidence pack"
        return
    if manifest["version"] != VERSION:
        yield (
            f"it has version {str(manifest['version'])[:20]}, this Footnote reads {VERSION}: "
            "use a Footnote that reads it"
        )
        return
    hashes = manifest["sha256"]
    for name in sorted({*hashes, ANSWERS, QUOTES, MADE_WITH, PAGE} | parts.keys() - {MANIFEST}):
        if name not in parts or name not in hashes:
            yield f"{name} is missing" if name in hashes else f"{name} is not in the manifest"
        elif digest(parts[name]) != hashes[name]:
            yield f"{name} was changed"
    if packed(parts) != data or parts[MANIFEST] != as_json(manifest):
        yield "the archive is not as it was written"


def _unproven(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the quotes that do not stand where they are said to stand."""
    answers, quotes = json.loads(parts[ANSWERS]), json.loads(parts[QUOTES])
    cited = [
        {"answer": place} | {name: citation[name] for name in _CITED}
        for place, answer in enumerate(answers, start=1)
        for citation in answer["citations"]
    ]
    if cited != [{name: quote[name] for name in ("answer", *_CITED)} for quote in quotes]:
        yield "its quotes are not those of its answers"
    for quote in quotes:
        around = Span(quote["context"]["start"], quote["context"]["end"])
        words, span = quote["context"]["text"], Span(quote["start"], quote["end"])
        where = f"quote {quote['number']} of answer {quote['answer']}"
        inside = span.within(around) and len(words) == len(around)
        if not inside or span.shift(-around.start).slice(words) != quote["quote"]:
            yield f"{where} does not stand in its context"
        if (data := parts.get(text_name(quote["text_sha256"]))) is not None:
            if digest(data) != quote["text_sha256"]:
                yield f"{where}: its article's text is another one"
            elif around.slice(data.decode()) != words:
                yield f"{where}: its context does not stand in its article"


def _kept(parts: Mapping[str, bytes]) -> Iterator[KeptQuote]:
    answers = json.loads(parts[ANSWERS])
    for quote in json.loads(parts[QUOTES]):
        question = one_line(answers[quote["answer"] - 1]["question"])
        span = Span(quote["start"], quote["end"])
        cited = Quotation(quote["article_id"], quote["text_sha256"], span, quote["quote"])
        yield KeptQuote(question, int(quote["number"]), cited)


def _line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:100]
