"""What becomes of the checked sentences of a draft."""

from typing import get_args

from rag.core.answer import Answer, Citation, Reason
from rag.core.article import Article
from rag.core.passage import Evidence
from rag.core.span import Span
from rag.core.statement import Says, statement
from rag.settings import ChatSettings
from rag.writing.compose import Checked, Strictness, compose
from rag.writing.draft import Drafted
from rag.writing.verify import Verdict

TEXT = "The plant in Heide was planned for 60 GWh a year."
ARTICLE = Article(TEXT, title="Heide").info
WHOLE = Span(0, len(TEXT))
CAPACITY = Span(TEXT.index("60"), TEXT.index(" a year"))
QUOTES = Answer("How big is it?", "How big is it?", citations=(Citation(1, ARTICLE, WHOLE, TEXT),))
TRUE = Checked(
    Drafted("It was planned for 60 GWh.", bullet=True),
    Verdict((Evidence(ARTICLE, WHOLE, TEXT, 0.0),), probability=0.9),
)
FALSE = Checked(Drafted("It was sold."), Verdict(problem=statement(Says.UNSUPPORTED)))


def test_a_supported_sentence_is_cited() -> None:
    answer = compose(QUOTES, [TRUE], "strict", whole=True)
    (sentence,) = answer.sentences
    assert (sentence.text, sentence.citations) == ("It was planned for 60 GWh.", (1,))
    assert (sentence.support, sentence.bullet) == (0.9, True)
    assert (answer.written, answer.abstained, answer.removed) == (True, False, 0)


def test_strict_removes_what_is_unsupported_and_the_others_mark_it() -> None:
    strict = compose(QUOTES, [TRUE, FALSE], "strict", whole=True)
    assert ([bool(part.citations) for part in strict.sentences], strict.removed) == ([True], 1)
    for strictness in ("marked", "off"):
        answer = compose(QUOTES, [TRUE, FALSE], strictness, whole=True)
        assert [part.warning for part in answer.sentences] == ["", "no article supports it"]
        assert answer.removed == 0


def test_where_nothing_is_supported_the_quotes_are_given() -> None:
    for strictness in ("strict", "marked"):
        answer = compose(QUOTES, [FALSE], strictness, whole=True)
        assert (answer.abstained, answer.reason) == (True, Reason.DRAFT_UNSUPPORTED)
        assert answer.statements == (statement(Says.DRAFT_UNSUPPORTED),)
        assert answer.citations == QUOTES.citations
        assert (answer.written, answer.removed) == (False, 1)
    assert compose(QUOTES, [FALSE], "off", whole=True).written


def test_a_whole_draft_without_the_short_answer_is_off_topic() -> None:
    other = Article("It opened in 2021.", title="Heide").info
    asked = Citation(1, other, Span(0, 18), "It opened in 2021.", Span(13, 17))
    quotes = Answer("When did it open?", "When did it open?", citations=(asked,))
    refused = compose(quotes, [TRUE], "strict", whole=True)
    assert refused.statements == (statement(Says.DRAFT_BESIDE),)
    assert compose(quotes, [TRUE], "strict", whole=False).written, "the rest may still have it"
    right = Citation(1, ARTICLE, WHOLE, TEXT, CAPACITY)
    quotes = Answer("How big is it?", "How big is it?", citations=(right,))
    assert compose(quotes, [TRUE], "strict", whole=True).written


def test_a_comparison_has_columns() -> None:
    answer = compose(QUOTES, [TRUE], "strict", ("Heide", "Salzgitter"), whole=True)
    assert (answer.columns, answer.sentences[0].column) == (("Heide", "Salzgitter"), 0)


def test_strictness_is_that_of_the_settings() -> None:
    annotation = ChatSettings.model_fields["strictness"].annotation
    assert get_args(Strictness) == get_args(annotation)


def test_a_whole_answer_names_what_was_found_and_it_does_not_cite() -> None:
    other = Evidence(ARTICLE, Span(60, 70), "It closed.", 0.0)
    best = [*TRUE.verdict.evidence, other]
    for whole, expected in ((True, ["It closed."]), (False, [])):
        answer = compose(QUOTES, [TRUE], "strict", best=best, whole=whole)
        assert [one.quote for one in answer.uncited] == expected
