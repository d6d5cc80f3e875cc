"""More of the records is in test_portable.py."""

import pytest

from rag.core.article import Article
from rag.library.portable_records import Exported, article_record, content_record, kept_article
from rag.library.records import Known

HASH = "0af" + 61 * "9"
HEIDE = Article("Heide.", id="heide")


def test_the_file_of_an_article_is_told_by_its_hash_and_not_by_its_path() -> None:
    assert content_record(Known("a", "/home/me/a.zip//b.md", HASH)) == {"content": HASH + "//b.md"}
    assert content_record(Known("a", "/home/me/a.md", HASH)) == {"content": HASH + "//"}
    assert content_record(Known("a", "https://a.example/f#4", HASH)) == {"content": HASH + "//4"}
    assert content_record(Known("a", "memory:a", "digest", "digest")) == {"content": ""}
    imported = Known("a", "memory:a", HASH + "//b.md", "digest")
    assert content_record(imported) == {"content": HASH + "//b.md"}, "it is exported again"


def test_an_article_comes_back_with_what_tells_its_file() -> None:
    record = article_record(HEIDE)
    assert kept_article(record) == Exported(HEIDE), "as the first version wrote it"
    assert kept_article(record | {"content": HASH + "//"}) == Exported(HEIDE, HASH + "//")


@pytest.mark.parametrize("content", ["/etc/passwd", HASH.upper() + "//", HASH[1:], 7, None])
def test_what_is_no_hash_is_refused(content: object) -> None:
    with pytest.raises((ValueError, AttributeError)):
        kept_article(article_record(HEIDE) | {"content": content})
