"""Answers as files to hand on: text, Markdown, HTML, Word, references, tables, evidence."""
