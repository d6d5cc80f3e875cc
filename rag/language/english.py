"""English: word lists and patterns."""

import re

from rag.language.english_asking import ASKING
from rag.language.english_claiming import CLAIMING
from rag.language.language import POWER_UNITS, Language, Numbers, month_pattern

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_SHORT_MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_UNITS = POWER_UNITS | {
    "%": "% percent pct per\u00a0cent percentage",
    "EUR": "€ eur euro euros",
    "USD": "$ usd us$ dollar dollars",
    "GBP": "£ gbp pound pounds sterling",
    "SEK": "sek krona kronor",
    "JPY": "¥ jpy yen",
    "Wh": "wh",
    "km": "km kilometre kilometres kilometer kilometers",
    "m": "metre metres meter meters",
    "mile": "mile miles",
    "kg": "kg kilogram kilograms",
    "t": "t ton tons tonne tonnes",
    "litre": "litre litres liter liters",
    "second": "second seconds",
    "minute": "minute minutes",
    "hour": "hour hours",
    "day": "day days",
    "week": "week weeks",
    "month": "month months",
    "year": "year years",
    "decade": "decade decades",
    "°C": "°c",
    "ordinal": "st nd rd th",
}
_MONTH = month_pattern(_MONTHS, _SHORT_MONTHS)
_ORDINAL = r"(?:st|nd|rd|th)?"
_BODIES = (
    r"(?:company|firm|group|corporation|manufacturer|maker|carmaker|builder|operator|supplier"
    r"|start-?up|bank|insurer|airline|publisher|retailer|association|society|club|foundation"
    r"|institute|agency|authority|ministry|party|union|initiative|co-?operative|charity|office|board|council)"
)
_WORKS = r"(?:report|study|survey|inquiry|ruling|judgment|verdict|paper|audit)"
_AFTER_A_NUMBER = r"\ (?:million|billion|thousand|%|per\ cent|euros?|dollars?|GWh|MWh)"

_NUMBERS = Numbers(
    words={word: float(value) for value, word in enumerate(_ONES)}
    | {word: 20.0 + 10 * i for i, word in enumerate(_TENS)}
    | {
        f"{ten}-{digit}": 20.0 + 10 * i + j
        for i, ten in enumerate(_TENS)
        for j, digit in enumerate(_ONES[:10])
        if j
    }
    | {"dozen": 12.0, "once": 1.0, "twice": 2.0},
    scales={
        "hundred": 1e2,
        "thousand": 1e3,
        "k": 1e3,
        "million": 1e6,
        "mn": 1e6,
        "m": 1e6,
        "billion": 1e9,
        "bn": 1e9,
        "b": 1e9,
        "trillion": 1e12,
        "tn": 1e12,
    },
    units={name: unit for unit, names in _UNITS.items() for name in names.split(" ")},
    currencies=r"[€$£¥]\ ?|\b(?:EUR|USD|GBP|SEK|JPY)\ ?",
    months=tuple(_MONTHS),
    dates=(
        re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
        re.compile(
            rf"\b(?P<day>\d{{1,2}}){_ORDINAL}(?:\ of)?\ {_MONTH}(?:,?\ (?P<year>\d{{4}}))?",
            re.VERBOSE,
        ),
        re.compile(
            rf"\b{_MONTH}\ (?P<day>\d{{1,2}}){_ORDINAL}\b(?:,?\ (?P<year>\d{{4}}))?", re.VERBOSE
        ),
        re.compile(rf"\b{_MONTH},?\ (?:of\ )?(?P<year>\d{{4}})\b", re.VERBOSE),
        re.compile(rf"(?<=\b(?:in|by|of)\ )(?:early\ |late\ |mid-)?{_MONTH}\b", re.VERBOSE),
        re.compile(
            rf"(?<![\w.,€$£%-])(?P<year>(?:1[5-9]|20)\d\d)(?![\w%]|[.,]\d|{_AFTER_A_NUMBER})"
        ),
    ),
    roughly=re.compile(
        r"\b(about|around|roughly|approximately|nearly|almost|some|circa|close to)\W*$", re.I
    ),
    above=re.compile(
        r"\b(more than|over|above|at least|exceed\w*|upwards of|no less than)\W*$", re.I
    ),
    below=re.compile(r"\b(less than|fewer than|under|below|at most|up to|no more than)\W*$", re.I),
)

