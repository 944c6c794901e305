"""Every role in a few figures: what the list of all roles is sifted, counted and sorted by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Prefetch

from careers.facets import Shelf, facets
from careers.facts import rules
from careers.facts.families import lineages
from careers.facts.gaps import gaps
from careers.facts.names import ZONED
from careers.facts.numbers import plain_number
from careers.facts.paths import path_graph
from careers.facts.remembered import remembered
from careers.facts.roles import START, Timing, timing
from careers.facts.schooling import SHORT
from careers.facts.standpoint import Standpoint
from careers.facts.starts import starts
from careers.planning import PathGraph, UnknownMilestone, Way, span, timed
from careers.planning.reach import totals_to_each
from careers.rolefacts import RoleEntry, RoleLine
from certifications.models import StateRule
from roles.models import Field, Outlook, Pay, Role, RoleCode, RoleSchooling
from sources.models import FactQuerySet

Line = tuple[int, ...]  # a role with what it is a specialty of, nearest first
Lines = Mapping[int, Line]

# Each order by its key. What is not on file comes last; among equals titles stand in order. Pay of two places is not
# put in one order: that of the chosen state comes first, then that of the whole country.
SORTS: dict[str, Callable[[RoleEntry], Any] | None] = {
    "": None,
    "title": None,
    "pay": lambda entry: (entry.middle_pay is None, entry.is_pay_wide, -(entry.middle_pay or 0)),
    "time": lambda entry: (entry.usual_months is None, entry.usual_months),
    "growth": lambda entry: (entry.growth_percent is None, -(entry.growth_percent or 0)),
}


@dataclass(frozen=True)
class Catalog:
    """The published roles by title: the keys of their rows, and the shelf on which they stand in that order.

    `numbers` tell where on the shelf a role stands. `timings` are of the roles that any way leads to, `gaps` say what
    nobody has on file of the others. A few `lines` of roles, as lists show them, are kept with it.
    """

    keys: tuple[int, ...]
    numbers: Mapping[int, int]
    shelf: Shelf
    fields: Mapping[str, str]
    timings: Mapping[int, Timing]
    gaps: Mapping[int, str]
    lines: dict[int, RoleLine] = field(default_factory=dict)

    def holds(self, key: int, facet: str, value: str) -> bool:
        """Whether a role stands under an option. One that was published just now stands nowhere yet."""
        under, number = self.shelf.options[facet].get(value, 0), self.numbers.get(key)
        return number is not None and bool(under >> number & 1)


def catalog(view: Standpoint) -> Catalog:
    """The catalog as of today: one query, and a fixed number more when content or the day has moved."""
    return remembered("catalog", view, partial(_catalog, view))


def _catalog(view: Standpoint) -> Catalog:
    readable = list(Role.objects.readable().values_list("pk", "slug", "title", "field__slug", "status"))
    slugs = {pk: slug for pk, slug, *_ in readable}
    rows = sorted((row for row in readable if row[-1] == Role.Status.PUBLISHED), key=lambda row: (row[2].lower(), row))
    lines = lineages((pk for pk, *_ in rows), Role.objects.parents())
    ways = _ways(lines, slugs, path_graph(view.place, view.today), view)
    reaches = _rule_reaches(lines, view)
    figures = _Figures(view)
    entries = []
    for pk, _, title, about, _ in rows:
        months = span(ways.get(pk, ()))
        growth, openings = figures.outlook(lines[pk])
        pay, is_wide = figures.middle_pay(lines[pk])
        entries.append(
            RoleEntry(
                pk=pk,
                title=title,
                field_slug=about,
                levels=figures.levels(lines[pk]),
                zone=figures.zone(lines[pk]),
                middle_pay=pay,
                is_pay_wide=is_wide,
                growth_percent=growth,
                openings_a_year=openings,
                ways_months=tuple(way.months.middle for way in timed(ways.get(pk, ()))),
                usual_months=months.middle if months else None,
                rule_reach=reaches.get(pk, "no"),
            )
        )
    fields = dict(Field.objects.values_list("slug", "title"))
    # Most ways are alike: each is told once, so that a catalog takes little room.
    told = {found: timing(found) for found in set(ways.values())}
    return Catalog(
        keys=tuple(entry.pk for entry in entries),
        numbers={entry.pk: number for number, entry in enumerate(entries)},
        shelf=Shelf.of(entries, facets(fields, SHORT, view.place_name), SORTS),
        fields=fields,
        timings={pk: told[found] for pk, found in ways.items()},
        gaps=gaps(),
    )


class _Figures:
    """What is on file of roles' pay, outlook, zone and schooling, taken over where they say nothing: four queries."""

    def __init__(self, view: Standpoint) -> None:
        self.codes: dict[tuple[int, str], list[int]] = defaultdict(list)
        self.zones: dict[int, int] = {}
        codes = RoleCode.objects.order_by("role", "use", "-primary", "occupation")
        for role, use, code, zone in codes.values_list("role", "use", "occupation", "occupation__job_zone"):
            self.codes[role, use].append(code)
            if zone is not None:
                self.zones[code] = zone
        yearly = Pay.objects.filter(occupation__isnull=False, per=Pay.Per.YEAR, p50__isnull=False)
        self.pay = {
            code: (plain_number(middle), place != view.place)
            for (code,), middle, place in _used(yearly, view, ["occupation"], "p50", "place")
        }
        columns = ("growth_percent", "openings_a_year")
        self.outlooks = {code: told for (code,), *told in _used(Outlook.objects.all(), view, ["occupation"], *columns)}
        self.starts = starts(view.today)
        self.schooling: dict[int, dict[str, int]] = defaultdict(dict)
        for (role, level), weight in _used(RoleSchooling.objects.all(), view, ["role", "level"], "weight"):
            self.schooling[role][level] = weight

    def middle_pay(self, line: Line) -> tuple[float | None, bool]:
        """The middle of a year's pay, and whether it is that of a wider place than was asked for."""
        codes = self._codes(line, RoleCode.Use.PAY)
        return next((self.pay[code] for code in codes if code in self.pay), (None, False))

    def outlook(self, line: Line) -> tuple[float | None, int | None]:
        """Growth in percent, and openings a year."""
        growth, openings = self._outlook(line)
        return plain_number(growth), openings

    def zone(self, line: Line) -> int | None:
        codes = (code for member in line for use in ZONED for code in self.codes[member, use])
        return next((self.zones[code] for code in codes if code in self.zones), None)

    def levels(self, line: Line) -> frozenset[str]:
        """What is usual: the levels of most weight or, where none is weighed, that at which people start."""
        weights: dict[str, int] = {}
        for member in line:
            weights = self.schooling.get(member, {}) | weights
        if not weights:
            start = next((self.starts[member] for member in line if member in self.starts), None)
            return frozenset([start.usual] if start else [])
        return frozenset(level for level, weight in weights.items() if weight == max(weights.values()))

    def _outlook(self, line: Line) -> Sequence[Any]:
        codes = self._codes(line, RoleCode.Use.OUTLOOK)
        return next((self.outlooks[code] for code in codes if code in self.outlooks), (None, None))

    def _codes(self, line: Line, use: str) -> Iterator[int]:
        return (code for member in line for code in self.codes.get((member, use), ()))


