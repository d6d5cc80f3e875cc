from rag.sources.formats.page_body import page_body
from rag.sources.formats.pages import parse_page

LONG = "The bridge over the Elle was closed on Monday after a lorry had hit its railing."
MORE = "Nobody was hurt, the police said, and the road was open again in the late evening."


def body_of(html: str, title: str = "") -> str:
    tree, _ = parse_page(f"<html><body>{html}</body></html>".encode())
    return page_body(tree, title)


def test_captions_without_credits_and_times_between_paragraphs_stay() -> None:
    html = (
        f"<article><p>{LONG}</p><figure><img><figcaption>The railing. Photo: A. B.</figcaption>"
        f"</figure><section><time>17.45</time><p>{MORE}</p></section></article>"
    )
    assert body_of(html) == f"{LONG}\n\nThe railing.\n\n17.45\n\n{MORE}"


def test_a_standfirst_above_the_body_is_read_first_and_once() -> None:
    lead = "The railing of the bridge has to be repaired."
    html = f'<header><p class="lead">{lead}</p></header><div><p>{LONG}</p><p>{MORE}</p></div>'
    assert body_of(html) == f"{lead}\n\n{LONG}\n\n{MORE}"
    inside = f'<div><p class="lead">{lead}</p><p>{LONG}</p><p>{MORE}</p></div>'
    assert body_of(inside) == f"{lead}\n\n{LONG}\n\n{MORE}"


def test_what_stands_above_the_title_is_not_read() -> None:
    html = f"<div>Home News</div><h1>Bridge closed</h1><p>{LONG}</p><p>{MORE}</p>"
    assert body_of(html, "Bridge closed") == f"{LONG}\n\n{MORE}"


def test_notes_and_signs_of_footnotes_in_the_text_are_not_read() -> None:
    html = (
        f'<div><p>{LONG}<sup><a href="#1">1</a></sup></p><div>Advertisement</div>'
        f'<p><b>Read also:</b> <a href="x">More</a></p><p>{MORE}</p></div>'
    )
    assert body_of(html) == f"{LONG}\n\n{MORE}"


def test_a_page_without_paragraphs_has_no_body() -> None:
    assert body_of("<div></div>") == ""


def test_a_paragraph_right_below_the_headline_is_a_standfirst_whatever_its_name() -> None:
    lead = "The railing of the bridge over the Elle has to be repaired before the winter."
    head = f'<header><h1>Bridge</h1><p class="x__teaser">{lead}</p></header>'
    html = f"<article>{head}<div><p>{LONG}</p><p>{MORE}</p></div></article>"
    assert body_of(html, "Bridge") == f"{lead}\n\n{LONG}\n\n{MORE}"
