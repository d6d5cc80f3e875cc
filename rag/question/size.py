"""How long an answer is asked to be."""

from dataclasses import dataclass

from rag.language.language import DEFAULT, language
from rag.language.quantities import count_of

_WORDS = ("word", "wort", "wört")
_MOST_SENTENCES, _MOST_WORDS = 20, 1_000


@dataclass(frozen=True, slots=True)
class Size:
    """How many sentences or words are asked for, 0 where nothing is said, and the rest."""

    sentences: int
    words: int
    text: str

    def __bool__(self) -> bool:
        return bool(self.sentences or self.words)


def read_size(text: str, code: str = DEFAULT) -> Size:
    """Return how long the answer to a question is to be, and the question without that.

    >>> read_size("Sum up the whole story in at most five sentences.")
    Size(sentences=5, words=0, text='Sum up the whole story.')
    >>> read_size("Give me a 100 word summary of the plant").words
    100
    """
    for pattern in language(code).asking.length:
        if match := pattern.search(text):
            rest = f"{text[: match.start()]}{text[match.end() :]}".strip()
            count = count_of(match["count"], code)
            if match["unit"].lower().startswith(_WORDS):
                return Size(0, min(count, _MOST_WORDS), rest)
            return Size(min(count, _MOST_SENTENCES), 0, rest)
    return Size(0, 0, text)
