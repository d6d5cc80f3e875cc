from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.sources.about import About
from rag.sources.frame import find_body, same_title

BODY = "The bridge was closed on Monday. Nobody was hurt."


def body_of(text: str, about: About | None = None, headline: bool = True) -> tuple[str, About]:
    about = about or About()
    return text[find_body(text, about, headline)], about


@pytest.mark.parametrize(
    "head",
    [
        "By Anna Keller, Lakeside Courier\n\nKiel, 20 January 2026. ",
        "By Anna Keller\nLakeside Courier\n20 January 2026\n\n",
        "Lakeside Courier, 20 January 2026\n\nBy Anna Keller\n\n",
        "By Anna Keller, Lakeside Courier, 20 January 2026\n\n",
        "Lakeside Courier\n\nPublished: 20 January 2026\n\nby Anna Keller\n\nKIEL -- ",
        "Von Anna Keller, Lakeside Courier\n\nKiel, 20. Januar 2026 - ",
        "No. 14/2026, published 20 January 2026\n\nLakeside Courier\n\nBy Anna Keller\n\n",
    ],
)
def test_headline_byline_outlet_and_day_are_no_sentences(head: str) -> None:
    body, about = body_of(f"Bridge closed\n\n{head}{BODY}")
    assert body == BODY
    assert (about.title, about.outlet) == ("Bridge closed", "Lakeside Courier")
    assert (about.authors, about.published) == (("Anna Keller",), date(2026, 1, 20))


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("Rostow-on-Lake (ENA) - ", "ENA"),
        ("LINDENAU, 3 May (ENA) -- ", "ENA"),
        ("BERLIN, May 3 (Reuters) - ", "Reuters"),
        ("Lindenau (dpa) – ", "dpa"),
        ("LONDON — ", ""),
        ("KEM, Jan 13 (Nordwire) - ", "Nordwire"),
        ("English page, 19 March 2025. ", ""),
        ("16 February 2026. ", ""),
    ],
)
def test_datelines(dateline: str, agency: str) -> None:
    body, about = body_of(dateline + BODY, headline=False)
    assert (body, about.agency) == (BODY, agency)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was opened on 3 May 2026. It is closed now.",
        "Three of them (NATO) - the others were not - came.",
        "By Monday everybody knew. Nobody was hurt.",
        "In May 2026 it was closed - again.",
        "Background. It was built in 1911.",
        "It was closed on Monday, 3 May 2026. Nobody was hurt.",
        "A1 - the motorway - is closed.",
        "Olaf Bremer (Conservatives) - The man who lost - was silent.",
    ],
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert body_of(text)[0] == text


def test_two_authors_and_a_role() -> None:
    _, about = body_of(f"Bridge closed\n\nBy Anna Keller and Jens Hoppe\n\n{BODY}")
    assert about.authors == ("Anna Keller", "Jens Hoppe")
    _, about = body_of(f"Bridge closed\n\nBy Anna Keller, Political Correspondent\n\n{BODY}")
    assert about.authors == ("Anna Keller",)


def test_a_headline_that_is_known_already_is_not_said_twice() -> None:
    body, about = body_of(f"Bridge Closed\n\n{BODY}", About(title="Bridge closed"))
    assert (body, about.title) == (BODY, "Bridge closed")
    text = f"A first heading\n\n{BODY}"
    assert body_of(text, About(title="Bridge closed"))[0] == text


def test_an_updated_line_is_no_day_of_publication() -> None:
    _, about = body_of(f"Bridge closed\n\nUpdated: 21 January 2026\n\n{BODY}")
    assert (about.published, about.modified) == (None, date(2026, 1, 21))


def test_a_text_of_one_paragraph_is_its_own_body() -> None:
    assert body_of("Bridge closed")[0] == "Bridge closed"
    assert body_of("Kiln log\nThe kiln reached 1240 degrees.")[0].endswith("1240 degrees.")


def test_titles_are_the_same_without_signs_and_when_one_is_cut() -> None:
    assert same_title("“Bridge closed!”", "bridge closed")
    assert not same_title("Bridge", "bridge closed")


SENTENCES = st.lists(
    st.sampled_from(
        [
            "The bridge was closed on Monday.",
            "Nobody was hurt, the police said.",
            "By 3 May 2026 it will be open.",
            "Anna Keller reported it.",
            "(ENA) is an agency.",
            "It costs 5.1 million euros!",
            "Kiel, 3 May 2026, was a cold day.",
            "Lakeside Courier readers knew.",
        ]
    ),
    min_size=1,
    max_size=8,
)


@given(SENTENCES, st.sampled_from(["\n\n", " ", "\n"]))
def test_no_sentence_of_a_body_is_lost(sentences: list[str], gap: str) -> None:
    text = gap.join(sentences)
    body, _ = body_of(text)
    assert body == text


@given(st.text(max_size=400))
def test_a_body_is_a_part_of_its_text(text: str) -> None:
    body, _ = body_of(text)
    assert body in text
