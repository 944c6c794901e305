"""Families: a role with all that it is a specialty of, nearest first. What it does not say, they say for it.

A draft says nothing for anybody, so a family ends before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet

from roles.models import Role


def lineages(roles: Iterable[int], parents: Mapping[int, int | None]) -> dict[int, tuple[int, ...]]:
    """Each of the roles with its ancestors, nearest first; where they run in a circle, each stands there once."""
    found = {}
    for role in roles:
        lineage: list[int] = []
        step: int | None = role
        while step is not None and step not in lineage:
            lineage.append(step)
            step = parents.get(step)
        found[role] = tuple(lineage)
    return found


def families(roles: Sequence[Role], loaded: QuerySet[Role]) -> list[tuple[Role, ...]]:
    """Each role with its ancestors, what hangs on them at hand: one query more than those of `loaded`."""
    found = lineages((role.pk for role in roles), Role.objects.parents())
    members = loaded.in_bulk({pk for lineage in found.values() for pk in lineage})
    return [tuple(members[pk] for pk in found[role.pk]) for role in roles]
