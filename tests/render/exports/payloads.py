"""Fifty texts that want to come alive, and an answer with one of them in every text it has."""

from dataclasses import replace
from datetime import date

from rag.core.answer import Answer, Caveat, Certainty, Citation, Lead, Nearest, Reason, Sentence
from rag.core.article import ArticleInfo
from rag.core.beside import Uncited
from rag.core.cluster import Cluster
from rag.core.corpus import Filter
from rag.core.details import Details, Reference
from rag.core.request import Request, Task
from rag.core.span import Span
from tests.said import said

PAYLOADS = (
    "<script>window.pwned=1</script>",
    "</title><script>window.pwned=1</script>",
    "</style><script>window.pwned=1</script>",
    "<!--><script>window.pwned=1</script-->",
    "--><img src=x onerror=window.pwned=1>",
    "<img src=x onerror=window.pwned=1>",
    "<img src=https://evil.example/pixel.png>",
    "<IMG SRC=JaVaScRiPt:window.pwned=1>",
    '"><img src=x onerror=window.pwned=1>',
    "'><img src=x onerror=window.pwned=1>",
    "<svg onload=window.pwned=1>",
    "<svg><script>window.pwned=1</script></svg>",
    "<svg/onload=window.pwned=1//",
    "<iframe src=javascript:window.pwned=1></iframe>",
    '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
    "<object data=javascript:window.pwned=1>",
    "<embed src=https://evil.example/x.swf>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example><button>go</button></form>",
    "<input autofocus onfocus=window.pwned=1>",
    "<details open ontoggle=window.pwned=1>",
    "<video><source onerror=window.pwned=1></video>",
    "<audio src=x onerror=window.pwned=1>",
    "<body onload=window.pwned=1>",
    "<marquee onstart=window.pwned=1>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.pwned=1>",
    "<noscript><p title='</noscript><img src=x onerror=window.pwned=1>'>",
    "<template><script>window.pwned=1</script></template>",
    "<a href=javascript:window.pwned=1>x</a>",
    '<a href="data:text/html,<script>window.pwned=1</script>">x</a>',
    "javascript:window.pwned=1",
    " \tjava\nscript:window.pwned=1",
    "data:text/html;base64,PHNjcmlwdD53aW5kb3cucHduZWQ9MTwvc2NyaXB0Pg==",
    "https://evil.example/\"onmouseover='window.pwned=1'",
    "https://bank.example@evil.example/",
    "' onmouseover='window.pwned=1' autofocus onfocus='window.pwned=1",
    '" style="background:url(https://evil.example/x)',
    "[x](javascript:window.pwned=1) ![y](https://evil.example/pixel.png)",
    "[^1]: fake\n\n# fake <https://evil.example> https://evil.example www.evil.example",
    "| a | b |\n| --- | --- |\n```\n<script>window.pwned=1</script>\n```",
    "&lt;script&gt;window.pwned=1&lt;/script&gt; &#x3c;script&#x3e;",
    "{{constructor.constructor('window.pwned=1')()}} {% import os %} ${window.pwned=1}",
    '=HYPERLINK("https://evil.example","x");=cmd|\' /C calc\'!A0',
    "+1+1;-1-1;@SUM(1);\t=1;\r=1; '\"=1",
    "\uff1d1+1;\uff0b1;\uff0d1;\uff20A",
    "x\r\nER  - \r\n\r\nTY  - NEWS\r\nTI  - forged",
    "\x00\x08\x1b]8;;https://evil.example\x07x\u202exe\ufffe\ud83d\x85</w:t><w:object/>&x;",
)


def hostile(payload: str) -> Answer:
    """An answer with a payload in every text that it has."""
    details = Details(
        section=payload,
        modified=date(2026, 1, 2),
        date_origin=payload,
        agency=payload,
        correction=payload,
        references=(Reference(payload, payload),),
    )
    article = ArticleInfo(
        payload, payload, payload, payload, date(2026, 1, 1), payload, payload, (payload,), details
    )
    citation = Citation(
        1,
        article,
        Span(0, len(payload)),
        payload,
        is_injection=True,
        cluster=Cluster((replace(article, id="other"), article), 3),
        caveat=Caveat(Span(0, len(payload)), payload),
    )
    sentences = (
        Sentence(payload, (1,), label=payload),
        Sentence(payload, (), doubt=said(payload)[0], bullet=True, label=payload),
        Sentence(f"{payload} | {payload}", (1,)),
        Sentence(payload, (1,), column=0),
    )
    return Answer(
        payload,
        f"{payload} {payload}",
        sentences,
        (citation,),
        Lead(payload, citation, payload),
        Certainty.LIKELY,
        (article,),
        Request(
            Task.ANSWER, payload, payload, filter=Filter((payload,), payload, payload, authors="x")
        ),
        (payload, payload),
        uncited=(Uncited(article, Span(0, len(payload)), payload),),
        notes=said(payload),
        statements=said(payload),
        written=True,
    )


def refused(payload: str) -> Answer:
    """A refusal with a payload in what it shows."""
    nearest = (Nearest(hostile(payload).citations[0].article, 1.0),)
    unclear = Answer(
        payload,
        payload,
        abstained=True,
        reason=Reason.UNCLEAR,
        statements=said(payload),
        nearest=nearest,
    )
    return replace(unclear, options=(payload, payload))
