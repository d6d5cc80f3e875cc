"""The text that somebody wants checked, from a file, from bytes, or as it is."""

import hashlib
import re
from dataclasses import dataclass

from rag.core.text import whole_letters
from rag.errors import CorpusError, DataError, QuestionError
from rag.sections import ParsingSettings
from rag.sources.detecting import format_of
from rag.sources.encodings import decode
from rag.sources.files import MAX_BYTES, FileRead
from rag.sources.guarding import own_errors
from rag.sources.parsing import ParsingWorker
from rag.sources.reply import parse_safely

MOST_CHARACTERS = 200_000
"""The longest text that is checked."""
_PLAIN = ("text", "markdown")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.S)
_MARKS = (
    re.compile(r"^(?:```|~~~).*?^(?:```|~~~)[^\n]*$", re.S | re.M),
    re.compile(r"<!--.*?-->", re.S),
    re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"),
    re.compile(r"(?<=\])\([^)\n]*\)"),
    re.compile(r"\[\^[^\]\n]*\]:?"),
    re.compile(r"</?[A-Za-z][^<>\n]*>"),
    re.compile(r"\[(?=[^\]\n]*\] {3})|(?<=\w)\](?= {3})"),
    re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)"),
)
"""What only marks a text up: code, comments, pictures, targets of links, notes, tags, emphasis."""


@dataclass(frozen=True, slots=True)
class DraftText:
    """A text to be checked.

    Attributes:
        text: as it was given, or as a program read it from a document.
        name: what it is called; empty for a text without a name.
        read_as: the same with marks of Markdown as blanks, of the same length.
        as_written: whether the text is the file's own, letter by letter, and can be put back.
    """

    text: str
    name: str
    read_as: str
    as_written: bool


def check_draft(text: str) -> str:
    """Return a text to be checked, of the same length.

    Raises:
        QuestionError: for one that is too long or has no letter or digit.
    """
    if len(text) > MOST_CHARACTERS:
        raise QuestionError(
            f"the text has {len(text):,} characters, at most {MOST_CHARACTERS:,} are checked: "
            "split it"
        )
    if not any(map(str.isalnum, text)):
        raise QuestionError("the text has no word in it: write what is to be checked")
    return whole_letters(text)


def read_draft(data: bytes, name: str, settings: ParsingSettings) -> DraftText:
    """Return the text of a file.

    Plain text and Markdown are checked as they are written, so that places are those of the file;
    of other formats the title and the words that a reader sees are taken, in a process of their own
    with limits.

    Args:
        data: its bytes.
        name: what it is called, by whose ending the format is known; empty for plain text.
        settings: the limits of that process.

    Raises:
        DataError: when nothing in it can be read.
        QuestionError: for a text that is too long or has no letter or digit.
    """
    try:
        if len(data) > MAX_BYTES:
            raise CorpusError(f"larger than {MAX_BYTES // 1_000_000} MB: split it")
        with own_errors():
            kind = format_of(data, name)
        if kind in _PLAIN:
            text = check_draft(decode(data)[0].removeprefix("\ufeff"))
            shown = without_marks(text) if kind == "markdown" else text
            return DraftText(text, name, shown, as_written=True)
        file = FileRead(name, name, data, hashlib.sha256(data).hexdigest())
        with ParsingWorker(settings) as worker:
            articles = parse_safely(worker, file).articles.values()
    except CorpusError as error:
        raise DataError(f"can't read {name or 'the text'}: {error}") from error
    parts = [
        part
        for one in articles
        for part in (one.title, one.text)
        if part is one.text or not one.text.startswith(one.title.rstrip("."))
    ]
    text = check_draft("\n\n".join(parts))
    return DraftText(text, name, text, as_written=False)


def without_marks(markdown: str) -> str:
    """Return a Markdown text of the same length with blanks for what only marks it up.

    >>> without_marks("It **rose** to [251](https://a.example).")
    'It   rose   to  251                    .'
    """
    for pattern in (_FRONT_MATTER, *_MARKS):
        markdown = pattern.sub(_blanks, markdown)
    return markdown


def _blanks(found: re.Match[str]) -> str:
    return "".join(sign if sign == "\n" else " " for sign in found.group())
