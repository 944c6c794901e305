"""Skills: how much a role leans on each, and which are only named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import FloatField, QuerySet
from django.db.models.functions import Cast

from careers.cells import Tag
from careers.facts.known import Backing, Known, SkillWord
from careers.facts.standpoint import Standpoint
from careers.rolefacts import SkillFacts
from roles.models import Role, RoleSkill, Skill
from sources.prepared import prepared


class SkillRow(NamedTuple):
    """What one source says of a skill: a rating, or none."""

    skill: SkillWord
    importance: float | None
    level: float | None
    not_relevant: bool
    is_chosen: bool
    backing: Backing


Rated = Mapping[int, Sequence[SkillRow]]


def loaded(roles: Collection[int], view: Standpoint, known: Known) -> dict[int, list[SkillRow]]:
    """The skills of each role, each once, by the nearest place: one query, and no model for any row."""
    near: dict[tuple[int, int], tuple[int, SkillRow]] = {}
    for role, skill, place, rating, level, not_relevant, few, imported, source, trust, pk in _rows(roles, view):
        distance = view.lineage.index(place)
        if (role, skill) in near and near[role, skill][0] <= distance:
            continue
        backing = known.backing(source, trust, known.also(RoleSkill, pk))
        if few:
            backing = Backing((*backing.tags, Tag.FEW_ANSWERS), backing.sources)
        near[role, skill] = (
            distance,
            SkillRow(known.skills[skill], rating, level, not_relevant, not imported, backing),
        )
    found: dict[int, list[SkillRow]] = defaultdict(list)
    for (role, _), (_, row) in near.items():
        found[role].append(row)
    return found


@prepared
def _rows(roles: Collection[int], view: Standpoint) -> QuerySet[RoleSkill, tuple[Any, ...]]:
    rows = view.in_use_around(RoleSkill.objects.published().filter(role__in=roles)).order_by()
    # As a plain number: to make a decimal of each takes longer than all the rest.
    rows = rows.annotate(rating=Cast("importance", FloatField()), level_of=Cast("level", FloatField()))
    return rows.values_list(
        "role",
        "skill",
        "place",
        "rating",
        "level_of",
        "not_relevant",
        "low_precision",
        "imported",
        "source",
        "trust",
        "pk",
    )


def skills(family: Sequence[Role], rated: Rated) -> tuple[SkillFacts, ...]:
    """Each skill once, the best rated first; a specialty takes over what it does not rate itself."""
    found: dict[str, SkillRow] = {}
    for member in family:
        for row in rated[member.pk]:
            found.setdefault(row.skill.slug, row)
    return tuple(sorted(map(_skill, found.values()), key=lambda skill: (-_rating(skill), skill.title)))


def _rating(skill: SkillFacts) -> float:
    return -1 if skill.importance is None else skill.importance


def _skill(row: SkillRow) -> SkillFacts:
    slug, title, kind, description, _ = row.skill
    return SkillFacts(
        slug=slug,
        title=title,
        is_technical=kind == Skill.Kind.TECHNICAL,
        importance=None if row.not_relevant else row.importance,
        description=description,
        tags=row.backing.tags,
        sources=row.backing.sources,
        is_knowledge=kind == Skill.Kind.KNOWLEDGE,
        not_relevant=row.not_relevant,
        level=None if row.not_relevant else row.level,
        is_chosen=row.is_chosen,
    )
