from dataclasses import replace
from datetime import date

from rag.checking.clashes import Clash
from rag.checking.judging import judge
from rag.checking.weighing import Weighed
from rag.core.article import Article
from rag.core.checked import SentenceVerdict as Verdict
from rag.core.passage import Evidence
from rag.core.span import Span
from rag.language.parsed import parse

CLAIM = parse("Eleven people were injured in the accident.")
CLASH = Clash("number", Span(0, 6), Span(0, 8))


def weighed(text: str, day: date, inside: float, *clashes: Clash) -> Weighed:
    info = Article(text, f"On {day}", published=day).info
    return Weighed(Evidence(info, Span(0, len(text)), text, 0.0), inside, inside, clashes)


SAYS = weighed("Eleven people were injured.", date(2025, 3, 14), 0.95)
LATER = weighed("Thirteen people were injured.", date(2025, 3, 19), 0.95, CLASH)


def verdict(*several: Weighed) -> Verdict:
    return judge(CLAIM, several, {}, None).verdict


def test_the_newer_of_two_articles_holds() -> None:
    assert verdict(SAYS) is Verdict.SUPPORTED
    assert verdict(LATER) is verdict(SAYS, LATER) is Verdict.CONTRADICTED
    both = judge(CLAIM, [SAYS, LATER], {}, None)
    assert both.supporting is SAYS
    assert both.against is LATER


def test_an_older_article_or_what_somebody_says_disputes_only() -> None:
    older = weighed("Thirteen people were injured.", date(2025, 3, 10), 0.95, CLASH)
    quoted = weighed("Thirteen people were injured, Holm said.", date(2025, 3, 19), 0.95, CLASH)
    for against in (older, quoted):
        both = judge(CLAIM, [SAYS, against], {}, None)
        assert both.verdict is Verdict.SUPPORTED
        assert both.against is against


def test_what_speaks_of_another_thing_says_nothing() -> None:
    beside = weighed("Thirteen buses came.", date(2025, 3, 19), 0.2, CLASH)
    name = Clash("name", Span(7, 13), Span(0, 8))
    two = replace(LATER, clashes=(CLASH, name))
    lacking = replace(SAYS, missing=(Span(0, 6),))
    assert verdict(beside) is verdict(two) is verdict(lacking) is verdict() is Verdict.NOT_FOUND
