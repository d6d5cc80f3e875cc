"""German: how articles are asked for, and how a time is limited."""

import re

from rag.language.asking import Catalogue, Times

_NOUN = (
    r"(?:artikeln?|texten?|texte|berichte?n?|beitr(?:ag|äge|ägen)|meldung(?:en)?|interviews?"
    r"|kommentare?n?|nachrichten|dokumente?n?|reportagen?|nachrufe?)"
)
_ABOUT = (
    r"(?:über|zu|zum|zur|von|vom|mit|die (?:sich mit|von|über)"
    r"|(?:handeln|berichten|schreiben) (?:von|vom|über|zu|zum|zur)"
    r"|(?:befassen|beschäftigen) sich mit)"
)
_END = (
    r"(?:\s+(?:gibt es|hast du|haben sie|sind (?:erschienen|da)|erschienen|liegen vor"
    r"|wurden veröffentlicht|handeln|befassen sich|es gibt))*"
)
_ASK_FOR = (
    r"(?:welche[rn]?|wie viele|(?:zeige?|nenne|liste|finde|gib)(?:\s+mir)?|gibt es|hast du"
    r"|was ist)(?:\s+(?:alle|es|die|der|den|das|dem))*"
)
_RANK = (
    r"(?P<rank>neueste[rns]?|neuste[rns]?|letzte[rns]?|jüngste[rns]?|älteste[rns]?"
    r"|erste[rns]?|früheste[rns]?)"
)
_SEASONS = {"frühling": (3, 5), "frühjahr": (3, 5), "sommer": (6, 8), "herbst": (9, 11)} | {
    "winter": (12, 2)
}
_MONTHS = r"januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"

CATALOGUE = Catalogue(
    articles=(
        re.compile(
            rf"{_ASK_FOR}\s+{_NOUN}{_END}(?:\s+{_ABOUT}\s+(?P<topic>.+?))?(?:\s+auf)?{_END}", re.I
        ),
        re.compile(
            rf"(?:{_ASK_FOR}\s+)?(?:der|die|das|den)?\s*{_RANK}\s+{_NOUN}{_END}"
            rf"(?:\s+{_ABOUT}\s+(?P<topic>.+?))?{_END}",
            re.I,
        ),
        re.compile(
            r"was (?:hat|haben)\s+(?P<who>.+?)(?:\s+(?:über|zu|zum|zur)\s+(?P<topic>.+?))?"
            r"\s+(?:geschrieben|veröffentlicht|berichtet)",
            re.I,
        ),
        re.compile(
            r"was (?:wurde|stand|war) (?:berichtet|geschrieben|veröffentlicht"
            r"|in (?:den nachrichten|den zeitungen|der zeitung))"
            r"|was (?:haben|schreiben|schrieben) die (?:zeitungen|medien)"
            r"(?: berichtet| geschrieben)?",
            re.I,
        ),
        re.compile(
            r"was (?:schreib(?:t|en)|schrieb(?:en)?)\s+(?P<who>.+?)"
            r"(?:\s+(?:über|zu|zum|zur)\s+(?P<topic>.+))?",
            re.I,
        ),
    ),
    newest=re.compile(r"(?:neu(?:e)?ste|letzte|jüngste)[rns]?", re.I),
    oldest=re.compile(r"(?:älteste|erste|früheste)[rns]?", re.I),
    nouns=re.compile(rf"\b{_NOUN}\b", re.I),
    published=re.compile(
        r"\bartikeln?\b|\bnachrichten\b|\bmeldung(?:en)?\b|\bbericht(?:e|en|et|ete|eten)\b"
        r"|\berschienen\b|\bveröffentlicht\b|\bgedruckt\b|\bpresse\b|\bzeitung(?:en)?\b",
        re.I,
    ),
    before_outlet=re.compile(
        r",?\s*\b(?:laut|nach|gemäß|im|in der|vom|von der|aus dem|aus der|in)\s+(?:dem |der )?$",
        re.I,
    ),
    after_outlet=re.compile(
        r"\s+(?:schreib\w*|berichte\w*|meldet\w*|sagt\w*|geschrieben|veröffentlich\w*)\b", re.I
    ),
    possessive=re.compile(r"['’]s?\b", re.I),
    before_author=re.compile(
        rf"(?:\b(?:geschrieben|verfasst)\s+|\b{_NOUN}\s+(?:\w+\s+){{0,3}}?)(?P<by>von)\s+$", re.I
    ),
    after_author=re.compile(rf"(?P<own>['’]|s)\s+(?:\w+\s+)?{_NOUN}\b", re.I),
    sources={
        "copies": (
            re.compile(
                rf"(?:wer|welche (?:anderen )?(?:{_NOUN}|medien|zeitungen|blätter)) (?:hat|haben)"
                r" (?P<topic>.+?) (?:nur )?(?:abgeschrieben|kopiert|übernommen|nachgedruckt)",
                re.I,
            ),
            re.compile(
                rf"welche (?:{_NOUN}|zeitungen) sind (?:kopien|abdrucke|nachdrucke)"
                r" (?:von|vom|des|der) (?P<topic>.+)",
                re.I,
            ),
        ),
        "count": (
            re.compile(
                r"wie ?viele (?:unabhängigen? |verschiedenen? )?quellen (?:gibt es|sind es|stehen)"
                r" (?:für|zu|zum|zur|über|hinter) (?P<topic>.+)",
                re.I,
            ),
            re.compile(
                r"wie ?viele (?:unabhängigen? |verschiedenen? )quellen (?:berichten|bestätigen"
                r"|melden|sagen),?(?: dass| über| von| vom)? (?P<topic>.+)",
                re.I,
            ),
        ),
        "several": (
            re.compile(
                r"(?:wird|wurde|werden|ist) (?P<topic>.+?) von (?:mehr als einer|mehreren|zwei)"
                r" (?:unabhängigen )?(?:quellen?|zeitung(?:en)?|medien) (?:bestätigt|berichtet"
                r"|gemeldet)",
                re.I,
            ),
        ),
        "one": (
            re.compile(
                r"(?:wird|wurde|werden|ist) (?P<topic>.+?) nur von einer (?:einzigen )?"
                r"(?:quelle|zeitung) (?:bestätigt|berichtet|gemeldet)",
                re.I,
            ),
        ),
    },
)

