"""What O*NET does not say of a role: of some occupations it knows nothing but their names."""

from __future__ import annotations

from roles.models import Role


def gaps() -> dict[int, str]:
    """What is missing of each published role that was brought in from O*NET, where anything is: one query."""
    parts = (Role.Section.DUTIES, Role.Section.SKILLS)
    found = Role.objects.published().filter(origin=Role.Origin.ONET).lacking(*parts)
    rows = found.order_by().values_list("pk", *(f"lacks_{part}" for part in parts))
    said = {pk: gap_words(has_duties=not duties, has_skills=not skills) for pk, duties, skills in rows}
    return {pk: words for pk, words in said.items() if words}


def gap_words(*, has_duties: bool, has_skills: bool) -> str:
    """What every page says of an occupation that O*NET tells little of."""
    if has_duties and has_skills:
        return ""
    if has_duties:
        return "O*NET has no skill ratings for this job."
    return "O*NET has no duties for this job." if has_skills else "O*NET has only titles for this job."
