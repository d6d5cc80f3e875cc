"""Is what a statement says somebody said said by somebody else, without quotation marks?"""

from dataclasses import replace

from rag.checking.amounts import Clash
from rag.checking.around import Around
from rag.checking.judging import Judged
from rag.checking.letters import spoken
from rag.checking.speakers import same_speaker, sayer_of, speaker_of
from rag.core.checked import SentenceVerdict
from rag.core.span import Span
from rag.language.language import language
from rag.language.parsed import Parsed


def said_by_another(claim: Parsed, judged: Judged, around: dict[str, Around]) -> Judged | None:
    """Return the verdict on a statement that names somebody else for what an article quotes.

    None where it names nobody, where nobody else says it, and where nothing supports it.
    """
    support = judged.supporting
    name = sayer_of(claim) if support else None
    if not support or not name or " " not in name.slice(claim.text):
        return None
    article, place = around[support.piece.article.id].article, support.piece.span
    code = article.language
    if not spoken(support.piece.text) and not language(code).claiming.says.search(
        support.piece.text
    ):
        return None
    named = speaker_of(article.text, place, code)
    if " " not in named or same_speaker(name.slice(claim.text), named, article, place):
        return None
    at = article.text.find(named, place.start, place.end)
    instead = Span(at, at + len(named)) if at >= 0 else place
    clash = Clash("name", name, instead)
    return Judged(SentenceVerdict.CONTRADICTED, against=replace(support, clashes=(clash,)))