def _used(facts: FactQuerySet[Any], view: Standpoint, subject: list[str], *columns: str) -> Iterator[tuple[Any, ...]]:
    """The fact in use for each subject, as `Standpoint.used`, and some of its columns: one query."""
    rows = facts.published().filter(view.in_use()).values_list("place", *subject, *columns)
    seen = set()
    for _, *row in sorted(rows, key=lambda row: view.lineage.index(row[0])):
        about = tuple(row[: len(subject)])
        if about not in seen:
            seen.add(about)
            yield (about, *row[len(subject) :])


def _ways(lines: Lines, slugs: Mapping[int, str], graph: PathGraph, view: Standpoint) -> dict[int, tuple[Way, ...]]:
    """The ways to a first job in each role that any leads to: its own, or else those of what it is a specialty of."""
    led_to = {route.reaches for route in graph.routes}
    goals = {slug: goal for slug, goal in graph.goals().items() if goal in led_to}
    own = {
        pk: next((goals[slugs[member]] for member in line if slugs.get(member) in goals), None)
        for pk, line in lines.items()
    }
    try:
        found = totals_to_each(
            graph, {goal for goal in own.values() if goal}, have=START, place=view.place, today=view.today
        )
    except UnknownMilestone:  # no start, and so no time from there
        return {}
    return {pk: found[goal] for pk, goal in own.items() if goal in found}


def _rule_reaches(lines: Lines, view: Standpoint) -> dict[int, str]:
    """Whose rule holds for each role that has any on file, or whose parent has: as `rules.rule_reach`, two queries."""
    rows = StateRule.objects.published().select_related("place__parent")
    ruled = Role.objects.filter(rules__in=rows).distinct().prefetch_related(Prefetch("rules", rows)).in_bulk()
    families = {pk: tuple(ruled[member] for member in line if member in ruled) for pk, line in lines.items()}
    return {pk: rules.rule_reach(family, view) for pk, family in families.items() if family}
