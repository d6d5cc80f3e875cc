"""How sure an answer is, and what stands on top of it."""

from collections.abc import Mapping
from dataclasses import replace

from rag.answering.certainty import certainty
from rag.answering.choosing import Choice
from rag.answering.disagreement import disagreement
from rag.answering.lead import find_lead
from rag.answering.others import is_about_others
from rag.core.answer import Answer, Certainty
from rag.core.article import Article
from rag.core.request import Task, Wants
from rag.core.statement import Says, statement


def rated(
    answer: Answer, cross_encoded: bool, choice: Choice, articles: Mapping[str, Article]
) -> Answer:
    """Return an answer with how sure it is, its short answer and what articles differ in.

    Args:
        answer: the quotes.
        cross_encoded: whether the cross-encoder saw any chunk.
        choice: why they were chosen.
        articles: those that are quoted, by id.
    """
    state = certainty(answer, cross_encoded)
    if state is Certainty.UNSURE and answer.request and answer.request.is_overview:
        state = Certainty.LIKELY  # what is quoted of a topic claims to answer nothing
    by_rule = choice.is_stated or (choice.words and choice.words.exact)
    if state is Certainty.UNSURE and by_rule:
        state = Certainty.LIKELY
    plain = answer.request is not None and answer.request.task is Task.ANSWER
    if plain and is_about_others(answer.standalone, answer.citations, articles):
        state = Certainty.UNSURE
    unsure = state is Certainty.UNSURE
    lead = None if unsure else find_lead(choice.words, answer.citations)
    introduction = (statement(Says.CLOSEST),) if unsure else choice.introduction
    differing = None
    if choice.introduction and not unsure:
        of_days = answer.request is not None and answer.request.wants is Wants.TIME
        differing = disagreement(choice.pieces, answer.citations, of_days=of_days)
    return replace(
        answer, certainty=state, lead=lead, statements=introduction, disagreement=differing
    )
