"""The home page: start a comparison in one act, and see what kind of answer you get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.cells import Range, sources_of
from careers.comparison import Comparison, Presence, compare
from careers.facets import LETTER, facets
from careers.facts.catalog import Catalog, catalog
from careers.facts.coverage import coverage
from careers.facts.lines import lines_of, roles_duties
from careers.facts.origins import origins
from careers.facts.paths import path_graph
from careers.facts.remembered import remembered
from careers.facts.schooling import SHORT
from careers.facts.standpoint import Standpoint
from careers.plots import PayPlot, pay_plot, pay_scale
from careers.rolefacts import PayFacts, RoleLine
from careers.views.browse import LISTING
from careers.views.citing import attributions
from careers.views.pages import chosen_view, render
from careers.views.planner import from_start
from careers.views.sifting import Asked, options
from careers.wording import counted, inside_sentence, joined, month_range
from roles.models import Field, Role, RoleConfusion

MOST_PAIRS = 4
MOST_DUTIES = 3
MOST_PAID, FAR_ABOVE = 5, 2
MOST_OF_A_WORKPLACE = 4
# By what all roles can be browsed from here.
BROWSED = ("field", "schooling", "zone", "outlook", LETTER)
# What somebody may say, what they have then, and what it leads to: every role, or the plan for one.
SCHOOL_STARTS = (
    (
        "I’m in high school or have a diploma",
        "high-school-diploma",
        "Every role from a diploma: how soon, and for how much",
    ),
    ("I have some college", "two-years-of-college", "Every role from 2 years of college: how soon, and for how much"),
)
WORK_STARTS = (
    ("I have a degree", "paralegal", "bachelors-degree", "From a degree to a paralegal job: {}"),
    ("I work in the field now", "paralegal", "law-office-experience", "From law office work to a paralegal job: {}"),
)

Pair = tuple[Role, Role]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What there is, at a glance. With nothing on file yet: search and browse."""
    view, problem = chosen_view(request)
    roles = _offered_roles()
    pairs = _pairs(roles)
    overlap = compare(roles_duties(pairs[0], view)) if pairs else None
    known = catalog(view)
    context = {
        "problem": problem,
        "place": "" if view.is_everywhere else view.place_name,
        "roles": roles,
        "pairs": pairs,
        "first": pairs[0][0] if pairs else None,
        "second": pairs[0][1] if pairs else next(iter(roles[1:]), None),
        "overlap": _overlap(overlap) if overlap and overlap.finding.total else None,
        "starts": _starts(roles, view),
        "all_count": known.shelf.size,
        "workplaces": _workplaces(roles, known),
        **(_ways_to_browse(known, view) if known.shelf.size > len(roles) else {}),
        "attributions": attributions(origins(view.today)),
        "coverage": coverage(view.today),
        **_pay(_paid(roles, pairs, view)),
    }
    return render(request, "careers/home.html", context)


def _offered_roles() -> list[Role]:
    """The roles written here, by workplace and title. What was imported besides is found by search: one query."""
    offered = Role.objects.published().filter(origin=Role.Origin.CURATED).select_related("field")
    return list(offered.order_by("field__position", "field__title", "title"))


def _pairs(roles: Sequence[Role]) -> list[Pair]:
    """Roles that people mix up, the most disputed first; then specialties, each with its parent: one query."""
    by_pk = {role.pk: role for role in roles}
    views = RoleConfusion.objects.published().order_by("pk").values_list("role", "other")
    asked = [(a, b) for a, b in views if a in by_pk and b in by_pk and a != b]
    disputed = Counter(frozenset(pair) for pair in asked)
    first = {frozenset(pair): pair for pair in reversed(asked)}
    pairs = [first[both] for both, _ in disputed.most_common()]
    pairs += [(role.pk, role.parent_id) for role in roles if role.parent_id in by_pk]
    distinct = list({frozenset(pair): pair for pair in reversed(pairs)}.values())[::-1]
    return [(by_pk[a], by_pk[b]) for a, b in distinct[:MOST_PAIRS]]


@dataclass(frozen=True)
class Overlap:
    """The picture: how many duties only the first, both, only the second have, and some of each."""

    first: str
    second: str
    counts: tuple[int, int, int]
    only_first: tuple[str, ...]
    both: tuple[str, ...]
    only_second: tuple[str, ...]

    @property
    def in_words(self) -> str:
        only_first, both, only_second = self.counts
        shared = f"{counted(both, 'duty', 'duties')} {'is' if both == 1 else 'are'} shared"
        only = f"{only_first} only for the first, {only_second} only for the second"
        return f"{self.first} and {self.second}: {shared}, {only}."


