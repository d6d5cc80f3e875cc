from rag.core.absent import NegativeReport, ReportRechecked
from rag.core.answer import Answer
from rag.core.corpus import Filter


def test_a_report_holds_as_long_as_the_question_is_refused() -> None:
    report = NegativeReport("Q?", (), Filter(), 0, None, None, None, (), "", ())
    refused, given = Answer("Q?", "Q?", abstained=True), Answer("Q?", "Q?")
    assert ReportRechecked(report, refused, (), ()).holds
    assert not ReportRechecked(report, given, (), ()).holds
