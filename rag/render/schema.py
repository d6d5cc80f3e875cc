"""The JSON objects that every interface shows, as models: answers, hits, sync reports."""

from typing import Annotated, Self

from pydantic import Field

from rag.core.answer import Answer, Citation, Sentence
from rag.core.article import Article
from rag.core.corpus import Failure, SyncReport
from rag.core.passage import Hit
from rag.render.blocks import label_of
from rag.render.fields import (
    ArticleId,
    ArticleIds,
    ArticleJson,
    CaveatJson,
    ClusterJson,
    DisagreementJson,
    End,
    JsonModel,
    LeadJson,
    Outlet,
    Published,
    RequestJson,
    Source,
    SpanJson,
    Start,
    StatementJson,
    Title,
    Url,
    UsageJson,
    article_fields,
)
from rag.render.found_schema import NearestJson, UncitedJson


class SentenceJson(JsonModel):
    """A sentence of an answer."""

    text: Annotated[str, Field(description="Its words.")]
    citations: Annotated[
        tuple[int, ...],
        Field(description="The numbers of the citations that support it; none: it is unsupported."),
    ]
    support: Annotated[
        float | None,
        Field(description="The probability that they support it, 0 to 1; null for a quote."),
    ]
    warning: Annotated[str, Field(description="Why it is unsupported; empty otherwise.")]
    doubt: Annotated[
        StatementJson | None, Field(description='What "warning" says, as a code with its values.')
    ]
    column: Annotated[
        int | None,
        Field(
            description='In a comparison, the index in "columns" of what it is about; null when '
            "it is about several of them, or when the answer is not a comparison."
        ),
    ]

    label: Annotated[
        str,
        Field(description="What is put before it: its date, whose opinion, who is meant."),
    ]
    when: Annotated[
        str,
        Field(description="The date that is its label, YYYY-MM-DD, as far as it is known."),
    ]
    bullet: Annotated[bool, Field(description="Whether it opens an item of a list.")]

    @classmethod
    def from_sentence(cls, sentence: Sentence) -> Self:
        """Return a sentence as JSON."""
        return cls(
            text=sentence.text,
            citations=sentence.citations,
            support=None if sentence.support is None else round(sentence.support, 4),
            warning=sentence.warning,
            doubt=StatementJson.from_statement(sentence.doubt) if sentence.doubt else None,
            column=sentence.column,
            label=label_of(sentence),
            when="-".join(f"{part:02}" for part in sentence.when if part),
            bullet=sentence.bullet,
        )


class CitationJson(JsonModel):
    """The exact words of an article that support a sentence: the code points start to end."""

    number: Annotated[int, Field(description="From 1, in the order of first use.")]
    article_id: ArticleId
    title: Title
    outlet: Outlet
    source: Source
    url: Url
    published: Published
    start: Start
    end: End
    quote: Annotated[str, Field(description="The words that stand there.")]
    page: Annotated[
        int | None, Field(description="The page it begins on; null for what has no pages.")
    ]
    answer: Annotated[
        SpanJson | None,
        Field(description="The words of the quote that answer; null where none stand out."),
    ]
    is_injection: Annotated[
        bool, Field(description="Whether the quote looks like an instruction to a language model.")
    ]
    text_sha256: Annotated[str, Field(description="The hash of the text that was quoted.")]
    cluster: Annotated[
        ClusterJson | None,
        Field(description="The articles that print the same text; null where no other one does."),
    ]
    caveat: Annotated[
        CaveatJson | None,
        Field(description="The sentence behind it that limits or denies it; null for none."),
    ]
    article: Annotated[ArticleJson, Field(description="All that is known of the article.")]

    @classmethod
    def from_citation(cls, citation: Citation) -> Self:
        """Return a citation as JSON."""
        return cls(
            **article_fields(citation.article),
            number=citation.number,
            start=citation.span.start,
            end=citation.span.end,
            quote=citation.quote,
            page=citation.page,
            answer=SpanJson.from_span(citation.answer) if citation.answer else None,
            is_injection=citation.is_injection,
            text_sha256=citation.article.sha256,
            cluster=ClusterJson.from_cluster(citation.cluster) if citation.cluster else None,
            caveat=CaveatJson.from_caveat(citation.caveat) if citation.caveat else None,
            article=ArticleJson.from_article(citation.article),
        )


