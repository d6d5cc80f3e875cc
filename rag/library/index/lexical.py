"""The lexical index: BM25 over word stems, each text's by its language, in tantivy, on disk."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Query

from rag.language.language import DEFAULT
from rag.language.words import analyzer
from rag.library.index.contents import clear_index_errors
from rag.library.index.fields import Bounds, Fields, as_number, small

FOLDER = "tantivy"
WRITTEN = ("meta.json", ".managed.json")
"""The files that are written again; all others never change."""
_NAME = "the lexical index"
_STEMS = "whitespace"
"""What is indexed are stems with blanks between them: the analyser depends on the language."""
_NAMES = ("article_id", "outlet", "topics", "authors")
"""The fields that are compared as they are."""
_HEAP = 20_000_000


class LexicalIndex:
    """BM25 search; any text is a question, none is query syntax.

    Args:
        folder: the generation's folder, or a reader's private copy of it.
        languages: of the articles; a question is stemmed as each of them.
        create: whether the index is created where it is missing.

    Raises:
        IndexBroken: when it is missing or can't be opened.
    """

    def __init__(
        self, folder: Path, languages: Sequence[str] = (DEFAULT,), *, create: bool = True
    ) -> None:
        path = folder / FOLDER
        if create:
            path.mkdir(exist_ok=True)
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        for name in _NAMES:
            schema.add_text_field(name, tokenizer_name="raw", index_option="basic")
        schema.add_integer_field("day", indexed=True, fast=True)
        schema.add_text_field("text", tokenizer_name=_STEMS, index_option="freq")
        self._schema = schema.build()
        self._languages = languages
        with clear_index_errors(_NAME):
            if not create and not tantivy.Index.exists(str(path)):
                raise FileNotFoundError(path)
            self._index = tantivy.Index(self._schema, path=str(path))
            self._searcher = self._index.searcher()
        self._index.register_tokenizer(
            _STEMS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        )

    def update(self, delete: Iterable[str], add: Iterable[tuple[str, Fields, str, str]]) -> None:
        """Take chunks out by id and add (id, fields, text, language), in one commit."""
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for name in delete:
            writer.delete_documents_by_term("id", name)
        for name, fields, text, language in add:
            stems = " ".join(analyzer(language).analyze(text))
            writer.add_document(tantivy.Document(id=name, text=stems, **_values(fields)))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def terms(self, text: str) -> list[str]:
        """Return the stems of a question in each language, in order, without repeats.

        >>> import tempfile
        >>> LexicalIndex(Path(tempfile.mkdtemp())).terms("Plants AND plans: the planted plant")
        ['plant', 'and', 'plan', 'the']
        """
        stems = (stem for name in self._languages for stem in analyzer(name).analyze(text))
        return list(dict.fromkeys(stems))

    def holds(self, word: str) -> bool:
        """Tell whether any text has a word, in any of its forms."""
        return any(self._found(self._term(term), 1) for term in self.terms(word))

    def near(self, word: str, letters: int, k: int) -> list[str]:
        """Return the ids of at most `k` chunks with a word that differs in at most so many letters.

        What differs is the stem of the word; the chunks are in no order that means anything.
        """
        near = [
            (Occur.Should, Query.fuzzy_term_query(self._schema, "text", term, letters))
            for term in self.terms(word)
        ]
        return [name for name, _ in self._found(Query.boolean_query(near), k)] if near else []

    def having_all(self, text: str, k: int) -> list[str]:
        """Return the ids of at most `k` chunks that have every word of a text, best first."""
        stemmed = [analyzer(name).analyze(text) for name in self._languages]
        alike = [
            (Occur.Should, Query.boolean_query([(Occur.Must, self._term(one)) for one in terms]))
            for terms in map(dict.fromkeys, stemmed)
            if terms
        ]
        return [name for name, _ in self._found(Query.boolean_query(alike), k)] if alike else []

    def ids(self) -> list[str]:
        """Return the ids of all chunks."""
        found = self._found(Query.all_query(), max(1, self._searcher.num_docs))
        return [name for name, _ in found]

    def search(self, text: str, k: int, bounds: Bounds | None = None) -> list[tuple[str, float]]:
        """Return the `k` best chunks as (id, BM25 score), best first, ties by id.

        Args:
            text: the question.
            k: how many.
            bounds: what the articles of the chunks must pass; None does not limit.
        """
        terms = self.terms(text)
        if not terms:
            return []
        query = Query.boolean_query([(Occur.Should, self._term(term)) for term in terms])
        if bounds is not None:
            passed = [Query.const_score_query(one, 0.0) for one in self._conditions(bounds)]
            query = Query.boolean_query([(Occur.Must, one) for one in (query, *passed)])
        return sorted(self._found(query, k), key=lambda pair: (-pair[1], pair[0]))

    def _conditions(self, bounds: Bounds) -> Iterator[Query]:
        """Yield what a chunk must fulfil to pass bounds."""
        if bounds.articles is not None:
            yield self._among("article_id", bounds.articles)
        for where in bounds.filters:
            lists = {"topics": small(where.topics), "authors": small(where.authors)}
            for name, values in {"outlet": where.outlets, **lists}.items():
                if values:
                    yield self._among(name, values)
            if where.dated:
                first, last = where.since or date.min, where.until or date.max
                days = as_number(first), as_number(last)
                yield Query.range_query(self._schema, "day", FieldType.Integer, *days)

    def _among(self, field: str, values: Iterable[str]) -> Query:
        return Query.term_set_query(self._schema, field, list(values))

    def _term(self, term: str) -> Query:
        return Query.term_query(self._schema, "text", term, "freq")

    def _found(self, query: Query, k: int) -> list[tuple[str, float]]:
        """Return the ids and scores of the `k` best chunks."""
        with clear_index_errors(_NAME):
            hits = self._searcher.search(query, limit=k, count=False).hits
            return [
                (str(self._searcher.doc(address).get_first("id")), float(score))
                for score, address in hits
            ]


def _values(fields: Fields) -> dict[str, Any]:
    """Return fields as a document of tantivy has them."""
    values = {name: getattr(fields, name) for name in _NAMES}
    values = {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}
    return values if fields.day is None else values | {"day": fields.day}
