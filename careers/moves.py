"""From one role to another: what carries over, what is missing, and which step closes which gap.

Nothing on file says what a school teaches, so a duty or a skill is closed by a step only where that step is work in a
role that has it: a job on the way, or experience gained in one. Of everything else the page says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from careers.comparison import CLOSE_SKILLS, Comparison, Row
from careers.planning import PathGraph, Plan, PlanStep
from careers.planning.graph import NOTHING
from careers.rolefacts import DutyFacts, RoleFacts, SkillFacts

T = TypeVar("T")

# What a year in a job brings, by the unit of the experience: 40 hours in each of 52 weeks.
A_YEAR = {"years": 1.0, "hours": 2080.0}


@dataclass(frozen=True)
class Gap:
    """Duties and skills that are missing, and the steps (by their milestones) of one plan that close them."""

    steps: tuple[str, ...]
    duties: tuple[DutyFacts, ...]
    skills: tuple[SkillFacts, ...]


@dataclass(frozen=True)
class Carried:
    """What of two roles, put side by side from the first to the second, carries over, and what does not."""

    duties: tuple[DutyFacts, ...]
    new_duties: tuple[DutyFacts, ...]
    skills: tuple[SkillFacts, ...]
    new_skills: tuple[SkillFacts, ...]
    unrated_skills: tuple[SkillFacts, ...]  # that the first role has no rating for: nobody can tell


def held_after(graph: PathGraph, roles: Collection[str], years: float) -> dict[str, float]:
    """What somebody holds after so many years in a role; `roles` is the role and all that it is a specialty of."""
    goals = graph.goals()
    held = {goals[role]: 1.0 for role in roles if role in goals}
    for route in graph.routes:
        if route.while_in in roles and years > 0:
            unit = graph.milestones[route.reaches].unit
            held[route.reaches] = A_YEAR[unit] * years if unit in A_YEAR else 1.0
    return held


def carried(pair: Comparison) -> Carried:
    """What carries over from the first role of a comparison to the second.

    A skill does where the first role is rated as high, or lower by less than what sets two ratings apart.
    """
    duties = [row for row in pair.duties if row.cells[1] is not None]
    rated = by_gap(pair.skills)
    return Carried(
        duties=_cells(row for row in duties if row.cells[0] is not None),
        new_duties=_cells(row for row in duties if row.cells[0] is None),
        skills=_cells(row for row in rated if _has(row) >= 0 and _gap(row) < CLOSE_SKILLS),
        new_skills=_cells(row for row in rated if _has(row) >= 0 and _gap(row) >= CLOSE_SKILLS),
        unrated_skills=_cells(row for row in rated if _has(row) < 0),
    )


def by_gap(skills: Iterable[Row[SkillFacts]]) -> tuple[Row[SkillFacts], ...]:
    """The skills that the second role is rated for, by how much more it leans on them than the first."""
    rated = [row for row in skills if row.cells[1] and row.cells[1].importance is not None]
    return tuple(sorted(rated, key=_gap, reverse=True))


def roles_on_the_way(plan: Plan, start: str) -> dict[str, str]:
    """The roles that a plan works in before its goal, each by the milestone of the last step that does."""
    steps = {}
    for step in plan.steps:
        role = step.milestone.role if step.milestone.kind == "role" else step.route.while_in
        if role and role != start and step.milestone != plan.goal:
            steps[role] = step.milestone.slug
    return {milestone: role for role, milestone in steps.items()}


def gaps(missing: Carried, on_the_way: Mapping[str, RoleFacts]) -> list[Gap]:
    """What is missing by the steps that close it, first those of the plan; what none closes stands last.

    `on_the_way` are the roles that the plan works in, by the milestones of its steps.
    """
    duties: dict[tuple[str, ...], list[DutyFacts]] = {}
    skills: dict[tuple[str, ...], list[SkillFacts]] = {}
    for duty in missing.new_duties:
        steps = (slug for slug, role in on_the_way.items() if any(own.slug == duty.slug for own in role.duties))
        duties.setdefault(tuple(steps), []).append(duty)
    for skill in missing.new_skills:
        steps = (slug for slug, role in on_the_way.items() if _is_enough(role, skill))
        skills.setdefault(tuple(steps), []).append(skill)
    order = sorted({*duties, *skills}, key=lambda steps: (not steps, [[*on_the_way].index(slug) for slug in steps]))
    return [Gap(steps, tuple(duties.get(steps, ())), tuple(skills.get(steps, ()))) for steps in order]


def still_to_do(plan: Plan) -> tuple[PlanStep, ...]:
    """The steps that take time or money; none where all that is on file is met, but for getting the job."""
    return tuple(step for step in plan.steps if (step.months, step.cost) != (NOTHING, NOTHING))


def _cells(rows: Iterable[Row[T]]) -> tuple[T, ...]:
    return tuple(cell for row in rows if (cell := row.cells[1]) is not None)


def _has(row: Row[SkillFacts]) -> float:
    """How much the first role leans on a skill; -1 where that is not on file."""
    own = row.cells[0]
    return -1 if own is None or own.importance is None else own.importance


def _gap(row: Row[SkillFacts]) -> float:
    wanted = row.cells[1]
    if wanted is None or wanted.importance is None or _has(row) < 0:
        return -1000
    return wanted.importance - _has(row)


def _is_enough(role: RoleFacts, skill: SkillFacts) -> bool:
    own = next((own for own in role.skills if own.slug == skill.slug), None)
    if own is None or own.importance is None or skill.importance is None:
        return False
    return skill.importance - own.importance < CLOSE_SKILLS
