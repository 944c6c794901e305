"""Who needs a certification and whom it helps, who can wait, and what rules say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from careers.cells import Cell
from careers.credentialfacts import PlaceRule, Reason
from careers.facts.credentiallines import PUBLIC
from careers.facts.rules import when_of
from careers.facts.sources import citations
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.facts.trust import counts, tags
from careers.models import Milestone, RoleRecommendation, RouteNeed, Strength
from careers.wording import article, inside_sentence, joined
from certifications.models import Certification, StateRule
from roles.models import Role


def needed(advice: Iterable[RoleRecommendation], view: Standpoint) -> tuple[Reason, ...]:
    """Who has to hold it."""
    return tuple(_by_role("You want to work as {}.", [fact for fact in advice if fact.strength == Strength.LAW], view))


def helps(advice: Iterable[RoleRecommendation], further: Iterable[Milestone], view: Standpoint) -> tuple[Reason, ...]:
    """Whom it helps, and what it counts toward next."""
    advised = [fact for fact in advice if fact.strength != Strength.LAW]
    next_up = sorted(further, key=lambda goal: (goal.position, goal.slug))
    return (
        *_by_role("You want to stand out as {}.", advised, view),
        *(Reason(f"You want this next: {inside_sentence(goal.title)}. This counts toward it.") for goal in next_up),
    )


def _by_role(words: str, facts: Iterable[RoleRecommendation], view: Standpoint) -> list[Reason]:
    """Roles of which the same is said share a line."""
    alike: dict[str, list[RoleRecommendation]] = {}
    for fact in facts:
        alike.setdefault(fact.text or fact.role.slug, []).append(fact)
    return [Reason(words.format(_any([fact.role for fact in same])), _said(same[0], view)) for same in alike.values()]


def naming(rules: Iterable[StateRule], view: Standpoint) -> tuple[PlaceRule, ...]:
    """The rules about roles that accept it, the chosen state's first.

    Whether it is the only thing they accept is for their words to say.
    """
    alike: dict[tuple[str, str], list[StateRule]] = {}
    for rule in sorted(rules, key=lambda rule: not is_here(rule, view)):
        alike.setdefault((rule.place.name, rule.text), []).append(rule)
    return tuple(
        PlaceRule(
            f"{place}, {joined([inside_sentence(rule.role.title) for rule in same if rule.role])}", _said(same[0], view)
        )
        for (place, _), same in alike.items()
    )


def can_wait(
    found: Certification, advice: Iterable[RoleRecommendation], accepting: Sequence[StateRule], asked: set[int]
) -> tuple[Reason, ...]:
    """Only what follows from what is on file: nobody asks for it on the way in, or it holds elsewhere."""
    if found.status == Certification.Status.CLOSED:
        return (Reason("You do not hold it yet. New people can no longer get it."),)
    asked = asked | {rule.role_id for rule in accepting if rule.role_id}
    free = [fact.role for fact in advice if fact.strength != Strength.LAW and fact.role_id not in asked]
    reasons = [Reason(f"You look for a first job as {_any(free)}. No way in on file asks for it.")] if free else []
    if found.place_id != COUNTRY:
        reasons.append(Reason(f"You will not work in {found.place.name}. It is that state’s own."))
    return tuple(reasons)


def ahead(milestones: Iterable[Milestone]) -> tuple[list[Milestone], set[int]]:
    """What a certification counts toward next, and the roles whose ways in lead over it at last: two queries."""
    needs = (
        RouteNeed.objects.filter(PUBLIC)
        .exclude(route__strength=Strength.HELPFUL)
        .values_list("milestone", "route__reaches", "route__reaches__kind", "route__reaches__role")
    )
    ahead: dict[int, list[tuple[int, int | None]]] = {}
    for need, goal, kind, role in needs:
        ahead.setdefault(need, []).append((goal, role if kind == Milestone.Kind.ROLE else None))
    steps = [milestone.pk for milestone in milestones]
    following = {goal for step in steps for goal, job in ahead.get(step, ()) if job is None}
    seen: set[int] = set()
    roles: set[int] = set()
    while steps:
        for goal, job in ahead.get(steps.pop(), ()):
            if job:
                roles.add(job)
            elif goal not in seen:
                seen.add(goal)
                steps.append(goal)
    return list(Milestone.objects.filter(pk__in=following).exclude(kind=Milestone.Kind.ROLE)), roles


def _any(roles: Sequence[Role]) -> str:
    """`a paralegal`, `a teacher assistant or a paraprofessional`"""
    return joined(list(dict.fromkeys(article(inside_sentence(role.title)) for role in roles)), "or")


def _said(fact: StateRule | RoleRecommendation, view: Standpoint) -> Cell:
    return Cell(fact.key, fact.text, tags=tags(fact, view.today), sources=citations(fact, view.today))


def rules_about(found: Certification, view: Standpoint) -> tuple[PlaceRule, ...]:
    """What places say of it, those that say the same in one line; the chosen state comes first.

    What is to start, or held once, comes after what holds.
    """
    alike: dict[tuple[bool, str, str, str], list[StateRule]] = {}
    for rule in sorted(found.rules.all(), key=lambda rule: (not is_here(rule, view), rule.place_id != COUNTRY)):
        if counts(rule, view) or view.is_coming(rule) or view.is_past(rule):
            alike.setdefault((is_here(rule, view), rule.topic, rule.text, when_of(rule, view)), []).append(rule)
    ordered = sorted(alike.items(), key=lambda each: (view.is_past(each[1][0]), view.is_coming(each[1][0])))
    return tuple(
        PlaceRule(
            places=joined(sorted("All states" if rule.place_id == COUNTRY else rule.place.name for rule in same)),
            cell=Cell(
                same[0].answer,
                same[0].text,
                tags=tags(same[0], view.today),
                sources=citations(same[0], view.today),
            ),
            when=when,
        )
        for (*_, when), same in ordered
    )


def is_here(rule: StateRule, view: Standpoint) -> bool:
    """Whether a rule is that of the chosen state."""
    return not view.is_everywhere and rule.place_id == view.place
