"""All that knows a human language: data by language, and a text read once.

language.py    what Footnote knows of a language, and which languages it knows
english.py     English: its word lists and patterns
sentences.py   where the sentences of a text are
words.py       words, stems, stop words
quantities.py  numbers with their units, and dates
names.py       names
parsed.py      a text read once: all of these as cached values
"""
