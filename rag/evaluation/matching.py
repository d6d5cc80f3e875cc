"""Compare an answer's words with a reference answer. Formulas: Rajpurkar et al., "SQuAD", 2016."""

import re
from collections import Counter
from collections.abc import Sequence

from rag.language.language import language

_ARTICLES = language().articles


def words(text: str) -> list[str]:
    """Return the words that count: lower case, no punctuation, no articles.

    >>> words("The plant's 60-GWh line")
    ['plants', '60gwh', 'line']
    """
    return [
        word for word in re.sub(r"[^\w\s]|_", "", text.lower()).split() if word not in _ARTICLES
    ]


def holds(answer: str, references: Sequence[str]) -> bool:
    """Tell whether an answer has all the words of a reference, in order and side by side.

    >>> holds("It opened on 12 March 2025.", ["12 March 2025"])
    True
    >>> holds("It opened in March.", ["12 March 2025"])
    False
    """
    text = f" {' '.join(words(answer))} "
    return any(
        reference and f" {' '.join(reference)} " in text for reference in map(words, references)
    )


def exact_match(answer: str, references: Sequence[str]) -> bool:
    """Tell whether an answer has the same words as one of the references, in the same order.

    >>> exact_match("the 60 GWh line.", ["60 GWh line"]), exact_match("60 GWh", ["60 GWh line"])
    (True, False)
    """
    return words(answer) in list(map(words, references))


def token_f1(answer: str, references: Sequence[str]) -> float:
    """Return the best F1, 0..1, of the answer's words and those of a reference, as bags of words.

    >>> token_f1("opened in 2021", ["in 2021", "never"])
    0.8
    """
    return max(
        (_f1(Counter(words(answer)), Counter(words(reference))) for reference in references),
        default=0.0,
    )


def _f1(answer: Counter[str], reference: Counter[str]) -> float:
    shared = (answer & reference).total()
    return (
        2 * shared / (answer.total() + reference.total()) if shared else float(answer == reference)
    )
