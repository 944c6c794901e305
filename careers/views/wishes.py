"""What people type that names no job, but says what they wish of any: the filters, or the order, that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from careers.facets import BRIGHT
from careers.search.words import ASKING, GLUE, LONGEST_QUERY, plain
from roles.models import SchoolingLevel


@dataclass(frozen=True)
class Wish:
    """The roles that are wished for, in words; the values of filters that show them, and their order."""

    roles: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""


_UP_TO_HIGH_SCHOOL = (SchoolingLevel.NONE.value, SchoolingLevel.HIGH_SCHOOL.value)
_WISHES = {
    "no college, no college degree, without college, without college degree, no degree, without degree, dont college, "
    "dont go college, not college, not going college, no school, without school, high school diploma, no diploma": Wish(
        "roles that usually take a high school diploma or less", {"schooling": _UP_TO_HIGH_SCHOOL}
    ),
    "high pay, high paying, highest pay, highest paying, good pay, good paying, best paying, well paid, well paying, "
    "pay well, pay most, most money, lot money, lots money, rich": Wish("roles with the highest pay first", sort="pay"),
    "fast training, short training, quick training, little training": Wish(
        "roles with the shortest time to a first job first", sort="time"
    ),
    "in demand, most demand, high demand, fast growing, fastest growing, growing fast": Wish(
        "roles with a bright outlook", {"outlook": (BRIGHT,)}
    ),
}
# Words of which any may stand in a wish.
_IDLE = GLUE | ASKING | {"get", "make", "that", "need", "require", "needed", "required"}


def _said(text: str) -> tuple[str, ...]:
    return tuple(word for word in plain(text).split() if word not in _IDLE)


WISHES = {_said(way): wish for ways, wish in _WISHES.items() for way in ways.split(",")}


def wish_of(text: str) -> Wish | None:
    """What is wished, where this is a wish and nothing else."""
    return WISHES.get(_said(text[:LONGEST_QUERY]))
