from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rag.core.answer import Caveat, Citation
from rag.core.span import Span
from rag.ui.parts.cites import NO_CONTEXT, Context, ShownCite, context_of, grouped
from tests.ui.tree import EN, info

CITATION = Citation(1, info(), Span(10, 35), "The plant opened in 2021.", Span(30, 34))
LONG = " ".join(f"word{number}" for number in range(40))


def cite(citation: Citation, context: Context = NO_CONTEXT) -> ShownCite:
    (source,) = grouped([citation], {citation.number: context}, EN)
    return source.cites[0]


def test_a_row_has_a_few_words_around_those_that_answer() -> None:
    shown = cite(CITATION)
    assert (shown.before, shown.answer, shown.after) == ("The plant opened in ", "2021", ".")
    quote = f"{LONG} 2021 {LONG}"
    place = quote.index("2021")
    long = replace(CITATION, span=Span(0, len(quote)), quote=quote, answer=Span(place, place + 4))
    shown = cite(long)
    assert shown.before == "… word36 word37 word38 word39 "
    assert shown.after == " word0 word1 word2 …"


def test_a_quote_without_words_that_answer_is_shown_from_its_start() -> None:
    assert cite(replace(CITATION, answer=None)).before == CITATION.quote
    shown = cite(replace(CITATION, quote=LONG, answer=None))
    assert shown.before.split() == [*LONG.split()[:12], "…"]
    assert (shown.answer, shown.after) == ("", "")


def test_a_card_has_the_quote_in_its_context() -> None:
    shown = cite(CITATION, Context("Before. ", " After."))
    parts = (shown.quote_before, shown.quote_answer, shown.quote_after)
    assert parts == ("The plant opened in ", "2021", ".")
    assert (shown.context_before, shown.context_after) == ("Before. ", " After.")


def test_a_footnote_says_what_limits_its_quote() -> None:
    caveat = Caveat(Span(20, 40), "But it closed.")
    assert cite(replace(CITATION, caveat=caveat)).caveat == "It goes on: “But it closed.”"
    assert cite(CITATION).caveat == ""


def test_a_card_says_what_became_of_the_article() -> None:
    versions = [
        cite(CITATION, Context(edited=e, gone=g)).version for e, g in ((0, 0), (1, 0), (0, 1))
    ]
    assert versions == ["Only version", "Edited since", "No longer in the library"]


def test_footnotes_are_grouped_by_the_version_that_they_quote() -> None:
    other = replace(info(title="Other"), id="other")
    changed = replace(info(), sha256="1" * 64)
    citations = [
        replace(CITATION, number=number, article=article)
        for number, article in enumerate([info(), other, info(), changed], start=1)
    ]
    sources = grouped(citations, {}, EN)
    numbers = [[one.number for one in source.cites] for source in sources]
    assert numbers == [[1, 3], [2], [4]]
    assert {source.copies for source in sources} == {""}


def test_the_context_is_the_rest_of_the_paragraph() -> None:
    text = "First paragraph.\nBefore. The quote. After.\nLast."
    start = text.index("The quote.")
    context = context_of(text, Span(start, start + 10))
    assert context == Context("Before. ", " After.")
    assert context_of("Only.", Span(0, 5), edited=True, gone=True) == Context("", "", True, True)


def test_a_long_context_is_cut_between_words() -> None:
    text = f"{LONG} The quote. {LONG}"
    start = text.index("The quote.")
    context = context_of(text, Span(start, start + 10))
    assert context.before.startswith("… word")
    assert context.before.endswith(" word39 ")
    assert context.after.endswith(" …")
    words = set(LONG.split()) | {"…"}
    assert set(context.before.split()) | set(context.after.split()) <= words


@given(st.text(min_size=1, max_size=400), st.data())
def test_context_and_quote_stand_together_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    context = context_of(text, Span(start, end))
    before = context.before.removeprefix("… ")
    after = context.after.removesuffix(" …")
    assert before + text[start:end] + after in text
