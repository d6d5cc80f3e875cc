"""The web pages: a reading room whose footnotes open the article beside the answer.

catalogue.py what the pages say, in each language
session.py   how a question becomes an answer, step by step
listeners.py who listens for what comes of a question
running.py   the questions that are being answered, to stop one of them
subjects.py  questions about what the articles' titles name
pages/       the pages, and the parts of them that are filled later
handlers/    what the pages ask of the server: an answer, an article, a verdict
parts/       pieces of a page as HTML, from templates that escape everything
assets/      looks and scripts
"""
