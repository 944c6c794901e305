"""Which roles share the most duties."""

from __future__ import annotations

from dataclasses import dataclass

from careers.rolefacts import RoleName
from roles.models import Role, RoleDuty


@dataclass(frozen=True)
class Overlap:
    """A role, and how many canonical duties it shares with the one asked about."""

    role: RoleName
    shared: int


def most_alike(role: Role, count: int) -> list[Overlap]:
    """The published roles that share the most duties with this one, most first: two queries.

    A specialty has its parent's duties, too.
    """
    pairs = RoleDuty.duties.through.objects.filter(roleduty__standing="used").values_list(
        "roleduty__role_id", "duty_id"
    )
    own: dict[int, set[int]] = {}
    for role_id, duty_id in pairs:
        own.setdefault(role_id, set()).add(duty_id)
    roles = list(Role.objects.published().values_list("pk", "slug", "title", "parent_id", "parent__parent_id"))
    lineages = {pk: [each for each in (pk, parent, grandparent) if each] for pk, _, _, parent, grandparent in roles}
    lineages.setdefault(role.pk, [each for each in (role.pk, role.parent_id) if each])
    mine = _all_duties(lineages[role.pk], own)
    found = [
        Overlap(RoleName(slug, title), len(mine & _all_duties(lineages[pk], own)))
        for pk, slug, title, _, _ in roles
        if pk != role.pk
    ]
    ranked = sorted((other for other in found if other.shared), key=lambda other: (-other.shared, other.role.title))
    return ranked[:count]


def _all_duties(lineage: list[int], own: dict[int, set[int]]) -> set[int]:
    return set().union(*(own.get(pk, set()) for pk in lineage))
