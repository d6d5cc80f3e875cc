"""German: word lists and patterns."""

import re

from rag.language.german_asking import ASKING
from rag.language.german_claiming import CLAIMING
from rag.language.language import POWER_UNITS, Language, Numbers, month_pattern

_MONTHS = (
    "januar februar märz april mai juni juli august september oktober november dezember"
).split()
_SHORT_MONTHS = "Jan Feb Mär Mrz Apr Jun Jul Aug Sept Sep Okt Nov Dez".split()
_ONES = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn"
).split()
_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_UNITS = POWER_UNITS | {
    "%": "% prozent",
    "EUR": "€ eur euro euros",
    "USD": "$ usd us$ dollar dollars",
    "GBP": "£ gbp pfund",
    "SEK": "sek kronen",
    "kWh": "kwh kilowattstunde kilowattstunden",
    "km": "km kilometer kilometern",
    "m": "m meter metern",
    "kg": "kg kilogramm",
    "t": "t tonne tonnen",
    "litre": "liter litern",
    "second": "sekunde sekunden",
    "minute": "minute minuten",
    "hour": "stunde stunden",
    "day": "tag tage tagen",
    "week": "woche wochen",
    "month": "monat monate monaten",
    "year": "jahr jahre jahren",
    "decade": "jahrzehnt jahrzehnte jahrzehnten",
    "°C": "°c grad",
}
_MONTH = month_pattern(_MONTHS, _SHORT_MONTHS)
_BODIES = (
    r"(?:unternehmen|firma|konzern|gruppe|hersteller|betreiber|betrieb|zulieferer|start-?up|bank"
    r"|versicherung|verlag|verein|verband|gesellschaft|stiftung|institut|agentur|behörde|amt"
    r"|ministerium|partei|gewerkschaft|initiative|genossenschaft)"
)
_WORKS = r"(?:bericht|studie|umfrage|untersuchung|urteil|gutachten|prüfung)"
_AFTER_A_NUMBER = r"\ (?:Millionen|Milliarden|Prozent|%|Euro|GWh|MWh)"

_NUMBERS = Numbers(
    words={word: float(value) for value, word in enumerate(_ONES)}
    | {word: 20.0 + 10 * i for i, word in enumerate(_TENS)}
    | {
        f"{'ein' if one == 'eins' else one}und{ten}": 20.0 + 10 * i + j
        for i, ten in enumerate(_TENS)
        for j, one in enumerate(_ONES[:10])
        if j
    }
    | {"dutzend": 12.0, "einmal": 1.0, "zweimal": 2.0},
    scales={
        "hundert": 1e2,
        "tausend": 1e3,
        "million": 1e6,
        "millionen": 1e6,
        "mio": 1e6,
        "milliarde": 1e9,
        "milliarden": 1e9,
        "mrd": 1e9,
    },
    units={name: unit for unit, names in _UNITS.items() for name in names.split(" ")},
    currencies=r"[€$£¥]\ ?|\b(?:EUR|USD|GBP|SEK|JPY)\ ?",
    months=tuple(_MONTHS),
    dates=(
        re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
        re.compile(r"\b(?P<day>\d{1,2})\.\ ?(?P<month>\d{1,2})\.\ ?(?P<year>\d{4})\b"),
        re.compile(rf"\b(?P<day>\d{{1,2}})\.\ {_MONTH}(?:\ (?P<year>\d{{4}}))?", re.VERBOSE),
        re.compile(rf"\b{_MONTH}\ (?P<year>\d{{4}})\b", re.VERBOSE),
        re.compile(rf"(?<=\b(?:im|ab|am)\ )(?:Anfang\ |Ende\ |Mitte\ )?{_MONTH}\b", re.VERBOSE),
        re.compile(
            rf"(?<![\w.,€$£%-])(?P<year>(?:1[5-9]|20)\d\d)(?![\d%]|[.,]\d|{_AFTER_A_NUMBER})",
            re.VERBOSE,
        ),
    ),
    roughly=re.compile(r"\b(etwa|rund|ungefähr|fast|knapp|circa|ca|gut)\W*$", re.I),
    above=re.compile(r"\b(mehr als|über|mindestens|wenigstens)\W*$", re.I),
    below=re.compile(r"\b(weniger als|unter|höchstens|bis zu|maximal)\W*$", re.I),
    group=".",
    point=",",
)

