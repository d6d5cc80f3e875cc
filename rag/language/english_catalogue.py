"""English: how articles are asked for, and how a time is limited."""

import re

from rag.language.asking import Catalogue, Times

_NOUN = (
    r"(?:articles?|stories|story|reports?|pieces?|texts?|documents?|news|coverage|interviews?"
    r"|comments?|columns?|obituar(?:y|ies)|letters?|editorials?)"
)
_ABOUT = (
    r"(?:about|on|concerning|regarding|covering|mentioning|"
    r"(?:(?:that|which|who)\s+)?(?:(?:is|are|was|were)\s+)?(?:deal(?:s|ing|t)?\s+with|"
    r"mention(?:s|ed)?|cover(?:s|ed)?|concern(?:s|ed)?|discuss(?:es|ed)?|treat(?:s|ed)?|"
    r"(?:report|write|talk|speak)(?:s|ed)?\s+(?:about|on|of)|wrote\s+(?:about|on)|about))"
)
_THERE = (
    r"(?:are there|is there|there are|do you (?:have|know|hold)|have you(?: got)?|exist|appeared"
    r"|(?:(?:were|was|are|is|have been|has been)\s+)?"
    r"(?:published|printed|written|indexed|available)"
    r"|came out|were there|are|is|(?:are |is )?in (?:the|this|your) "
    r"(?:folder|library|collection|corpus|archive|index))"
)
_ASK_FOR = (
    r"(?:which|what|how many|(?:please\s+)?(?:list|show|give|find|name)(?:\s+me)?|are there|"
    r"is there|do you have|have you(?: got)?)(?:\s+(?:is|are|was|were))?"
    r"(?:\s+(?:all|any|an?|the|some|every))*"
)
_END = rf"(?:\s+{_THERE})*"
_RANK = r"(?P<rank>newest|latest|most recent|last|oldest|first|earliest)"

_MONTHS = r"january|february|march|april|may|june|july|august|september|october|november|december"
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)} | {
    "winter": (12, 2)
}

CATALOGUE = Catalogue(
    articles=(
        re.compile(rf"{_ASK_FOR}\s+{_NOUN}{_END}(?:\s+{_ABOUT}\s+(?P<topic>.+?))?{_END}", re.I),
        re.compile(
            rf"(?:(?:{_ASK_FOR}|what's)\s+)?(?:the\s+)?{_RANK}\s+(?:\S+\s+)??{_NOUN}{_END}"
            rf"(?:\s+{_ABOUT}\s+(?P<topic>.+?))?{_END}",
            re.I,
        ),
        re.compile(rf"what(?: is|'s) (?:new|the {_RANK}) (?:about|on) (?P<topic>.+)", re.I),
        re.compile(
            r"how many (?P<topic>.+?)\s+(?:do you (?:have|hold)|have you(?: got)?|are(?: there)? in"
            r" (?:the|this|your) (?:folder|library|collection|corpus|archive|index)|are indexed)",
            re.I,
        ),
        re.compile(
            rf"(?:(?:please\s+)?(?:list|show|give|find)(?:\s+me)?\s+)?"
            rf"(?:(?:which|what|how many) {_NOUN}|all(?: that)?|what|everything(?: that)?)"
            r"(?:\s+(?:has|have|did|does|do))?\s+(?P<who>.+?)"
            r"\s+(?:has |have )?(?:written|write|wrote|writes|publish(?:ed|es)?|prints?|printed)"
            r"(?:\s+(?:about|on)\s+(?P<topic>.+))?",
            re.I,
        ),
        re.compile(
            r"what (?:(?:was|has been|is|were) (?:reported|published|written|printed"
            r"|in the (?:news|papers?|press))"
            r"|(?:did|do) (?:the )?(?:papers|press|newspapers|outlets|articles|media)"
            r" (?:report|write|say|publish|print)|(?:is|was|were|are) (?:the )?(?:news|headlines))",
            re.I,
        ),
        re.compile(
            r"which (?:outlets?|papers?|newspapers?|journalists?|authors?|reporters?)"
            r"\s+(?:has |have )?(?:wrote|written|reported)\s+(?:about|on)\s+(?P<topic>.+)",
            re.I,
        ),
    ),
    newest=re.compile(r"newest|latest|most recent|last|new", re.I),
    oldest=re.compile(r"oldest|first|earliest", re.I),
    nouns=re.compile(rf"\b{_NOUN}\b", re.I),
    published=re.compile(
        r"\barticles?\b|\bnews\b|\bstor(?:y|ies)\b|\bcoverage\b|\breported\b|\bpublish\w*\b"
        r"|\bappear(?:ed|s)?\b|\bpress\b|\bnewspapers?\b|\bprinted\b"
        r"|\breports (?:since|from|before|in|of)\b",
        re.I,
    ),
    before_outlet=re.compile(
        r",?\s*\b(?:according to|as reported (?:by|in)|(?<=published )by|(?<=printed )by|says"
        r"|writes|reports|by|from|in)\s+(?:the\s+)?$",
        re.I,
    ),
    after_outlet=re.compile(
        r"\s+(?:reports?|reported|says?|said|writes?|wrote|written|publish(?:es|ed)?|"
        r"prints?|printed|states?|claims?|gives?|gave|asks?|puts?|mentions?)\b",
        re.I,
    ),
    possessive=re.compile(r"['’]s?\b", re.I),
    before_author=re.compile(
        rf"(?:\b(?:written|signed|penned|published)\s+|\b{_NOUN}\s+(?:\w+\s+){{0,3}}?)"
        r"(?P<by>by)\s+$",
        re.I,
    ),
    after_author=re.compile(rf"(?P<own>['’]s?)\s+(?:\w+\s+)?{_NOUN}\b", re.I),
    sources={
        "copies": (
            re.compile(
                rf"(?:which|what|how many) (?:other )?(?:{_NOUN}|outlets?|papers?|newspapers?)"
                r" (?:are|is) (?:copies|a copy|reprints?) of (?P<topic>.+)",
                re.I,
            ),
            re.compile(
                rf"(?:who|which (?:other )?(?:{_NOUN}|outlets?|papers?|newspapers?))"
                r" (?:has |have )?(?:just |only )?(?:copied|copies|copy|reprinted|reprints?)"
                r" (?P<topic>.+)",
                re.I,
            ),
        ),
        "count": (
            re.compile(
                r"(?:\w+ (?:articles?|outlets?|papers?) (?:say|report|write) (?:that )?)?"
                r"(?P<topic>.+?)[.;,:] how many (?:independent )?sources (?:is|are|was|were) "
                r"(?:that|this|those|these|there)",
                re.I,
            ),
            re.compile(
                r"how many (?:independent |different )?sources (?:are|were) (?:there )?"
                r"(?:for|on|about|behind) (?P<topic>.+)",
                re.I,
            ),
            re.compile(
                r"how many (?:independent |different )sources (?:say|report|confirm|write|tell)"
                r"(?:s|ed)?(?: that| about| on| of)? (?P<topic>.+)",
                re.I,
            ),
        ),
        "several": (
            re.compile(
                r"do (?:two|several|more than one|different) (?:outlets|papers|sources|articles)"
                r" independently (?:report|confirm|say)(?: that| on| about)? (?P<topic>.+)",
                re.I,
            ),
            re.compile(
                r"(?:is|are|was|were) (?P<topic>.+?) (?:confirmed|reported) by"
                r" (?:more than one|several|two|independent) (?:independent )?"
                r"(?:outlets?|papers?|sources?)",
                re.I,
            ),
        ),
        "one": (
            re.compile(
                r"(?:is|are|was|were) (?P<topic>.+?) (?:confirmed|reported) by"
                r" (?:only one (?:outlet|paper|source)|(?:one|a single) (?:outlet|paper|source)"
                r"(?: only)?)",
                re.I,
            ),
        ),
    },
)

