"""Which roles to suggest to somebody in one: those that `careers.relating` keeps, or else by shared duties alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from careers.cells import SourceFacts
from careers.facts.families import lineages
from careers.facts.overlap import most_alike
from careers.facts.sources import source_facts
from careers.facts.standpoint import Standpoint
from careers.nearby import Nearby, few_of_a_family
from careers.rolefacts import RoleName
from roles.models import RelatedRole, Role, Tier
from sources.models import Source

MOST = 10


def nearby(role: Role, view: Standpoint, most: int = MOST) -> list[Nearby]:
    """The best first: one query where anything was worked out."""
    kept = RelatedRole.objects.suggested(role.pk, most)
    if kept or RelatedRole.objects.exists():
        return [
            Nearby(
                role=RoleName(slug, title),
                shared=shared,
                to_build=tuple(to_build.split("\n")) if to_build else (),
                more_pay=more_pay,
                paid_by=survey or "",
                listed_by=source or "",
                is_near_the_top=tier in (Tier.PRIMARY_SHORT, Tier.PRIMARY_LONG),
            )
            for slug, title, shared, to_build, more_pay, survey, tier, source in kept
        ]
    own = lineages([role.pk], Role.objects.parents())[role.pk][-1]
    alike = most_alike(role, Role.objects.count(), view)
    found = [Nearby(other.role, other.shared, family=other.family) for other in alike]
    return few_of_a_family(sorted(found, key=lambda other: other.family == own), most)


@dataclass(frozen=True)
class Backing:
    """Who says what suggestions say: who lists the roles, and who tells their pay."""

    lists: tuple[SourceFacts, ...]
    pay: tuple[SourceFacts, ...]


def backing(found: Iterable[Nearby], cited: Iterable[SourceFacts], view: Standpoint) -> Backing:
    """No query where the page cites these sources for something else, too."""
    lists = {each.listed_by for each in found if each.listed_by}
    pay = {each.paid_by for each in found if each.paid_by}
    sources = {source.slug: source for source in cited if source.slug in lists | pay}
    if missing := (lists | pay) - sources.keys():
        sources |= {row.slug: source_facts(row, view.today) for row in Source.objects.filter(slug__in=missing)}
    known = sources.values()
    return Backing(*(tuple(source for source in known if source.slug in slugs) for slugs in (lists, pay)))
