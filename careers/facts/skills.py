"""Skills: how much a role leans on each, and which are only named."""

from __future__ import annotations

from careers.facts.numbers import plain_number
from careers.facts.sources import citations
from careers.facts.standpoint import Standpoint
from careers.facts.trust import tags
from careers.rolefacts import SkillFacts
from roles.models import Role, RoleSkill, Skill


def skills(family: tuple[Role, ...], view: Standpoint) -> tuple[SkillFacts, ...]:
    """Each skill once, the best rated first; a specialty takes over what it does not rate itself."""
    found: dict[str, SkillFacts] = {}
    for member in family:
        for fact in view.used(member.skills.all(), subject=lambda fact: fact.skill_id).values():
            found.setdefault(fact.skill.slug, _skill(fact, view))
    return tuple(sorted(found.values(), key=lambda skill: (-_rating(skill), skill.title)))


def _rating(skill: SkillFacts) -> float:
    return -1 if skill.importance is None else skill.importance


def _skill(fact: RoleSkill, view: Standpoint) -> SkillFacts:
    return SkillFacts(
        slug=fact.skill.slug,
        title=fact.skill.title,
        is_technical=fact.skill.kind == Skill.Kind.TECHNICAL,
        importance=None if fact.not_relevant else plain_number(fact.importance),
        description=fact.skill.description,
        tags=tags(fact, view.today),
        sources=citations(fact, view.today),
    )
