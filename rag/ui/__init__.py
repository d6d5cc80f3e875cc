"""The web pages: a chat whose footnotes open the quoted article at the quoted words.

session.py   what was asked and what came back, for one browser session
running.py   the questions that are being answered, to stop one of them
jobs.py      long work, which ends with its session
subjects.py  questions about what the articles' titles name
texts.py     what the pages say
pages/       the Gradio pages and what happens on them
handlers/    what the pages ask of the server: an article, a verdict, suggestions
parts/       pieces of a page as HTML, from templates that escape everything
assets/      looks and scripts
"""
