"""English: how questions and requests are worded."""

import re

from rag.language.asking import Asking
from rag.language.english_catalogue import CATALOGUE, TIMES

_INTERROGATIVE = r"(?:how|what|when|where|which|who|whom|whose|why)\b"
_PLEASE = (
    r"(?:please\s+|can you\s+|could you\s+|would you\s+|give me\s+|show me\s+|make\s+|write\s+)*"
)
_SIZE = (
    r"(?:(?:about|around|at most|no more than|not more than|up to|roughly|exactly|just|only)\s+)?"
    r"(?P<count>\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)[\s-]+"
    r"(?P<unit>sentences?|words?|lines?|(?:bullet )?points?)\b"
)
_AT_MOST = r"(?:\s+(?:or less|or fewer|at most|maximum|max|long))?"
_ARTICLE = (
    r"(?:article|piece|report|text|interview|comment|column|obituary|letter|note|editorial"
    r"|feature|essay|review|ticker)"
)

ASKING = Asking(
    pointing=frozenset(
        """it its they them their theirs he him his she her hers this that these those there then
        here one ones former latter other others another same such both either neither first second
        third last later earlier own also else more""".split()
    ),
    pronouns=frozenset(
        "it its they them their he him his she her this that these those there".split()
    ),
    pointless=re.compile(
        r"\b(?:is|are|was|were|be|been|will|has|have|had|did|does|do|'s)\s+there\b"
        r"|\bthere(?:'s|\s+(?:is|are|was|were|will|has|have|had|be|been))\b"
        r"|\b(?:this|that|these|those)(?=\s+(?!(?:is|are|was|were|be|been|will|would|has|have|had|"
        r"do|does|did|can|could|may|might|must|should|not|on|in|at|for|from|of|to|by|with|and|or|"
        r"the|a|an|all|so|really|even|true|right|happen\w*|cost\w*|mean\w*|work\w*|take\w*|\w+ed)\b)"
        r"\w)"
        r"|\bit\s+(?=(?:is\s+)?(?:true|right|possible|likely|certain|clear|known|said|planned)\b)",
        re.I,
    ),
    the_rest=re.compile(r"\bthe others?\b", re.I),
    continuation=re.compile(
        r"(?:and|but|so|or|what about|how about|how so)\b"
        r"|(?:why|since when|where exactly)\b(?=\W*(?:\w+\W*){0,3}$)",
        re.I,
    ),
    same_of=re.compile(
        r"(?:and|but|so|what about|how about|and what about)\s+"
        r"(?:(?P<word>in|for|at|on|of|with|from|by|to|about)\s+)?(?P<what>(?!the\b)[^?,;]{2,40}?)\??",
        re.I,
    ),
    a_year_away=re.compile(
        r"\b(?:(?P<before>the year before|a year (?:earlier|before)"
        r"|the (?:previous|preceding) year)"
        r"|the year after|a year later|the (?:following|next) year)\b",
        re.I,
    ),
    person=re.compile(r"\b(?:he|she)\b", re.I),
    thing=re.compile(
        r"\b(?:it|the (?:company|firm|group|start-?up|club|association|agency|authority|party|plant"
        r"|factory|project))\b(?!['’])",
        re.I,
    ),
    before_subject=re.compile(
        r"\b(?:did|does|do|is|was|are|were|has|had|have|will|would|can|could|may|must)\s+(?:the\s+)?$",
        re.I,
    ),
    interrogative=re.compile(_INTERROGATIVE, re.I),
    wanting=re.compile(
        r"\b(?:to know|to ask|tell me|wonder(?:ing)?|to find out)\b(?:[^?]*?\bis\b)?[,:]?\s+"
        rf"(?={_INTERROGATIVE})",
        re.I,
    ),
    next_part=re.compile(rf",? and (?={_INTERROGATIVE})", re.I),
    alternatives=re.compile(
        r"(?P<asked>.+), (?!and\b)(?P<one>[^,]+) or (?P<other>[^,]+)", re.DOTALL
    ),
    summary=re.compile(
        rf"{_PLEASE}(?:"
        r"(?:summari[sz]e|sum up|recap|tl;?\s?dr:?(?:\s+(?:of|on|for|about))?"
        r"|(?:a |an |the )?(?:short |brief |quick |concise )?"
        r"(?:summary|overview|digest|recap|gist|outline)\s+(?:of|on|about|for)"
        r"|(?:what (?:is|are|were|was) )?(?:the )?(?:main|key|central|most important|essential)"
        r" (?:points?|messages?|facts?|takeaways?|findings?|arguments?|ideas?)"
        r"\s+(?:of|in|from|about|on)|what (?:is|was) the (?:gist|essence|point) of"
        r"|tell me (?:more |something |everything )?about|what do you know about)"
        r"\s+(?P<topic>.+)"
        r"|(?:what (?:is|was|are|were))\s+(?P<theme>.+?)(?: all)?\s+about"
        r"|(?P<of>.+?),?\s+(?:summari[sz]ed|in short|in a nutshell))",
        re.I,
    ),
    timeline=(
        re.compile(
            rf"{_PLEASE}(?:(?:a |the )?(?:timeline|chronology|history|sequence of events)"
            r"(?:\s+(?:of|for|on|about)|:)|retell|chronicle)\s+(?P<topic>.+)",
            re.I,
        ),
        re.compile(
            r"(?P<topic>.*\b(?:chang|develop|evol|postpon|delay|put (?:back|off)|r[io]se|f[ae]ll"
            r"|gr[eo]w|mov)\w*\b.*?),?\s+(?:over (?:the years|time)|year by year"
            r"|through the years)",
            re.I,
        ),
    ),
    happened=re.compile(
        r"(?:and )?what (?:else )?(?:happened|was (?:happening|going on)|took place|occurred)", re.I
    ),
    in_order=re.compile(
        r",?\s*\b(?:in (?:the )?(?:chronological |right |temporal )?order|chronologically"
        r"|step by step|one after (?:the other|another)"
        r"|with (?:the|their|its) (?:dates?|years?))\b"
        r"|\b(?<=what happened )when\b",
        re.I,
    ),
    comparison=(
        re.compile(
            rf"{_PLEASE}(?:(?P<context>[^:]+):\s+)?{_PLEASE}(?:"
            r"compare\s+(?P<one>.+?)\s+(?:and|with|to|against|versus|vs\.?)\s+(?P<other>.+?)"
            r"|(?:what(?:'s| is| are|s)? (?:the )?)?(?:main )?dif\w*ren\w*"
            r"(?:\s+(?P<kind>in\s+.+?))?\s+bet\w+n\s+(?P<first>.+?)\s+(?:and|n|&)\s+(?P<second>.+?)"
            r"|how (?:do|does|did|are|is|were|was)\s+(?P<left>.+?)\s+"
            r"(?:differ(?:ent)? from|compare(?:d)? (?:to|with))\s+(?P<right>.+?)"
            r"|how (?:do|does|did)\s+(?P<here>.+?)\s+and\s+(?P<there>.+?)\s+differ)"
            r"(?:,?\s+(?P<aspect>(?:in terms of|regarding|concerning|as to|"
            r"with (?:regard|respect) to)\s+.+)|\s+(?P<where>in\s+the\s+.+))?",
            re.I,
        ),
        re.compile(
            r"(?:(?P<context>[^:]+):\s+)?(?P<one>[^:,?]+?)\s+(?:vs\.?|versus)\s+(?P<other>[^:,?]+)",
            re.I,
        ),
        re.compile(
            r"(?P<one>[A-Z][^:?]+?)\s+(?:and|or|&)\s+(?P<other>[^:?]+):\s+"
            r"(?P<aspect>.*\b(?:each|both|differ\w*|which (?:one )?(?:of them )?is)\b.*)"
        ),
        re.compile(
            r"(?P<context>[^:]+):\s+(?P<one>[^:,?]+?)\s+(?:against|compared (?:to|with)|or|and)"
            r"\s+(?P<other>[^:,?]+)",
            re.I,
        ),
        re.compile(
            r"how (?:did|has|have|do|does)\s+(?P<context>.+?)\s+"
            r"(?:changed?|developed?|evolved?|risen?|grown?|grow|fall(?:en)?|moved?)\s+"
            r"(?:from|between)\s+(?P<one>.+?)\s+(?:to|and)\s+(?P<other>.+)",
            re.I,
        ),
    ),
    both="and",
    length=(
        re.compile(rf",?\s*\b(?:in|with|using)\s+{_SIZE}{_AT_MOST}(?:,?\s+please)?", re.I),
        re.compile(rf"\s*\bof\s+{_SIZE}(?=\s+(?:of|on|about|for)\b)", re.I),
        re.compile(rf"\s*\b{_SIZE}(?=\s+(?:summary|overview|digest|recap|answer)\b)", re.I),
        re.compile(rf"(?<=[.?!,:;])\s*{_SIZE}{_AT_MOST}(?:,?\s+please)?\W*$", re.I),
    ),
    one_article=re.compile(
        rf"(?:the |this |an? )?{_ARTICLE}\s+(?:on|about|with|by|from|of|titled|called)"
        rf"\s+(?P<topic>.+)|(?P<by>.+?)['’]s?\s+{_ARTICLE}(?:\s+(?:on|about|with)\s+(?P<on>.+))?"
        rf"|(?:the |this )(?P<named>.+?)\s+{_ARTICLE}",
        re.I,
    ),
    superlative=re.compile(
        r"\b(?:(?:which|what|where|who|how much)\b.*\b(?:most|least|(?!interest|forest|request|"
        r"protest|invest|harvest|arrest|latest|newest|west|east|rest|test|best known|guest|honest)"
        r"\w{3,}est)\b"
        r"|(?:more|less|fewer|higher|lower|larger|smaller) .*\bthan\b|in total|altogether"
        r"|all (?:the )?(?:rows|items|prices|values))",
        re.I,
    ),
    most=re.compile(
        r"\b(?:most|highest|largest|biggest|greatest|longest|dearest|oldest|heaviest|strongest"
        r"|tallest|busiest|fastest|latest|best|maximum)\b",
        re.I,
    ),
    least=re.compile(
        r"\b(?:least|fewest|lowest|smallest|cheapest|shortest|youngest|lightest|weakest|slowest"
        r"|worst|minimum)\b",
        re.I,
    ),
    of_time=re.compile(
        r"^(?:and |but |so )?(?:since |until |by |from |in |on |till )?"
        r"(?:when|(?:what|which) (?:year|day|date|month|century|season|time|weekday))\b"
        r"|(?<=[,:;] )(?:since |from |until )?when\b",
        re.I,
    ),
    of_number=re.compile(
        r"\bhow (?:many|much|long|old|far|high|deep|loud|fast|large|big|often|tall|wide|warm|cold"
        r"|heavy)\b|\b(?:what|which) (?:percentage|percent|share|number|amount|sum|price|turnout"
        r"|rate|age)\b",
        re.I,
    ),
    of_name=re.compile(r"(?:and |but |so )?who(?:m|se)?\b", re.I),
    of_age=re.compile(r"\bhow old (?:is|was)\b|\b(?:what is|what was|the) age of\b", re.I),
    stands_for=re.compile(
        r"(?i:\bstands? for\b|\bshort for\b|\babbreviat\w+|\bacronym\b)"
        r"|(?i:what (?:does|do) (?:the )?)[A-Z\d]{2,6} (?i:mean)"
        r"|(?i:what (?:is|are) (?:the |an? )?)[A-Z\d]{2,6}\W*$"
    ),
    reason=re.compile(
        r"why\b|how come\b|for what reason|what (?:made|makes|caused|led|explains|is behind)\b"
        r"|what (?:is|was|were|are) the (?:\w+ )?(?:reasons?|causes?|grounds?|explanation)\b"
        r"|how (?:do|does|did|can|could|will|would|is|are|was|were|has|have)\b",
        re.I,
    ),
    yes_no=re.compile(
        r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|must|should|may)\b"
        r"(?!.*\bor\b)",
        re.I,
    ),
    several=re.compile(
        r"(?:list|name|enumerate)\b|who(?:m)? (?:all|else|are|were)\b|what are\b|what were\b"
        r"|(?:in |for |to |from |with )?(?:which|what) "
        r"(?:other |two |three |four |five |kinds? of )?"
        r"(?!is\b|was\b|has\b|does\b|this\b)\w+(?:(?<!s)s|ies)\b",
        re.I,
    ),
    fact=re.compile(
        r"(?:since |from |until |by |on |in |at |to |for |with )?(?:who|whom|whose|when|where|which"
        r"|what|how (?:many|much|long|old|far|high|deep|loud|fast|large|big|often|tall|wide|warm"
        r"|cold|heavy|late|early|soon|likely|strong|expensive|thick|small|young))\b",
        re.I,
    ),
    doubt=re.compile(
        r"\W*(?:(?:but |and |so )?(?:are you|r u) (?:really |quite |absolutely )?"
        r"(?:sure|certain)(?: about (?:that|this|it))?"
        r"|(?:is|was) (?:that|this|it) (?:really )?(?:right|true|correct|so)|really"
        r"|(?:please )?(?:double[- ]?check|check|look)(?: that| it| this)? again"
        r"|(?:please )?double[- ]?check(?: that| it| this)?)\W*",
        re.I,
    ),
    talk=frozenset(
        """hi hello hey hallo hola bonjour ciao greetings morning afternoon evening night thanks
        thank thx cheers ok okay great nice cool perfect super wow yes no yep nope sorry bye goodbye
        test testing ping lol haha hmm um uh""".split()
    ),
    filler=frozenset(
        """there how are you is it going good fine day everyone all a lot very much so see later
        please sure""".split()
    ),
    about_footnote=re.compile(
        r"(help( me)?|(who|what|how) are you( doing)?|how is it going|what's up"
        r"|what can (you|i) (do|ask)( here)?|how does this work|what is this)",
        re.I,
    ),
    about_articles=re.compile(
        r"(please )?("
        r"(what|which) (articles?|documents?|files?|sources?|topics?|subjects?|texts?)( and \w+)?"
        r" (do you (have|know|cover)"
        r"|are (there|indexed|available|covered|in (the |this |your )?\w+)"
        r"|does (it|this) (have|cover))"
        r"|what(s| is) in (the|this|your)"
        r" (corpus|collection|index|library|folder|archive|articles)"
        r"|what (is|are) (the|this|your|these) (corpus|collection|index|articles|library) about"
        r"|what do (you know|the articles (cover|say|hold))( about)?"
        r"|what can i ask( you)?( about)?|how many articles (are there|do you have)"
        r"|list( all)?( the| your)? (articles|documents|sources))",
        re.I,
    ),
    catalogue=CATALOGUE,
    times=TIMES,
)
