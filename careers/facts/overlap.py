"""Which roles share the most duties."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from careers.facts.families import lineages
from careers.rolefacts import RoleName
from roles.models import Role, RoleDuty


@dataclass(frozen=True)
class Overlap:
    """A role, and how many canonical duties it shares with the one asked about."""

    role: RoleName
    shared: int


def most_alike(role: Role, count: int) -> list[Overlap]:
    """The published roles that share the most duties with this one, most first: a fixed number of queries.

    A specialty has its parent's duties, too.
    """
    pairs = RoleDuty.duties.through.objects.filter(roleduty__standing="used").values_list(
        "roleduty__role_id", "duty_id"
    )
    own: dict[int, set[int]] = defaultdict(set)
    for role_id, duty_id in pairs:
        own[role_id].add(duty_id)
    roles = list(Role.objects.values("pk", "slug", "title", "parent", "status"))
    lines = lineages((each["pk"] for each in roles), {each["pk"]: each["parent"] for each in roles})
    duties = {pk: set().union(*(own[member] for member in line)) for pk, line in lines.items()}
    found = [
        Overlap(RoleName(other["slug"], other["title"]), len(duties[role.pk] & duties[other["pk"]]))
        for other in roles
        if other["pk"] != role.pk and other["status"] == Role.Status.PUBLISHED
    ]
    ranked = sorted((other for other in found if other.shared), key=lambda other: (-other.shared, other.role.title))
    return ranked[:count]
