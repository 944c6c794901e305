"""What a move from one state to another changes, and what nobody has checked."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from careers.facts.credentialnames import credential_name
from careers.facts.placerules import (
    Tell,
    Topic,
    backed_cell,
    beside_rivals,
    by_role,
    each_once,
    rules_around,
    rules_of,
    tally_of,
    topics_in_words,
    unchecked_roles,
    wording_key,
)
from careers.facts.rules import is_checked, rule_facts
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.placefacts import Carried, Change, MoveFacts, RoleChanges
from careers.rolefacts import PlaceName, RoleName
from careers.wording import amount_words, joined
from certifications.models import Certification, StateRule
from sources.models import Place, SourcedFact

NOT_YET = "Not checked yet"


def move_facts(start: Place, goal: Place, view: Standpoint) -> MoveFacts:
    """What a move changes, by what is on file of both states: a fixed number of queries."""
    rules = rules_around([start.code, goal.code])
    before, after = rules_of(rules, start.code, view), rules_of(rules, goal.code, view)
    tally = tally_of(view.today)
    tell = beside_rivals(rules, view)
    changed = _changes(before.now, after.now, start, goal, tell)
    unchecked = unchecked_roles(tally, {rule.role_id for rule in (*before.now, *after.now)})
    return MoveFacts(
        start=PlaceName(start.short_code, start.name),
        goal=PlaceName(goal.short_code, goal.name),
        credentials=_carried(before.now, after.now, start, goal, view),
        roles=changed,
        federal=each_once(after.federal, tell),
        coming=each_once((rule for rule in after.coming if rule.place_id != COUNTRY), partial(rule_facts, view=view)),
        unchecked=tuple(each.role for each in unchecked),
    )


def _changes(
    before: Sequence[StateRule], after: Sequence[StateRule], start: Place, goal: Place, tell: Tell
) -> tuple[RoleChanges, ...]:
    """What changes for each role, those alike together."""
    alike: dict[Hashable, tuple[list[RoleName], tuple[Change, ...]]] = {}
    for role in by_role((*before, *after)):
        changes = []
        for topic in Topic:
            old = [rule for rule in before if (rule.role, rule.topic) == (role, topic)]
            new = [rule for rule in after if (rule.role, rule.topic) == (role, topic)]
            if old or new:
                changes.append(_change(topic.label, old, new, start, goal, tell))
        said = tuple((change.title, wording_key(change.before), wording_key(change.after)) for change in changes)
        alike.setdefault(said, ([], tuple(changes)))[0].append(RoleName(role.slug, role.title))
    return tuple(RoleChanges(tuple(roles), changes) for roles, changes in alike.values())


def _change(
    title: str, old: Sequence[StateRule], new: Sequence[StateRule], start: Place, goal: Place, tell: Tell
) -> Change:
    unknown = [place.name for place, rules in ((start, old), (goal, new)) if not any(map(_is_sure, rules))]
    if unknown:
        verdict, is_change = f"{NOT_YET}: {joined(unknown)}", False
    elif _answers(old) != _answers(new):
        verdict, is_change = "Changes", True
    elif {rule.text for rule in old} == {rule.text for rule in new}:
        verdict, is_change = "Stays the same", False
    else:
        verdict, is_change = "Same answer. Compare the details", False
    return Change(
        title=title,
        before=tuple(map(tell, old)),
        after=tuple(map(tell, new)),
        verdict=verdict,
        is_change=is_change,
    )


def _is_sure(rule: StateRule) -> bool:
    """Whether somebody read the answer. What was written from memory is shown, and decides nothing."""
    return is_checked(rule) and rule.trust != SourcedFact.Trust.MEMORY


def _answers(rules: Iterable[StateRule]) -> set[tuple[object, ...]]:
    return {(rule.duty_id, rule.answer, rule.amount_min, rule.amount_max, rule.unit) for rule in rules}


def _carried(
    before: Sequence[StateRule], after: Sequence[StateRule], start: Place, goal: Place, view: Standpoint
) -> tuple[Carried, ...]:
    """Each certification that either state gives, accepts or has a score for, those alike together: one query."""
    rows: dict[str, Certification] = {}
    own = Certification.objects.filter(place__in=[start, goal]).select_related("issuer")
    # Whoever arrives cannot get any more what is closed there.
    own = own.exclude(place=goal, status=Certification.Status.CLOSED)
    for each in (*own, *(found for rule in (*before, *after) for found in _named(rule))):
        rows.setdefault(each.slug, each)
    found = [_carry(each, before, after, start, goal, view) for each in rows.values()]
    alike: dict[Hashable, list[Carried]] = {}
    for carried in sorted(found, key=lambda each: each.is_open):
        alike.setdefault((carried.verdict, carried.cell), []).append(carried)
    return tuple(replace(same[0], names=tuple(name for each in same for name in each.names)) for same in alike.values())


def _named(rule: StateRule) -> list[Certification]:
    return [*rule.accepts.all(), *([rule.certification] if rule.certification else [])]


def _carry(
    each: Certification,
    before: Sequence[StateRule],
    after: Sequence[StateRule],
    start: Place,
    goal: Place,
    view: Standpoint,
) -> Carried:
    accepting = [rule for rule in after if each in rule.accepts.all()]
    accepted = [rule for rule in before if each in rule.accepts.all()]
    old, new = _score(each, before), _score(each, after)
    backing: list[StateRule]
    is_open = False
    if each.place_id == goal.code:
        verdict, backing = f"New in {goal.name}", accepting
        text = f"{goal.name} gives it. You do not get it by moving: see how to qualify."
    elif accepting:
        is_open = not any(map(_is_sure, accepting))
        verdict, backing = "May carry over" if is_open else "Carries over", accepting
        text = f"{goal.name} names it in its rule on {topics_in_words(accepting)}."
    elif new:
        verdict, text, is_open = _score_words(old, new, start, goal)
        backing = [rule for rule in (old, new) if rule]
    elif told := [rule for rule in after if rule.certification_id == each.pk]:
        is_open = not any(map(is_checked, told))
        verdict, backing = NOT_YET if is_open else "Read the rule", told
        text = " ".join(f"{_place_name(rule, goal)}{rule.text}" for rule in told)
    elif rivals := _rivals(accepted, after):
        verdict, backing = "Not named", rivals
        text = f"The rule of {goal.name} on {topics_in_words(rivals)} names others. Ask if yours counts."
    else:
        verdict, is_open = NOT_YET, True
        backing = accepted or [rule for rule in before if rule.certification_id == each.pk]
        known = "accepts it" if accepted else "has a rule on it"
        if each.place_id == start.code:
            known, backing = "gives it", []
        text = f"{start.name} {known}. We have not checked if {goal.name} takes it. Ask before you move."
    return Carried(
        names=(credential_name(each),),
        verdict=verdict,
        text=text,
        cell=backed_cell(text, backing, view),
        is_open=is_open,
    )


def _rivals(accepted: Sequence[StateRule], after: Sequence[StateRule]) -> list[StateRule]:
    """The rules of the new state, on what the old one accepts it for, that name other certifications."""
    asked = {(rule.role_id, rule.topic) for rule in accepted}
    return [rule for rule in after if (rule.role_id, rule.topic) in asked and rule.accepts.all()]


def _score(each: Certification, rules: Iterable[StateRule]) -> StateRule | None:
    """The state's own passing score for a test, where it has one on file."""
    about = (rule for rule in rules if rule.certification_id == each.pk and rule.topic == Topic.PASSING_SCORE)
    return next((r for r in about if r.place.kind == Place.Kind.STATE and r.amount_min is not None), None)


def _score_words(old: StateRule | None, new: StateRule, start: Place, goal: Place) -> tuple[str, str, bool]:
    """What becomes of a passed test: the verdict, the sentence, whether it is open."""
    needed = _amount(new)
    if old is None:
        return "Check your score", f"You need {needed} in {goal.name}. We have no score of {start.name} on file.", True
    if _least(new) > _least(old):
        asks = f"{start.name} asks for {_amount(old)}, {goal.name} for {needed}."
        return "Check your score", f"{asks} A lower score does not pass there.", False
    return "Carries over", f"A score that passes in {start.name} passes in {goal.name}: you need {needed}.", False


def _least(rule: StateRule) -> Decimal:
    return rule.amount_min or Decimal(0)


def _amount(rule: StateRule) -> str:
    return amount_words(_least(rule), rule.unit)


def _place_name(rule: StateRule, state: Place) -> str:
    """Of a district its name and a colon; of the state nothing."""
    return "" if rule.place_id == state.code else f"{rule.place.name}: "
