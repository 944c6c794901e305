"""Which rules somebody has looked up, for each role in each state: gaps are there to be seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Q

from careers.facts.families import lineages
from careers.facts.remembered import remembered
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.rolefacts import PlaceName, RoleName
from careers.wording import counted, joined
from certifications.models import StateRule
from roles.models import Role
from sources.models import Place, SourcedFact


@dataclass(frozen=True)
class Square:
    """One role in one state: how many topics of its rules are checked there, or else whether a federal rule is."""

    address: str  # of the role
    topics: int
    is_federal: bool

    @property
    def mark(self) -> str:
        return str(self.topics) if self.topics else "F" if self.is_federal else "–"

    @property
    def in_words(self) -> str:
        if self.topics:
            return counted(self.topics, "topic")
        return "Federal rule only" if self.is_federal else "Not checked"


@dataclass(frozen=True)
class Row:
    """One state, with a square for each role of the block, in their order."""

    place: PlaceName
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class Block:
    """The roles of one workplace, state by state."""

    workplace: str
    roles: tuple[RoleName, ...]
    rows: tuple[Row, ...]

    @property
    def in_words(self) -> list[tuple[RoleName, str]]:
        """The same role by role, for screens that are too small for a table."""
        return [(role, _in_words(column, self.rows)) for column, role in enumerate(self.roles)]


@dataclass(frozen=True)
class Matrix:
    """All roles in all states, in a block for each workplace."""

    blocks: tuple[Block, ...]

    @property
    def roles(self) -> list[RoleName]:
        return [role for block in self.blocks for role in block.roles]

    @property
    def squares(self) -> list[Square]:
        return [square for block in self.blocks for row in block.rows for square in row.squares]

    @property
    def checked(self) -> int:
        return sum(square.topics > 0 for square in self.squares)

    @property
    def federal_only(self) -> int:
        return sum(not square.topics and square.is_federal for square in self.squares)

    @property
    def unchecked(self) -> int:
        return len(self.squares) - self.checked - self.federal_only

    @property
    def seen(self) -> list[tuple[PlaceName, int]]:
        return [(place, count) for place, count in self.states if count]

    @property
    def unseen(self) -> list[PlaceName]:
        return [place for place, count in self.states if not count]

    @property
    def states(self) -> list[tuple[PlaceName, int]]:
        """The states with the roles that somebody has looked up a rule for, most first."""
        found: dict[PlaceName, int] = defaultdict(int)
        for block in self.blocks:
            for row in block.rows:
                found[row.place] += sum(square.topics > 0 for square in row.squares)
        return sorted(found.items(), key=lambda each: (-each[1], each[0].name))


def _in_words(column: int, rows: Sequence[Row]) -> str:
    """`Checked: Arizona (1 topic). In the other 50: not checked.`"""
    squares = [(row.place.name, row.squares[column]) for row in rows]
    checked = [f"{place} ({square.in_words})" for place, square in squares if square.topics]
    others = [square.in_words for _, square in squares if not square.topics]
    rest = f"{f'In the other {len(others)}' if checked else 'In all states'}: {others[0].lower()}." if others else ""
    return f"{f'Checked: {joined(checked)}.' if checked else ''} {rest}".strip()


def matrix(view: Standpoint) -> Matrix:
    """Every role written here by every state: one query, and four more when content or the day has moved."""
    return remembered("matrix", view, partial(_matrix, view))


def _matrix(view: Standpoint) -> Matrix:
    every_place = list(Place.objects.order_by("name"))
    states = [place for place in every_place if place.kind == Place.Kind.STATE]
    topics = _topics(view, {place.code: place for place in every_place})
    found = Role.objects.published().filter(origin=Role.Origin.CURATED).select_related("field")
    roles = list(found.order_by("field__position", "field__title", "title"))
    addresses = {role.pk: role.get_absolute_url() for role in roles}
    lines = lineages((role.pk for role in roles), Role.objects.parents())

    def square(role: Role, place: str) -> Square:
        known = {topic for member in lines[role.pk] for topic in topics[member, place]}
        return Square(addresses[role.pk], len(known), any(topics[member, COUNTRY] for member in lines[role.pk]))

    by_workplace: dict[str, list[Role]] = {}
    for role in roles:
        by_workplace.setdefault(role.field.workplace, []).append(role)
    return Matrix(
        tuple(
            Block(
                workplace,
                tuple(RoleName(role.slug, role.title) for role in own),
                tuple(
                    Row(PlaceName(place.short_code, place.name), tuple(square(role, place.code) for role in own))
                    for place in states
                ),
            )
            for workplace, own in by_workplace.items()
        )
    )


def _topics(view: Standpoint, places: Mapping[str, Place]) -> Mapping[tuple[int | None, str], set[str]]:
    """What is checked for each role in each state, its districts included, and in the country: today's and coming."""
    lasts = Q(effective_until__isnull=True) | Q(effective_until__gte=view.today)
    used = StateRule.objects.published().filter(lasts, standing=SourcedFact.Standing.USED, role__isnull=False)
    # What was written from memory nobody has looked up either.
    checked = used.exclude(answer=StateRule.Answer.NOT_CHECKED).exclude(trust=SourcedFact.Trust.MEMORY)
    found: dict[tuple[int | None, str], set[str]] = defaultdict(set)
    for role, place, topic in checked.order_by().values_list("role", "place", "topic"):
        step: Place | None = places.get(place)
        while step is not None and step.kind == Place.Kind.DISTRICT:
            step = places.get(step.parent_id or "")
        if step is not None:
            found[role, step.code].add(topic)
    return found
