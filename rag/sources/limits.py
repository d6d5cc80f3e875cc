"""The limits that are a parser's own to keep, as the process in which it runs was given them."""

from contextvars import ContextVar

most_pages = ContextVar("most_pages", default=2_000)
"""The most pages of a PDF."""
