"""From what was found to an answer in quotes, or to an honest abstention.

quoting.py      the whole extractive flow: choose, cite, judge
candidates.py   the sentences that may be quoted
selection.py    which of them are
overview.py     summaries, comparisons and timelines of several articles
abstain.py      is the answer there at all?
"""
