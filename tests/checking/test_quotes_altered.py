"""Whatever typesetting does to a quotation, its words are found; whatever changes a word is not."""

import random

import pytest

import rag
from rag.core.checked import QuoteStanding as Is

QUOTED = [
    "The trip from the main station to Nordfeld takes 19 minutes",
    "There is no second, cheaper tram in the drawer",
    "the bill is not paid yet. Olaf Bremer of the Conservatives demanded that work be stopped",
    "I was told that this tram would be my tombstone",
]
OTHER = "zebra"
SPACES = ("\u00a0", "  ", "\n", "\t", "\u2009", " \u00ad")
MARKS = ("“{}”", "„{}“", "«{}»", '"{}"', "'{}'", "{} ...", "… {}", " {} ", "({})")


def typeset(words: str, chance: random.Random) -> str:
    """Return words as another typesetter may have set them."""
    parts = words.split(" ")
    several = [at for at, part in enumerate(parts) if part != OTHER]  # in brackets it may stand
    for at in chance.sample(several, 3):
        part = parts[at]
        middle = len(part) // 2
        if part.isalpha() and len(part) > 6:
            parts[at] = f"{part[:middle]}-\n{part[middle:]}"  # hyphenated at the end of a line
        elif part.isalpha():
            parts[at] = chance.choice([part, f"{part},", f"[{part}]", f"{part} –", f"_{part}_"])
    text = parts[0] + "".join(
        chance.choice(SPACES) + part if chance.random() < 0.3 else f" {part}" for part in parts[1:]
    )
    return chance.choice(MARKS).format(text)


@pytest.mark.parametrize("seed", range(40))
def test_what_typesetting_does_changes_no_word(small_bot: rag.Chatbot, seed: int) -> None:
    chance = random.Random(seed)
    words = chance.choice(QUOTED)
    quote = typeset(words, chance)
    found = small_bot.verify_quote(quote)
    assert found.standing is Is.FOUND, quote
    (place,) = found.places
    letters = [letter for letter in place.citation.quote.casefold() if letter.isalnum()]
    assert letters == [letter for letter in words.casefold() if letter.isalnum()]


@pytest.mark.parametrize("seed", range(20))
def test_a_word_that_is_another_is_no_quotation(small_bot: rag.Chatbot, seed: int) -> None:
    chance = random.Random(seed)
    parts = chance.choice(QUOTED).split(" ")
    parts[chance.randrange(len(parts))] = OTHER
    found = small_bot.verify_quote(typeset(" ".join(parts), chance))
    assert found.standing in (Is.ALTERED, Is.NOWHERE)
