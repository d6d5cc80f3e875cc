"""The articles: where they are kept, how they are indexed and kept in step with their sources.

library.py     the one handle on what is indexed
catalog.py     the source of truth, an SQL database; view.py reads it, schema.py has its tables,
               migrations.py brings an old one up to date
records.py     what goes in and out of the catalog
chunking.py    articles into chunks
plan.py        what a sync has to do; sync.py does it
snapshot.py    what one question reads
index/         the dense and the lexical index, both derived from the catalog
"""