LANGUAGE = Language(
    code="de",
    stop_words=frozenset(
        """der die das den dem des ein eine einen einem einer eines und oder aber als auch an am auf
        aus bei beim bis da damit dass dazu denn dort durch er es sie ihr ihre ihren ihrem ihrer wir
        ich du für gegen hat haben hatte hatten ist sind war waren wird werden wurde wurden im in
        ins ja kann können mit nach nicht noch nun nur ob ohne schon sehr sein seine seinen seinem
        seit sich so soll sollen über um unter vom von vor wann warum was weil welche welcher
        welches welchen welchem wenn wer wem wen wie wieder wo zu zum zur man mehr viel viele lange
        hoch alt weit weshalb wieso""".split()
    ),
    weightless=frozenset("der die das den dem des ein eine und in ist zu von im".split()),
    articles=frozenset("der die das den dem des ein eine einen einem einer eines".split()),
    negations=frozenset(
        """nicht kein keine keinen keinem keiner keines nie niemals niemand nichts weder noch ohne
        kaum verneint bestreitet bestritt""".split()
    ),
    negation_ending=re.compile(r"(?!)"),
    qualifiers=frozenset("der die das den dem ein eine etwa rund über".split()),
    titles=frozenset(
        """herr frau dr prof es er sie wir ich der die das den dem ein eine dies diese dieser
        dieses""".split()
    ),
    inhabitants=re.compile(r"(?<=\w{4})(er|isch|ische|ischen|ischer|isches)$"),
    enclitics=re.compile(r"['’]s$"),
    points_back=re.compile(
        r"(?:Dies|Diese|Dieser|Dieses|Das|Es|Sie|Er|Seine|Ihre|Solche|Dafür|Dabei|Damit|Darin)\b"
    ),
    reasons=re.compile(
        r"\b(?:weil|wegen|gr(?:und|ünde)|ursachen?|deshalb|daher|aufgrund|infolge|mangels?|denn"
        r"|führte?n? zu|begründe\w*|dank|damit)\b",
        re.I,
    ),
    states_reason=re.compile(
        r"(?:(?:der|die|als|ein|eine) )?(?:haupt)?(?:grund|gründe|ursachen?)"
        r"(?: (?:für|der|des|dafür) ?[^.;]{0,60}?)? (?:ist|sind|war|waren|sei|seien|nannte)\b",
        re.I,
    ),
    counted_from=re.compile(r"\bseit\s+(?:dem\s+)?$|\bals\b[^.;,]*$", re.I),
    totals=re.compile(
        r"(?:summen?|insgesamt|gesamt(?:summe|zahl)?|zusammen|alle|durchschnitt|mittel)\W*", re.I
    ),
    corrects=re.compile(
        r"\bberichtig(?:t|te|ung)\b|\bkorr(?:igiert|igierte|ektur)\b"
        r"|\bfrüheren? (?:version|fassung)\b"
        r"|\bzunächst (?:hieß|stand)\b",
        re.I,
    ),
    instead=re.compile(r"\b(?:nicht|statt|anstatt|anstelle von)\s+(?:der\s+|den\s+)?$", re.I),
    opinion=re.compile(
        r"\W*(?:(?:ein |der )?(?:gast)?(?:kommentar|meinung|leitartikel|glosse|kolumne|leserbrief"
        r"|standpunkt))(?:\W*|\s*[:|,–—-].{0,80}|\s+von\s.{0,60})",
        re.I,
    ),
    credits=re.compile(
        r"\W*(?:(?:text|fotos?|bild(?:er)?|bericht)\s*)?(?:\bvon\b|:)\s*|\W*(?:fotos?|bild(?:er)?)\b\W*",
        re.I,
    ),
    joining=frozenset("und in".split()),
    person=re.compile(r"(?:Er|Sie)\b(?=\s+\w+t\b)"),
    bodies=_BODIES,
    things=re.compile(
        rf"(?:Der|Die|Das|Diese[rs]?) (?:(?P<body>(?i:{_BODIES}))|(?P<work>(?i:{_WORKS})))\b(?!,)"
    ),
    made_by=r"(?:der|des|von|vom|zu|zum|zur|über)(?: den| dem| die)?",
    places=re.compile(
        r"\b(?:in|im|bei|aus|nach|nahe|um|am|an|von|vor)\s+(?:der\s+|dem\s+)?$", re.I
    ),
    connectives=frozenset(
        """laut zufolge jeder jede auch nur dort dieser diese dieses es er sie seine ihre
        beide""".split()
    ),
    of_the_prompt=re.compile(r"\bpassagen?\b|\bder (?:text|kontext) (?:sagt|nennt)\b", re.I),
    numbers=_NUMBERS,
    asking=ASKING,
    claiming=CLAIMING,
)
