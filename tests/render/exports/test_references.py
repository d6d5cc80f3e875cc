import json
from dataclasses import replace

from rag.render.exports.references import csl, ris
from tests.render.exports.samples import AS_OF, CONVERSATION, FACT, LISTED, PLANT, REFUSED


def test_ris_has_each_article_once_with_its_quotes() -> None:
    lines = ris([FACT], AS_OF).split("\r\n")
    assert lines == [
        "TY  - NEWS",
        "TI  - A plant in Heide",
        "AU  - Ida Berg",
        "AU  - Kurt Velten",
        "T2  - Lakeside Courier",
        "DA  - 2026/10/05/",
        "PY  - 2026",
        "SE  - Local",
        "UR  - https://courier.example/heide?a=1&b=2",
        "Y2  - 2026/11/27/",
        "LA  - en",
        "ID  - a-plant-in-heide",
        f"N1  - version {PLANT.sha256}",
        "N1  - “The plant in Heide has 900 jobs.” (p. 1)",
        "N1  - “It opened in 2021.” (p. 2) It goes on: “It was to have 1,200 jobs.”",
        "ER  - ",
        "",
    ]


def test_csl_has_authors_days_and_the_address() -> None:
    (item,) = json.loads(csl([FACT], AS_OF))
    assert item["type"] == "article-newspaper"
    assert item["author"] == [{"literal": "Ida Berg"}, {"literal": "Kurt Velten"}]
    assert item["issued"] == {"date-parts": [[2026, 10, 5]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 27]]}
    assert item["URL"] == PLANT.url
    assert item["note"].splitlines()[1] == "“The plant in Heide has 900 jobs.” (p. 1)"


def test_articles_of_a_list_are_references_and_what_came_close_is_none() -> None:
    assert [item["id"] for item in json.loads(csl([LISTED]))] == ["a-plant-in-heide", "prices"]
    assert (ris([REFUSED]), csl([REFUSED])) == ("", "[]\n")


def test_two_versions_of_an_article_are_two_references() -> None:
    cited = FACT.citations[0]
    older = replace(cited, number=2, article=replace(cited.article, sha256="0" * 64))
    both = replace(FACT, citations=(cited, older))
    assert ris([both, *CONVERSATION]).count("TY  - NEWS") == 4
    assert ris([both]).count("TY  - NEWS") == 2
    assert "accessed" not in csl([both])
