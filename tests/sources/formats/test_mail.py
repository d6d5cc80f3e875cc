from datetime import date

import pytest

from rag.core.article import Article
from rag.errors import CorpusError
from rag.sources.formats.mail import load_mail, load_mbox, load_mhtml

HEAD = """From: {sender}
Subject: {subject}
Date: Fri, 20 Nov 2026 06:00:00 +0100
Message-ID: <{number}@a.example>
MIME-Version: 1.0
"""
PLAIN = 'Content-Type: text/plain; charset="utf-8"\n\nGood morning,\n\nthe ice is here.\n'
FOOT = "\n-- \nYou receive this letter.\nUnsubscribe: https://a.example/u\n"
BOTH = """Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain

{plain}
--b
Content-Type: text/html; charset="utf-8"

<table><tr><td><p>Good morning,</p><p style="display:none">hidden</p>
<p>the ice is here, and it is thick enough to walk on.</p><p>Unsubscribe</p></td></tr></table>
--b--
"""


def mail(
    rest: str = PLAIN + FOOT,
    sender: str = "North Shore Daily <newsletter@a.example>",
    subject: str = "Fwd: Re: The ice",
    number: int = 1,
) -> bytes:
    return (HEAD.format(sender=sender, subject=subject, number=number) + rest).encode()


def load(data: bytes) -> Article:
    return load_mail(data, "a.eml").articles[""]


def test_a_newsletter_has_the_outlet_and_the_day_of_its_head() -> None:
    article = load(mail())
    assert article.text == "Good morning,\n\nthe ice is here."
    assert (article.title, article.outlet) == ("The ice", "North Shore Daily")
    assert (article.published, article.details.date_origin) == (date(2026, 11, 20), "mail header")


def test_a_mail_of_a_person_has_an_author() -> None:
    article = load(mail(sender="Anna Keller <anna.keller@a.example>"))
    assert (article.authors, article.outlet) == (("Anna Keller",), "a.eml")


def test_the_page_of_a_mail_is_read_where_its_text_is_a_stub() -> None:
    assert load(mail(BOTH.format(plain="See page."))).text == (
        "Good morning,\n\nthe ice is here, and it is thick enough to walk on."
    )
    long = "Good morning,\n\nthe ice is here, and it is thick."
    assert load(mail(BOTH.format(plain=long))).text == long


def test_a_date_that_can_not_be_read_is_a_warning() -> None:
    data = mail().replace(b"Fri, 20 Nov 2026 06:00:00 +0100", b"soon")
    reading = load_mail(data, "a.eml")
    assert reading.articles[""].published is None
    assert reading.warnings == ("the date of the mail can't be read",)


def test_a_mailbox_holds_each_mail_under_its_id() -> None:
    box = b"".join(
        b"From a@a.example Fri Nov 20 06:00:00 2026\n"
        + mail(PLAIN.replace("ice", f"ice {n}") + ">From here on.\n", number=n, subject=f"Mail {n}")
        + b"\n"
        for n in (1, 2)
    )
    reading = load_mbox(box, "a.mbox")
    assert list(reading.articles) == ["1@a.example", "2@a.example"]
    assert [article.id for article in reading.articles.values()] == ["mail-1", "mail-2"]
    assert reading.articles["2@a.example"].text.endswith("the ice 2 is here.\nFrom here on.")


def test_what_is_no_mailbox() -> None:
    with pytest.raises(CorpusError, match="no mailbox: export it anew"):
        load_mbox(b"A text.", "a.mbox")


def test_a_saved_page_is_read_as_a_page() -> None:
    page = "<html><head><title>The ice</title></head><body><p>The ice is here.</p></body></html>"
    part = f"--b\nContent-Type: text/html\n\n{page}\n--b--\n"
    rest = f"Content-Type: multipart/related; boundary=b\n\n{part}"
    article = load_mhtml(mail(rest), "a.mhtml").articles[""]
    assert (article.title, article.text) == ("The ice", "The ice is here.")
    with pytest.raises(CorpusError, match="no page in it"):
        load_mhtml(mail(), "a.mhtml")


def test_a_bad_mail_costs_only_itself_and_is_named() -> None:
    start = b"From a@a.example Fri Nov 20 06:00:00 2026\n"
    binary = mail("Content-Type: text/plain\n\n\x00\x01\x02\n", number=2)
    deep = mail(f"Content-Type: text/html\n\n{'<div>' * 5_000}<p>Deep.</p>\n", number=3)
    box = start.join([b"", mail(number=1), binary, deep, mail(number=4)])
    reading = load_mbox(box, "a.mbox")
    assert list(reading.articles) == ["1@a.example", "4@a.example"]
    assert reading.warnings == (
        "mail 2: binary file: save it as text",
        "mail 3: nested too deep: save the page anew",
    )


STORY = '<h2><a href="https://a.example/{n}">The ice, part {n}</a></h2><p>{text}</p>'
STORIES = "".join(
    STORY.format(n=n, text=f"The ice on the ponds is {n} centimetres thick, says the office.")
    for n in range(3)
)
DIGEST = f"Content-Type: text/html\n\n<body>{STORIES}<p>Unsubscribe</p></body>\n"


def test_a_newsletter_of_several_stories_is_several_articles() -> None:
    articles = load_mail(mail(DIGEST, sender="Anna Keller <anna@a.example>"), "a.eml").articles
    assert list(articles) == ["the-ice-part-0", "the-ice-part-1", "the-ice-part-2"]
    article = articles["the-ice-part-2"]
    assert article.text == "The ice on the ponds is 2 centimetres thick, says the office."
    assert (article.title, article.url) == ("The ice, part 2", "https://a.example/2")
    assert (article.authors, article.published) == ((), date(2026, 11, 20))
    box = b"From a@a.example Fri Nov 20 06:00:00 2026\n".join([b"", mail(DIGEST), mail(number=2)])
    reading = load_mbox(box, "a.mbox")
    assert list(reading.articles)[2:] == ["1@a.example/the-ice-part-2", "2@a.example"]
    assert reading.articles["1@a.example/the-ice-part-2"].outlet == "North Shore Daily"
