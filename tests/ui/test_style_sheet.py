"""The style sheet says each thing once: a rule that is put right far below is hard to find."""

import re
from collections import Counter
from collections.abc import Iterator

from rag.ui.pages.room import ASSETS, asset

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
BLOCK = re.compile(r"@(media|container)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
KEYFRAMES = re.compile(r"@keyframes[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")


def sheet(name: str) -> str:
    return COMMENT.sub("", asset(name).decode())


def selectors(rules: str) -> Iterator[str]:
    """Yield each list of selectors of some rules."""
    for written, _ in RULE.findall(rules):
        yield ", ".join(sorted(" ".join(one.split()) for one in written.split(",")))


def test_no_rule_is_written_twice() -> None:
    css = KEYFRAMES.sub("", sheet("room.css"))
    assert [found for found, n in Counter(selectors(BLOCK.sub("", css))).items() if n > 1] == []
    for block in BLOCK.finditer(css):
        inside = block[0].partition("{")[2]
        assert [found for found, n in Counter(selectors(inside)).items() if n > 1] == []


def test_colours_stand_among_the_tokens_alone() -> None:
    assert re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*\})", sheet("room.css")) == []


def test_every_style_sheet_is_served() -> None:
    assert {name for name, kind in ASSETS.items() if kind == "text/css"} == {
        "tokens.css", "room.css",
    }  # fmt: skip
