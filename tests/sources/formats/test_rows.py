import json
from datetime import date

import pytest

from rag.core.article import Article
from rag.errors import CorpusError, PassedOver
from rag.sources.formats.rows import load_csv, load_json, load_jsonl

ONE = {
    "id": 7,
    "headline": "Prices rise",
    "body": "<p>It rose.</p><p>It fell.</p>",
    "pub_date": "2026-05-02T10:00:00Z",
    "publisher": {"name": "Lakeside Courier"},
    "link": "https://a.example/7",
    "authors": [{"name": "Anna Keller"}],
}


def check(article: Article) -> None:
    assert (article.title, article.text) == ("Prices rise", "It rose.\n\nIt fell.")
    assert (article.outlet, article.url) == ("Lakeside Courier", "https://a.example/7")
    assert (article.published, article.authors) == (date(2026, 5, 2), ("Anna Keller",))
    assert article.id == "prices-rise"


@pytest.mark.parametrize("value", [ONE, [ONE], {"articles": [ONE]}, {"total": 1, "items": [ONE]}])
def test_objects_and_lists_of_them(value: object) -> None:
    reading = load_json(json.dumps(value).encode(), "a.json")
    assert list(reading.articles) == ["7"]
    check(reading.articles["7"])


def test_one_object_a_line_and_broken_lines_are_told() -> None:
    reading = load_jsonl(f'{json.dumps(ONE)}\n\n{{"broken\n[1]\n'.encode(), "a.jsonl")
    assert list(reading.articles) == ["7"]
    assert reading.warnings == ("line 3 is not JSON", "no object")


def test_a_row_is_an_article() -> None:
    data = (
        "Title;Text;Date;Outlet;URL;Author\r\n"
        'Prices rise;"It rose.\n\nIt fell.";02.05.2026;Lakeside Courier;https://a.example/7;'
        "Anna Keller\r\nNo text;;;;;\r\n"
    )
    reading = load_csv(data.encode(), "a.csv")
    check(next(iter(reading.articles.values())))
    assert list(reading.articles) == ["https://a.example/7"]
    assert reading.warnings == ("No text: an article needs text: nothing readable was found",)


def test_a_table_without_texts_is_an_article_of_rows() -> None:
    reading = load_csv("Town,Euros\nHeide,4.10\n".encode("utf-16"), "prices.csv")
    assert reading.articles[""].text == "Town | Euros\nHeide | 4.10"


@pytest.mark.parametrize("data", [b"{", b"[" * 100_000])
def test_what_is_no_json(data: bytes) -> None:
    with pytest.raises(CorpusError, match=r"not JSON.*: mend or convert it"):
        load_json(data, "a.json")


def test_values_of_odd_kinds_cost_nothing_else() -> None:
    odd = ONE | {"pub_date": 5, "authors": {"a": 1}, "tags": [[], {}, None], "title": None}
    reading = load_json(json.dumps(odd).encode(), "a.json")
    assert reading.articles["7"].title == "Prices rise"
    assert len(reading.warnings) == 1


@pytest.mark.parametrize(
    "value",
    [
        {"name": "a-package", "version": "1.0", "description": "Makes things", "scripts": {}},
        {"compilerOptions": {"strict": True}},
        [1, 2],
        [],
        7,
    ],
)
def test_data_that_are_no_articles_are_passed_over(value: object) -> None:
    with pytest.raises(PassedOver, match="holds no articles"):
        load_json(json.dumps(value).encode(), "a.json")


def test_a_description_is_a_text_where_it_has_a_title_and_a_day() -> None:
    record = {"title": "Prices rise", "description": "It rose.", "date": "2026-05-02"}
    assert (
        load_json(json.dumps(record).encode(), "a.json").articles["prices-rise"].text == "It rose."
    )


def test_a_bad_record_costs_only_itself_and_is_named() -> None:
    records = [ONE | {"id": number} for number in (5, 6, 7)]
    records[1]["body"] = "<div>" * 3_000
    reading = load_json(json.dumps(records).encode(), "a.json")
    assert list(reading.articles) == ["5", "7"]
    assert reading.warnings == ("record 2: nested too deep: save the page anew",)
    lines = "\n".join(map(json.dumps, records)).replace("Lakeside", "\\ud800", 1) + "\n{not JSON}"
    reading = load_jsonl(lines.encode(), "a.jsonl")
    assert list(reading.articles) == ["5", "7"]
    assert len(reading.warnings) == 2