TIMES = Times(
    since=re.compile(r"\b(?:since|starting(?: in| from| with)?|as of)\s+(?:the\s+)?$", re.I),
    after=re.compile(r"\b(?:after|later than)\s+(?:the end of\s+|the\s+)?$", re.I),
    before=re.compile(
        r"\b(?:before|prior to|earlier than)\s+(?:the (?:start|beginning) of\s+|the\s+)?$", re.I
    ),
    until=re.compile(r"\b(?:until|till|up to|through|by)\s+(?:the end of\s+|the\s+)?$", re.I),
    within=re.compile(
        r"\b(?:in|on|during|of|from|for|within|dated|throughout)\s+(?:the\s+)?"
        r"(?:(?:course|year|month) of\s+)?$",
        re.I,
    ),
    event=re.compile(
        r"\b(?:before|prior to|after|since|until|till|up to)\s+"
        r"(?P<event>the\s+(?!(?:start|beginning|end)\b)[^\W\d_][\w-]*"
        r"(?:\s+(?!(?:about|on|was|were)\b)[\w-]+){0,5}?)"
        r"(?=\s*[?.!,]|\s+(?:about|on|was|were|is|are|did|has|have|had)\b|\s*$)",
        re.I,
    ),
    of=re.compile(r"\s+(?:of|in|at|to)\s+(?:the\s+)?", re.I),
    range=re.compile(r"\bbetween\s+$", re.I),
    onwards=re.compile(r"\s+(?:on|onwards?|and later|or later)\b", re.I),
    article=re.compile(r"\b(?:the|this|a)\s+$", re.I),
    noun=re.compile(
        r"\s+(?!(?:and|or|but|to|till|until|through|is|are|was|were|on|by|about|did|has|have)\b)"
        r"[a-z]{3,}",
        re.I,
    ),
    between=re.compile(r"\s+(?:and|to|until|till|through|-|–)\s+", re.I),
    relative=re.compile(
        rf"\b(?:(?P<which>this|last|past|previous|current)\s+"
        rf"(?P<unit>week|month|year|{'|'.join(_SEASONS)}|{_MONTHS})"
        r"|(?P<day>today|yesterday)"
        r"|(?:last|past)\s+(?P<count>\d{1,3}|\w+)\s+(?P<units>days?|weeks?|months?|years?))\b",
        re.I,
    ),
    this=frozenset({"this", "current"}),
    days={"today": 0, "yesterday": 1},
    units={"day": 1, "week": 7, "month": 30, "year": 365},
    seasons=_SEASONS,
)