class AnswerJson(JsonModel):
    """What Footnote says to a question: cited sentences, or an abstention with its reason."""

    question: Annotated[str, Field(description="As asked.")]
    standalone: Annotated[
        str, Field(description="As searched, with what it refers to in the conversation.")
    ]
    answer: Annotated[str, Field(description="The answer as plain text with markers.")]
    lead: Annotated[LeadJson | None, Field(description="The short answer, where there is one.")]
    certainty: Annotated[
        str, Field(description="How sure it is: sure, likely or unsure; empty for a refusal.")
    ]
    articles: Annotated[
        tuple[ArticleJson, ...], Field(description="The articles that were asked for.")
    ]
    request: Annotated[
        RequestJson | None, Field(description="What the question asks for, as understood.")
    ]
    abstained: Annotated[bool, Field(description="Whether the articles do not hold the answer.")]
    reason: Annotated[
        str, Field(description="Why it is not a plain answer; empty where it is one.")
    ]
    message: Annotated[
        str, Field(description="What is said instead of sentences, or before them; else empty.")
    ]
    statements: Annotated[
        tuple[StatementJson, ...], Field(description='What "message" says, as codes with values.')
    ]
    confidence: Annotated[
        float,
        Field(
            description="The probability that the articles hold the answer, 0 to 1; 0 where "
            "nothing was judged."
        ),
    ]
    written: Annotated[
        bool, Field(description="Whether a language model wrote the sentences; else quotes.")
    ]
    removed: Annotated[
        int, Field(description="Sentences of the draft left out because nothing supports them.")
    ]
    note: Annotated[str, Field(description="How the answer came about, where there is a remark.")]
    notes: Annotated[
        tuple[StatementJson, ...], Field(description='What "note" says, as codes with values.')
    ]
    columns: Annotated[tuple[str, ...], Field(description="What a comparison compares.")]
    sentences: Annotated[tuple[SentenceJson, ...], Field(description="In reading order.")]
    citations: Annotated[tuple[CitationJson, ...], Field(description="By number, 1 to n.")]
    nearest: Annotated[
        tuple[NearestJson, ...], Field(description="On abstention, the closest articles.")
    ]
    options: Annotated[
        tuple[str, ...], Field(description="For an unclear question, those that may be meant.")
    ]
    seconds: Annotated[dict[str, float], Field(description="Seconds by stage.")]
    usage: Annotated[
        UsageJson | None,
        Field(description="What a language model took; null when none was called."),
    ]
    model: Annotated[
        str, Field(description="The language model that was to write it; empty where none was.")
    ]
    disagreement: Annotated[
        DisagreementJson | None,
        Field(description="What each article says where they differ in a number or a day."),
    ]
    uncited: Annotated[
        tuple[UncitedJson, ...],
        Field(description="What was found too and is not cited, best first."),
    ]

    @classmethod
    def from_answer(cls, answer: Answer) -> Self:
        """Return an answer as JSON."""
        return cls(
            question=answer.question,
            standalone=answer.standalone,
            answer=answer.text,
            lead=LeadJson.from_lead(answer.lead) if answer.lead else None,
            certainty=str(answer.certainty),
            articles=tuple(map(ArticleJson.from_article, answer.articles)),
            request=RequestJson.from_request(answer.request) if answer.request else None,
            abstained=answer.abstained,
            reason=str(answer.reason),
            message=answer.message,
            statements=tuple(map(StatementJson.from_statement, answer.statements)),
            confidence=round(answer.confidence, 4),
            written=answer.written,
            removed=answer.removed,
            note=answer.note,
            notes=tuple(map(StatementJson.from_statement, answer.notes)),
            columns=answer.columns,
            sentences=tuple(map(SentenceJson.from_sentence, answer.sentences)),
            citations=tuple(map(CitationJson.from_citation, answer.citations)),
            nearest=tuple(map(NearestJson.from_nearest, answer.nearest)),
            options=answer.options,
            seconds={stage: round(time, 4) for stage, time in answer.seconds.items()},
            usage=UsageJson.from_usage(answer.usage) if answer.usage.calls else None,
            model=answer.model,
            disagreement=DisagreementJson.from_disagreement(answer.disagreement)
            if answer.disagreement
            else None,
            uncited=tuple(map(UncitedJson.from_uncited, answer.uncited)),
        )


