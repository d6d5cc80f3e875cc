"""What is wrong with a file, a page or the library, in the language of a page. Pure.

Reasons are English sentences wherever they come from: a parser's process, an earlier sync, the
command line, which prints them as they are. A page in another language has a list of their forms.
"""

import re
from functools import cache

from rag.render.wording import LANGUAGES, Wording, read_texts

_LONGEST = 1_000
"""A longer reason is not looked up."""
_MOST_PARTS = 4
"""So many names may stand before what is said of them: "press.zip: may.md: empty"."""


def worded(reason: str, t: Wording) -> str:
    """Return a reason in the language of a page; as it is where that does not know it.

    >>> from rag.ui.catalogue import catalogue
    >>> worded("may.zip: larger than 5 MB: split it", catalogue("de"))
    'may.zip: größer als 5 MB: bitte aufteilen'
    """
    if t.language == LANGUAGES[0] or len(reason) > _LONGEST:
        return reason
    return _worded(reason, t.language, _MOST_PARTS) or reason


def _worded(reason: str, language: str, parts: int) -> str:
    if parts < 0:
        return ""
    for form, text in forms(language):
        if found := form.fullmatch(reason):
            return text.format(
                *(_worded(value, language, parts - 1) or value for value in found.groups())
            )
    name, colon, rest = reason.partition(": ")
    said = _worded(rest, language, parts - 1) if colon else ""
    return f"{name}: {said}" if said else ""


@cache
def forms(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the English forms of reasons and the same in a language; exact ones come first."""
    texts = read_texts("rag.ui", "assets", "texts", f"reasons.{language}.toml")
    ordered = sorted(texts, key=lambda form: (form.count("{}"), -len(form)))
    return tuple((_pattern(form), texts[form]) for form in ordered)


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(map(re.escape, form.split("{}"))), re.DOTALL)
