"""The town: the press of an invented place, its questions, and what makes an answer to them right.

`eval/town/README.md` describes the files and how the questions were made.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from eval.harness.starter import ROOT
from rag.core.answer import Answer, Certainty, Turn
from rag.core.article import Article
from rag.core.span import Span
from rag.core.text import normalise
from rag.evaluation.questions import Gold, precision, recall
from rag.evaluation.scoring import length

FOLDER = ROOT / "eval" / "town"


@dataclass(frozen=True, slots=True)
class TownQuestion:
    """A question about the town.

    Attributes:
        id: its name.
        kind: what it is an example of.
        text: the question.
        as_of: the day on which it is asked.
        answerable: whether the articles hold the answer.
        answers: accepted short answers, each right on its own.
        must: what has to stand in an answer; each entry has alternatives parted by "|".
        gold: sets of evidence; all of one set together are the least that answers.
        articles: the ids of the articles that are asked for, where a list or count of them is.
        history: the earlier turns.
    """

    id: str
    kind: str
    text: str
    as_of: date
    answerable: bool
    answers: tuple[str, ...]
    must: tuple[str, ...]
    gold: tuple[tuple[Gold, ...], ...]
    articles: frozenset[str]
    history: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class AskedTown:
    """A question with the answer that was given."""

    question: TownQuestion
    answer: Answer

    @property
    def is_right(self) -> bool:
        """Whether one accepted answer and all that must be said stand in the answer."""
        question, text = self.question, self.answer.text
        if self.answer.abstained:
            return False
        answers = not question.answers or any(says(text, answer) for answer in question.answers)
        return answers and all(
            any(says(text, word) for word in entry.split("|")) for entry in question.must
        )

    @property
    def lead_is_right(self) -> bool:
        """Whether an accepted answer stands in the short answer, or else in the first sentence."""
        first = [sentence.text for sentence in self.answer.sentences[:1]]
        text = self.answer.lead.text if self.answer.lead else " ".join(first)
        return any(says(text, answer) for answer in self.question.answers)

    @property
    def evidence(self) -> float:
        """The share, 0..1, of the least sentences that a citation covers by half; best set."""
        return max((recall(gold, self.answer) for gold in self.question.gold if gold), default=0.0)

    @property
    def precision(self) -> float:
        """The share, 0..1, of the citations that stand in any set of the evidence."""
        gold = [piece for pieces in self.question.gold for piece in pieces]
        return precision(gold, self.answer)

    @property
    def words(self) -> int:
        """The number of words of the answer's sentences."""
        return length(self.answer)

    @property
    def held_back(self) -> bool:
        """Whether the answer is refused, or shown as what merely comes closest."""
        return self.answer.abstained or self.answer.certainty is Certainty.UNSURE

    @property
    def lists_exactly(self) -> bool:
        """Whether the articles that it lists are exactly those asked for."""
        return {article.id for article in self.answer.articles} == set(self.question.articles)


def read_articles(folder: Path = FOLDER) -> dict[str, Article]:
    """Return the articles by file, their texts as a perfect extractor gives them."""
    described = json.loads((folder / "clean" / "meta.json").read_text(encoding="utf-8"))
    return {file: _article(folder, file, meta) for file, meta in described.items()}


def _article(folder: Path, file: str, meta: Mapping[str, Any]) -> Article:
    return Article(
        (folder / "clean" / f"{file}.txt").read_text(encoding="utf-8"),
        title=meta["title"],
        id=re.sub(r"\s", "-", normalise(file)),
        outlet=meta["outlet"],
        authors=meta["authors"],
        url=meta["url"],
        published=meta["published"],
        language=meta["language"],
    )


def read_questions(articles: Mapping[str, Article], folder: Path = FOLDER) -> list[TownQuestion]:
    """Return the questions, each quote of their evidence found in its article."""
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [_question(json.loads(line), articles) for line in lines]


def _question(record: Mapping[str, Any], articles: Mapping[str, Article]) -> TownQuestion:
    sets = [record["evidence"], *record.get("alt_evidence", [])]
    texts = [message["text"] for message in record["history"]]
    return TownQuestion(
        record["id"],
        record["kind"],
        record["question"],
        date.fromisoformat(record["as_of"]),
        record["answerable"],
        tuple(record["answers"]),
        tuple(record.get("must", ())),
        tuple(tuple(_gold(pieces, articles)) for pieces in sets),
        frozenset(articles[file].id for file in record["articles"]),
        tuple(Turn(*pair) for pair in zip(texts[::2], texts[1::2], strict=False)),
    )


def _gold(pieces: Sequence[Mapping[str, str]], articles: Mapping[str, Article]) -> Iterator[Gold]:
    for piece in pieces:
        article = articles[piece["file"]]
        words = re.split(r"[\s|]+", normalise(piece["quote"]).strip(" |"))
        place = re.search(r"[\s|]+".join(map(re.escape, words)), article.text)
        if not place:
            raise ValueError(f"{piece['file']}: not found: {piece['quote'][:60]!r}")
        yield Gold(article.id, Span(*place.span()))


def says(text: str, words: str) -> bool:
    """Tell whether words stand in a text, no matter the case; numbers count as whole numbers.

    >>> says("It cost 251 million euros.", "251 Million"), says("It cost 1,251 euros.", "251")
    (True, False)
    """
    return _pattern(words).search(" ".join(text.casefold().split())) is not None


def _pattern(words: str) -> re.Pattern[str]:
    wanted = re.escape(" ".join(words.casefold().split()))
    before = r"(?<![\d])(?<!\d[.,])" if words[:1].isdigit() else ""
    after = r"(?![\d])(?![.,]\d)" if words[-1:].isdigit() else ""
    return re.compile(before + wanted + after)
