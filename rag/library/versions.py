"""What became of a citation: does its article still say what was quoted, and what does it say now?

An edited article is a new version; the one that was quoted is kept.
"""

from difflib import SequenceMatcher

from rag.core.article import Article
from rag.core.recheck import Quotation, Recheck, Rewording, Standing
from rag.core.span import Span
from rag.language.sentences import sentence_spans
from rag.library.library import Library


def recheck(library: Library, cited: Quotation) -> Recheck:
    """Tell what became of a citation."""
    quoted = library.version(cited.article_id, cited.sha256)
    now = library.article(cited.article_id)
    if quoted and cited.span.slice(quoted.text) != cited.quote:
        return Recheck(Standing.NOT_QUOTED)
    if now is None:
        return Recheck(Standing.WITHDRAWN if quoted else Standing.NOT_QUOTED)
    if now.sha256 == cited.sha256:
        return Recheck(Standing.UNCHANGED)
    if quoted:
        change = changed(quoted, now, cited.span)
    else:  # the version is not kept: all that is known of it is the quote
        change = None if cited.quote in now.text else Rewording(cited.quote, "")
    standing = Standing.EDITED_HERE if change else Standing.EDITED_ELSEWHERE
    return Recheck(standing, now.info, change)


def changed(before: Article, after: Article, place: Span) -> Rewording | None:
    """Return what changed in the sentences at a place of an article; None where nothing did.

    Sentences that only moved together with others have not changed.
    """
    spans = sentence_spans(before.text, before.language)
    old = _sentences(before, spans)
    new = _sentences(after, sentence_spans(after.text, after.language))
    at = {n for n, span in enumerate(spans) if span.start < place.end and place.start < span.end}
    if all(old[number] in new for number in at):
        return None
    was: list[str] = []
    now: list[str] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal" and at.intersection(range(start, end)):
            was += old[start:end]
            now += new[new_start:new_end]
    return Rewording(" ".join(was), " ".join(now))


def _sentences(article: Article, spans: list[Span]) -> list[str]:
    return [" ".join(span.slice(article.text).split()) for span in spans]
