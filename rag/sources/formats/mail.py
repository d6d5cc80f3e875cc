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
    """Return the article in a mail.

    Raises:
        CorpusError: for a mail without text.
    """
    message = _parsed(data)
    about = About()
    text = _read(message, about)
    return only(make_article(text, name, about), about)


def load_mbox(data: bytes, name: str) -> Reading:
    """Return the mails of a mailbox, each under its Message-ID.

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
            about = About()
            text = _read(message, about)
            parts.add(_header(message, "Message-ID").strip("<>"), text, about)
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


def _read(message: EmailMessage, about: About) -> str:
    """Return the words of a mail, and note what its head says."""
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
    text = _text(message)
    text = text[: signature.start()] if (signature := _SIGNATURE.search(text)) else text
    lines = [line for line in text.split("\n") if not _FOOTER.match(line.strip())]
    body = "\n".join(lines)
    return body[find_body(body, about, headline=True)]


def _text(message: EmailMessage) -> str:
    """Return the text of a mail: the plain one, where it is not a stub, else the page."""
    plain = message.get_body(("plain",))
    page = message.get_body(("html",))
    text = decode(_payload(plain), plain.get_content_charset() or "")[0] if plain else ""
    if page is None:
        return text.replace("\r\n", "\n")
    shown = words_of(decode(_payload(page), page.get_content_charset() or "")[0])
    if len(text) * 3 < len(shown):
        return shown
    return text.replace("\r\n", "\n")


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return one_line(str(message[name] or ""))
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""
