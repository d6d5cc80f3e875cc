"""The articles: where they are kept, how they are indexed and kept in step with their sources.

library.py     the one handle on what is indexed
catalog.py     the source of truth, an SQL database; view.py reads it, schema.py has its tables,
               rows.py their rows, migrations.py brings an old one up to date, database.py
               connects to it
records.py     what goes in and out of the catalog
chunking.py    articles into chunks
plan.py        what a sync has to do, put together by sorting.py; seen.py tells which files need
               not be read, places.py what is gone, leaving.py what may leave; sync.py does it,
               rebuilding.py chooses what is indexed anew, lock.py lets no two do it at once
portable.py    a library in one file, which adopting.py takes into another
entries.py     articles made ready to be stored
doctor.py      is the library in order? checks.py looks at the articles
generations.py the folders of the indexes, one for each sync that changes something
snapshot.py    what one question reads
index/         the dense and the lexical index, both derived from the catalog
"""
