"""Rules by place. What is not on file is never shown as “not required”."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from careers.cells import Cell, sources_of
from careers.facts.known import written_of
from careers.facts.sources import citations
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.facts.trust import dispute_tags, is_said_today, tags
from careers.rolefacts import Claim, PlaceName, RoleName, RuleFacts
from careers.wording import first_sentence, joined, long_date
from certifications.models import StateRule
from roles.models import Role
from sources.models import Place, SourcedFact

NAMED_PLACES = 3
CREDENTIALS = (StateRule.Topic.LICENSE, StateRule.Topic.CERTIFICATION)

FOR_ALL = "Rules for all states"
NO_RULE = Cell(code=None, value="No state rule on file", context="That is not the same as “no rule”.")


@dataclass(frozen=True)
class Timeline:
    """The rules that hold, those that are to start, and those that held once. Each place's own come first."""

    now: tuple[RuleFacts, ...]
    coming: tuple[RuleFacts, ...]
    past: tuple[RuleFacts, ...]


def timeline(family: tuple[Role, ...], view: Standpoint) -> Timeline:
    """The rules of the chosen place over time, federal ones and those of its districts included.

    What is to start comes in the order of its days, what is over with the last first.
    """
    told = _told(family, view)
    coming = sorted(told.coming, key=lambda rule: rule.effective_from or date.max)
    past = sorted(told.past, key=lambda rule: rule.effective_until or date.min, reverse=True)
    return Timeline(
        now=rules(family, view),
        coming=tuple(rule_facts(rule, view) for rule in _of_place(coming, view)),
        past=tuple(rule_facts(rule, view) for rule in _of_place(past, view)),
    )


def rules(family: tuple[Role, ...], view: Standpoint) -> tuple[RuleFacts, ...]:
    """The rules that hold in the chosen place today, federal ones and those of its districts included.

    The place itself comes first, then what lies in it, then what it lies in.
    """
    rivals = [rule for member in family for rule in written_of(member, "rules") if is_said_today(rule, view)]
    return tuple(
        rule_facts(rule, view, [rival.answer for rival in rivals if _subject(rival) == _subject(rule)])
        for rule in _of_place(_told(family, view).now, view)
    )


def unchecked_topics(family: tuple[Role, ...], view: Standpoint) -> tuple[str, ...]:
    """What rules of other states are about while none of the chosen one is: nobody has looked, or has found it."""
    if view.is_everywhere:
        return ()
    told = _told(family, view)
    rules_today = [*told.now, *told.coming]
    here = {rule.topic for rule in rules_today if _is_own(rule, view)}
    elsewhere = {rule.topic for rule in rules_today if is_checked(rule) and state_of(rule.place)}
    return tuple(topic.label for topic in StateRule.Topic if topic in elsewhere - here)


def said_of_rules(family: tuple[Role, ...], view: Standpoint) -> tuple[Claim, ...]:
    """What is only claimed of rules here: shown as that, beside the rules that hold."""
    told = [
        rule
        for member in family
        for rule in written_of(member, "rules")
        if view.is_told(rule) and not view.is_past(rule)
    ]
    return tuple(Claim(f"{rule.get_topic_display()}, {rule.place.name}", rule_facts(rule, view).cell) for rule in told)


def places_with_rules(family: tuple[Role, ...], view: Standpoint) -> tuple[PlaceName, ...]:
    """The states that have a checked rule on file for the role, or one of whose districts has, by name.

    A rule that is to start counts: it is announced.
    """
    told = _told(family, view)
    places = {
        place.code: place for rule in (*told.now, *told.coming) if is_checked(rule) and (place := state_of(rule.place))
    }
    return tuple(
        PlaceName(place.short_code, place.name) for place in sorted(places.values(), key=lambda place: place.name)
    )


