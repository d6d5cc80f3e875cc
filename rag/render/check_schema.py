"""The JSON objects of checks: a text held against the articles, a quotation looked up."""

from typing import Annotated, Self

from pydantic import Field

from rag.core.answer import Citation
from rag.core.checked import (
    CheckedSentence,
    CheckedText,
    Conflict,
    QuoteCheck,
    QuotePlace,
    QuoteStanding,
    SentenceVerdict,
    WordChange,
)
from rag.core.span import Span
from rag.render.fields import JsonModel, SpanJson
from rag.render.schema import CitationJson

TextStart = Annotated[int, Field(description="The first code point in the text given, from 0.")]
TextEnd = Annotated[int, Field(description="The code point behind the last one.")]


class PlaceJson(JsonModel):
    """A place in the text that was given."""

    start: TextStart
    end: TextEnd

    @classmethod
    def from_place(cls, place: Span) -> Self:
        """Return a place as JSON."""
        return cls(start=place.start, end=place.end)


class WordChangeJson(JsonModel):
    """Words of a quotation that are not those of the article."""

    start: Annotated[int, Field(description="The first code point in the quotation, from 0.")]
    end: Annotated[int, Field(description="The code point behind the last one.")]
    says: Annotated[str, Field(description="The quotation's words; empty for words left out.")]
    instead: Annotated[str, Field(description="The article's words; empty for words too many.")]
    place: Annotated[
        SpanJson | None, Field(description="Where the article's words stand in its text.")
    ]

    @classmethod
    def from_change(cls, change: WordChange) -> Self:
        """Return a change as JSON."""
        place = SpanJson.from_span(change.place) if change.place else None
        given = change.given
        says, instead = change.says, change.instead
        return cls(start=given.start, end=given.end, says=says, instead=instead, place=place)


class QuotePlaceJson(JsonModel):
    """Where an article has the words of a quotation, or those closest to it."""

    citation: Annotated[CitationJson, Field(description="The article's words.")]
    speaker: Annotated[
        str, Field(description="Who says them, as the article names them; empty when it does not.")
    ]
    caveat: Annotated[
        CitationJson | None,
        Field(description="The sentence behind them, where it limits or denies them."),
    ]

    @classmethod
    def from_quote_place(cls, place: QuotePlace) -> Self:
        """Return a place as JSON."""
        return cls(
            citation=CitationJson.from_citation(place.citation),
            speaker=place.speaker,
            caveat=_citation(place.caveat),
        )


class QuoteCheckJson(JsonModel):
    """What became of a quotation."""

    quote: Annotated[str, Field(description="As it was given.")]
    standing: Annotated[str, Field(description=f"In a word: {', '.join(QuoteStanding)}.")]
    note: Annotated[str, Field(description="What is wrong; empty where nothing is.")]
    correct: Annotated[
        str, Field(description="The words as they are to be quoted; empty where none are wrong.")
    ]
    changes: Annotated[
        tuple[WordChangeJson, ...], Field(description="Where it differs from the first place.")
    ]
    places: Annotated[
        tuple[QuotePlaceJson, ...], Field(description="Where the articles have it, best first.")
    ]

    @classmethod
    def from_quote_check(cls, check: QuoteCheck) -> Self:
        """Return what became of a quotation as JSON."""
        return cls(
            quote=check.quote,
            standing=str(check.standing),
            note=check.note,
            correct=check.correct,
            changes=tuple(map(WordChangeJson.from_change, check.changes)),
            places=tuple(map(QuotePlaceJson.from_quote_place, check.places)),
        )


class QuotationJson(QuoteCheckJson):
    """A quotation in a text, with its place between the quotation marks."""

    start: TextStart
    end: TextEnd


class ConflictJson(JsonModel):
    """Where a sentence says something else than an article."""

    kind: Annotated[str, Field(description="What differs, for example number, date, opposite.")]
    start: TextStart
    end: TextEnd
    says: Annotated[str, Field(description="The words of the text.")]
    citation: Annotated[int, Field(description="The number of the citation that differs.")]
    cited: Annotated[SpanJson, Field(description="Where it differs in the article's text.")]
    instead: Annotated[str, Field(description="The words of the article.")]
    replaces: Annotated[
        bool, Field(description="Whether the article's words can be put in the text's place.")
    ]

    @classmethod
    def from_conflict(cls, conflict: Conflict) -> Self:
        """Return a conflict as JSON."""
        return cls(
            kind=conflict.kind,
            start=conflict.place.start,
            end=conflict.place.end,
            says=conflict.says,
            citation=conflict.citation,
            cited=SpanJson.from_span(conflict.cited),
            instead=conflict.instead,
            replaces=conflict.replaces,
        )


