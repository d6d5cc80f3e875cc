"""Who says the words at a place of an article, as the article names them."""

import re

from rag.checking.letters import spoken
from rag.core.article import Article
from rag.core.span import Span
from rag.language.language import language
from rag.language.names import joined
from rag.language.parsed import Parsed, parse
from rag.language.words import bare

_INTERVIEW = re.compile(r"\s*([^\W\d_][^\n:.!?]{1,40}):\s")
_BACK = 4
"""The sentences before a quote in which its speaker may be named."""
_NEAR = 60
"""The characters between a verb of speech and the name of the speaker."""


def speaker_of(text: str, place: Span, code: str) -> str:
    """Return who says the words at a place of a text; empty where nobody is named.

    >>> text = "Ida Holm was there. She shook her head. 'We lost,' she said.".replace("'", '"')
    >>> speaker_of(text, Span(41, 48), "en")
    'Ida Holm'
    """
    start = text.rfind("\n", 0, place.start) + 1
    line = text[start : end if (end := text.find("\n", place.end)) >= 0 else len(text)]
    if (asked := _INTERVIEW.match(line)) and start + asked.end() <= place.start:
        return asked[1]
    spans = parse(line, code).sentences
    blanked = _blanked(line)
    sentences = [parse(span.slice(blanked), code) for span in spans]
    inside = [n for n, span in enumerate(spans) if span.shift(start).overlaps(place)]
    if not inside:
        return _last_name(text[:start], code)
    before = range(inside[0] - 1, max(-1, inside[0] - 1 - _BACK), -1)
    if all(any(map(str.isalpha, sentences[n].text)) for n in inside):
        order = [*inside[::-1], *before]
    else:  # the words alone are a sentence: who says them may stand behind it
        order = [*inside[::-1], *range(inside[-1] + 1, len(sentences))[:1], *before]
    for number in order:
        sayer = sayer_of(sentences[number])
        if sayer:
            return sayer.slice(sentences[number].text)
        if name := _subject(sentences[number], text):
            return name
    return _last_name(text[:start], code)


def same_speaker(claimed: str, named: str, article: Article, place: Span) -> bool:
    """Tell whether whoever is claimed to have said something is who says it in an article.

    A person is known by the last name, unless the article gives another first name with it; others
    are known by their words beside the quote.

    Args:
        claimed: the name.
        named: whom the article names; empty where it names nobody.
        article: the article.
        place: where the words stand in it.
    """
    code = article.language
    wanted = _words(claimed, code)
    known = _words(named, code)
    if not wanted:
        return True
    if named and wanted[-1] == known[-1]:
        return len(wanted) == 1 or _first_names_fit(wanted, known, article)
    if set(wanted) & set(known) and not _is_person(claimed):
        return True
    start = article.text.rfind("\n", 0, place.start) + 1
    end = article.text.find("\n", place.end)
    around = article.text[start : end if end >= 0 else len(article.text)]
    beside = parse(_blanked(around), code)
    stems = parse(claimed, code).stems
    if not _is_person(claimed):
        return bool(stems) and len(stems & beside.stems) * 2 > len(stems)
    return not named and wanted[-1] in beside.vocabulary


def _first_names_fit(wanted: list[str], known: list[str], article: Article) -> bool:
    """Tell whether what stands before a last name fits: a first name, or a word for an office."""
    before = set(wanted[:-1])
    if before & {*known[:-1]} or any(_stands(word, article.text) for word in before):
        return True
    others = [_words(name, article.language)[:-1] for name in _with_last(known[-1], article.text)]
    return len(known) == 1 and not any(others)


def _stands(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text, re.I) is not None


def _with_last(name: str, text: str) -> list[str]:
    """Return the names of two words in a text that end with a last name."""
    both = re.findall(rf"\b\w[\w'\u2019-]*\s{re.escape(name)}\b", text, re.I)
    return [one for one in both if one[0].isupper()]


def _is_person(name: str) -> bool:
    return all(word[:1].isupper() for word in name.split() if word.isalpha())


def _words(name: str, code: str) -> list[str]:
    rules = language(code)
    words = [bare(word, code) for word in re.findall(r"[\w'’.-]+", name)]
    return [word for word in words if word and word not in rules.titles | rules.stop_words]


def _blanked(text: str) -> str:
    """Return a text of the same length with what is spoken in it left out, but for its end."""
    for span in spoken(text):
        said = span.slice(text)
        last = said[-1] if said[-1] in ".!?," else "_"
        text = text[: span.start] + "_" * (len(said) - 1) + last + text[span.end :]
    return text


def sayer_of(sentence: Parsed) -> Span | None:
    """Return who is beside the verb of speech of a sentence: a person, or else an organisation."""
    rules = language(sentence.code).claiming
    verbs = []
    for verb in rules.says.finditer(sentence.text):
        before = sentence.text[: verb.start()].split()[-1:]
        beside = (*before, *sentence.text[verb.end() :].split()[:1])
        if not any(rules.speaker_before.fullmatch(word.strip('",.')) for word in beside):
            verbs.append(Span(*verb.span()))
    for names in (_people(sentence), _bodies(sentence)):
        pairs = [(verb, one) for verb in verbs for one in names]
        gaps = [(max(verb.start - one.end, one.start - verb.end), one) for verb, one in pairs]
        near = [(gap, one) for gap, one in gaps if 0 <= gap <= _NEAR]
        if near:
            return min(near)[1]
    return None


def _people(sentence: Parsed) -> list[Span]:
    """Return the names of a sentence but for those of what somebody belongs to."""
    belongs = language(sentence.code).claiming.belongs
    names = joined(sentence.names_and_openings)
    return [name for name in names if not belongs.search(sentence.text[: name.start])]


def _bodies(sentence: Parsed) -> list[Span]:
    """Return the organisations of a sentence that have no name."""
    rules = language(sentence.code)
    articles = "|".join(sorted(rules.articles))
    body = rf"\b(?i:{articles}) (?:[\w'\u2019-]+ ){{0,2}}(?i:{rules.bodies})\b"
    return [Span(*match.span()) for match in re.finditer(body, sentence.text)]


def _subject(sentence: Parsed, text: str) -> str:
    """Return the first full name in a sentence, or the last name of somebody that opens it."""
    people = _people(sentence)
    for name in (span.slice(sentence.text) for span in people):
        if " " in name:
            return name
    first = people[0] if people and people[0].start == 0 else None
    return name if first and _with_last(name := first.slice(sentence.text), text) else ""


def _last_name(text: str, code: str) -> str:
    names = parse(_blanked(text[-1_500:]), code).full_names
    return names[-1] if names else ""
