"""What the pages say, in each language: one file of texts a language, in assets/texts/.

What Footnote says by itself of an answer, on every interface, is in rag/render/texts; the pages
have both.
"""

from functools import cache

from rag.render.wording import LANGUAGES, Wording, read_texts, wording

__all__ = ["LANGUAGES", "Wording", "catalogue", "wanted"]


@cache
def catalogue(language: str) -> Wording:
    """Return the texts of a language, one of `LANGUAGES`."""
    own = read_texts("rag.ui", "assets", "texts", f"{language}.toml")
    return Wording(language, {**wording(language).texts, **own})


def wanted(accepted: str) -> Wording:
    """Return the texts in the language that a browser asks for first among ours.

    Args:
        accepted: the header Accept-Language, or nothing.

    >>> wanted("fr, de-AT;q=0.9, en;q=0.8").language, wanted("").language
    ('de', 'en')
    """
    ranked: list[tuple[float, str]] = []
    for part in accepted.split(",")[:20]:
        code, _, quality = part.strip().partition(";q=")
        language = code[:2].lower()
        if language in LANGUAGES:
            ranked.append((_quality(quality), language))
    best = max(ranked, key=lambda pair: pair[0], default=(0.0, LANGUAGES[0]))
    return catalogue(best[1])


def _quality(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0
