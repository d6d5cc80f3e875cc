"""What a question expects to read in its answer: a time, a number, a name."""

from rag.core.request import Wants
from rag.language.language import DEFAULT, known_languages, language
from rag.language.parsed import Parsed


def wants(question: str, code: str = DEFAULT) -> Wants:
    """Return what has to stand in an answer.

    >>> wants("Since when has it been in force?"), wants("How many were there?")
    (<Wants.TIME: 'time'>, <Wants.NUMBER: 'number'>)
    >>> wants("Who said that?"), wants("What is it?")
    (<Wants.NAME: 'name'>, <Wants.ANYTHING: ''>)
    """
    asking = language(code).asking
    if asking.of_time.search(question):
        return Wants.TIME
    if asking.of_number.search(question):
        return Wants.NUMBER
    return Wants.NAME if asking.of_name.match(question) else Wants.ANYTHING


def asks_what_is_short(question: str) -> bool:
    """Tell whether a question, in any language, asks what an abbreviation stands for.

    >>> asks_what_is_short("What does RTA mean?"), asks_what_is_short("Wofür steht RTA?")
    (True, True)
    >>> asks_what_is_short("What did the RTA mean by that?")
    False
    """
    languages = map(language, known_languages())
    return any(one.asking.stands_for.search(question) for one in languages)


def has(wanted: Wants, text: Parsed) -> bool:
    """Tell whether a text has what an answer must have.

    >>> from rag.language.parsed import parse
    >>> has(Wants.NUMBER, parse("It cost 4.10 euros.")), has(Wants.NUMBER, parse("It rose."))
    (True, False)
    """
    if wanted is Wants.TIME:
        return bool(text.days) or any(map(str.isdigit, text.text))
    if wanted is Wants.NUMBER:
        return bool(text.quantities)
    return wanted is Wants.ANYTHING or bool(text.names_and_openings)