class HitJson(JsonModel):
    """A chunk that a search found: the code points start to end of an article."""

    rank: Annotated[int, Field(description="From 1.")]
    score: Annotated[float, Field(description="Higher is better, within one search only.")]
    article_id: ArticleId
    title: Title
    outlet: Outlet
    source: Source
    url: Url
    published: Published
    start: Start
    end: End
    text: Annotated[str, Field(description="The words that stand there.")]
    cluster: Annotated[
        ClusterJson | None,
        Field(description="The articles that print the same text; null where no other one does."),
    ]

    @classmethod
    def from_hit(cls, hit: Hit) -> Self:
        """Return a search hit as JSON."""
        return cls(
            **article_fields(hit.chunk.article),
            rank=hit.rank,
            score=round(hit.score, 4),
            start=hit.chunk.span.start,
            end=hit.chunk.span.end,
            text=hit.chunk.text,
            cluster=ClusterJson.from_cluster(hit.cluster) if hit.cluster else None,
        )


class FullArticleJson(ArticleJson):
    """An article with its text, and which of it talks to a language model."""

    text: Annotated[str, Field(description="Its text; places count code points of it.")]
    suspicions: Annotated[
        tuple[SpanJson, ...],
        Field(description="The sentences that talk to a language model: never quoted."),
    ]
    suspicious_title: Annotated[
        bool, Field(description="Whether its title talks to a language model.")
    ]

    @classmethod
    def from_full_article(cls, article: Article) -> Self:
        """Return an article with its text as JSON."""
        return cls(
            **ArticleJson.from_article(article.info).model_dump(),
            text=article.text,
            suspicions=tuple(map(SpanJson.from_span, article.suspicions)),
            suspicious_title=article.suspicious_title,
        )


class FailureJson(JsonModel):
    """A file of which something could not be read."""

    path: Annotated[str, Field(description="Its path.")]
    reason: Annotated[str, Field(description="Why, in one line.")]

    @classmethod
    def from_failure(cls, failure: Failure) -> Self:
        """Return a failure as JSON."""
        return cls(path=failure.path, reason=failure.reason)


class SyncReportJson(JsonModel):
    """What a sync did, or would do: the ids of articles by outcome."""

    added: ArticleIds
    changed: ArticleIds
    moved: ArticleIds
    removed: ArticleIds
    unchanged: ArticleIds
    failed: Annotated[tuple[FailureJson, ...], Field(description="Files that were left out.")]
    warned: Annotated[
        tuple[FailureJson, ...],
        Field(description="Files that were read, and what of them could not be."),
    ]
    passed_over: Annotated[
        tuple[FailureJson, ...], Field(description="Files of formats that are not read.")
    ]
    suspicious: Annotated[
        tuple[str, ...],
        Field(description="Ids of added and changed articles with text that talks to a model."),
    ]
    reread: Annotated[
        tuple[str, ...],
        Field(description="Files that did not change, read again as their format is read better."),
    ]
    chunks: Annotated[int, Field(description="Chunks in the index after the sync.")]
    embedded: Annotated[int, Field(description="Chunks that had to be embedded.")]
    seconds: Annotated[float, Field(description="How long it took.")]
    dry_run: Annotated[bool, Field(description="Whether nothing was changed.")]

    @classmethod
    def from_report(cls, report: SyncReport) -> Self:
        """Return a sync report as JSON."""
        return cls(
            added=report.added,
            changed=report.changed,
            moved=report.moved,
            removed=report.removed,
            unchanged=report.unchanged,
            failed=tuple(map(FailureJson.from_failure, report.failed)),
            warned=tuple(map(FailureJson.from_failure, report.warned)),
            passed_over=tuple(map(FailureJson.from_failure, report.passed_over)),
            suspicious=report.suspicious,
            reread=report.reread,
            chunks=report.chunks,
            embedded=report.embedded,
            seconds=round(report.seconds, 3),
            dry_run=report.dry_run,
        )