def _overlap(comparison: Comparison) -> Overlap:
    first, second = comparison.roles

    def some(presence: Presence, place: int) -> tuple[str, ...]:
        return tuple(row.title for row in comparison.duties_of(presence, place)[:MOST_DUTIES])

    finding = comparison.finding
    return Overlap(
        first=first.title,
        second=second.noun,
        counts=(finding.only[0], finding.shared, finding.only[1]),
        only_first=some(Presence.ONLY, 0),
        both=some(Presence.ALL, 0),
        only_second=some(Presence.ONLY, 1),
    )


def _paid(roles: Sequence[Role], pairs: Iterable[Pair], view: Standpoint) -> list[RoleLine]:
    """A few roles with pay, those that are often compared first.

    A specialty mostly has its parent's figures, so it would say the same twice. One that is paid far above what is
    usual among them would press all others together at the low end of the scale.
    """
    ordered = dict.fromkeys([*(role for pair in pairs for role in pair), *roles])
    main = lines_of([role.pk for role in ordered if not role.parent_id], view).values()
    yearly = [line for line in main if line.pay and line.pay.is_yearly]
    # On one scale stands pay of one place.
    here = [line for line in yearly if line.pay and not line.pay.lacks]
    paid = [(line, line.pay.p50) for line in here or yearly if line.pay and line.pay.p50 is not None]
    most = FAR_ABOVE * median(middle for _, middle in paid) if paid else 0
    return [line for line, middle in paid if middle <= most][:MOST_PAID]


@dataclass(frozen=True)
class Start:
    """Where somebody may stand: in their words, and what leads on from there."""

    title: str
    text: str
    address: str


def _starts(roles: Iterable[Role], view: Standpoint) -> list[Start]:
    """Every role for those who start from school, the plan for one for those who have more."""
    slugs = {role.slug for role in roles}
    state = {} if view.is_everywhere else {"state": view.place.removeprefix("US-")}
    on_file, ways = remembered("starts", view, lambda: _known_starts(view))
    found = [
        Start(title, text, reverse("careers:paths", query={**state, "have": have}))
        for title, have, text in SCHOOL_STARTS
        if have in on_file
    ]
    for (title, role, _, text), way in zip(WORK_STARTS, ways, strict=True):
        if way and role in slugs:
            address, months = way
            found.append(Start(title, text.format(inside_sentence(month_range(months))), address))
    return found


def _known_starts(view: Standpoint) -> tuple[frozenset[str], list[tuple[str, Range] | None]]:
    """The schooling that is on file where any path is, and the way from each start of `WORK_STARTS`."""
    graph = path_graph(view.place, view.today)
    schooling = frozenset(have for _, have, _ in SCHOOL_STARTS if have in graph.milestones and graph.goals())
    return schooling, [from_start(graph, role, have, view) for _, role, have, _ in WORK_STARTS]


@dataclass(frozen=True)
class PaidRole:
    """One row of the pay plot."""

    line: RoleLine
    pay: PayFacts
    plot: PayPlot


def _pay(lines: Iterable[RoleLine]) -> dict[str, Any]:
    """The pay plot: highest middle first, all on one scale, one source line for all."""
    paid = [(line, line.pay) for line in lines if line.pay]
    scale = pay_scale(pay for _, pay in paid)
    paid.sort(key=lambda each: -(each[1].p50 or 0))
    sources = sources_of(*(pay.cell.sources for _, pay in paid))
    return {
        "paid": [PaidRole(line, pay, pay_plot(pay, scale)) for line, pay in paid],
        "scale": scale,
        "pay_where": paid[0][1].where if paid else "",
        "pay_sources": sources,
        "pay_dates": joined(list(dict.fromkeys(pay.date_words for _, pay in paid if pay.date_words))),
        "pay_checked": min((source.checked_on for source in sources), default=None),
    }


@dataclass(frozen=True)
class Workplace:
    """A field as pages name it, how many roles it has, and some of them: specialties last."""

    slug: str
    label: str
    count: int
    roles: tuple[Role, ...]


def _workplaces(roles: Sequence[Role], known: Catalog) -> list[Workplace]:
    """The workplaces of the roles written here, in their order."""
    by_field: dict[Field, list[Role]] = {}
    for role in roles:
        by_field.setdefault(role.field, []).append(role)
    found = []
    for field, own in by_field.items():
        own.sort(key=lambda role: role.parent_id is not None)
        count = known.shelf.held("field", field.slug)
        found.append(Workplace(field.slug, field.workplace, count, tuple(own[:MOST_OF_A_WORKPLACE])))
    return found


def _ways_to_browse(known: Catalog, view: Standpoint) -> dict[str, Any]:
    """All roles by field, zone and outlook, and their letters: each option with its list and its count."""
    everything = Asked(LISTING, state="" if view.is_everywhere else view.place.removeprefix("US-"))
    among = [facet for facet in facets(known.fields, SHORT, "") if facet.name in BROWSED]
    *groups, letters = options(among, known.shelf, known.shelf.all, everything)
    return {"groups": groups, "letters": letters.choices}
