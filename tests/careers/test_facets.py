"""Sets of entries: sifted by facets, counted under their options, put in order."""

from __future__ import annotations

import pytest

from careers.facets import Facet, Shelf, together
from careers.rolefacts import is_bright

Fruit = tuple[str, str, int]
FRUIT: list[Fruit] = [("apple", "red", 3), ("banana", "yellow", 1), ("cherry", "red", 2), ("lemon", "yellow", 3)]
COLOR: Facet[Fruit] = Facet("color", "Color", {"red": "Red", "yellow": "Yellow"}, lambda fruit: (fruit[1],))
LONG: Facet[Fruit] = Facet("long", "Long name", {"yes": "Yes"}, lambda fruit: ["yes"] if len(fruit[0]) > 5 else [])


@pytest.fixture
def shelf() -> Shelf:
    return Shelf.of(FRUIT, [COLOR, LONG], {"": None, "price": lambda fruit: fruit[2]})


def names(shelf: Shelf, found: int, order: str = "") -> list[str]:
    return [FRUIT[number][0] for number in shelf.ordered(found, order)]


def test_options_of_one_facet_add_up_and_facets_narrow(shelf: Shelf) -> None:
    assert names(shelf, shelf.sifted(shelf.all, {"color": ["red"]})) == ["apple", "cherry"]
    assert names(shelf, shelf.sifted(shelf.all, {"color": ["red", "yellow"]})) == [name for name, *_ in FRUIT]
    assert names(shelf, shelf.sifted(shelf.all, {"color": ["red"], "long": ["yes"]})) == ["cherry"]
    assert names(shelf, shelf.sifted(shelf.all, {"color": ["blue"]})) == []
    assert names(shelf, shelf.sifted(shelf.all, {"color": []})) == [name for name, *_ in FRUIT]


def test_what_is_picked_of_a_facet_does_not_shrink_its_own_options(shelf: Shelf) -> None:
    assert shelf.counts(shelf.all, {"color": ["red"]}) == {"color": {"red": 2, "yellow": 2}, "long": {"yes": 1}}
    assert shelf.counts(together([0, 3], shelf.size), {})["color"] == {"red": 1, "yellow": 1}
    assert shelf.held("color", "red") == 2
    assert shelf.held("color", "blue") == 0


def test_a_set_comes_in_each_order_and_in_that_of_the_numbers_given(shelf: Shelf) -> None:
    assert names(shelf, shelf.all, "price") == ["banana", "cherry", "apple", "lemon"]
    assert list(shelf.ordered(together([1, 2, 3], shelf.size), [3, 0, 1])) == [3, 1]


def test_an_empty_shelf_holds_nothing() -> None:
    shelf: Shelf = Shelf.of([], [COLOR], {"": None})
    assert shelf.all == 0
    assert list(shelf.ordered(shelf.all, "")) == []
    assert together([], 0) == 0


@pytest.mark.parametrize(
    ("growth", "openings", "is_so"),
    [(6.2, None, True), (6.1, 99_999, False), (-5, 100_000, True), (None, None, False), (None, 200_000, True)],
)
def test_an_outlook_is_bright_by_growth_or_by_openings(growth: float, openings: int, *, is_so: bool) -> None:
    assert is_bright(growth, openings) is is_so
