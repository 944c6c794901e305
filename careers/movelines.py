"""A move between two roles as its page tells it: sentences, key figures, what is missing and which step closes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from careers import moves, sentences
from careers.cells import NOT_ON_FILE, SourceFacts, sources_of
from careers.comparison import CLOSE_SKILLS, Comparison, Presence
from careers.pathlines import Line, cost_words, time_words
from careers.planning import Path, PathGraph, Plan
from careers.planning.graph import NOTHING
from careers.rolefacts import DutyFacts, RoleFacts, SkillFacts
from careers.wording import amount_words, article, before_a_verb, counted, inside_sentence, joined


@dataclass(frozen=True)
class Told:
    """The steps of the plan as pages tell them, and the number of each by the milestones that it reaches."""

    path: Path
    lines: tuple[Line, ...]
    numbers: Mapping[str, int]

    def line(self, milestone: str) -> Line:
        return self.lines[self.numbers[milestone] - 1]


def lead(pair: Comparison, carry: moves.Carried) -> str:
    """`You already do 4 of the 10 duties of a paralegal. 6 are new.`"""
    if pair.without_duties:
        return sentences.duties_line(pair)
    noun, count = article(pair.roles[1].noun), len(carry.duties)
    total = counted(count + len(carry.new_duties), "duty", "duties")
    if not carry.new_duties:
        return f"You already do all {total} of {noun} on file."
    if not count:
        which, are = ("The", "is") if len(carry.new_duties) == 1 else ("All", "are")
        return f"{which} {total} of {before_a_verb(noun)} {are} new to you."
    return f"You already do {count} of the {total} of {noun}. {_all_that(len(carry.new_duties), 'are')} new."


def duties_line(pair: Comparison, carry: moves.Carried) -> str:
    """`4 carry over. 6 are new. 11 stay behind.`"""
    if pair.without_duties:
        return sentences.duties_line(pair)
    known, new, left = len(carry.duties), len(carry.new_duties), len(pair.duties_of(Presence.ONLY, 0))
    return f"{_all_that(known, 'carry')} over. {_all_that(new, 'are')} new. {_all_that(left, 'stay')} behind."


def skills_line(carry: moves.Carried) -> str:
    """What the numbers of the skills mean, and how many carry over."""
    scale = "How much each job leans on a skill, from 0 to 100."
    known, new, unrated = len(carry.skills), len(carry.new_skills), len(carry.unrated_skills)
    if not known + new:
        return scale
    found = f"{scale} {_all_that(known, 'carry')} over. {_all_that(new, 'are')} {CLOSE_SKILLS} points higher or more."
    return f"{found} {counted(unrated, 'has', 'have')} no rating to compare with." if unrated else found


def _all_that(count: int, verb: str) -> str:
    """`4 carry`, `1 carries`, `None are`."""
    singular = {"carry": "carries", "are": "is", "stay": "stays"}
    return f"{count or 'None'} {singular[verb] if count == 1 else verb}"


def ribbon(shown: Plan, pair: Comparison, carry: moves.Carried) -> list[tuple[str, str, str]]:
    """Name, figure and a line of context for each of the key figures."""
    is_job = shown.months.high == 0
    schooling = "None" if shown.schooling == NOTHING else time_words(shown.schooling)
    known, total = len(carry.duties), len(carry.duties) + len(carry.new_duties)
    return [
        ("Time from here", time_words(shown.months), "finding the job is not counted" if is_job else ""),
        ("Cost", cost_words(shown.cost), "before grants and aid"),
        ("New schooling", schooling, ""),
        ("Duties you know", NOT_ON_FILE if pair.without_duties else f"{known or 'None'} of {total}", ""),
    ]


def held_words(shown: Plan, held: Mapping[str, float], graph: PathGraph) -> str:
    """What was counted as held, as a list in a sentence: what steps ask for, and a part of what a step brings."""
    amounts = {need.milestone: need.amount for need in shown.held}
    parts = {step.milestone.slug: held.get(step.milestone.slug) for step in shown.steps}
    amounts |= {slug: amount for slug, amount in parts.items() if amount}
    words = []
    for slug, amount in amounts.items():
        milestone = graph.milestones[slug]
        much = f" ({amount_words(amount, milestone.unit)})" if amount and milestone.unit else ""
        words.append(inside_sentence(milestone.title) + much)
    return joined(words)


@dataclass(frozen=True)
class Missing:
    """Something that the way asks for and that is not held, with the step that brings it."""

    title: str
    line: Line


def missing_steps(shown: Plan, told: Told) -> list[Missing]:
    """What is left to do before the goal itself, in the order of the plan."""
    steps = [step for step in moves.still_to_do(shown) if not step.milestone.is_choice and step.milestone != shown.goal]
    return [Missing(step.milestone.title, told.line(step.milestone.slug)) for step in steps]


@dataclass(frozen=True)
class GapLine:
    """Duties and skills that are missing, and the steps that close them: lines, and the role that each works in."""

    steps: tuple[tuple[Line, str], ...]
    duties: tuple[DutyFacts, ...]
    skills: tuple[SkillFacts, ...]


def gap_lines(
    carry: moves.Carried, on_the_way: Mapping[str, str], facts: Mapping[str, RoleFacts], told: Told
) -> list[GapLine]:
    """Each gap with the lines of the steps that close it. `on_the_way`: the role in which a step works."""
    found = moves.gaps(carry, {slug: facts[role] for slug, role in on_the_way.items() if role in facts})
    return [
        GapLine(tuple((told.line(slug), facts[on_the_way[slug]].noun) for slug in gap.steps), gap.duties, gap.skills)
        for gap in found
    ]


def announcement(shown: Plan | None) -> str:
    """What is read out once another plan is shown: `Plan updated: 2 years, $4,000.`"""
    if shown is None:
        return "No way is on file."
    return f"Plan updated: {inside_sentence(time_words(shown.months))}, {inside_sentence(cost_words(shown.cost))}."


def sources_cited(pair: Comparison, told: Told | None) -> tuple[SourceFacts, ...]:
    """Every source of the page, in the order in which the page cites it."""
    return sources_of(
        *(duty.sources for row in pair.duties for duty in row.cells if duty),
        *(skill.sources for row in pair.skills for skill in row.cells if skill),
        *(line.all_sources for line in (told.lines if told else ())),
    )
