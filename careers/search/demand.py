"""How often roles are asked for: their openings, and the tools that job ads name for them. Kept until content moves."""

from __future__ import annotations

from django.db.models import Exists, Max, OuterRef

from careers.clock import today
from careers.facts.remembered import kept
from careers.search.words import plain
from roles.models import Occupation, RoleCode, RoleTool

LEFT_OVER = "all other"
# What is so for an occupation as a whole ends so in O*NET, and not its parts.
WHOLE = ".00"


def openings() -> dict[int, int]:
    """The openings a year in the jobs of roles, by key: one query when content has changed."""
    return kept("openings", today(), _openings)


def _openings() -> dict[int, int]:
    # What is left over of a group is many jobs, and nobody means them all. How many are in a part of one nobody knows,
    # but fewer than in the whole.
    parts = RoleCode.objects.filter(
        role=OuterRef("role"), use=RoleCode.Use.TITLE, occupation__system=Occupation.System.ONET
    ).exclude(occupation__code__endswith=WHOLE)
    counted = RoleCode.objects.exclude(occupation__title__iendswith=LEFT_OVER).filter(
        use=RoleCode.Use.OUTLOOK,
        occupation__outlooks__openings_a_year__isnull=False,
        occupation__outlooks__status="published",
    )
    most = counted.order_by().annotate(is_part=Exists(parts)).values_list("role", "is_part")
    return {
        role: count - is_part
        for role, is_part, count in most.annotate(most=Max("occupation__outlooks__openings_a_year"))
    }


def asked_to_use(words: str, *, goes_on: bool) -> list[int]:
    """The roles whose job ads often name a tool that has these words in a row, most openings first.

    The last word may be the start of one where it goes on. One query when content has changed.
    """
    tools, roles = kept("tools in demand", today(), _in_demand)
    sought = f" {words}" if goes_on else f" {words} "
    if sought not in tools:  # as most: quicker seen so than tool by tool
        return []
    found = {role for tool, users in roles.items() if sought in tool for role in users}
    often = openings()
    return sorted(found, key=lambda role: (-often.get(role, 0), role))


def _in_demand() -> tuple[str, dict[str, list[int]]]:
    """The tools, each between spaces, and by tool the roles."""
    roles: dict[str, list[int]] = {}
    asked_for = RoleTool.objects.published().filter(in_demand=True, role__status="published")
    for title, role in asked_for.order_by().values_list("title", "role"):
        roles.setdefault(f" {plain(title)} ", []).append(role)
    return "\n".join(roles), roles
