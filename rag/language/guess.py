"""Which language a short text is in, by its commonest words and its letters."""

import re
import unicodedata
from collections.abc import Mapping

_WORDS: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": """the of and to in is was were are did does do how who what when where why which that
            it for on with by from at has have had not be will would can could many much long""",
        "de": """der die das und ist war sind wie wer was wann wo warum welche welcher welches wurde
            wird werden hat haben hatte nicht ein eine einen einem einer den dem des für mit von zu
            zum zur im am auf bei nach über viele viel gegen aus als auch hoch alt kostet
            vergleiche chronik fasse nenne zeige schrieb schreibt berichtet gibt bist sicher
            unterschied zwischen zusammenfassung neueste neuester""",
        "fr": """le la les des du de et est était sont qui que quoi quand où pourquoi combien quel
            quelle quels quelles un une dans pour avec sur par pas il elle ce cette au aux ont""",
        "es": """el la los las de y es era son quién qué cuándo dónde cuánto cuántos cómo cuál un
            una en para con por no se su al del ha han está fue""",
        "it": """il lo la gli le di e è era sono chi che quando dove perché quanto quanti come quale
            un una in per con non si del della al ha hanno""",
        "nl": """de het een en is was zijn wie wat wanneer waar waarom hoe welke van in op met voor
            niet door bij naar heeft hebben werd wordt veel""",
        "sv": """och är var vem vad när varför hur vilken vilka en ett den det de som på med för av
            inte har hade många mycket till från""",
    }.items()
}
_SCRIPTS = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "THAI": "th",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "DEVANAGARI": "hi",
}
_OTHER = re.compile("[\u0370-\U0010ffff]")
"""Letters that may be of one of these scripts; those before are Latin."""
_CODES: Mapping[str, tuple[str, ...]] = {
    word: tuple(code for code, known in _WORDS.items() if word in known)
    for word in frozenset().union(*_WORDS.values())
}
"""The languages of each of these words."""
_LEAST = 2
"""The fewest common words by which a language is told."""


def common_words(code: str) -> frozenset[str]:
    """Return the commonest words of a language; none of one that is not known."""
    return _WORDS.get(code, frozenset())


def guess_language(text: str) -> str:
    """Return the code of a text's language; empty where that can't be told.

    >>> guess_language("Who is the mayor?"), guess_language("Wer ist der Bürgermeister?")
    ('en', 'de')
    >>> guess_language("Кто мэр?"), guess_language("ferry captain age")
    ('ru', '')
    """
    for letter in filter(str.isalpha, () if text.isascii() else _OTHER.findall(text)):
        script = unicodedata.name(letter, "").split(" ")[0]
        if script in _SCRIPTS:
            return _SCRIPTS[script]
    words = re.findall(r"\w+", text.lower())
    counts = dict.fromkeys(_WORDS, 0)
    for codes in filter(None, map(_CODES.get, words)):
        for code in codes:
            counts[code] += 1
    best = max(counts, key=lambda code: counts[code])
    second = max(count for code, count in counts.items() if code != best)
    return best if counts[best] >= _LEAST and counts[best] > second else ""
