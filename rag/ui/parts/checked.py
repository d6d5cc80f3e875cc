"""A checked text as the page shows it: each sentence beside what the articles say to it. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.core.answer import Citation
from rag.core.article import ArticleInfo
from rag.core.checked import (
    CheckedSentence,
    CheckedText,
    SentenceVerdict,
)
from rag.ui.catalogue import Wording
from rag.ui.parts.checked_reasons import differences, parts_of, reasons
from rag.ui.parts.fixes import Fix, fixes_of

DISPUTED = "disputed"
ALL = "all"


@dataclass(frozen=True, slots=True)
class CheckedPiece:
    """Some words, and what they are: "wrong", "void" (in no article), "put", "mark" or nothing."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class CheckedCite:
    """Words of an article that bear on a sentence.

    Attributes:
        number: that of the citation.
        article: where they stand.
        start: the first code point of them there.
        end: the one behind the last.
        page: the page on which they begin; None for an article without pages.
        pieces: the words, those that differ marked.
        source: what is said behind them: outlet and day, where the row cites several articles, and
            whether they say so or otherwise, where it cites both; otherwise empty.
        caveat: the sentence behind them, where it limits or denies them; otherwise empty.
    """

    number: int
    article: ArticleInfo
    start: int
    end: int
    page: int | None
    pieces: tuple[CheckedPiece, ...]
    source: str
    caveat: str


