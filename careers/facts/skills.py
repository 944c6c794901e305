"""Skills: how much a role leans on each, and which are only named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import FloatField, QuerySet
from django.db.models.functions import Cast

from careers.cells import Tag
from careers.facts.known import Known
from careers.facts.standpoint import Standpoint
from careers.rolefacts import SkillFacts
from roles.models import Role, RoleSkill, Skill
from sources.prepared import prepared

FEW = (Tag.FEW_ANSWERS,)

Rated = Mapping[int, Sequence[SkillFacts]]


def loaded(roles: Collection[int], view: Standpoint, known: Known) -> dict[int, list[SkillFacts]]:
    """The skills of each role, each once, by the nearest place: one query, and no model for any row."""
    near: dict[tuple[int, int], tuple[int, SkillFacts]] = {}
    for role, skill, place, rating, level, not_relevant, few, imported, source, trust, pk in _rows(roles, view):
        distance = view.lineage.index(place)
        rival = near.get((role, skill))
        if rival and rival[0] <= distance:
            continue
        tags, sources = known.backing(source, trust, known.also(RoleSkill, pk), FEW if few else ())
        slug, title, kind, description, _ = known.skills[skill]
        near[role, skill] = (
            distance,
            SkillFacts(
                slug,
                title,
                None if not_relevant else rating,
                description,
                tags,
                sources,
                kind == Skill.Kind.KNOWLEDGE,
                bool(not_relevant),
                None if not_relevant else level,
                not imported,
            ),
        )
    found: dict[int, list[SkillFacts]] = defaultdict(list)
    for (role, _), (_, rated) in near.items():
        found[role].append(rated)
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
    found: dict[str, SkillFacts] = {}
    for member in family:
        for skill in rated[member.pk]:
            found.setdefault(skill.slug, skill)
    return tuple(sorted(found.values(), key=_best_first))


def _best_first(skill: SkillFacts) -> tuple[float, str]:
    return 1 if skill.importance is None else -skill.importance, skill.title
