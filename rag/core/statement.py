"""What Footnote says by itself, beside what it quotes: a code and its values. Pure.

The words of each code are in rag/render/texts, a file a language; `rag.render.statements.say` puts
the values in.
"""

from dataclasses import dataclass
from enum import StrEnum

from rag.core.corpus import Filter

Value = int | str | tuple[str, ...] | Filter
"""What stands in a statement: a number, words as they are, names, which articles."""


class Says(StrEnum):
    """What Footnote can say of an answer, or of what it was asked."""

    WORDS = "words"
    """Words as they are: what an earlier Footnote kept in one language."""

    HELP = "help"
    CONTENTS = "contents"
    CONTENTS_NEWEST = "contents_newest"

    NOTHING_FOUND = "nothing_found"
    WEAK_EVIDENCE = "weak_evidence"
    OUTSIDE_DATES = "outside_dates"
    OTHER_LANGUAGE = "other_language"
    UNCLEAR = "unclear"
    MISSING = "missing"
    SEARCHED = "searched"
    DRAFT_UNSUPPORTED = "draft_unsupported"
    DRAFT_BESIDE = "draft_beside"

    CLOSEST = "closest"
    DIFFER = "differ"
    DIFFER_NEWEST_FIRST = "differ_newest_first"

    LISTED = "listed"
    NEWEST = "newest"
    OLDEST = "oldest"
    COPIED = "copied"
    REPORTED = "reported"
    REPORTED_YES = "reported_yes"
    REPORTED_NO = "reported_no"

    SAME_AGAIN = "same_again"
    OTHER_AGAIN = "other_again"
    MODEL_KEY = "model_key"
    MODEL_OVER = "model_over"
    MODEL_REFUSED = "model_refused"
    MODEL_UNREACHED = "model_unreached"
    MODEL_FAILED = "model_failed"
    MODEL_SLOW = "model_slow"
    MODEL_SILENT = "model_silent"
    MODEL_SMALL = "model_small"

    NOT_CHECKED = "not_checked"
    ORDERS = "orders"
    BESIDE = "beside"
    UNSUPPORTED = "unsupported"
    HARDLY_SUPPORTED = "hardly_supported"
    TOO_LITTLE = "too_little"
    ONLY_ASKS = "only_asks"
    MARKUP = "markup"
    OF_SOURCES = "of_sources"
    NO_SENTENCE = "no_sentence"
    DIFFERS = "differs"
    STANDS_NOWHERE = "stands_nowhere"
    SAYS_NO = "says_no"
    SAYS_YES = "says_yes"

    EMPTY_QUESTION = "empty_question"
    LONG_QUESTION = "long_question"
    NO_WORDS = "no_words"
    NO_TEXT = "no_text"


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that Footnote says.

    Attributes:
        says: what.
        values: what stands in it, by name; of the name "n" is the number that chooses between the
            forms for one and for several.
    """

    says: Says
    values: tuple[tuple[str, Value], ...] = ()


def statement(says: Says, **values: Value) -> Statement:
    """Return a statement with its values.

    >>> statement(Says.SEARCHED, n=4).values
    (('n', 4),)
    """
    return Statement(says, tuple(values.items()))
