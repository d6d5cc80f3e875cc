"""What sort of answer a question wants, by how it opens."""

import re

from rag.core.request import Kind
from rag.language.language import DEFAULT, language

_CLAUSE = re.compile(r"(?<=[:,;.?!])\s+")
_KEYWORDS = 5
"""A text of at most so many words that asks nothing is taken for the key words of a fact."""


def kind_of(question: str, code: str = DEFAULT) -> Kind:
    """Return what sort of answer a question wants.

    >>> kind_of("Why did it close?"), kind_of("Perch on Friday: how much per kilo?")
    (<Kind.REASON: 'reason'>, <Kind.FACT: 'fact'>)
    >>> kind_of("Which towns pay for meals?"), kind_of("Is the mayor in office?")
    (<Kind.LIST: 'list'>, <Kind.YES_NO: 'yes or no'>)
    """
    asking = language(code).asking
    kinds = (
        (Kind.REASON, asking.reason),
        (Kind.YES_NO, asking.yes_no),
        (Kind.LIST, asking.several),
        (Kind.FACT, asking.fact),
    )
    for clause in _CLAUSE.split(question.strip()):
        for kind, pattern in kinds:
            if pattern.match(clause):
                return kind
    return Kind.FACT if len(question.split()) <= _KEYWORDS else Kind.OPEN
