"""What is searched for a question: it with its context, and each thing that it asks on its own; by rules."""

from rag.language.language import language

_ASKING = language().asking
_FEW_WORDS, _MOST = 3, 4


def search_texts(question: str, alone: str) -> list[str]:
    """Return the texts to search and to read passages with: the question standing alone, then each thing it asks with that.

    The first says whether there is an answer, the others find its sentences. What is asked stands in front of its context,
    so that the context's words don't outweigh it. A question that asks one thing and stands alone is searched once.

    Args:
        question: as asked.
        alone: the same with what it refers to.

    >>> search_texts("And in Germany?", "How many plants are there in France? And in Germany?")[1]
    'And in Germany? How many plants are there in France? And in Germany?'
    """
    own = parts(question) or ([question] if alone != question else [])
    return [alone, *(f"{part} {alone}" for part in own)]


def parts(question: str) -> list[str]:
    """Return what a question asks, one by one: what is joined by "and why ...", or asked of "A or B"; else nothing.

    At most four parts, since each is searched on its own.

    >>> parts("How much state aid does the plant get, and how is it split?")
    ['How much state aid does the plant get?', 'how is it split?']
    >>> parts("Which plant is larger, the one in Heide or the one in Bourbourg?")
    ['Which plant is larger, the one in Heide?', 'Which plant is larger, the one in Bourbourg?']
    >>> parts("What is black mass?")
    []
    """
    asked = question.rstrip("? ")
    joined = _ASKING.next_part.split(asked)
    if 1 < len(joined) <= _MOST and _ASKING.interrogative.search(joined[0]) and all(map(_says_enough, joined)):
        return [f"{one}?" for one in joined]
    either = _ASKING.alternatives.fullmatch(asked)
    if either and _says_enough(either["asked"]):
        return [f"{either['asked']}, {either[which]}?" for which in ("one", "other")]
    return []


def _says_enough(text: str) -> bool:
    return len(text.split()) >= _FEW_WORDS
