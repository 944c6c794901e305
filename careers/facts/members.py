"""Roles with all that hangs on them, read in a few queries: of what comes in thousands only what a page shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, QuerySet

from careers.facts import duties, skills
from careers.facts.duties import DutyRow
from careers.facts.known import Known
from careers.facts.skills import SkillRow
from careers.facts.standpoint import Standpoint
from roles.models import Occupation, Outlook, Pay, Role, RoleCode
from sources.prepared import prepared

# What only people write: relations of a role that `Known.written` has at hand.
WRITTEN = ("traits", "schooling", "pay", "confusions", "confused_with", "rules", "recommendations")

# The columns of a code, and of the occupation that it is one of.
CODE = [field.attname for field in RoleCode._meta.concrete_fields]
OCCUPATION = [field.attname for field in Occupation._meta.concrete_fields]

Figure = TypeVar("Figure", Pay, Outlook)


@dataclass(frozen=True)
class Loaded:
    """Each role with its ancestors, nearest first, what hangs on them at hand; duties and skills by role."""

    families: tuple[tuple[Role, ...], ...]
    duties: dict[int, list[DutyRow]]
    skills: dict[int, list[SkillRow]]


def load(roles: Sequence[Role], view: Standpoint, known: Known) -> Loaded:
    """Five queries, one more where an ancestor is not known yet, however many roles and whatever hangs on them."""
    families = with_codes(roles, view, known)
    members = {member.pk for family in families for member in family}
    return Loaded(
        families=families, duties=duties.loaded(members, view, known), skills=skills.loaded(members, view, known)
    )


def with_codes(
    roles: Sequence[Role], view: Standpoint, known: Known, uses: Collection[str] = RoleCode.Use.values
) -> tuple[tuple[Role, ...], ...]:
    """The families of some roles, with codes for these uses, their figures, and what people wrote at hand.

    Three queries, one less without codes for outlook, one more where an ancestor is not known yet.
    """
    lines = known.lineages(role.pk for role in roles)
    wanted = {pk for line in lines.values() for pk in line}
    at_hand = {role.pk: role for role in roles} | {pk: known.written[pk] for pk in wanted & known.written.keys()}
    if missing := wanted - at_hand.keys():
        at_hand |= Role.objects.in_bulk(missing)
    codes = _codes(wanted, uses, view, known)
    members = {pk: _member(at_hand[pk], codes[pk]) for pk in wanted}
    return tuple(tuple(members[pk] for pk in lines[role.pk]) for role in roles)


def _member(role: Role, codes: list[RoleCode]) -> Role:
    """A role with its codes and all that people wrote of it; a copy, as what is known is everybody's."""
    member = copy(role)
    written = getattr(role, "_prefetched_objects_cache", None) or dict.fromkeys(WRITTEN, ())
    _hand_over(member, {**written, "codes": codes})
    return member


def _hand_over(row: Model, found: Mapping[str, Any]) -> None:
    """Give a row what a prefetch would have found for it, in the place where Django looks."""
    row._prefetched_objects_cache = found  # type: ignore[attr-defined]  # which the types of Django leave out


def _codes(roles: Collection[int], uses: Collection[str], view: Standpoint, known: Known) -> dict[int, list[RoleCode]]:
    """The codes that each role leans on, with their figures for a place and those around it: three queries."""
    found: dict[int, list[RoleCode]] = defaultdict(list)
    codes, occupations = [], {}
    for row in _code_rows(roles, uses):
        code = RoleCode.from_db(DEFAULT_DB_ALIAS, CODE, row[: len(CODE)])
        if code.occupation_id not in occupations:
            occupations[code.occupation_id] = Occupation.from_db(DEFAULT_DB_ALIAS, OCCUPATION, row[len(CODE) :])
        code.occupation = occupations[code.occupation_id]
        codes.append(code)
    pay = _by_occupation(_pay_of({code.occupation_id for code in codes if code.use == RoleCode.Use.PAY}, view), known)
    outlooks = _by_occupation(
        _outlooks_of({code.occupation_id for code in codes if code.use == RoleCode.Use.OUTLOOK}, view), known
    )
    for pk, occupation in occupations.items():
        _hand_over(occupation, {"pay": pay[pk], "outlooks": outlooks[pk]})
    for code in codes:
        found[code.role_id].append(code)
    return found


@prepared
def _code_rows(roles: Collection[int], uses: Collection[str]) -> QuerySet[RoleCode, tuple[Any, ...]]:
    rows = RoleCode.objects.filter(role__in=roles, use__in=uses)
    rows = rows.order_by("role", "use", "-primary", "occupation__code", "occupation__system")
    return rows.values_list(*CODE, *(f"occupation__{name}" for name in OCCUPATION))


@prepared
def _pay_of(occupations: Collection[int], view: Standpoint) -> QuerySet[Pay]:
    rows = Pay.objects.published().filter(occupation__in=occupations)
    return view.around(rows).order_by("occupation_id", "per", "key")


@prepared
def _outlooks_of(occupations: Collection[int], view: Standpoint) -> QuerySet[Outlook]:
    rows = Outlook.objects.published().filter(occupation__in=occupations)
    return view.around(rows).order_by("occupation_id", "-period_from", "key")


def _by_occupation(facts: Iterable[Figure], known: Known) -> dict[int, list[Figure]]:
    """The same, each with its sources at hand."""
    found: dict[int, list[Figure]] = defaultdict(list)
    for fact in facts:
        fact.source = known.sources[fact.source_id]
        also = [known.sources[pk] for pk in known.also(type(fact), fact.pk)]
        _hand_over(fact, {"also_sources": also})
        found[fact.occupation_id or 0].append(fact)
    return found