LANGUAGE = Language(
    code="en",
    stop_words=frozenset(
        """a an the of in on at to for from by with as is are was were be been do does did has have
        had will would can could should may might what which who whom whose when where why how much
        many long far high old and or but not no any some about into over after before than say said
        tell me us you i we please""".split()
    ),
    weightless=frozenset("the a an of in is to and".split()),
    articles=frozenset("a an the".split()),
    negations=frozenset(
        """not no never none nobody nothing neither nor without cannot fail fails failed denied
        denies refused refuses""".split()
    ),
    negation_ending=re.compile(r"n['’]t$"),
    qualifiers=frozenset("a an the about over some".split()),
    titles=frozenset(
        "mr mrs ms dr prof it its he she they this that these those there i we".split()
    ),
    inhabitants=re.compile(r"(?<=\w{4})(ian|ish|ese|an)$"),
    enclitics=re.compile(r"['’](s|re|ve|ll|d|m)$"),
    points_back=re.compile(r"(?:This|That|These|Those|Such|It|They|He|She|His|Her|Its|Their)\b"),
    reasons=re.compile(
        r"\b(?:because|caused?|causes|reasons?|due to|owing to|as a result|blam\w+|thanks to"
        r"|so that|in order to|convinced|led to|lack of|shortage of|for want of|explain\w*"
        r"|therefore|prompted|triggered|motivat\w+)\b",
        re.I,
    ),
    states_reason=re.compile(
        r"(?:(?:the|its|their|one|another|a) )?(?:main |only |real |official )?(?:cause|reason)s?"
        r"(?: (?:of|for) [^.;]{1,60}?)? (?:is|are|was|were|given|lay|lies|that)\b",
        re.I,
    ),
    counted_from=re.compile(r"\bsince\s+(?:the\s+)?$|\bthan\b[^.;]*$", re.I),
    totals=re.compile(
        r"(?:(?:grand |in )?totals?|sum|overall|all(?: together)?|altogether|averages?|means?)\W*",
        re.I,
    ),
    corrects=re.compile(
        r"\bcorrect(?:ed|s|ion)\b|\b(?:earlier|previous) version\b|\b(?:first|wrongly) (?:said|"
        r"stated|reported|gave)\b",
        re.I,
    ),
    instead=re.compile(r"\b(?:not|rather than|instead of|and no longer)\s+(?:the\s+)?$", re.I),
    opinion=re.compile(
        r"\W*(?:(?:an? |the )?(?:guest )?(?:comment(?:ary)?|opinion(?: piece)?|editorial|column"
        r"|leading article|letters? to the editor|op-ed|viewpoint))"
        r"(?:\W*|\s*[:|,–—-].{0,80}|\s+by\s.{0,60})",
        re.I,
    ),
    credits=re.compile(
        r"\W*(?:(?:text|photos?|pictures?|images?|words|report(?:ing|ed)?|written|story)\s*)?"
        r"(?:\bby\b|:)\s*|\W*(?:photos?|pictures?|images?)\b\W*",
        re.I,
    ),
    joining=frozenset("and in".split()),
    person=re.compile(r"(?:He|She|His|Her)\b|[^.!?]*[\"”’],? (?:he|she) \w+\.?$"),
    bodies=_BODIES,
    things=re.compile(rf"(?:The|This) (?:(?P<body>{_BODIES})|(?P<work>{_WORKS}))\b(?!,| [A-Z])"),
    made_by=r"(?:of|by|from|on|into)(?: the)?",
    places=re.compile(r"\b(?:in|at|near|from|to|around|on|of|outside)\s+(?:the\s+)?$", re.I),
    connectives=frozenset(
        """according each every also only there this that these those it its they their he she his
        her both""".split()
    ),
    of_the_prompt=re.compile(
        r"\bpassages?\b|\bthe (?:question|context|text) (?:asks|says|states|mentions)\b", re.I
    ),
    numbers=_NUMBERS,
    asking=ASKING,
    claiming=CLAIMING,
)
