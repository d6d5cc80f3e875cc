import pytest

from rag.core.article import Article
from rag.core.passage import Evidence
from rag.core.statement import Says, statement
from rag.language.sentences import sentence_spans
from rag.models.cross_encoder.cross_encoder import CrossEncoder
from rag.models.cross_encoder.weights import load_cross_encoder
from rag.models.embedding import Embedder
from rag.render.statements import say
from rag.writing.verify import Verifier, agrees

TEXT = (
    "Northvolt filed for bankruptcy in Sweden on 12 March 2025, with debts of about 8 billion "
    "dollars. "
    "The company had 5,000 employees in Sweden. "
    "Lyten agreed to buy most of its assets in August 2025. "
    "The plant in Heide was planned for 60 GWh a year. "
    "Production in Heide has not started."
)
QUESTION = "What became of Northvolt and its plants?"
ARTICLE = Article(TEXT, title="Northvolt collapse")


@pytest.fixture(scope="module")
def cross_encoder(embedder: Embedder) -> CrossEncoder | None:
    return load_cross_encoder(embedder)


@pytest.fixture(scope="module")
def verifier(cross_encoder: CrossEncoder | None) -> Verifier:
    return Verifier(QUESTION, pool(), cross_encoder)


def pool() -> list[Evidence]:
    return [Evidence(ARTICLE.info, span, span.slice(TEXT), 0.0) for span in sentence_spans(TEXT)]


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        (TEXT.partition(" The company")[0], [0]),
        ("northvolt filed for bankruptcy in Sweden on 12 March 2025", [0]),
        ("In August 2025, Lyten agreed to buy most of the assets.", [2]),
        ("The plant in Heide was planned for 60 GWh a year", [3]),
    ],
)
def test_what_the_passages_say_is_supported(
    verifier: Verifier, sentence: str, evidence: list[int]
) -> None:
    verdict = verifier.check(sentence)
    assert verdict.problem is None
    assert [pool().index(piece) for piece in verdict.evidence] == evidence
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
        (
            "Northvolt did not file for bankruptcy in Sweden on 12 March 2025.",
            "says no where the text says yes",
        ),
        ("Volkswagen paid a large sum for the assets.", "no article"),
        ("Battery makers everywhere struggle with rising prices and weak demand.", "no article"),
        ("Yes.", "too little to be checked"),
        ("What became of Northvolt.", "only says the question again"),
        (
            "The passage says that Northvolt filed for bankruptcy in Sweden.",
            "speaks of its sources",
        ),
        ("These are the plants:", "no whole sentence"),
        ("Northvolt filed for bankruptcy in Sweden in August 2025.", "August 2025"),
        (
            "Lyten filed for bankruptcy in Sweden on 12 March 2025, with debts of about 8 billion "
            "dollars.",
            "Lyten",
        ),
        ("The plant in Sweden was planned for 60 GWh a year.", "Sweden"),
        ("The company had debts of 5,000 dollars.", "5,000"),
        (
            "The company had 5,000 employees and the plant in Heide was planned for 60 GWh a year "
            "in August.",
            "August",
        ),
        ("Did they?", "too little to be checked"),
        ("Lyten.", "too little to be checked"),
        ("2025.", "too little to be checked"),
        (
            "The plant in Heide was planned for 60 GWh a year, see https://example.org.",
            "address or mark-up",
        ),
        ("![The plant in Heide](x) was planned for 60 GWh a year.", "address or mark-up"),
        ("<b>The plant in Heide</b> was planned for 60 GWh a year.", "address or mark-up"),
    ],
)
def test_what_they_do_not_say_is_not_and_the_reason_is_told(
    verifier: Verifier, sentence: str, problem: str
) -> None:
    verdict = verifier.check(sentence)
    assert verdict.evidence == ()
    assert verdict.problem
    assert problem in say(verdict.problem)


def test_no_passages_support_nothing(cross_encoder: CrossEncoder | None) -> None:
    verdict = Verifier(QUESTION, [], cross_encoder).check("The plant in Heide is for 60 GWh.")
    assert verdict.problem == statement(Says.UNSUPPORTED)


def test_without_a_cross_encoder_words_and_explicit_checks_decide() -> None:
    verifier = Verifier(QUESTION, pool(), None)
    assert verifier.check("Lyten agreed to buy most of its assets in August 2025").evidence
    assert not verifier.check("Lyten agreed to buy most of its assets in May 2025.").evidence


def test_the_next_sentence_lends_nothing_that_the_best_one_contradicts(
    cross_encoder: CrossEncoder | None,
) -> None:
    text = (
        "A digital battery passport becomes compulsory on 18 February 2027 for the batteries of "
        "electric vehicles. The Commission had proposed 18 February 2026 for its due diligence "
        "guidelines."
    )
    article = Article(text, title="EU Batteries Regulation")
    sentences = [
        Evidence(article.info, span, span.slice(text), 0.0) for span in sentence_spans(text)
    ]
    verifier = Verifier(
        "When does the digital battery passport become mandatory?", sentences, cross_encoder
    )
    wrong = verifier.check("The digital battery passport becomes mandatory on 18 February 2026.")
    assert (wrong.evidence, wrong.problem) == (
        (),
        statement(Says.DIFFERS, claim="18 February 2026", passage="18 February 2027"),
    )
    assert verifier.check(
        "The digital battery passport becomes mandatory on 18 February 2027."
    ).evidence == (sentences[0],)


@pytest.mark.parametrize(
    ("answers", "text", "agreed"),
    [
        ([], "Anything.", True),
        (["Netherlands, France and Germany"], "It is France and Germany.", False),
        (
            ["Netherlands, France and Germany"],
            "France, Germany and the Netherlands have most.",
            True,
        ),
        (["Stellantis 45%, Mercedes-Benz 30%"], "Stellantis owns ACC with Mercedes-Benz.", False),
        (
            ["too little material from Europe"],
            "It named too little material from Europe, and no makers there.",
            True,
        ),
        (["lack of demand", "12 March 2025"], "It went bankrupt on 12 March 2025.", True),
    ],
)
def test_an_answer_agrees_with_a_short_one_if_it_has_all_its_numbers_dates_and_names(
    answers: list[str], text: str, agreed: bool
) -> None:
    assert agrees(answers, text) is agreed
