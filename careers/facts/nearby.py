"""Which roles to suggest to somebody in one: those that `careers.relating` keeps, or else by shared duties alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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


def nearby(role: Role, view: Standpoint) -> list[Nearby]:
    """The best first: one query where anything was worked out."""
    kept = RelatedRole.objects.suggested(role.pk)
    if kept or RelatedRole.objects.exists():
        return [
            Nearby(
                role=RoleName(slug, title),
                shared=shared,
                to_build=tuple(to_build.split("\n")) if to_build else (),
                more_pay=more_pay,
                listed_by=source or "",
                is_near_the_top=tier in (Tier.PRIMARY_SHORT, Tier.PRIMARY_LONG),
            )
            for slug, title, shared, to_build, more_pay, tier, source in kept
        ]
    own = lineages([role.pk], Role.objects.parents())[role.pk][-1]
    alike = most_alike(role, Role.objects.count(), view)
    found = [Nearby(other.role, other.shared, family=other.family) for other in alike]
    return few_of_a_family(sorted(found, key=lambda other: other.family == own), MOST)


def listed_by(found: Iterable[Nearby], cited: Sequence[SourceFacts], view: Standpoint) -> tuple[SourceFacts, ...]:
    """Who has some of them in a list: no query where the page cites them for something else, too."""
    wanted = {each.listed_by for each in found if each.listed_by}
    known = tuple(source for source in cited if source.slug in wanted)
    if missing := wanted - {source.slug for source in known}:
        rows = Source.objects.filter(slug__in=missing)
        return (*known, *(source_facts(source, view.today) for source in rows))
    return known
