"""What the pages say, in English."""

from rag.core.corpus import Facts
from rag.render.blocks import counted
from rag.render.filters import day

TAGLINE = "Answers from your articles, every sentence footnoted to the exact words behind it."
OPENING = "Opening the articles…"
TRY = "Try a question that the articles answer"
QUESTION_LABEL = "Your question"
PLACEHOLDER = "Ask about the articles"
ASK = "Ask"
STOP = "Stop"
NEW_CONVERSATION = "New conversation"

SEARCHING = "Searching the articles…"
FAILED = "Something went wrong here: ask again; the terminal that runs Footnote shows the details."
STOPPED = "Stopped before there was an answer."

CONFIDENCE = "estimated probability that the articles hold the answer"
NOTHING_MORE = "nothing more"
UNSUPPORTED = "no article supports this"
WRITTEN = "Written by a language model; what has a footnote was checked against it."
NEAREST = "Nearest articles"
WITHOUT = "Search the question as it stands"
CERTAINTIES = {"sure": "Sure", "likely": "Likely", "unsure": "Unsure"}

RIGHT = "Right"
WRONG = "Wrong"
IS_IT_RIGHT = "Is this answer right?"
EXPECTED = "Which words would have answered it? Paste them from an article (optional)"
SEND = "Send"
REJECT = "Doesn't support this"
SAVED = "Saved as a test case"
NOWHERE = "Saved; these words stand in no article"
WITHDRAWN = "Withdrawn"
NOT_JUDGED = "Not saved: ask the question again."

BACK = "← Back to the answer"
READ_AT_SOURCE = "Read at the source"
REFERENCES = "Sources of the article"
CHANGED = "The article was changed after this answer. Below is the text that was quoted."
CHANGED_HERE = (
    "The article was changed after this answer, at the quote too: it says “{after}” now. "
    "Below is the text that was quoted."
)
CUT_HERE = (
    "The article was changed after this answer: the quoted sentence was taken out. "
    "Below is the text that was quoted."
)
GONE = "The article is no longer in the index. Below is the text that was quoted."
MISSING = "This article is no longer in the index."
NOT_OPENED = "This footnote cannot be opened: ask the question again."

ASKING = "Asking"
CHOOSE_FILE = "Choose a question file"
NEWEST_REPORT = "Newest report"
SCORING_STOPPED = "the page was closed: the scoring was stopped"


def capital(text: str) -> str:
    """Return a text with a capital at its start; nothing else of it changes.

    >>> capital("the index is gone: run `rag index`")
    'The index is gone: run `rag index`'
    """
    return text[:1].upper() + text[1:]


def described(facts: Facts) -> str:
    """Return what a library holds, in one line."""
    days = [day(date) for date in (facts.first, facts.last) if date]
    parts = [counted(facts.articles, "article"), " to ".join(dict.fromkeys(days))]
    if facts.synced:
        parts.append(f"last synced {day(facts.synced)}, {facts.synced:%H:%M} UTC")
    return " · ".join(filter(None, parts))


def answered(footnotes: int) -> str:
    """Return what is announced about an answer that has footnotes."""
    return f"Answered, {counted(footnotes, 'footnote')}."


def tokens(read: int, written: int, cost: float | None) -> str:
    """Return what a language model took."""
    money = f", {cost:.4f} in all" if cost is not None else ""
    return f"{read:,} tokens read, {written:,} written{money}."


def scored(questions: int, file_name: str) -> str:
    """Return what is said of a question file that was scored."""
    return f"{counted(questions, 'question')} of {file_name} scored: the report is below."


def too_many(questions: int, most: int, file_name: str) -> str:
    """Return what is said of a question file with more questions than are taken."""
    return (
        f"{file_name} holds {questions:,} questions, more than {most:,}: "
        "split it, or score it with `rag eval`"
    )
