"""What differs by state: all states in a line each, and one state whole."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from careers.facts.credentialnames import credential_name
from careers.facts.placerules import (
    Answer,
    Tally,
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
from careers.facts.rules import rule_facts
from careers.facts.standpoint import Standpoint
from careers.placefacts import CredentialHere, PlaceLine, RoleRules, StateFacts, TopicLine
from careers.rolefacts import PlaceName, RoleName
from careers.wording import counted
from certifications.models import Certification, StateRule
from sources.models import Place


def place_lines(today: date) -> list[PlaceLine]:
    """Every state by name, with what is on file: four queries, however many rules there are."""
    tally = tally_of(today)
    states = Place.objects.filter(kind=Place.Kind.STATE).order_by("name")
    return [tally.line(PlaceName(place.short_code, place.name), place.code) for place in states]


def state_facts(place: Place, view: Standpoint) -> StateFacts:
    """What one state asks for and others do not: a fixed number of queries, however many rules there are."""
    tally = tally_of(view.today)
    loaded = rules_around([place.code])
    rules, tell = rules_of(loaded, place.code, view), beside_rivals(loaded, view)
    tell_alone = partial(rule_facts, view=view)
    name = PlaceName(place.short_code, place.name)
    about_roles = [rule for rule in rules.now if rule.role_id]
    return StateFacts(
        place=name,
        line=tally.line(name, place.code),
        roles=_by_role(about_roles, tally, place.code, tell),
        scores=each_once([rule for rule in rules.now if not rule.role_id], tell),
        federal=each_once(rules.federal, tell),
        coming=each_once(rules.coming, tell_alone),
        past=each_once(rules.past, tell_alone),
        credentials=_credentials(place, rules.now, view),
        unchecked=unchecked_roles(tally, {rule.role_id for rule in (*about_roles, *rules.coming)}),
        varies_by_district=any(_is_local(rule) for rule in (*rules.now, *rules.federal)),
        all_roles=len(tally.families),
    )


def _is_local(rule: StateRule) -> bool:
    """Whether a score is for districts to set, or one of them has set it."""
    return rule.topic == Topic.PASSING_SCORE and (
        rule.answer == Answer.SET_LOCALLY or rule.place.kind == Place.Kind.DISTRICT
    )


def _by_role(rules: Sequence[StateRule], tally: Tally, code: str, tell: Tell) -> tuple[RoleRules, ...]:
    """The roles with a rule here, each with a line for every topic on which any state has one, in their one order.

    Roles of which all is said in the same words stand together.
    """
    alike: dict[Hashable, tuple[list[RoleName], tuple[TopicLine, ...]]] = {}
    for role, own in by_role(rules).items():
        answers = tally.answers.get(role.pk, {})
        lines = []
        for topic in Topic:
            here = tuple(tell(rule) for rule in own if rule.topic == topic)
            if here or any(state != code for state in answers.get(topic, {})):
                lines.append(TopicLine(topic.label, here, _elsewhere(answers.get(topic, {}), code)))
        lines.sort(key=lambda line: not line.rules)  # what is on file here comes first
        said = tuple((line.title, line.elsewhere, wording_key(line.rules)) for line in lines)
        alike.setdefault(said, ([], tuple(lines)))[0].append(RoleName(role.slug, role.title))
    return tuple(RoleRules(tuple(roles), lines) for roles, lines in alike.values())


def _elsewhere(answers: Mapping[str, str], code: str) -> str:
    """`Required in 3 other states. Set locally in 1.` Of states that nobody has checked it says nothing."""
    others = [answer for state, answer in answers.items() if state != code]
    if not others:
        return "No other state is checked yet."
    parts: list[str] = []
    for answer in (Answer.REQUIRED, Answer.NOT_REQUIRED, Answer.SET_LOCALLY):
        if number := others.count(answer):
            parts.append(f"{answer.label} in {counted(number, 'other state') if not parts else number}.")
    return " ".join(parts)


def _credentials(place: Place, rules: Iterable[StateRule], view: Standpoint) -> tuple[CredentialHere, ...]:
    """What the state itself gives, then what else its rules name, each with the rules that name it: one query."""
    rows = {each.pk: each for each in Certification.objects.filter(place=place).select_related("issuer")}
    naming: dict[int, list[StateRule]] = {}
    for rule in rules:
        for each in rule.accepts.all():
            rows.setdefault(each.pk, each)
            naming.setdefault(each.pk, []).append(rule)
    return tuple(
        CredentialHere(
            name=credential_name(each),
            is_own=each.place_id == place.code,
            how=f"Named in the rule on {topics_in_words(naming[pk])}." if pk in naming else "",
            cell=backed_cell(each.lets_you, naming.get(pk, ()), view),
        )
        for pk, each in rows.items()
    )
