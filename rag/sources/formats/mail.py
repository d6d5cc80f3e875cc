"""Mails: one (.eml), many (.mbox), and the page in a .mhtml."""

import re
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from io import BytesIO
from itertools import pairwise

from rag.core.text import one_line
from rag.errors import CorpusError
from rag.sources.about import About, Reading, make_article, only
from rag.sources.encodings import decode
from rag.sources.formats.digest import Story, stories
from rag.sources.formats.fragments import words_of
from rag.sources.formats.html import load_html
from rag.sources.frame import find_body
from rag.sources.parts import Parts

_SIGNATURE = re.compile(r"(?m)^-- ?$")
_FOOTER = re.compile(
    r"""^(?:unsubscribe|abmelden|abbestellen|view\s(?:this\semail\s)?in\s(?:your\s)?browser
    |im\sbrowser\s(?:ansehen|öffnen)|you\s(?:are\s)?receiv(?:e|ed|ing)\sthis\b.*|update\s(?:your\s)?preferences
    |forward\sto\sa\sfriend|manage\s(?:your\s)?(?:preferences|subscription)|sie\serhalten\sdiese\b.*
    |(?:unsubscribe|abmelden):?\s*(?:<?https?://\S+)?)\W*$""",
    re.VERBOSE | re.IGNORECASE,
)
_REPLY = re.compile(r"(?i)^(?:(?:re|fwd?|aw|wg)\s*:\s*)+")
_FROM = re.compile(rb"(?m)^From [^\n]*\n(?=[A-Za-z-]+:)")
_BOTS = re.compile(r"(?i)news-?letter|no-?reply|info|redaktion|editor|mail|news|press|digest|team")


def load_mail(data: bytes, name: str) -> Reading:
    """Return the article in a mail, or those in a newsletter of several stories.

    Raises:
        CorpusError: for a mail without text.
    """
    message = _parsed(data)
    if told := _stories(message):
        parts = Parts(name)
        _add_stories(parts, message, told)
        return parts.reading()
    about = About()
    text = _read(message, about)
    return only(make_article(text, name, about), about)


def load_mbox(data: bytes, name: str) -> Reading:
    """Return the mails of a mailbox, each under its Message-ID, and newsletters story by story.

    Raises:
        CorpusError: for what is no mailbox.
    """
    starts = [match.start() for match in _FROM.finditer(data)]
    if not starts or data[: starts[0]].strip():
        raise CorpusError("no mailbox: export it anew")
    parts = Parts(name)
    for number, (start, end) in enumerate(pairwise([*starts, len(data)]), start=1):
        with parts.guard(f"mail {number}"):
            written = data[data.index(b"\n", start) + 1 : end]
            message = _parsed(written.replace(b"\n>From ", b"\nFrom "))
            name = _header(message, "Message-ID").strip("<>")
            if told := _stories(message):
                _add_stories(parts, message, told, f"{name or number}/")
                continue
            about = About()
            text = _read(message, about)
            parts.add(name, text, about)
    return parts.reading()


def load_mhtml(data: bytes, name: str) -> Reading:
    """Return the article of a page that a browser saved with its pictures in one file.

    Raises:
        CorpusError: when there is no page in it.
    """
    message = _parsed(data)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            return load_html(_payload(part), name)
    raise CorpusError("no page in it: save the page anew")


def _parsed(data: bytes) -> EmailMessage:
    return BytesParser(policy=policy.default).parse(BytesIO(data))


def _stories(message: EmailMessage) -> list[Story]:
    """Return the stories of a newsletter; none of another mail."""
    page = message.get_body(("html",))
    return [] if page is None else stories(_decoded(page))


def _add_stories(parts: Parts, message: EmailMessage, told: list[Story], before: str = "") -> None:
    """Add the stories of a newsletter, each under its headline; nothing says who wrote them."""
    for story in told:
        about = About()
        _read_head(message, about)
        about.authors = ()
        about.title, about.url = story.title or about.title, story.url
        text = _without_footer(story.text)
        parts.add(before + about.slug, text[find_body(text, about, headline=False)], about)


def _read(message: EmailMessage, about: About) -> str:
    """Return the words of a mail, and note what its head says."""
    _read_head(message, about)
    body = _without_footer(_text(message))
    return body[find_body(body, about, headline=True)]


def _read_head(message: EmailMessage, about: About) -> None:
    about.title = _REPLY.sub("", _header(message, "Subject"))
    sender, address = parseaddr(_header(message, "From"))
    local = address.split("@")[0]
    if sender:
        is_person = not _BOTS.search(local) and not message["List-Unsubscribe"]
        about.fill(**{"authors": (sender,)} if is_person else {"outlet": sender})
    try:
        about.date(parsedate_to_datetime(_header(message, "Date")).date(), "mail header")
    except (ValueError, TypeError, IndexError):
        about.warnings.append("the date of the mail can't be read")


def _without_footer(text: str) -> str:
    text = text[: signature.start()] if (signature := _SIGNATURE.search(text)) else text
    return "\n".join(line for line in text.split("\n") if not _FOOTER.match(line.strip()))


def _text(message: EmailMessage) -> str:
    """Return the text of a mail: the plain one, where it is not a stub, else the page."""
    plain = message.get_body(("plain",))
    page = message.get_body(("html",))
    text = _decoded(plain) if plain else ""
    if page is None:
        return text.replace("\r\n", "\n")
    shown = words_of(_decoded(page))
    if len(text) * 3 < len(shown):
        return shown
    return text.replace("\r\n", "\n")


def _decoded(part: Message) -> str:
    return decode(_payload(part), part.get_content_charset() or "")[0]


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return one_line(str(message[name] or ""))
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""