@dataclass(frozen=True, slots=True)
class OfferedFix:
    """A fix that is offered, or that was put into the text: its number, and what a click does."""

    number: int
    label: str
    put: bool


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A sentence with what the articles say to it.

    Attributes:
        number: from 1.
        verdict: its verdict's name.
        label: that in words.
        disputed: whether some articles say it and others something else.
        kinds: the filters that it passes, parted by blanks.
        pieces: its words.
        source: where what is cited stands, in one line.
        reasons: what differs or is missing, in words.
        differences: for each altered quotation its words and the article's as one.
        cites: the articles' words.
        fixes: what can be put right.
    """

    number: int
    verdict: str
    label: str
    disputed: bool
    kinds: str
    pieces: tuple[CheckedPiece, ...]
    source: str
    reasons: tuple[str, ...]
    differences: tuple[tuple[tuple[str, str], ...], ...]
    cites: tuple[CheckedCite, ...]
    fixes: tuple[OfferedFix, ...]


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """A checked text as its template takes it.

    Attributes:
        rows: its sentences.
        tabs: the filters: name, words, how many sentences pass.
        covered: how much of it is supported, in words.
        said: what came of it, for who hears the page.
    """

    rows: tuple[CheckedRow, ...]
    tabs: tuple[tuple[str, str, int], ...]
    covered: str
    said: str


def shown_check(checked: CheckedText, put: Collection[int], t: Wording) -> ShownCheck:
    """Return a checked text as it is shown.

    Args:
        checked: the text.
        put: the numbers of the fixes that the reader put into it.
        t: the texts.
    """
    made = _Rows(checked, fixes_of(checked), put, t)
    rows = tuple(made.row(number, one) for number, one in enumerate(checked.sentences, start=1))
    tabs = tuple(_tabs(checked, t))
    covered = _covered(checked, t)
    counts = ", ".join(f"{words}: {count}" for name, words, count in tabs if name != ALL)
    return ShownCheck(rows, tabs, covered, f"{covered}. {counts}")


def _tabs(checked: CheckedText, t: Wording) -> Iterator[tuple[str, str, int]]:
    yield ALL, t("check_all"), len(checked.sentences)
    for verdict, count in checked.counts.items():
        if count:
            yield str(verdict), t(f"verdict_{verdict}"), count
    if disputed := sum(one.disputed for one in checked.sentences):
        yield DISPUTED, t("verdict_disputed"), disputed


def _covered(checked: CheckedText, t: Wording) -> str:
    to_check = len(checked.sentences) - checked.counts[SentenceVerdict.NOTHING]
    if not to_check:
        return t("check_nothing")
    supported = checked.counts[SentenceVerdict.SUPPORTED]
    percent = f"{checked.coverage:.0%}".removesuffix("%")
    return t("check_covered", n=to_check, supported=t.number(supported), percent=percent)


class _Rows:
    """What the rows of one text are made with."""

    def __init__(
        self, checked: CheckedText, fixes: Sequence[Fix], put: Collection[int], t: Wording
    ) -> None:
        self._checked, self._fixes, self._put, self._t = checked, fixes, put, t
        self._cited: Mapping[int, Citation] = {one.number: one for one in checked.citations}

    def row(self, number: int, one: CheckedSentence) -> CheckedRow:
        fixes = [fix for fix in self._fixes if fix.place.within(one.place)]
        cites = tuple(self._cite(n, one) for n in _numbers(one))
        return CheckedRow(
            number,
            str(one.verdict),
            self._t(f"verdict_{one.verdict}"),
            one.disputed,
            " ".join([str(one.verdict)] + [DISPUTED] * one.disputed),
            tuple(self._words(one, fixes)),
            self._source(one),
            tuple(dict.fromkeys(reasons(one, self._checked.articles, self._t))),
            tuple(differences(one.quotations)),
            cites,
            tuple(self._offered(fixes)),
        )

    def _words(self, one: CheckedSentence, fixes: Sequence[Fix]) -> Iterator[CheckedPiece]:
        """Yield the words of a sentence, marked where they differ or stand nowhere."""
        void = [one.place] if one.verdict is SentenceVerdict.NOT_FOUND else one.missing
        marks = [(conflict.place, "wrong") for conflict in one.conflicts]
        for fix in fixes:
            if fix.number in self._put:
                marks = [mark for mark in marks if not mark[0].overlaps(fix.place)]
                marks.append((fix.place, "put"))
        instead = {fix.place: fix.words for fix in fixes if fix.number in self._put}
        marks += [(place, "void") for place in void]
        for piece, kind in parts_of(one.place, marks):
            words = piece.slice(self._checked.text)
            yield CheckedPiece(instead.get(piece, words) if kind == "put" else words, kind)

    def _cite(self, number: int, one: CheckedSentence) -> CheckedCite:
        citation = self._cited[number]
        span = citation.span
        differing = [
            (conflict.cited, "mark") for conflict in one.conflicts if conflict.citation == number
        ]
        pieces = tuple(
            CheckedPiece(piece.shift(-span.start).slice(citation.quote), kind)
            for piece, kind in parts_of(span, differing)
        )
        caveat = self._checked.caveats.get(number)
        said = ""
        if one.disputed:
            said = self._t("check_against" if number in one.against else "check_for")
        several = len(self._articles(one)) > 1
        source = " ".join(filter(None, (said, _byline(citation.article, self._t) * several)))
        return CheckedCite(
            number, citation.article, span.start, span.end, citation.page, pieces, source,
            caveat.quote if caveat else "",
        )  # fmt: skip

    def _source(self, one: CheckedSentence) -> str:
        """Return where what is cited stands; what was searched where nothing was found."""
        articles = self._articles(one)
        if one.verdict is SentenceVerdict.NOT_FOUND and not articles:
            return self._t("articles_searched", n=self._checked.articles)
        if len(articles) > 1:
            return self._t("articles", n=len(articles))
        return next((_byline(info, self._t) for info in articles.values()), "")

    def _articles(self, one: CheckedSentence) -> dict[str, ArticleInfo]:
        """Return the articles that are cited to a sentence, by id."""
        cited = [self._cited[number].article for number in _numbers(one)]
        return {info.id: info for info in cited}

    def _offered(self, fixes: Sequence[Fix]) -> Iterator[OfferedFix]:
        put = [fix for fix in fixes if fix.number in self._put]
        for fix in fixes:
            if fix in put:
                label = self._t("check_was_put", words=fix.words)
                yield OfferedFix(fix.number, label, put=True)
            elif not any(fix.place.overlaps(other.place) for other in put):
                key = "check_put_quote" if fix.is_quote else "check_put"
                yield OfferedFix(fix.number, self._t(key, words=fix.words), put=False)


def _numbers(one: CheckedSentence) -> list[int]:
    """Return what is cited to a sentence, that against it first."""
    return list(dict.fromkeys((*one.against, *one.supporting)))


def _byline(info: ArticleInfo, t: Wording) -> str:
    return ", ".join(
        filter(None, (info.outlet or info.title, t.day(info.published) if info.published else ""))
    )
