from rag.sources.formats.pages import parse_page, remove_around

LONG = "The bridge over the Elle was closed on Monday after a lorry had hit its railing."


def shown(html: str) -> str:
    tree, _ = parse_page(f"<html><body>{html}</body></html>".encode())
    remove_around(tree)
    return " ".join(tree.text_content().split())


def test_what_readers_wrote_is_told_by_the_links_below_it() -> None:
    comment = "<div><p>I was there and saw it.</p><span><a>Reply</a> <a>Report</a></span></div>"
    story = f"<h1>Bridge</h1><p>{LONG}</p><p>{LONG}</p>"
    assert shown(f"<div>{story}</div>{comment * 2}") == f"Bridge{LONG}{LONG}"
    alone = f"<div>{story}<a>Reply</a></div>"
    assert shown(alone) == f"Bridge{LONG}{LONG}Reply"


def test_articles_beside_the_one_with_the_headline_are_others() -> None:
    other = f"<article><h3>Tram</h3><p>{LONG}</p></article>"
    entry = "<article><p>It was opened at noon.</p></article>"
    whole = f"{other}<article><h1>Bridge</h1><p>It is closed.</p>{entry}</article>{other}"
    assert shown(whole) == "BridgeIt is closed.It was opened at noon."
    ticker = f"<h1>Bridge</h1>{entry}{entry}"
    assert shown(ticker) == "BridgeIt was opened at noon.It was opened at noon."


def test_a_standfirst_is_none_of_the_teasers_that_its_name_says() -> None:
    story = f"<div><p>{LONG}</p></div>"
    teaser = f'<p class="story__teaser">{LONG}</p>'
    assert shown(f"<h1>Bridge</h1>{teaser}{story}") == f"Bridge{LONG}{LONG}"
    assert shown(f"<h1>Bridge</h1>{story}{teaser}") == f"Bridge{LONG}"
    linked = teaser.replace("The", "<a>The</a>")
    assert shown(f"<h1>Bridge</h1>{linked}{story}") == f"Bridge{LONG}"
