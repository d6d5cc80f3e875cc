from rag.core.checked import CheckedSentence, CheckedText
from rag.core.checked import SentenceVerdict as Verdict
from rag.core.span import Span


def checked(*verdicts: Verdict) -> CheckedText:
    sentences = tuple(CheckedSentence(Span(0, 1), "x", verdict) for verdict in verdicts)
    return CheckedText("x", "", sentences, (), 1, 1, None)


def test_coverage_leaves_out_what_has_nothing_to_check() -> None:
    half = checked(Verdict.SUPPORTED, Verdict.PARTLY, Verdict.NOTHING)
    assert (half.coverage, half.passes) == (0.5, False)
    assert half.counts[Verdict.NOTHING] == 1
    assert checked(Verdict.SUPPORTED, Verdict.NOTHING).passes
    assert checked(Verdict.NOTHING).coverage == 1.0


def test_disputed_is_what_has_both_sides() -> None:
    one = CheckedSentence(Span(0, 1), "x", Verdict.SUPPORTED, (1,), (2,))
    assert one.disputed
    assert not checked(Verdict.SUPPORTED).sentences[0].disputed
