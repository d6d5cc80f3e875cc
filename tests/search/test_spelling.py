from collections.abc import Iterator
from pathlib import Path

import pytest

import rag
from rag.core.corpus import Names
from rag.library.snapshot import Snapshot
from rag.search.spelling import Spelled, distance, mend

TEXT = (
    "The initiative handed in its signatures against the tram to Nordfeld. Verkor opened in "
    "Bourbourg. The cheaper ticket is sold on the ferry."
)
WELL_KNOWN = {"step", "hamburg", "tram", "cheapest"}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    state = tmp_path_factory.mktemp("spelling")
    rag.index(rag.Article(TEXT, title="The tram"), state)
    with rag.open(state).library.snapshot() as opened:
        yield opened


def mended(text: str, snapshot: Snapshot) -> Spelled:
    names = Names(("The Verge",), ("Ida Berg",))
    return mend(text, snapshot, names, lambda word: word in WELL_KNOWN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "how many singatures did the inititive hand in",
            "how many signatures did the initiative hand in",
        ),
        ("When did Verkro open?", "When did Verkor open?"),
        ("Where is Bourborg?", "Where is Bourbourg?"),
        ("the fery to Nordfled", "the ferry to Nordfeld"),
    ],
)
def test_a_slip_is_mended_where_one_word_is_near(
    text: str, expected: str, snapshot: Snapshot
) -> None:
    assert mended(text, snapshot) == Spelled(expected, ())


@pytest.mark.parametrize(
    "text",
    [
        "What is the next step?",
        "Which ticket is cheaply sold?",
        "Does it run?",
        "What has 4.10 to do with it?",
        "Wie teuer ist die Fahrt und wer bezahlt die Farhkarte?",
    ],
)
def test_what_is_a_word_a_form_a_number_or_in_another_language_stays(
    text: str, snapshot: Snapshot
) -> None:
    assert mended(text, snapshot).text == text


def test_a_name_that_no_article_has_is_missing(snapshot: Snapshot) -> None:
    assert mended("Who is the mayor of Hamburg in Nordfeld?", snapshot).missing == ("Hamburg",)
    assert mended("Hamburg has a mayor?", snapshot).missing == (), "it only opens the sentence"


def test_swapped_letters_are_one_mistake() -> None:
    assert distance("", "abc") == 3
    assert distance("tarm", "tram") == 1
    assert distance("tram", "tram") == 0


def test_a_question_about_a_name_that_no_article_has_is_refused(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    state = tmp_path_factory.mktemp("missing")
    rag.index(rag.Article("Ida Berg is the mayor of Heide.", title="Heide"), state)
    bot = rag.open(state)
    assert not bot.ask("Who is the mayor of Heide?").abstained
    assert bot.ask("Who is the mayor of Hamburg?").abstained


def test_outlets_and_authors_are_no_names_that_nobody_has(snapshot: Snapshot) -> None:
    asked = "Did The Verge or Ida Berg write about Hamburg?"
    assert mended(asked, snapshot) == Spelled(asked, ("Hamburg",))


def test_a_capital_tells_no_name_where_every_noun_has_one(tmp_path: Path) -> None:
    rag.index(rag.Article("Die Fahrt ist teuer.", title="Fahrt", language="de"), tmp_path)
    with rag.open(tmp_path).library.snapshot() as opened:
        found = mended("Wie teuer ist die Fahrt und zu welchem Datum?", opened)
    assert found.missing == ()
