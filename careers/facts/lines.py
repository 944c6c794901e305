"""Roles in one line each, for lists; and only their duties, for the picture on the home page."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from careers.facets import BRIGHT
from careers.facts import codes, duties, members, pay, rules, starts
from careers.facts.catalog import Catalog, catalog
from careers.facts.codes import Codes
from careers.facts.families import families
from careers.facts.known import Known
from careers.facts.known import known as what_is_known
from careers.facts.roles import NO_TIMING
from careers.facts.standpoint import Standpoint
from careers.rolefacts import RoleFacts, RoleLine
from careers.wording import first_sentence
from roles.models import Role
from sources.prepared import prepared

# So many lines are kept of each catalog: those that the home page looks at, and a page or two of the list.
MOST_KEPT = 80


def lines_of(keys: Sequence[int], view: Standpoint) -> dict[int, RoleLine]:
    """The lines of published roles by their keys, in the order given; one that was taken off just now has none.

    Three queries, one more where an ancestor is not known yet; or one where all lines are known from before.
    """
    known = catalog(view)
    held = {key: line for key in keys if (line := known.lines.get(key))}
    if len(held) == len(keys):
        return held
    rows = {role.pk: role for role in _published(keys)}
    roles = [rows[key] for key in keys if key in rows]
    fresh = {role.pk: line for role, line in zip(roles, _lines(roles, view, known), strict=True)}
    known.lines.update(fresh)
    for oldest in list(known.lines)[:-MOST_KEPT]:
        known.lines.pop(oldest, None)
    return fresh


@prepared
def _published(keys: Collection[int]) -> QuerySet[Role]:
    return Role.objects.published().filter(pk__in=keys).order_by()


def _lines(roles: Sequence[Role], view: Standpoint, known: Catalog) -> list[RoleLine]:
    about = what_is_known(view.today)
    found = members.families(roles, about)
    leaning = codes.loaded({member.pk for family in found for member in family}, view, about, codes.LISTED)
    return [_line(family, leaning, view, known, about) for family in found]


def _line(family: tuple[Role, ...], leaning: Codes, view: Standpoint, known: Catalog, about: Known) -> RoleLine:
    role = family[0]
    timing = known.timings.get(role.pk, NO_TIMING)
    field = about.fields[role.field_id]
    return RoleLine(
        slug=role.slug,
        title=role.title,
        summary=first_sentence(role.summary),
        field_slug=field.slug,
        workplace=field.workplace,
        parent=about.name(role.parent_id),
        pay=pay.pay(family, leaning, view),
        schooling=starts.usual_schooling(family, view, about.told),
        months=timing.months,
        time=timing.cell.value + timing.ways,
        rule_reach=rules.rule_reach(family, view),
        rule=rules.rule_of(family, view),
        is_bright=known.holds(role.pk, "outlook", BRIGHT),
        gap=known.gaps.get(role.pk, ""),
        summary_sources=(about.told[role.summary_source_id],) if role.summary_source_id else (),
    )


def roles_duties(roles: Sequence[Role], view: Standpoint) -> list[RoleFacts]:
    """Names and duties, nothing else, in the order given: three queries, however many roles."""
    about = what_is_known(view.today)
    found = families(roles, Role.objects.all())
    said = duties.loaded({member.pk for family in found for member in family}, view, about)
    return [
        RoleFacts(slug=family[0].slug, title=family[0].title, duties=duties.canonical(family, said)) for family in found
    ]
