"""The same answers for programs: REST, and the wire formats that their clients read already.

answering.py  answers questions for programs: so many at once, and no longer than somebody listens
leaving.py    ends the work for callers who left
sent.py       what programs send
stretches.py  an answer's text, and which stretches of it are cited
events.py     what a stream of events looks like
dialects.py   how each maker's clients are told of mistakes
embeddings.py vectors of texts
rest.py       Footnote's own routes; feedback.py, evals.py and reports.py have some of them
callers.py    whose the things are that a program makes
compatible.py  the routes of OpenAI and Anthropic: chat_format.py, responses_format.py and
               messages_format.py have their objects
"""
