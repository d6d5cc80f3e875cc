"""A run with everything a report shows, one whose texts are hostile, and a page as it is read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from rag.evaluation.measure.result import Case, Result, Sample, Shown
from rag.evaluation.measure.run import Run

HOSTILE = (
    "</style></title></svg></details><script>alert(1)</script>"
    "<img src=x onerror=alert(1)>\" onfocus='alert(1)' ' "
    "javascript:alert(1) https://evil.example/x {{ 7 * 7 }} {% raw %} <!-- ]]> \u202e &lt;"
)
CASES = (
    Case(
        "mine",
        "b",
        "Second worst?",
        0.0,
        "refused",
        (Shown("a.md", "Gold."),),
        (Shown("Hit", "Found.", 1.5),),
    ),
    Case(
        "mine",
        "a",
        "Worst?",
        0.0,
        "cites 0%",
        cited=(Shown("T", "One.", None, True), Shown("T", "Two.", None, False)),
    ),
    Case(
        "mine", "c", "Right?", 1.0, "rightly refused", answer="The articles do not hold an answer."
    ),
)
RISK = Sample("aurc", "h", ((1, 1, 0, 0), (0.9, 0.8, 0.4, 0.1)))
AUC = Sample("auc", "h", ((1, 1, 0, 0), (0.95, 0.91, 0.4, 0.1)))
PLAIN = [
    Result("mine", "base", "nDCG@10", 0.5, 0.4, 0.6, 4),
    Result("mine", "footnote", "nDCG@10", 0.7, 0.66, 0.74, 4),
]
DRAWN = [
    Result("mine", "footnote", "risk-coverage area", 0.2, 0.1, 0.3, 4, RISK),
    Result("mine", "footnote", "abstention AUC", 1.0, 1.0, 1.0, 4, AUC),
    *(
        Result("mine", "footnote", f"evidence recall, no abstention: {name}", 0.5, 0.2, 0.8, 4)
        for name in ("date", "list")
    ),
]
_VOID = {"meta", "link", "br"}
_MACHINE = {
    "cpu": "A processor",
    "cores": 2,
    "memory_gb": 8.0,
    "bf16": False,
    "python": "3.11.7",
    "torch": "2.13",
}


@dataclass
class Element:
    """An element of a page with all the text in it."""

    tag: str
    attributes: dict[str, str]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())


class Page(HTMLParser):
    """A page as a browser would read it: its elements, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[Element] = []
        self.elements: list[Element] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert self.open == []

    @property
    def tags(self) -> set[str]:
        return {element.tag for element in self.elements}

    @property
    def attributes(self) -> list[tuple[str, str]]:
        return [pair for element in self.elements for pair in element.attributes.items()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.open.append(self.elements[-1])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag
        if tag in {"td", "th"}:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        self.text += data
        for element in self.open:
            element.parts.append(data)

    def texts(self, tag: str, style: str | None = None) -> list[str]:
        """Return the text of each element of a kind, or of those of a class."""
        return [
            element.text
            for element in self.elements
            if element.tag == tag and style in (None, element.attributes.get("class"))
        ]


def run_of(
    results: Sequence[Result] = (*PLAIN, *DRAWN), cases: Sequence[Case] = CASES, **given: Any
) -> Run:
    """Return a run; what is not given is made up."""
    head = {"commit": "0123456789abcdef", "settings_fingerprint": "fedcba9876543210"}
    return Run(**(head | {"machine": _MACHINE} | given), results=list(results), cases=list(cases))


def hostile_run(*more: Result) -> Run:
    """Return a run all of whose texts try to come alive."""
    shown = (Shown(HOSTILE, HOSTILE, 1.0, True),)
    metrics = [HOSTILE, *(f"evidence recall, no abstention: {n}{HOSTILE}" for n in "12")]
    results = [
        Result(HOSTILE, system, metric, 0.5, 0.4, 0.6, 4)
        for metric in metrics
        for system in ("footnote", HOSTILE)
    ]
    results += [Result("mine", HOSTILE, "risk-coverage area", 0.2, 0.1, 0.3, 4, RISK), *more]
    return run_of(
        results,
        [Case(HOSTILE, HOSTILE, HOSTILE, 0.0, HOSTILE, shown, shown, shown, HOSTILE)],
        commit=HOSTILE,
        settings_fingerprint=HOSTILE,
        machine={"cpu": HOSTILE, "cores": HOSTILE, "bf16": HOSTILE, HOSTILE: HOSTILE},
        skipped={HOSTILE: HOSTILE},
    )


def assert_dead(page: Page) -> None:
    """Check that nothing of a page with hostile texts runs, loads or leads elsewhere."""
    alive = {"script", "img", "iframe", "object", "embed", "form", "base", "animate"}
    assert not alive & page.tags
    assert not [
        name
        for name, _ in page.attributes
        if name.startswith("on") or name in {"src", "style", "action", "srcset"}
    ]
    assert page.texts("h1") == [" ".join(HOSTILE.replace("\u202e", "").split())]
    assert "\u202e" not in page.text
    assert page.text.count("{{ 7 * 7 }}") > 20
    (style,) = page.texts("style")
    assert not [word for word in ("url(", "@import", "@font-face") if word in style]


def assert_accessible(page: Page) -> None:
    """Check landmarks, headings of tables, captions, and that the contents lead somewhere."""
    assert {"header", "nav", "main", "h1", "h2", "h3"} <= page.tags
    headings = [element for element in page.elements if element.tag == "th"]
    assert all(element.attributes.get("scope") in {"col", "row"} for element in headings)
    assert len([text for text in page.texts("caption") if text]) == len(page.texts("table"))
    links = [e.attributes["href"][1:] for e in page.elements if e.tag == "a"]
    ids = [value for name, value in page.attributes if name == "id"]
    assert sorted(links) == sorted(ids)
