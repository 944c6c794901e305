"""Roles in one line each, for lists; and only their duties, for the picture on the home page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Prefetch

from careers.facts import duties, names, pay, rules, schooling
from careers.facts.families import families, goal_of
from careers.facts.paths import path_graph
from careers.facts.remembered import remembered
from careers.facts.roles import START, time_cell
from careers.facts.standpoint import Standpoint
from careers.planning import UnknownMilestone, Way, span, timed, ways_to_each
from careers.rolefacts import RoleFacts, RoleLine
from careers.wording import first_sentence
from certifications.models import StateRule
from roles.models import Duty, Pay, Role, RoleCode, RoleDuty, RoleSchooling


def listing(view: Standpoint) -> Mapping[int, RoleLine]:
    """A line for each published role, by its key: one query, and those of `role_lines` when content has changed.

    All of them at once, because a list is sifted, counted and sorted by what stands in them.
    """

    def lines() -> dict[int, RoleLine]:
        roles = list(Role.objects.published())
        return {role.pk: line for role, line in zip(roles, role_lines(roles, view), strict=True)}

    return remembered("listing", view, lines)


def role_lines(roles: Sequence[Role], view: Standpoint) -> list[RoleLine]:
    """One line for each role, in the order given: a fixed number of queries, however many roles."""
    pay_codes = RoleCode.objects.filter(use=RoleCode.Use.PAY).select_related("occupation")
    found = families(
        roles,
        Role.objects.select_related("field", "parent").prefetch_related(
            Prefetch("codes", pay_codes),
            Prefetch(
                "codes__occupation__pay",
                Pay.objects.published().filter(place__in=view.lineage).select_related("source"),
            ),
            "codes__occupation__pay__also_sources",
            Prefetch("schooling", RoleSchooling.objects.published().select_related("source")),
            "schooling__also_sources",
            Prefetch("rules", StateRule.objects.published().select_related("source", "place__parent")),
            "rules__also_sources",
        ),
    )
    graph = path_graph(view.place, view.today)
    goals = {family[0].pk: goal[0] for family in found if (goal := goal_of(family, graph))}
    try:
        ways = ways_to_each(graph, set(goals.values()), have=START, place=view.place, today=view.today)
    except UnknownMilestone:  # no start, and so no time from there
        ways = {}
    return [_line(family, view, goals, ways) for family in found]


def _line(
    family: tuple[Role, ...], view: Standpoint, goals: Mapping[int, str], ways: Mapping[str, tuple[Way, ...]]
) -> RoleLine:
    role = family[0]
    ways_in = ways.get(goals.get(role.pk, ""), ())
    levels = schooling.schooling(family, view)
    return RoleLine(
        slug=role.slug,
        title=role.title,
        summary=first_sentence(role.summary),
        field_slug=role.field.slug,
        workplace=role.field.workplace,
        parent=names.role_name(role.parent),
        pay=pay.pay(family, view),
        schooling=schooling.usual(levels),
        levels=frozenset(level.level for level in schooling.heaviest(levels)),
        months=span(ways_in),
        ways_months=tuple(way.months.middle for way in timed(ways_in)),
        time=time_cell(ways_in).value,
        rule_reach=rules.rule_reach(family, view),
        rule=rules.rule_of(family, view),
    )


def roles_duties(roles: Sequence[Role], view: Standpoint) -> list[RoleFacts]:
    """Names and duties, nothing else, in the order given: a fixed number of queries, however many roles."""
    found = families(
        roles,
        Role.objects.prefetch_related(
            Prefetch("duties", RoleDuty.objects.published().select_related("source")),
            "duties__also_sources",
            Prefetch("duties__duties", Duty.objects.select_related("topic__parent")),
        ),
    )
    return [
        RoleFacts(slug=family[0].slug, title=family[0].title, duties=duties.canonical(family, view)) for family in found
    ]
