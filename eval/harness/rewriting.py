"""Pairs of articles, made by rule: copies as outlets print them, and what only looks like copies.

Words are replaced by words of other articles: worse than the synonyms of an editor, and no list is
needed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from rag.core.article import Article
from rag.language.sentences import sentence_spans

_LEAST_SENTENCES = 6
_LEAST_FIGURES = 4
_TODAY = date(2026, 3, 2)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles, how the second was made of the first, and whether it is a copy."""

    one: Article
    other: Article
    kind: str
    is_copy: bool

    @property
    def id(self) -> str:
        """A name for the pair."""
        return f"{self.kind}:{self.one.id}:{self.other.id}"


def made_pairs(articles: Sequence[Article], seed: int = 0) -> Iterator[Pair]:
    """Yield pairs made of articles of six sentences or more.

    Args:
        articles: those with one topic are on one subject.
        seed: chooses what is left out, moved and replaced.
    """
    random = Random(seed)
    pool = [word for article in articles for word in re.findall(r"[^\W\d_]{4,}", article.text)]
    for article in articles:
        article = replace(article, published=_TODAY)
        sentences = _texts(article)
        if len(sentences) < _LEAST_SENTENCES:
            continue
        for kind, rewrite in _REWRITES.items():
            rewritten = rewrite(list(sentences), pool, random)
            yield Pair(article, _printed(article, rewritten, 1), kind, True)
        if len(re.findall(r"\d[\d.,]*", article.text)) >= _LEAST_FIGURES:
            issue = [_figures(sentence, random) for sentence in sentences]
            yield Pair(article, _printed(article, issue, 7), "next issue", False)
        if report := _report(article, sentences, articles, random):
            yield Pair(article, _printed(article, report, 1), "same press release", False)
    for number, one in enumerate(articles):
        for other in articles[number + 1 :]:
            if set(one.topics) & set(other.topics):
                dated = replace(other, published=_TODAY + timedelta(days=random.randrange(3)))
                yield Pair(replace(one, published=_TODAY), dated, "same subject", False)


Rewrite = Callable[[list[str], Sequence[str], Random], list[str]]


def _shortened(sentences: list[str], pool: Sequence[str], random: Random) -> list[str]:
    return sentences[: max(3, round(len(sentences) * random.uniform(0.4, 0.7)))]


def _reordered(sentences: list[str], pool: Sequence[str], random: Random) -> list[str]:
    paragraphs = [sentences[start : start + 2] for start in range(0, len(sentences), 2)]
    random.shuffle(paragraphs)
    return [sentence for paragraph in paragraphs for sentence in paragraph]


def _reworded(sentences: list[str], pool: Sequence[str], random: Random) -> list[str]:
    return [_replaced(sentence, pool, 0.12, random) for sentence in sentences]


def _new_lead(sentences: list[str], pool: Sequence[str], random: Random) -> list[str]:
    return [_replaced(sentences[0], pool, 0.7, random), *sentences[1:], "More tomorrow."]


def _edited(sentences: list[str], pool: Sequence[str], random: Random) -> list[str]:
    """Return an article with a new lead, shortened, reordered and lightly reworded."""
    fresh = _new_lead(_shortened(sentences, pool, random), pool, random)
    return [_replaced(text, pool, 0.06, random) for text in _reordered(fresh, pool, random)]


_REWRITES: dict[str, Rewrite] = {
    "shortened": _shortened,
    "reordered": _reordered,
    "reworded": _reworded,
    "new lead": _new_lead,
    "edited": _edited,
}


def _report(
    article: Article, sentences: Sequence[str], articles: Sequence[Article], random: Random
) -> list[str]:
    """Return another article that quotes this one, in a third of both or less."""
    other = random.choice(articles)
    own = _texts(other)
    quoted: list[str] = []
    for sentence in sentences[random.randrange(len(sentences)) :]:
        length = len(" ".join([*quoted, sentence]))
        if 2 * length > len(other.text) or 3 * length > len(article.text):
            break
        quoted.append(sentence)
    return [own[0], *quoted, *own[1:]] if quoted and other.id != article.id else []


def _texts(article: Article) -> list[str]:
    return [span.slice(article.text) for span in sentence_spans(article.text)]


def _replaced(text: str, pool: Sequence[str], share: float, random: Random) -> str:
    """Return a text with a share of its longer words replaced."""
    word = re.compile(r"[^\W\d_]{4,}")
    return word.sub(lambda m: random.choice(pool) if random.random() < share else m[0], text)


def _figures(text: str, random: Random) -> str:
    """Return a text with other digits, as the next issue of a table or a report has."""
    return re.sub(r"\d", lambda digit: str(random.randrange(10)), text)


def _printed(article: Article, sentences: Sequence[str], days: int) -> Article:
    return Article(
        " ".join(sentences),
        f"{article.title}, printed elsewhere",
        f"{article.id}-elsewhere",
        "Another Paper",
        published=_TODAY + timedelta(days=days),
    )
