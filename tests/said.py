"""Statements of plain words, where a test does not care which ones Footnote has."""

from rag.core.statement import Says, Statement, statement


def said(text: str) -> tuple[Statement, ...]:
    return (statement(Says.WORDS, text=text),)
