"""The web page: a chat whose footnotes open the quoted article at the quoted words.

    conversation.py  what was asked and what came back, for one browser session
    html.py          the conversation and the reader as HTML (pure; escapes everything)
    reader.py        the article a footnote asks for
    suggestions.py   questions to start with, made from the corpus
    page.py          the Gradio page and its handlers
    server.py        the local web server and what it refuses

Looks are in style.css; page.js opens the reader.
"""
