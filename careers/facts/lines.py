"""Roles in one line each, for lists; and only their duties, for the picture on the home page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from careers.cells import Range
from careers.facts import duties, names, pay
from careers.facts.families import families, goal_of
from careers.facts.paths import path_graph
from careers.facts.roles import months_to_first_job
from careers.facts.standpoint import Standpoint
from careers.planning import PathGraph
from careers.rolefacts import PayFacts, RoleFacts, RoleName
from careers.wording import first_sentence
from roles.models import Duty, Pay, Role, RoleCode, RoleDuty


@dataclass(frozen=True)
class RoleLine:
    """What a list says of a role. `has_path`: there are steps to it, though their time may not be on file."""

    slug: str
    title: str
    summary: str
    field_slug: str
    workplace: str
    parent: RoleName | None
    pay: PayFacts | None
    months: Range | None
    has_path: bool

    @property
    def name(self) -> RoleName:
        return RoleName(self.slug, self.title)


def role_lines(roles: Sequence[Role], view: Standpoint) -> list[RoleLine]:
    """One line for each role, in the order given: a fixed number of queries, however many roles."""
    graph = path_graph(view.place, view.today)
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
        ),
    )
    return [_line(family, view, graph) for family in found]


def _line(family: tuple[Role, ...], view: Standpoint, graph: PathGraph) -> RoleLine:
    role = family[0]
    return RoleLine(
        slug=role.slug,
        title=role.title,
        summary=first_sentence(role.summary),
        field_slug=role.field.slug,
        workplace=role.field.workplace,
        parent=names.role_name(role.parent),
        pay=pay.pay(family, view),
        months=months_to_first_job(family, view, graph),
        has_path=goal_of(family, graph) is not None,
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
