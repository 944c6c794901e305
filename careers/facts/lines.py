"""Roles in one line each, for lists; and only their duties, for the picture on the home page."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Prefetch

from careers.facets import BRIGHT
from careers.facts import duties, names, pay, rules, starts
from careers.facts.catalog import Catalog, catalog
from careers.facts.families import families
from careers.facts.known import known as what_is_known
from careers.facts.roles import NO_TIMING
from careers.facts.sources import source_facts
from careers.facts.standpoint import Standpoint
from careers.rolefacts import RoleFacts, RoleLine
from careers.wording import first_sentence
from certifications.models import StateRule
from roles.models import Pay, Role, RoleCode, RoleSchooling

# So many lines are kept of each catalog: those that the home page looks at, and a page or two of the list.
MOST_KEPT = 80


def lines_of(keys: Sequence[int], view: Standpoint) -> dict[int, RoleLine]:
    """The lines of published roles by their keys, in the order given; one that was taken off just now has none.

    A fixed number of queries, or one where they are known from before.
    """
    known = catalog(view)
    held = {key: line for key in keys if (line := known.lines.get(key))}
    if len(held) == len(keys):
        return held
    rows = Role.objects.published().in_bulk(keys)
    roles = [rows[key] for key in keys if key in rows]
    fresh = {role.pk: line for role, line in zip(roles, _lines(roles, view, known), strict=True)}
    known.lines.update(fresh)
    for oldest in list(known.lines)[:-MOST_KEPT]:
        known.lines.pop(oldest, None)
    return fresh


def role_lines(roles: Sequence[Role], view: Standpoint) -> list[RoleLine]:
    """One line for each published role, in the order given: a fixed number of queries, however many roles."""
    return _lines(roles, view, catalog(view))


def _lines(roles: Sequence[Role], view: Standpoint, known: Catalog) -> list[RoleLine]:
    pay_codes = RoleCode.objects.filter(use=RoleCode.Use.PAY).select_related("occupation")
    found = families(
        roles,
        Role.objects.select_related("field", "parent", "summary_source").prefetch_related(
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
    return [_line(family, view, known) for family in found]


def _line(family: tuple[Role, ...], view: Standpoint, known: Catalog) -> RoleLine:
    role = family[0]
    timing = known.timings.get(role.pk, NO_TIMING)
    return RoleLine(
        slug=role.slug,
        title=role.title,
        summary=first_sentence(role.summary),
        field_slug=role.field.slug,
        workplace=role.field.workplace,
        parent=names.role_name(role.parent),
        pay=pay.pay(family, view),
        schooling=starts.schooling(family, view, what_is_known(view.today).told)[1],
        months=timing.months,
        time=timing.cell.value,
        rule_reach=rules.rule_reach(family, view),
        rule=rules.rule_of(family, view),
        is_bright=known.holds(role.pk, "outlook", BRIGHT),
        gap=known.gaps.get(role.pk, ""),
        summary_sources=(source_facts(role.summary_source, view.today),) if role.summary_source else (),
    )


def roles_duties(roles: Sequence[Role], view: Standpoint) -> list[RoleFacts]:
    """Names and duties, nothing else, in the order given: three queries, however many roles."""
    about = what_is_known(view.today)
    found = families(roles, Role.objects.all())
    said = duties.loaded({member.pk for family in found for member in family}, view, about)
    return [
        RoleFacts(slug=family[0].slug, title=family[0].title, duties=duties.canonical(family, said)) for family in found
    ]
