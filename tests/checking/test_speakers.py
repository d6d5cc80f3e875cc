import pytest

from rag.checking.speakers import same_speaker, speaker_of
from rag.core.article import Article
from rag.core.span import Span

CASES = {
    '"We lost," said Ida Holm.': "Ida Holm",
    'Ida Holm was there. "We lost," she said.': "Ida Holm",
    'Ida Holm met Olaf Berg. "We lost." Nobody spoke.': "Ida Holm",
    "Holm: We lost. That is all.": "Holm",
    'The tenants\' association calls it "We lost".': "The tenants' association",
    '"We lost," said the head of the board, Ida Holm.': "Ida Holm",
    '"We lost."': "",
}


@pytest.mark.parametrize(("text", "name"), CASES.items())
def test_who_says_it(text: str, name: str) -> None:
    start = text.index("We lost")
    assert speaker_of(text, Span(start, start + 7), "en") == name


def test_a_german_noun_is_no_speaker() -> None:
    text = 'Dr. Petra Voss vom Kreiskrankenhaus nannte das "gut gemeint".'
    start = text.index("gut")
    assert "Petra Voss" in speaker_of(text, Span(start, start + 12), "de")


@pytest.mark.parametrize(
    ("claimed", "named", "same"),
    [
        ("Ida Holm", "Holm", True),
        ("Mayor Holm", "Ida Holm", True),
        ("Ole Holm", "Ida Holm", False),
        ("Ole Berg", "Ida Holm", False),
        ("", "Ida Holm", True),
        ("the tenants' association", "Ida Holm", False),
    ],
)
def test_whether_it_is_the_one_who_is_claimed(claimed: str, named: str, same: bool) -> None:
    article = Article('The mayor Ida Holm spoke. "We lost," Holm said.')
    assert same_speaker(claimed, named, article, Span(27, 34)) is same
