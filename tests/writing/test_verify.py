import pytest

from rag.article import Article
from rag.chunking import sentence_spans
from rag.embedding import Embedder
from rag.evidence.loading import load_reader
from rag.evidence.reader import EvidenceReader
from rag.types import Evidence
from rag.writing.verify import Verifier

TEXT = (
    "Northvolt filed for bankruptcy in Sweden on 12 March 2025, with debts of about 8 billion dollars. "
    "The company had 5,000 employees in Sweden. "
    "Lyten agreed to buy most of its assets in August 2025. "
    "The plant in Heide was planned for 60 GWh a year. "
    "Production in Heide has not started."
)
QUESTION = "What became of Northvolt and its plants?"
ARTICLE = Article(TEXT, title="Northvolt collapse")


@pytest.fixture(scope="module")
def reader() -> EvidenceReader | None:
    return load_reader(Embedder())


@pytest.fixture(scope="module")
def verifier(reader: EvidenceReader | None) -> Verifier:
    return Verifier(QUESTION, pool(), reader)


def pool() -> list[Evidence]:
    return [Evidence(ARTICLE.info, span, span.slice(TEXT), 0.0) for span in sentence_spans(TEXT)]


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("Northvolt filed for bankruptcy in Sweden on 12 March 2025, with debts of about 8 billion dollars.", [0]),
        ("northvolt filed for bankruptcy in Sweden on 12 March 2025", None),
        ("In August 2025, Lyten agreed to buy most of the assets.", [2]),
        ("The plant in Heide was planned for 60 GWh a year", [3]),
    ],
)
def test_what_the_passages_say_is_supported(verifier: Verifier, sentence: str, evidence: list[int] | None) -> None:
    verdict = verifier.check(sentence)
    assert verdict.problem == ""
    assert [pool().index(piece) for piece in verdict.evidence] == (evidence or [0])
    assert verdict.probability is not None
    assert 0 < verdict.probability <= 1


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        ("Northvolt filed for bankruptcy in Sweden on 12 March 2024.", "12 March 2024"),
        ("Northvolt filed for bankruptcy in Norway on 12 March 2025.", "Norway"),
        ("The company had 6,000 employees in Sweden.", "6,000"),
        ("The plant in Heide was planned for 60 MWh a year.", "60 MWh"),
        ("Production in Heide has started.", "says yes where the text says no"),
        ("Northvolt did not file for bankruptcy in Sweden on 12 March 2025.", "says no where the text says yes"),
        ("Volkswagen paid a large sum for the assets.", "no article"),
        ("Battery makers everywhere struggle with rising prices and weak demand.", "no article"),
        ("Yes.", "no article"),
        ("What became of Northvolt.", "only says the question again"),
        ("The passage says that Northvolt filed for bankruptcy in Sweden.", "speaks of its sources"),
        ("These are the plants:", "no whole sentence"),
        ("The company had 5,000 employees and the plant in Heide was planned for 60 GWh a year in August.", "August"),
        ("Did they?", "nothing that can be checked"),
        ("The plant in Heide was planned for 60 GWh a year, see https://example.org.", "address or mark-up"),
        ("![The plant in Heide](x) was planned for 60 GWh a year.", "address or mark-up"),
        ("<b>The plant in Heide</b> was planned for 60 GWh a year.", "address or mark-up"),
    ],
)
def test_what_they_do_not_say_is_not_and_the_reason_is_told(verifier: Verifier, sentence: str, problem: str) -> None:
    verdict = verifier.check(sentence)
    assert verdict.evidence == ()
    assert problem in verdict.problem


def test_no_passages_support_nothing(reader: EvidenceReader | None) -> None:
    assert (
        Verifier(QUESTION, [], reader).check("The plant in Heide was planned for 60 GWh.").problem
        == "no article supports it"
    )


def test_without_the_reader_words_and_explicit_checks_decide() -> None:
    verifier = Verifier(QUESTION, pool(), None)
    assert verifier.check("Lyten agreed to buy most of its assets in August 2025").evidence
    assert not verifier.check("Lyten agreed to buy most of its assets in May 2025.").evidence