def rule_reach(family: tuple[Role, ...], view: Standpoint) -> str:
    """Whether a checked rule holds in the chosen place: `yes`, one of its own; `all`, only a wider one; or `no`."""
    found = [rule for rule in _of_place(_told(family, view).now, view) if is_checked(rule)]
    if any(_is_own(rule, view) for rule in found):
        return "yes"
    return "all" if any(rule.answer != StateRule.Answer.NOT_REQUIRED for rule in found) else "no"


def asking_for_a_credential(family: tuple[Role, ...], view: Standpoint) -> list[StateRule]:
    """The rules that hold today, wherever, and ask for a license or a certificate for the job as a whole."""
    return [
        rule
        for rule in _told(family, view).now
        if rule.answer == StateRule.Answer.REQUIRED and rule.topic in CREDENTIALS and rule.duty_id is None
    ]


def ruled_kinds(role: Role, view: Standpoint) -> tuple[RoleName, ...]:
    """The specialties of a role with a checked rule of the chosen place, by title: one query."""
    rows = StateRule.objects.published().filter(role__parent=role, role__in=Role.objects.published())
    kinds = {
        rule.role.title: RoleName(rule.role.slug, rule.role.title)
        for rule in rows.select_related("role", "place__parent")
        if rule.role and _is_used(rule) and view.is_current(rule) and is_checked(rule) and _is_own(rule, view)
    }
    return tuple(kinds[title] for title in sorted(kinds))


def _is_own(rule: StateRule, view: Standpoint) -> bool:
    """Whether a rule is one of the chosen place itself, or of what lies in it."""
    return rule.place_id == view.place or lies_in(rule.place, view)


def is_checked(rule: StateRule) -> bool:
    """Whether somebody knows the answer. What nobody has looked at says so, and counts as nothing."""
    return rule.answer != StateRule.Answer.NOT_CHECKED


def rule_of(family: tuple[Role, ...], view: Standpoint) -> Cell:
    """What every page says of a role's rules in one line: what holds, and on which day it changes."""
    if not any(written_of(member, "rules") for member in family):  # as of most
        return NO_RULE
    cell = rule_cell(rules(family, view), places_with_rules(family, view), view)
    days = [rule.effective_from for rule in _of_place(_told(family, view).coming, view) if rule.effective_from]
    if not days:
        return cell
    starts = f"{'A rule starts' if cell.is_missing else 'Changes'} {long_date(min(days))}."
    return replace(cell, context=f"{starts} {cell.context}".strip())


def rule_cell(found: tuple[RuleFacts, ...], places: tuple[PlaceName, ...], view: Standpoint) -> Cell:
    """What the at-a-glance table says of rules: for the chosen state, or which states have any on file.

    Where no state has one of its own, what is required in all of them is what there is to say, or else that
    there are rules for all of them.
    """
    around = [rule for rule in found if rule.place in view.lineage]
    if view.is_everywhere and not places:
        checked = [rule for rule in around if rule.cell.code is not None]
        around = [rule for rule in around if rule.answer == StateRule.Answer.REQUIRED.label]
        if checked and not around:
            codes = frozenset(rule.cell.code for rule in checked)
            return Cell(codes, FOR_ALL, sources=sources_of(*(rule.cell.sources for rule in checked)))
    if not view.is_everywhere or (around and not places):
        # That the country asks for nothing is no answer of the state: it may ask for more.
        asked = [rule for rule in around if rule.answer != StateRule.Answer.NOT_REQUIRED.label]
        local = [rule for rule in around if rule.place != COUNTRY] or asked
        if not local:
            inside = [rule.place_name for rule in found if rule.place not in view.lineage]
            return _depends("district", list(dict.fromkeys(inside)))
        said = [rule.cell.code for rule in local]
        # With one not checked nobody knows if all is the same.
        code = None if None in said else frozenset(said)
        lead, _, rest = local[0].cell.value.partition(". ")
        wide = "" if view.is_everywhere or local is not asked else f"{FOR_ALL}."
        more = f"{len(local) - 1} more on file." if len(local) > 1 else ""
        context = " ".join(part for part in (wide, first_sentence(rest), more) if part)
        return Cell(code, lead.rstrip("."), context, local[0].cell.tags, local[0].cell.sources)
    return _depends("state", [place.name for place in places])


