import pytest

from rag.sources.formats.digest import Story, stories

TEXT = "The ice on the ponds of Elle is nine centimetres thick, and it will be thicker {n}."
STORY = '<h2><a href="https://a.example/{n}">The ice is here, part {n}</a></h2><p>{text}</p>'
LINKED = "https://a.example/"


def page(count: int, story: str = STORY, above: str = "<p>Good morning!</p>") -> str:
    told = (story.format(n=n, text=TEXT.format(n=n)) for n in range(count))
    return f"<html><body><table><tr><td>{above}{''.join(told)}</td></tr></table></body></html>"


def told(count: int, more: str = "") -> list[Story]:
    return [
        Story(f"The ice is here, part {n}", f"{LINKED}{n}", TEXT.format(n=n) + more)
        for n in range(count)
    ]


def test_three_linked_headlines_with_text_are_three_stories() -> None:
    assert stories(page(3)) == told(3)


@pytest.mark.parametrize(
    "story",
    [
        '<a href="https://a.example/{n}"><h3>The ice is here, part {n}</h3></a><p>{text}</p>',
        '<p><b><a href="https://a.example/{n}">The ice is here, part {n}</a></b></p>{text}',
        '<table><tr><td><a href="https://a.example/{n}">The ice is here, part {n}</a></td></tr>'
        '<tr><td>{text}</td></tr></table><p><a href="https://a.example/{n}">Read more</a></p>',
        '<div><a href="https://a.example/{n}"><img src="x"></a></div>' + STORY,
    ],
)
def test_headlines_as_newsletters_make_them(story: str) -> None:
    assert stories(page(4, story)) == told(4)


def test_what_stands_above_the_first_headline_is_kept_where_it_is_a_paragraph() -> None:
    above = "What matters today can be read in three minutes, and the first of it is the ice."
    first, *rest = stories(page(3, above=f"<p>{above}</p>"))
    assert (first, rest) == (Story("", "", above), told(3))


@pytest.mark.parametrize(
    "written",
    [
        page(2),
        page(9, '<p><a href="https://a.example/{n}">The ice is here, part {n}</a></p>'),
        page(9, "<h2>The ice is here, part {n}</h2><p>{text}</p>"),
        page(9, '<p>{text} <a href="https://a.example/{n}">The ice is here, part {n}</a></p>'),
        page(9, '<h2><a href="#top">The ice is here, part {n}</a></h2><p>{text}</p>'),
        page(9, '<p>{text}</p><p><a href="https://a.example/{n}">Read more</a></p>'),
        "",
    ],
)
def test_any_other_mail_is_one_article(written: str) -> None:
    assert stories(written) == []


def test_a_headline_without_text_stays_with_the_story_above_it() -> None:
    more = '<p><a href="https://a.example/x">The mayor is ill today</a></p>'
    *_, last = stories(page(3).replace("</td>", f"{more}</td>"))
    assert last == told(3, "\n\nThe mayor is ill today")[-1]


def test_hidden_headlines_are_not_read_and_marks_are_nobodys() -> None:
    hidden = '<div style="display:none"><h2><a href="https://a.example/x">Buy this now please</a>'
    assert stories(page(3).replace("</td>", f"{hidden}</td>")) == told(3)
    assert stories(page(3).replace("Good", "\ue000Good")) == told(3)
    assert stories(page(3).replace("Good", "&#xe000;Good")) == told(3)
