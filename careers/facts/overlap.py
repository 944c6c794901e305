"""Which roles share the most duties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from careers.facts.families import lineages
from careers.facts.standpoint import Standpoint
from careers.rolefacts import RoleName
from roles.models import Role, RoleDuty

# A canonical duty, or a wording that stands for none: what it is, and its primary key.
Act = tuple[str, int]
DUTY, WORDING = "duty", "wording"


@dataclass(frozen=True)
class Overlap:
    """A role, and how many duties it shares with the one asked about."""

    role: RoleName
    shared: int
    family: int  # the same for all specialties of one role, and for that


def most_alike(role: Role, count: int, view: Standpoint) -> list[Overlap]:
    """The published roles that share the most duties with this one, most first: a fixed number of queries.

    It looks at the duties of every role: what `careers.relating` works out and keeps is quicker to read.
    """
    roles = list(Role.objects.values("pk", "slug", "title", "parent", "status"))
    drafts = {each["pk"] for each in roles if each["status"] == Role.Status.DRAFT}
    parents = {each["pk"]: each["parent"] for each in roles if each["parent"] not in drafts}
    lines = lineages((each["pk"] for each in roles), parents)
    duties = acts(lines, told_acts(view))
    found = [
        Overlap(
            RoleName(other["slug"], other["title"]),
            len(duties[role.pk] & duties[other["pk"]]),
            lines[other["pk"]][-1],
        )
        for other in roles
        if other["pk"] != role.pk and other["status"] == Role.Status.PUBLISHED
    ]
    ranked = sorted((other for other in found if other.shared), key=lambda other: (-other.shared, other.role.title))
    return ranked[:count]


# Whose it is, the fact, the canonical duty that it is an instance of, whether specialties have it, too.
ToldAct = tuple[int, int, int | None, bool]


def told_acts(view: Standpoint) -> list[ToldAct]:
    """The duties of all roles: one query, which reads no rows whole. One that stands for two is there twice."""
    facts = RoleDuty.objects.published().filter(view.in_use()).order_by()
    return list(facts.values_list("role", "pk", "duties", "passed_on"))


def acts(lines: Mapping[int, tuple[int, ...]], told: Iterable[ToldAct]) -> dict[int, set[Act]]:
    """What is done in each of these roles, given with their ancestors.

    Duties are those of `duties.canonical`, so that a comparison counts the same: a specialty has its parent's,
    and a wording that stands for no canonical duty is a duty of its own.
    """
    own: dict[int, set[Act]] = defaultdict(set)
    passed_on: dict[int, set[Act]] = defaultdict(set)
    for owner, fact, duty, is_passed_on in told:
        act = (WORDING, fact) if duty is None else (DUTY, duty)
        own[owner].add(act)
        if is_passed_on:
            passed_on[owner].add(act)
    return {pk: own[pk].union(*(passed_on[member] for member in line[1:])) for pk, line in lines.items()}
