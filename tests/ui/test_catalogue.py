import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rag.ui
from rag.core.answer import Certainty, Reason
from rag.core.statement import Says
from rag.ui.catalogue import LANGUAGES, Wording, catalogue, wanted

RAG = Path(rag.ui.__file__).parents[1]
UI = RAG / "ui"
NAME = re.compile(r"""["'`]([a-z][a-z_]*)(?:["']|`|\$\{)""")
"""A key in a template or a script, or the start of one: "refusal_" + name, `all_${kind}`."""
FORMS = 2


def places(text: str) -> Counter[str]:
    """Return the places for values in a text and how often each stands there."""
    return Counter(name for _, name, _, _ in string.Formatter().parse(text) if name)


def named() -> Iterator[str]:
    """Yield every string in the pages' code that may be a key or the start of one."""
    for path in [*RAG.rglob("*.html"), *(UI / "assets").glob("*.js")]:
        yield from NAME.findall(path.read_text("utf-8"))
    rooms = (UI, RAG / "service", RAG / "render")
    for path in [path for room in rooms for path in room.rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    yield from (f"says_{says}" for says in Says)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_the_same_keys(language: str) -> None:
    english, other = catalogue("en").texts, catalogue(language).texts
    assert sorted(english.keys() - other.keys()) == []
    assert sorted(other.keys() - english.keys()) == []
    assert list(other) == list(english), "the same order makes them easy to compare"


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("key", catalogue("en").texts)
def test_every_text_has_the_same_places_and_forms(language: str, key: str) -> None:
    english, other = catalogue("en").texts[key], catalogue(language).texts[key]
    assert other.strip() != ""
    assert places(other) == places(english)
    forms = [text.split(" | ") for text in (english, other)]
    assert len(forms[0]) == len(forms[1]) <= FORMS
    for text in (english, other):
        one, *more = text.split(" | ")
        assert places(one) - Counter("n") == places(more[0] if more else one) - Counter("n"), (
            "a form that loses a value; only that for one may do without the number"
        )


def test_every_key_is_used() -> None:
    names = set(named())
    starts = tuple(name for name in names if name.endswith("_"))
    keys = catalogue("en").texts
    assert [key for key in keys if key not in names and not key.startswith(starts)] == []


def test_every_text_that_is_asked_for_is_there() -> None:
    called = re.compile(r"""\bt\(["']([a-z_]+)["'][,)]""")
    files = [path for path in UI.rglob("*") if path.suffix in (".py", ".html", ".js")]
    asked = {key for path in files for key in called.findall(path.read_text("utf-8"))}
    assert len(asked) > 100
    assert sorted(asked - catalogue("en").texts.keys()) == []


def test_every_key_that_is_put_together_is_there() -> None:
    keys = set(catalogue("en").texts)
    assert {f"refusal_{reason.name.lower()}" for reason in Reason} <= keys
    assert {certainty.value for certainty in Certainty if certainty} <= keys
    chips = ("dates", "outlets", "topics", "articles", "asof")
    assert {f"all_{chip}" for chip in chips} <= keys
    assert {f"choose_{kind}" for kind in ("outlets", "topics", "articles")} <= keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_twelve_months(language: str) -> None:
    t = catalogue(language)
    days = {t.day(date(2026, month, 1)) for month in range(1, 13)}
    assert len(days) == len({t.month(date(2026, month, 1)) for month in range(1, 13)}) == 12


def test_german_says_sie_as_little_as_it_can_and_never_du() -> None:
    familiar = re.compile(r"\b(?:du|dir|dich|deine?[nmrs]?|euch|euer|eure)\b", re.IGNORECASE)
    assert [text for text in catalogue("de").texts.values() if familiar.search(text)] == []
    assert familiar.search("Was meinst du?")


def test_one_and_many_have_their_forms() -> None:
    t = catalogue("en")
    assert [t("quotes", n=n) for n in (0, 1, 2, 1_600)] == [
        "0 quotes", "1 quote", "2 quotes", "1,600 quotes",
    ]  # fmt: skip
    assert catalogue("de")("quotes", n=1_600) == "1.600 Zitate"
    assert t("footnote", n=1) == "Footnote 1"


def test_a_value_is_never_read_as_a_form_or_a_place() -> None:
    t = catalogue("en")
    assert t("deleted", title="a | b {title} {0}") == "Deleted: a | b {title} {0}"


def test_a_key_or_a_value_that_is_not_given_is_a_bug() -> None:
    t = Wording("en", {"greeting": "Hello {name}"})
    with pytest.raises(KeyError):
        t("farewell")
    with pytest.raises(KeyError):
        t("greeting")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"), ("de", "de"), ("de-AT", "de"), ("DE", "de"), ("fr", "en"), ("fr, de", "de"),
        ("en, de", "en"), ("de;q=0.5, en;q=0.9", "en"), ("en;q=0.1, de;q=0.2", "de"),
        ("de;q=x, en", "en"), ("dexter-de", "de"), (",,;q=1", "en"), ("*", "en"),
    ],
)  # fmt: skip
def test_a_browser_gets_its_language(accepted: str, language: str) -> None:
    assert wanted(accepted).language == language


@given(st.text(max_size=200))
def test_any_header_gives_one_of_the_languages(accepted: str) -> None:
    assert wanted(accepted).language in LANGUAGES
