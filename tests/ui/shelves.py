"""A shelf of some articles, as a library has it."""

from datetime import date

from rag.core.article import ArticleInfo
from rag.core.details import Details
from rag.library.shelf import Shelf, Shelved


def shelved(
    name: str,
    title: str = "",
    outlet: str = "The Paper",
    day: date | None = date(2026, 3, 2),
    topics: tuple[str, ...] = (),
    language: str = "en",
    origin: str = "",
    correction: str = "",
    identity: str = "",
    authors: tuple[str, ...] = (),
    suspicious: bool = False,
) -> Shelved:
    info = ArticleInfo(
        name, title or name, outlet, "", day, "0" * 64, language, authors,
        Details(correction=correction), suspicious_title=suspicious,
    )  # fmt: skip
    return Shelved(info, topics, identity or f"/news/{name}.md", outlet, origin)


def shelf_of(*articles: Shelved) -> Shelf:
    clusters: dict[str, list[str]] = {}
    for one in articles:
        if one.origin:
            clusters.setdefault(one.origin, []).append(one.info.id)
    return Shelf({one.info.id: one for one in articles}, clusters)


TOWN = shelf_of(
    shelved("tram", "The tram costs 214 million", day=date(2023, 5, 10), topics=("tram", "costs")),
    shelved("ferry", "Ferry hits the quay", "Elle News Agency", date(2025, 3, 14), origin="ferry"),
    shelved(
        "quay", "Eleven injured", day=date(2025, 3, 15), origin="ferry", authors=("Lea Marten",)
    ),
    shelved(
        "bahn", "Linie 5 fährt", "Wochenblatt", date(2026, 9, 10), ("Tram",), "de", suspicious=True
    ),
    shelved("rents", "Rents rise", day=date(2026, 9, 9), correction="It is 7.2 percent."),
    shelved("sunday", "Open on Sundays", "", None),
)
