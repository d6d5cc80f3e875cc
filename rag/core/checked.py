"""What a check of somebody's text and of a quotation gives: verdicts, with places on both sides."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from rag.core.answer import Citation
from rag.core.span import Span


class QuoteStanding(StrEnum):
    """Whether words are quoted as they stand in an article.

    - FOUND: word for word, said by whom and where it is claimed.
    - ALTERED: with other words than the article has.
    - ELSEWHERE: word for word, but said by somebody else, or in another article or outlet.
    - NOWHERE: no article has it.
    """

    FOUND = "found"
    ALTERED = "altered"
    ELSEWHERE = "elsewhere"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words of a quotation that are not those of the article.

    Attributes:
        given: where they stand in the quotation; where words were left out, the word before them.
        place: where the article's words stand; None where the quotation has words too many.
        says: the quotation's words; empty where words were left out.
        instead: the article's words; empty where the quotation has words too many.
    """

    given: Span
    place: Span | None
    says: str
    instead: str


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """A place where an article has the words of a quotation, or those closest to it.

    Attributes:
        citation: the article's words.
        speaker: who says them there, as the article names them; empty where it does not.
    """

    citation: Citation
    speaker: str = ""

    @property
    def caveat(self) -> Citation | None:
        """The sentence behind them, where it limits or denies them."""
        return _caveat(self.citation)


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """What became of a quotation.

    Attributes:
        quote: as it was given.
        standing: in a word.
        places: where the articles have it, best first; empty where none does.
        changes: where it has other words than the first place, in its order.
        correct: the words of the first place as they are to be quoted; empty where nothing is to be
            put right.
        note: what is wrong, in words; empty where nothing is.
    """

    quote: str
    standing: QuoteStanding
    places: tuple[QuotePlace, ...] = ()
    changes: tuple[WordChange, ...] = ()
    correct: str = ""
    note: str = ""


class SentenceVerdict(StrEnum):
    """Whether the articles say what a sentence says.

    - SUPPORTED: an article says all of it.
    - PARTLY: articles say a part of it; the rest stands in none.
    - CONTRADICTED: an article says something else.
    - NOT_FOUND: no article says it.
    - NOTHING: it says nothing to be checked: an opinion, a question, a word to the reader.
    """

    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where a sentence says something else than an article.

    Attributes:
        kind: what differs: "number", "share" ("half"), "unit", "date", "name", "negation",
            "opposite", "role" (the number is that of another thing), "wording" or "speaker" of a
            quotation.
        place: where it stands in the text that was checked.
        says: its words there.
        citation: the number of the citation that says something else.
        cited: where that stands in the article.
        instead: the article's words.
        replaces: whether the article's words can be put in the place of the text's.
    """

    kind: str
    place: Span
    says: str
    citation: int
    cited: Span
    instead: str
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation inside a sentence: where its words stand in the text, and what became of it."""

    place: Span
    check: QuoteCheck


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of a text that was checked.

    Attributes:
        place: where it stands in the text.
        text: its words, ``place.slice(text)``.
        verdict: whether the articles say it.
        supporting: the numbers of the citations that say it, or a part of it.
        against: the numbers of the citations that say something else.
        conflicts: where they do.
        missing: the places of the text whose words no article has, where only a part is supported.
        quotations: what it quotes.
        probability: the cross-encoder's, 0..1, that the articles support it; None where it was not
            asked.
        note: why this verdict, in words; empty where the citations say it.
    """

    place: Span
    text: str
    verdict: SentenceVerdict
    supporting: tuple[int, ...] = ()
    against: tuple[int, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[Span, ...] = ()
    quotations: tuple[CheckedQuotation, ...] = ()
    probability: float | None = None
    note: str = ""

    @property
    def disputed(self) -> bool:
        """Whether some articles say it and others say something else."""
        return bool(self.supporting and self.against)


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text with a verdict for each of its sentences.

    Attributes:
        text: as it was given; every place of the text counts its code points.
        name: what it is called; empty where it has no name.
        sentences: all of them, in order; every letter and digit of the text lies in one.
        citations: the articles' words, numbered from 1 in the order of first use.
        articles: how many articles were searched.
        chunks: how many passages they have.
        as_of: the day of the library's last sync; None before the first.
    """

    text: str
    name: str
    sentences: tuple[CheckedSentence, ...]
    citations: tuple[Citation, ...]
    articles: int
    chunks: int
    as_of: date | None

    @property
    def caveats(self) -> dict[int, Citation]:
        """The sentences that limit or deny what they follow, by the number of the citation."""
        told = ((one.number, _caveat(one)) for one in self.citations)
        return {number: caveat for number, caveat in told if caveat}

    @property
    def counts(self) -> dict[SentenceVerdict, int]:
        """How many sentences have each verdict."""
        counted = Counter(sentence.verdict for sentence in self.sentences)
        return {verdict: counted[verdict] for verdict in SentenceVerdict}

    @property
    def coverage(self) -> float:
        """The share, 0..1, of the sentences with something to check that are supported.

        1 where no sentence has anything to check.
        """
        counts = self.counts
        checked = len(self.sentences) - counts[SentenceVerdict.NOTHING]
        return counts[SentenceVerdict.SUPPORTED] / checked if checked else 1.0

    @property
    def passes(self) -> bool:
        """Whether every sentence with something to check is supported."""
        return self.coverage == 1.0


def _caveat(citation: Citation) -> Citation | None:
    """Return the caveat of a citation as a citation of its own, with the same number."""
    told = citation.caveat
    if told is None:
        return None
    return replace(citation, span=told.span, quote=told.quote, answer=None, caveat=None)
