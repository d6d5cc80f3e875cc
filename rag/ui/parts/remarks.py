"""What is said beside an answer, and what the page sends back when it is judged. Pure."""

import json
from collections.abc import Iterator

from rag.core.answer import Answer, Reason
from rag.core.article import ArticleInfo
from rag.ui.catalogue import Wording


def article_byline(info: ArticleInfo, t: Wording) -> str:
    """Return the outlet and the day of an article, in one line."""
    day = t.day(info.published) if info.published else ""
    return " · ".join(filter(None, (info.outlet, day)))


def written_remarks(answer: Answer, t: Wording) -> Iterator[str]:
    """Yield that a model wrote the answer or tried to, and what it took."""
    if answer.written:
        checked = any(sentence.citations for sentence in answer.sentences)
        if answer.model:
            key = "written_by" if checked else "written_unchecked"
            yield t(key, model=answer.model)
        else:
            yield t("written" if checked else "written_not_checked")
    elif answer.reason is Reason.DRAFT_UNSUPPORTED and answer.model:
        yield t("drafted_by", model=answer.model)
    usage = answer.usage
    if usage.calls:
        tokens = t(
            "tokens", read=t.number(usage.input_tokens), written=t.number(usage.output_tokens)
        )
        time = answer.seconds.get("write")
        took = t("took", seconds=f"{time:.1f}".replace(".", t.texts["decimal"])) if time else ""
        cost = t("cost", money=f"{usage.cost:.4f}") if usage.cost is not None else ""
        yield f"{tokens}{took}{cost}."


def judged_json(answer: Answer) -> str:
    """Return what the page sends back of an answer that is judged."""
    names = ("question", "standalone", "abstained", "confidence")
    values = {name: getattr(answer, name) for name in names} | {"answer": answer.text}
    return json.dumps(values)
