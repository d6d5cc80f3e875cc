from eval.harness.drafts import Written, score_evidence, score_refusals, score_sentences
from rag.core.answer import Answer, Citation, Reason, Sentence
from rag.core.article import Article
from rag.core.span import Span
from rag.evaluation.questions import Gold, Question
from tests.evaluation.samples import quoted as in_quotes
from tests.evaluation.samples import values_of

TEXT = "The plant opened in 2021. It makes cells. It burnt in 2023."
ARTICLE = Article(TEXT, id="a", title="A")
GOLD = (Gold("a", Span(0, 25)),)
CITED = Citation(1, ARTICLE.info, Span(0, 25), TEXT[:25])


def written_of(shown: Answer, draft: Answer, gold: tuple[Gold, ...] = GOLD) -> Written:
    question = Question("q", "When?", "date", ("2021",), gold, ())
    answer = Answer("", "", (Sentence(TEXT[:25], (1,)),), (CITED,))
    return Written(question, in_quotes(answer, answer), draft, shown, 1.0)


def test_sentences_are_judged_before_and_after_the_check() -> None:
    draft = Answer(
        "",
        "",
        (Sentence("The plant opened in 2021.", ()), Sentence("It closed in 2030.", ())),
        written=True,
    )
    shown = Answer("", "", (Sentence("The plant opened in 2021.", (1,)),), (CITED,), written=True)
    assert values_of(score_sentences([written_of(shown, draft)], {"a": TEXT}, "")) == {
        ("unchecked", "sentences that the gold evidence holds"): (0.5, 2),
        ("unchecked", "sentences that the gold article holds"): (0.5, 2),
        ("footnote", "sentences that the gold evidence holds"): (1.0, 1),
        ("footnote", "sentences that the gold article holds"): (1.0, 1),
    }


def test_what_is_shown_stands_beside_the_quotes() -> None:
    nothing = Answer("", "", abstained=True, reason=Reason.DRAFT_UNSUPPORTED)
    scores = values_of(score_evidence([written_of(nothing, nothing)], ""))
    assert scores["footnote", "answer holds a reference"] == (0.0, 1)
    assert scores["quoted", "answer holds a reference"] == (1.0, 1)
    assert scores["footnote", "answers quoted for want of support"] == (1.0, 1)


def test_a_question_without_an_answer_should_get_none() -> None:
    nothing = Answer("", "", abstained=True, reason=Reason.DRAFT_UNSUPPORTED)
    answer = Answer("", "", (Sentence("X.", (1,)),), (CITED,), written=True)
    written = [
        written_of(nothing, nothing, ()),
        written_of(answer, answer, ()),
        written_of(answer, answer),
    ]
    scores = values_of(score_refusals(written, [Question("r", "Who?", "person", (), (), ())]))
    assert scores["footnote", "unanswerable: no answer as served"] == (2 / 3, 3)
    assert scores["footnote", "answerable: no answer as served"] == (0.0, 1)
