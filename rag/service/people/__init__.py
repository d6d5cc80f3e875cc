"""Who asks, and what they may do.

roles.py    what a caller may do in which library
secret.py   random secrets: API keys and sessions, of which only hashes are kept
tables.py   the tables of people.db
people.py   the keys and sessions that are kept
entrance.py whether anybody has to say who they are, and that somebody can
callers.py  finds out once who sends a request
needs.py    what a route needs of its caller
limits.py   how much a caller may ask
routes.py   everything by which people come in, put into an app
sign_in.py  the page to sign in, with a key
oidc.py     signing in at a provider of OpenID Connect
"""