TIMES = Times(
    since=re.compile(r"\b(?:seit|ab)\s+(?:dem\s+|der\s+)?$", re.I),
    after=re.compile(r"\bnach\s+(?:dem\s+|ende\s+)?$", re.I),
    before=re.compile(r"\bvor\s+(?:dem\s+|beginn\s+)?$", re.I),
    until=re.compile(r"\bbis\s+(?:zum\s+|ende\s+|zum ende\s+)?$", re.I),
    within=re.compile(
        r"\b(?:im|in|am|vom|während|aus|für|von)\s+(?:dem\s+|des\s+)?(?:jahre?s?\s+)?$", re.I
    ),
    event=re.compile(
        r"\b(?:vor|nach|seit|bis zu[mr])\s+(?:(?:dem|der)\s+)?"
        r"(?P<event>[A-ZÄÖÜ][\w-]*(?:\s+(?!über\b|zu\b|zum\b|zur\b)[\w-]+){0,4}?)"
        r"(?=\s*[?.!,]|\s+(?:über|zu|zum|zur|erschienen|berichtet|veröffentlicht|wurde\w*)\b|\s*$)"
    ),
    of=re.compile(r"\s+(?:der|des|in|im|von|am)\s+(?:der\s+|dem\s+)?"),
    range=re.compile(r"\bzwischen\s+(?:dem\s+)?$", re.I),
    onwards=re.compile(r"\s+an\b(?!\s+der)", re.I),
    between=re.compile(r"\s+(?:und|bis|-|–)\s+(?:zum\s+|dem\s+)?", re.I),
    article=re.compile(r"\b(?:der|die|das|dem|den|des)\s+$", re.I),
    noun=re.compile(r"er\s+[A-ZÄÖÜ]\w+"),
    relative=re.compile(
        rf"\b(?:(?P<which>diese[mrsn]?|letzte[mrsn]?|vergangene[mrsn]?|vorige[mrsn]?)\s+"
        rf"(?P<unit>woche|monats?|jahre?s?|{'|'.join(_SEASONS)}|{_MONTHS})"
        r"|(?P<day>heute|gestern)"
        r"|(?:letzten|vergangenen)\s+(?P<count>\d{1,3}|\w+)\s+"
        r"(?P<units>tagen?|tage|wochen?|monaten?|monate|jahren?|jahre))\b",
        re.I,
    ),
    this=frozenset("diese diesem dieser dieses diesen".split()),
    days={"heute": 0, "gestern": 1},
    units={
        **dict.fromkeys(("tag", "tage", "tagen"), 1),
        **dict.fromkeys(("woche", "wochen"), 7),
        **dict.fromkeys(("monat", "monats", "monate", "monaten"), 30),
        **dict.fromkeys(("jahr", "jahres", "jahre", "jahren"), 365),
    },
    seasons=_SEASONS,
)