class CheckedSentenceJson(JsonModel):
    """A sentence of a text, with whether the articles say it."""

    start: TextStart
    end: TextEnd
    text: Annotated[str, Field(description="Its words.")]
    verdict: Annotated[str, Field(description=f"One of {', '.join(SentenceVerdict)}.")]
    disputed: Annotated[
        bool, Field(description="Whether some articles say it and others say something else.")
    ]
    supporting: Annotated[
        tuple[int, ...], Field(description="The citations that say it, or a part of it.")
    ]
    against: Annotated[tuple[int, ...], Field(description="Those that say something else.")]
    conflicts: Annotated[tuple[ConflictJson, ...], Field(description="Where they do.")]
    missing: Annotated[
        tuple[PlaceJson, ...], Field(description="The words of it that no article has.")
    ]
    quotations: Annotated[tuple[QuotationJson, ...], Field(description="What it quotes.")]
    probability: Annotated[
        float | None,
        Field(description="The probability that it is supported, 0 to 1; null: not judged."),
    ]
    note: Annotated[str, Field(description="Why this verdict; empty where the citations say it.")]

    @classmethod
    def from_checked_sentence(cls, one: CheckedSentence) -> Self:
        """Return a sentence as JSON."""
        quotations = tuple(
            QuotationJson(
                **QuoteCheckJson.from_quote_check(quoted.check).model_dump(),
                start=quoted.place.start,
                end=quoted.place.end,
            )
            for quoted in one.quotations
        )
        return cls(
            start=one.place.start,
            end=one.place.end,
            text=one.text,
            verdict=str(one.verdict),
            disputed=one.disputed,
            supporting=one.supporting,
            against=one.against,
            conflicts=tuple(map(ConflictJson.from_conflict, one.conflicts)),
            missing=tuple(map(PlaceJson.from_place, one.missing)),
            quotations=quotations,
            probability=None if one.probability is None else round(one.probability, 4),
            note=one.note,
        )


class CheckedTextJson(JsonModel):
    """A text held against the articles: a verdict for each of its sentences."""

    name: Annotated[str, Field(description="What it is called; empty without a name.")]
    text: Annotated[str, Field(description="As it was given; places count its code points.")]
    passes: Annotated[bool, Field(description="Whether all that can be checked is supported.")]
    coverage: Annotated[
        float,
        Field(description="The share of the sentences with something to check that are supported."),
    ]
    counts: Annotated[dict[str, int], Field(description="How many sentences have each verdict.")]
    articles: Annotated[int, Field(description="How many articles were searched.")]
    chunks: Annotated[int, Field(description="How many passages the library has.")]
    as_of: Annotated[str | None, Field(description="The day of the library's last sync.")]
    sentences: Annotated[
        tuple[CheckedSentenceJson, ...], Field(description="All of them, in order.")
    ]
    citations: Annotated[tuple[CitationJson, ...], Field(description="By number, 1 to n.")]
    caveats: Annotated[
        tuple[CitationJson, ...],
        Field(description="Sentences that limit or deny the citation with the same number."),
    ]

    @classmethod
    def from_checked(cls, checked: CheckedText) -> Self:
        """Return a checked text as JSON."""
        return cls(
            name=checked.name,
            text=checked.text,
            passes=checked.passes,
            coverage=round(checked.coverage, 4),
            counts={str(verdict): count for verdict, count in checked.counts.items()},
            articles=checked.articles,
            chunks=checked.chunks,
            as_of=checked.as_of.isoformat() if checked.as_of else None,
            sentences=tuple(map(CheckedSentenceJson.from_checked_sentence, checked.sentences)),
            citations=tuple(map(CitationJson.from_citation, checked.citations)),
            caveats=tuple(map(CitationJson.from_citation, checked.caveats.values())),
        )


def _citation(citation: Citation | None) -> CitationJson | None:
    return CitationJson.from_citation(citation) if citation else None
