"""Handing on what a conversation holds: to the clipboard, as a file, among the clippings."""

from dataclasses import dataclass
from datetime import UTC, datetime

from rag.core.answer import Answer, Citation, Sentence
from rag.core.conversation import Conversation, KeptTurn
from rag.core.text import one_line
from rag.errors import NotKept
from rag.handing_on import evidence_pack
from rag.library.kept import Kept
from rag.render.exports.clipboard import Clip, answer_clip, quote_clip
from rag.render.exports.forms import Format, export_answers
from rag.settings import Settings
from rag.ui.catalogue import Wording

PACK = "pack"
"""The evidence pack, which is offered beside the formats of answers."""
TYPES: dict[str, str] = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.HTML: "text/html; charset=utf-8",
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.TEXT: "text/plain; charset=utf-8",
    Format.JSON: "application/json",
    Format.RIS: "application/x-research-info-systems; charset=utf-8",
    Format.CSL: "application/vnd.citationstyles.csl+json",
    Format.CSV: "text/csv; charset=utf-8",
    PACK: "application/zip",
}
"""The formats in the order in which the page offers them, and what a browser is told they are."""
_ENDINGS: dict[str, str] = {
    Format.MARKDOWN: "md",
    Format.TEXT: "txt",
    Format.CSL: "csl.json",
    PACK: "zip",
}
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class HandedOn:
    """A file that is handed on."""

    name: str
    kind: str
    data: bytes


def copied(
    kept: Kept, owner: str, conversation_id: str, turn_id: str, quote: int, t: Wording
) -> Clip:
    """Return an answer with its footnotes, or one of its quotes, for the clipboard.

    Args:
        kept: what is kept.
        owner: whose it is.
        conversation_id: the conversation.
        turn_id: the turn.
        quote: the number of a footnote; 0 for the whole answer.
        t: the texts.
    """
    turn = _turn(kept.conversations.open(owner, conversation_id), turn_id)
    day = turn.asked.date()
    if quote:
        return quote_clip(_citation(turn, quote), day, t)
    return answer_clip(_answer(turn), day, t)


def exported(
    kept: Kept,
    owner: str,
    conversation_id: str,
    turn_id: str,
    form: str,
    settings: Settings,
    t: Wording,
) -> HandedOn:
    """Return an answer, or with an empty `turn_id` all those that are shown, as a file.

    Raises:
        SettingsError: for a format that is not one of `TYPES`.
    """
    conversation = kept.conversations.open(owner, conversation_id)
    turns = [_turn(conversation, turn_id)] if turn_id else list(conversation.thread())
    answers = [turn.answer for turn in turns if turn.answer]
    if not answers:
        raise _no_answer()
    title = turns[0].question if turn_id else conversation.info.title
    today = datetime.now(UTC).astimezone().date()
    if form == PACK:
        data = evidence_pack(
            answers, settings.state_dir, title=title, settings=settings, language=t.language
        )
    else:
        data = export_answers(answers, form, title=title, as_of=today, language=t.language)
    return _file(title, form, data)


def cited_in(kept: Kept, owner: str, conversation_id: str, turn_id: str, quote: int) -> Citation:
    """Return a footnote of an answer by its number."""
    return _citation(_turn(kept.conversations.open(owner, conversation_id), turn_id), quote)


def clip(kept: Kept, owner: str, conversation_id: str, turn_id: str, quote: int) -> None:
    """Put a quote of an answer among the clippings."""
    citation = cited_in(kept, owner, conversation_id, turn_id, quote)
    place = (citation.article.id, citation.article.sha256, citation.span)
    kept.clippings.add(owner, *place, turn_id=turn_id)


def clipped_copy(kept: Kept, owner: str, t: Wording) -> Clip:
    """Return all clippings for the clipboard."""
    return answer_clip(_collected(kept, owner, t), t=t)


def clipped_file(kept: Kept, owner: str, form: str, t: Wording) -> HandedOn:
    """Return all clippings as a file.

    Raises:
        SettingsError: for a format that answers are not exported in.
    """
    data = export_answers(_collected(kept, owner, t), form, language=t.language)
    return _file(t("clippings"), form, data)


def _file(title: str, form: str, data: bytes) -> HandedOn:
    return HandedOn(f"{file_name(title)}.{_ENDINGS.get(form, form)}", TYPES[form], data)


def _collected(kept: Kept, owner: str, t: Wording) -> Answer:
    """Return the clippings as an answer: each quote a sentence, its note in front of it."""
    title = t("clippings")
    clippings = kept.clippings.all(owner)
    if not clippings:
        raise _no_answer()
    numbered = list(enumerate(clippings, start=1))
    return Answer(
        title,
        title,
        sentences=tuple(
            Sentence(clipping.quote, (n,), bullet=True, label=one_line(clipping.note))
            for n, clipping in numbered
        ),
        citations=tuple(
            Citation(n, clipping.article, clipping.span, clipping.quote) for n, clipping in numbered
        ),
    )


def file_name(title: str) -> str:
    """Return a title as the name of a file: letters, digits and hyphens.

    >>> file_name("What did line 5 cost, in €?"), file_name("../../etc"), file_name("?")
    ('What-did-line-5-cost-in', 'etc', 'answer')
    """
    kept = "".join(letter if letter.isalnum() else " " for letter in one_line(title)[:_LONGEST])
    return "-".join(kept.split()) or "answer"


def _turn(conversation: Conversation, turn_id: str) -> KeptTurn:
    turn = conversation.turn(turn_id)
    if turn is None:
        raise NotKept("this question is not kept: ask it again")
    return turn


def _answer(turn: KeptTurn) -> Answer:
    if turn.answer is None:
        raise _no_answer()
    return turn.answer


def _citation(turn: KeptTurn, number: int) -> Citation:
    for citation in _answer(turn).citations:
        if citation.number == number:
            return citation
    raise NotKept("this footnote is not kept: ask the question again")


def _no_answer() -> NotKept:
    return NotKept("there is no answer to hand on: ask the question again")
