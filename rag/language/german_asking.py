"""German: how questions and requests are worded."""

import re

from rag.language.asking import Asking
from rag.language.german_catalogue import CATALOGUE, TIMES

_INTERROGATIVE = (
    r"(?:wie|was|wann|wo|woher|wohin|womit|wodurch|wovon|welche[rnsm]?|wer|wen|wem|wessen"
    r"|warum|weshalb|wieso|weswegen|seit wann|bis wann)\b"
)
_PLEASE = r"(?:bitte\s+|kannst du\s+|könnten sie\s+|gib mir\s+|zeige? mir\s+|schreibe?\s+)*"
_SIZE = (
    r"(?:(?:etwa|ungefähr|rund|höchstens|maximal|genau|nur)\s+)?"
    r"(?P<count>\d{1,4}|eine[mnr]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)[\s-]+"
    r"(?P<unit>sätze?n?|wörtern?|worten?|zeilen?|(?:stich)?punkten?)\b"
)
_ARTICLE = (
    r"(?:artikels?|texte?s?|berichte?s?|interviews?|kommentare?s?|beitrags?|nachrufe?s?"
    r"|meldung|tickers?)"
)

ASKING = Asking(
    pointing=frozenset(
        """er sie es ihn ihm ihr ihre ihren ihrem seine seinen seinem dieser diese dieses diesen
        diesem jener jene jenes davon dafür dazu daran damit darüber dabei dort da dann hier andere
        anderen anderer anderes beide beiden erste zweite letzte später früher auch noch""".split()
    ),
    pronouns=frozenset(
        "er sie es ihn ihm ihr ihre ihren seine seinen davon dafür dazu darüber dabei dort".split()
    ),
    pointless=re.compile(
        r"\bes\s+(?:gibt|gab|heißt)\b|\b(?:gibt|gab|ist|war|wird|hat|soll|kann)\s+es\b"
        r"|\b(?:diese[rsnm]?)\s+[A-ZÄÖÜ]\w+",
        re.I,
    ),
    the_rest=re.compile(r"\b(?:der|die|das) andere[nrs]?\b", re.I),
    continuation=re.compile(
        r"(?:und|aber|oder|also|was ist mit|wie ist es mit)\b"
        r"|(?:warum|weshalb|wieso|seit wann)\b(?=\W*(?:\w+\W*){0,3}$)",
        re.I,
    ),
    same_of=re.compile(
        r"(?:und|aber|was ist mit|wie ist es mit)\s+"
        r"(?:(?P<word>in|für|bei|auf|an|mit|von|aus|zu)\s+)?(?P<what>[^?,;]{2,40}?)\??",
        re.I,
    ),
    a_year_away=re.compile(
        r"\b(?:(?P<before>im jahr (?:davor|zuvor)|ein jahr (?:früher|zuvor|davor)|im vorjahr)"
        r"|im jahr (?:danach|darauf)|ein jahr (?:später|danach))\b",
        re.I,
    ),
    person=re.compile(r"\ber\b", re.I),
    thing=re.compile(
        r"\bes\b|\b(?:das unternehmen|die firma|der konzern|der verein|die partei|das werk)\b", re.I
    ),
    before_subject=re.compile(
        r"\b(?:hat|ist|war|wird|wurde|kann|soll|will|muss|ging|meldete)\s+(?:der |die |das )?$",
        re.I,
    ),
    interrogative=re.compile(_INTERROGATIVE, re.I),
    wanting=re.compile(
        r"\b(?:wissen|fragen|frage mich|sag mir|erfahren|herausfinden)\b[,:]?\s+"
        rf"(?={_INTERROGATIVE})",
        re.I,
    ),
    next_part=re.compile(rf",? und (?={_INTERROGATIVE})", re.I),
    alternatives=re.compile(
        r"(?P<asked>.+), (?!und\b)(?P<one>[^,]+) oder (?P<other>[^,]+)", re.DOTALL
    ),
    summary=re.compile(
        rf"{_PLEASE}(?:"
        r"(?:fasse?(?:\s+mir)?|zusammenfassung(?: von| des| der)?|überblick über"
        r"|(?:eine |die )?(?:kurze )?zusammenfassung (?:von|des|der|zu|zum|zur)"
        r"|(?:was (?:ist|sind) )?(?:die )?(?:wichtigsten|zentralen) (?:punkte|aussagen|fakten)"
        r"(?: in| aus| von| des| der)?|erzähle? mir (?:etwas )?(?:über|von)"
        r"|worum geht es (?:in|bei))"
        r"\s+(?P<topic>.+?)(?:\s+zusammen)?"
        r"|(?P<of>.+?),?\s+(?:zusammengefasst|kurz gefasst|in kürze))",
        re.I,
    ),
    timeline=(
        re.compile(
            rf"{_PLEASE}(?:(?:eine |die )?(?:zeitleiste|chronik|chronologie|geschichte)"
            r"(?:\s+(?:von|des|der|zu|zum|zur)|:))\s+(?P<topic>.+)",
            re.I,
        ),
    ),
    happened=re.compile(
        r"(?:und )?was (?:geschah|passierte|war los|ist (?:passiert|geschehen))(?: alles)?", re.I
    ),
    in_order=re.compile(
        r",?\s*\b(?:in (?:zeitlicher |der richtigen )?reihenfolge|der reihe nach|chronologisch"
        r"|schritt für schritt|nacheinander)\b",
        re.I,
    ),
    comparison=(
        re.compile(
            rf"{_PLEASE}(?:vergleich(?:e|en sie)?\s+(?P<one>.+?)\s+(?:und|mit)\s+(?P<other>.+?)"
            r"|(?:was ist der |was sind die )?unterschiede?\s+zwischen\s+(?P<first>.+?)\s+und\s+"
            r"(?P<second>.+?))(?:,?\s+(?P<aspect>(?:hinsichtlich|bezüglich|in bezug auf)\s+.+))?",
            re.I,
        ),
    ),
    both="und",
    length=(
        re.compile(rf",?\s*\b(?:in|mit)\s+{_SIZE}(?:,?\s+bitte)?", re.I),
        re.compile(rf"(?<=[.?!,:;])\s*{_SIZE}(?:,?\s+bitte)?\W*$", re.I),
    ),
    one_article=re.compile(
        rf"(?:den |dem |der |die |das |des )?{_ARTICLE}\s+(?:über|zu|zum|zur|von|vom|mit)"
        r"\s+(?P<topic>.+)",
        re.I,
    ),
    superlative=re.compile(
        r"\b(?:welche[rnsm]?|wer|was|wo)\b.*\b(?:am \w+sten|meisten?|wenigsten"
        r"|(?:größ|höch|niedrig|klein|läng|kürz|teuer|billig|ält|jüng)\w*ste[nrsm]?)\b"
        r"|\b(?:mehr|weniger|höher|niedriger) .*\bals\b|\binsgesamt\b",
        re.I,
    ),
    most=re.compile(
        r"\b(?:meisten?|größte[nrsm]?|höchste[nrsm]?|längste[nrsm]?|teuerste[nrsm]?"
        r"|älteste[nrsm]?|am (?:höchsten|größten|längsten|teuersten|meisten))\b",
        re.I,
    ),
    least=re.compile(
        r"\b(?:wenigsten?|kleinste[nrsm]?|niedrigste[nrsm]?|kürzeste[nrsm]?|billigste[nrsm]?"
        r"|günstigste[nrsm]?|jüngste[nrsm]?|geringste[nrsm]?"
        r"|am (?:niedrigsten|kleinsten|kürzesten|billigsten|wenigsten|geringsten))\b",
        re.I,
    ),
    of_time=re.compile(
        r"^(?:und |aber )?(?:seit |bis |ab |von )?wann\b"
        r"|\b(?:in |zu |an |am |seit )?welche[rnsm]? (?:jahr|tag|datum|monat|zeit|wochentag)\b",
        re.I,
    ),
    of_number=re.compile(
        r"\bwie (?:viele?|lange?|alt|weit|hoch|tief|laut|schnell|groß|oft|breit|warm|kalt|schwer"
        r"|teuer)\b|\bwas kostete?\b|\bwas (?:hat|haben) .*gekostet\b"
        r"|\bwelche[rnsm]? (?:anteil|prozentsatz|preis|zahl|summe|betrag)\b",
        re.I,
    ),
    of_name=re.compile(r"(?:und |aber )?(?:wer|wen|wem|wessen)\b", re.I),
    of_age=re.compile(r"\bwie alt (?:ist|war)\b", re.I),
    stands_for=re.compile(
        r"(?i:\bwofür steht\b|\bsteht für\b|\bkurz für\b|\babkürzung\b|\babgekürzt\b)"
        r"|(?i:was (?:heißt|bedeutet) (?:die |der |das )?)[A-ZÄÖÜ\d]{2,6}\W*$"
        r"|(?i:was ist (?:die |der |das |ein |eine )?)[A-ZÄÖÜ\d]{2,6}\W*$"
    ),
    reason=re.compile(
        r"(?:warum|weshalb|wieso|weswegen|aus welchem grund)\b"
        r"|.*\b(?:warum|weshalb|wieso)\b"
        r"|was (?:ist|war|sind|waren) (?:der|die) (?:gr(?:und|ünde)|ursachen?)\b",
        re.I,
    ),
    yes_no=re.compile(
        r"(?:ist|sind|war|waren|hat|haben|hatte|hatten|wird|werden|wurde|wurden|kann|können|soll"
        r"|sollen|muss|müssen|darf|gibt es|gab es|stimmt)\b(?!.*\boder\b)",
        re.I,
    ),
    several=re.compile(
        r"(?:liste|nenne|zähle)\b|wer (?:alles|sind|waren)\b"
        r"|welche (?!ist\b|war\b)\w+(?:e|en|er|s)\b",
        re.I,
    ),
    fact=re.compile(
        r"(?:seit |von |bis |bei |auf |in |an |zu |für |mit |aus )?" + _INTERROGATIVE, re.I
    ),
    doubt=re.compile(
        r"\W*(?:(?:aber |und )?(?:bist du|sind sie) (?:dir |sich )?(?:da )?(?:ganz |wirklich )?"
        r"sicher|stimmt das(?: wirklich)?|wirklich|(?:bitte )?(?:prüfe|schau|sieh)(?: das| es)?"
        r" (?:noch ?mal|noch einmal)(?: nach)?)\W*",
        re.I,
    ),
    talk=frozenset(
        """hallo hi hey moin servus guten morgen tag abend danke dankeschön super toll ok okay ja
        nein tschüss wiedersehen test""".split()
    ),
    filler=frozenset("vielen dank schön sehr gut alle zusammen auf bis später wie geht es".split()),
    about_footnote=re.compile(
        r"(hilfe|wer bist du|was kannst du|wie funktioniert das|was ist das hier)", re.I
    ),
    about_articles=re.compile(
        r"((welche|was für) (artikel|themen|quellen|texte) (gibt es|hast du|kennst du)"
        r"|was (ist|steht) in (der|dieser|deiner|ihrer) (bibliothek|sammlung)"
        r"|was wei(ß|ss)t du|worüber kann ich (dich |sie )?fragen)",
        re.I,
    ),
    catalogue=CATALOGUE,
    times=TIMES,
)