def _depends(kind: str, names: list[str]) -> Cell:
    """Which places have any rule on file, where that is all that can be said."""
    if not names:
        return NO_RULE
    others = len(names) - NAMED_PLACES
    shown = [*names[:NAMED_PLACES], f"{others} more"] if others > 1 else names
    return Cell(frozenset(names), f"Depends on the {kind}", f"On file: {joined(shown)}.")


@dataclass
class _Told:
    now: list[StateRule]
    coming: list[StateRule]
    past: list[StateRule]


def _told(family: tuple[Role, ...], view: Standpoint) -> _Told:
    """All rules in use or once in use, wherever they hold: on one subject in one place those of the nearest generation.

    Until a specialty's own rule starts, its parent's holds; a rule that its parent is to get is none for it.
    """
    found = _Told([], [], [])
    held: set[Hashable] = set()
    announced: set[Hashable] = set()
    for member in family:
        rows = written_of(member, "rules")
        now = [rule for rule in rows if _is_used(rule) and view.is_current(rule) and _subject(rule) not in held]
        coming = [rule for rule in rows if view.is_coming(rule) and _subject(rule) not in held | announced]
        past = [rule for rule in rows if view.is_past(rule) and _subject(rule) not in held | announced]
        held.update(map(_subject, now))
        announced.update(map(_subject, coming))
        found.now += now
        found.coming += coming
        found.past += past
    return found


def _is_used(rule: StateRule) -> bool:
    return rule.standing == SourcedFact.Standing.USED


def _of_place(found: Sequence[StateRule], view: Standpoint) -> list[StateRule]:
    """Those of the chosen place: its own first, then what lies in it, then what it lies in."""
    own = [rule for rule in found if rule.place_id == view.place]
    inside = [rule for rule in found if rule.place_id not in view.lineage and lies_in(rule.place, view)]
    wider = sorted((r for r in found if r.place_id in view.lineage and r.place_id != view.place), key=view.distance)
    return [*own, *inside, *wider]


def _subject(rule: StateRule) -> Hashable:
    return rule.topic, rule.place_id, rule.duty_id


def state_of(place: Place) -> Place | None:
    """The state that a place is, or lies in. None for the country."""
    seen: set[str] = set()
    step: Place | None = place
    while step is not None and step.code not in seen:
        if step.kind == Place.Kind.STATE:
            return step
        seen.add(step.code)
        step = step.parent
    return None


def lies_in(place: Place, view: Standpoint) -> bool:
    """Whether a place is the state that was chosen, or a part of it."""
    state = state_of(place)
    return state is not None and state.code == view.place


def rule_facts(rule: StateRule, view: Standpoint, said: Iterable[str] = ()) -> RuleFacts:
    """One rule as pages show it, whenever it holds. `said` is what others answer today."""
    return RuleFacts(
        place=rule.place.code,
        place_name=rule.place.name,
        topic=rule.get_topic_display(),
        answer=rule.get_answer_display(),
        cell=Cell(
            code=(rule.topic, rule.answer) if is_checked(rule) else None,
            value=rule.text,
            context=rule.why,
            tags=(*tags(rule, view.today), *dispute_tags(rule.answer, said)),
            sources=citations(rule, view.today),
        ),
        when=when_of(rule, view),
        requires_credential=rule.answer == StateRule.Answer.REQUIRED and rule.topic in CREDENTIALS,
    )


def when_of(rule: StateRule, view: Standpoint) -> str:
    """`From Jul 1, 2027`, `Until Dec 31, 2003`, `Since Oct 1, 2025`: the day that matters next, or else the last."""
    if view.is_coming(rule) and rule.effective_from:
        return f"From {long_date(rule.effective_from)}"
    if rule.effective_until:
        return f"Until {long_date(rule.effective_until)}"
    return f"Since {long_date(rule.effective_from)}" if rule.effective_from else ""
