"""The articles over time."""

from datetime import date, timedelta

from rag.ui.catalogue import catalogue
from rag.ui.parts import plot
from rag.ui.parts.listing import ShelfListing
from rag.ui.parts.plot import LEFT, MOST_OUTLETS, RIGHT, Plot, plot_of
from tests.ui.shelves import TOWN, shelf_of, shelved

EN = catalogue("en")
TODAY = date(2026, 11, 26)


def made(passing: tuple[str, ...] = (), **wanted: object) -> Plot:
    shown = plot_of(TOWN, passing, ShelfListing(**wanted), EN, TODAY)  # type: ignore[arg-type]
    assert shown
    return shown


def test_each_outlet_has_a_line_and_each_dated_article_a_dot() -> None:
    shown = made()
    assert [(line.name, line.count) for line in shown.lines] == [
        ("The Paper", 3), ("Elle News Agency", 1), ("Wochenblatt", 1),
    ]  # fmt: skip
    places = {dot.article: (dot.x, dot.y) for dot in shown.dots}
    assert set(places) == {"tram", "ferry", "quay", "bahn", "rents"}
    assert (places["tram"][0], places["bahn"][0]) == (LEFT, RIGHT)
    assert places["tram"][1] == places["rents"][1] != places["bahn"][1]
    assert shown.dots[0].label == "The tram costs 214 million, 10 May 2023"
    assert not any(dot.on for dot in shown.dots)


def test_a_thin_line_joins_copies_of_one_text() -> None:
    shown = made()
    dots = {dot.article: dot for dot in shown.dots}
    quay, ferry = dots["quay"], dots["ferry"]
    assert shown.ties == (f"M{quay.x} {quay.y}L{ferry.x} {ferry.y}",)


def test_what_passes_the_filters_is_marked_and_the_chosen_days_are_a_span() -> None:
    shown = made(("rents",), since=date(2026, 9, 1), outlet=("The Paper",))
    assert [dot.article for dot in shown.dots if dot.on] == ["rents"]
    assert shown.span
    assert sum(shown.span) == RIGHT
    assert [line.name for line in shown.lines if line.chosen] == ["The Paper"]
    assert made(since=date(2040, 1, 1)).span == (RIGHT, 2.0)


def test_the_axis_has_years_or_months() -> None:
    assert [tick.label for tick in made().ticks] == [
        "Jan 2023", "Jul 2023", "Jan 2024", "Jul 2024",
        "Jan 2025", "Jul 2025", "Jan 2026", "Jul 2026",
    ]  # fmt: skip
    long = shelf_of(shelved("a", day=date(1931, 5, 1)), shelved("b", day=date(2026, 1, 1)))
    shown = plot_of(long, (), ShelfListing(), EN, TODAY)
    assert shown
    assert [tick.label for tick in shown.ticks][-2:] == ["2010", "2020"]
    assert shown.ticks[-1].until == date(2029, 12, 31)


def test_wrong_dates_do_not_stretch_it() -> None:
    wrong = [shelved("a", day=date(1, 1, 1)), shelved("b", day=date(9999, 12, 31))]
    right = [shelved("c", day=date(2026, 1, 1)), shelved("d", day=date(2026, 3, 1))]
    shown = plot_of(shelf_of(*wrong, *right), (), ShelfListing(), EN, TODAY)
    assert shown
    assert (shown.first, shown.last) == (date(2026, 1, 1), date(2026, 3, 1))


def test_without_two_days_there_is_none() -> None:
    assert plot_of(shelf_of(), (), ShelfListing(), EN, TODAY) is None
    assert plot_of(shelf_of(shelved("a"), shelved("b")), (), ShelfListing(), EN, TODAY) is None


def test_many_outlets_share_a_line_and_many_articles_a_dot() -> None:
    several = [
        shelved(f"n{n}", outlet=f"Outlet {n % 12}", day=date(2020, 1, 1) + timedelta(days=n))
        for n in range(plot.MOST_DOTS + 1)
    ]
    shown = plot_of(shelf_of(*several), ("n7",), ShelfListing(words="n7"), EN, TODAY)
    assert shown
    assert [line.name for line in shown.lines][MOST_OUTLETS] == ""
    assert sum(line.count for line in shown.lines) == len(several)
    assert len(shown.dots) < len(several)
    assert not any(dot.article for dot in shown.dots)
    assert sum(dot.on for dot in shown.dots) == 1
    assert shown.dots[-1].label == "4 articles, 3 February 2024 – 6 February 2024"
