"""Roles with all that hangs on them, read in a few queries: of what comes in thousands only what a page shows."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from careers.facts import codes, duties, skills
from careers.facts.codes import Codes
from careers.facts.duties import DutyRow
from careers.facts.known import WRITTEN, Known
from careers.facts.standpoint import Standpoint
from careers.rolefacts import SkillFacts
from roles.models import Role


@dataclass(frozen=True)
class Loaded:
    """Each role with its ancestors, nearest first, what people wrote at hand; what comes in thousands by role."""

    families: tuple[tuple[Role, ...], ...]
    codes: Codes
    duties: dict[int, list[DutyRow]]
    skills: dict[int, list[SkillFacts]]


def load(roles: Sequence[Role], view: Standpoint, known: Known, *, uses: Sequence[str]) -> Loaded:
    """Five queries, one more where an ancestor is not known yet, however many roles and whatever hangs on them.

    `uses`: which codes come along. One query less without those for outlook.
    """
    found = families(roles, known)
    wanted = {member.pk for family in found for member in family}
    return Loaded(
        families=found,
        codes=codes.loaded(wanted, view, known, uses),
        duties=duties.loaded(wanted, view, known),
        skills=skills.loaded(wanted, view, known),
    )


def families(roles: Sequence[Role], known: Known) -> tuple[tuple[Role, ...], ...]:
    """Each role with its ancestors, nearest first, and what people wrote of them at hand.

    No query, or one where an ancestor is not known yet.
    """
    lines = known.lineages(role.pk for role in roles)
    wanted = {pk for line in lines.values() for pk in line}
    at_hand = {role.pk: role for role in roles} | {pk: known.written[pk] for pk in wanted & known.written.keys()}
    if missing := wanted - at_hand.keys():
        at_hand |= Role.objects.in_bulk(missing)
    members = {pk: _member(at_hand[pk]) for pk in wanted}
    return tuple(tuple(members[pk] for pk in lines[role.pk]) for role in roles)


def _member(role: Role) -> Role:
    """A role with all that people wrote of it; a copy, as what is known is everybody's."""
    member = copy(role)
    if "_prefetched_objects_cache" not in vars(role):
        # In the place where Django looks, which its types leave out.
        member._prefetched_objects_cache = dict.fromkeys(WRITTEN, ())  # type: ignore[attr-defined]
    return member
