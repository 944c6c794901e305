"""Rules by place. What is not on file is never shown as “not required”."""

from __future__ import annotations

from collections.abc import Hashable

from careers.cells import Cell, sources_of
from careers.facts.sources import OTHER_FIGURES_GROW_OLD_YEARS, citations, tags
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.rolefacts import Claim, PlaceName, RuleFacts
from careers.wording import first_sentence, joined
from certifications.models import StateRule
from roles.models import Role
from sources.models import Place, SourcedFact

NAMED_PLACES = 3

NO_RULE = Cell(code=None, value="No state rule on file", context="That is not the same as “no rule”.")


def rules(family: tuple[Role, ...], view: Standpoint) -> tuple[RuleFacts, ...]:
    """The rules that hold in the chosen place, federal ones and those of its districts included.

    The place itself comes first, then what lies in it, then what it lies in.
    """
    in_force = _in_force(family, view)
    around = [rule for rule in in_force if rule.place_id in view.lineage]
    inside = [rule for rule in in_force if rule not in around and _lies_in(rule.place, view)]
    own = [rule for rule in around if rule.place_id == view.place]
    wider = sorted((rule for rule in around if rule not in own), key=view.distance)
    return tuple(_rule(rule, view) for rule in [*own, *inside, *wider])


def said_of_rules(family: tuple[Role, ...], view: Standpoint) -> tuple[Claim, ...]:
    """What is claimed of rules here, or was so once: shown as that, beside the rules that hold."""
    told = [rule for member in family for rule in member.rules.all() if view.is_told(rule)]
    return tuple(Claim(f"{rule.get_topic_display()}, {rule.place.name}", _rule(rule, view).cell) for rule in told)


def places_with_rules(family: tuple[Role, ...], view: Standpoint) -> tuple[PlaceName, ...]:
    """The states that have a checked rule on file for the role, or one of whose districts has, by name."""
    checked = [rule for rule in _in_force(family, view) if rule.answer != StateRule.Answer.NOT_CHECKED]
    places = {place.code: place for rule in checked if (place := _state_of(rule.place))}
    return tuple(
        PlaceName(place.short_code, place.name) for place in sorted(places.values(), key=lambda place: place.name)
    )


def has_rule(family: tuple[Role, ...], view: Standpoint) -> bool:
    """Whether a checked rule on file holds in the chosen place, federal ones and those of its districts included."""
    return any(
        rule.answer != StateRule.Answer.NOT_CHECKED and (rule.place_id in view.lineage or _lies_in(rule.place, view))
        for rule in _in_force(family, view)
    )


def rule_of(family: tuple[Role, ...], view: Standpoint) -> Cell:
    """What every page says of a role's rules in one line."""
    return rule_cell(rules(family, view), places_with_rules(family, view), view)


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
            return Cell(codes, "Rules for all states", sources=sources_of(*(rule.cell.sources for rule in checked)))
    if not view.is_everywhere or (around and not places):
        local = [rule for rule in around if rule.place != COUNTRY] or around
        if not local:
            return _depends("district", list(dict.fromkeys(rule.place_name for rule in found)))
        said = [rule.cell.code for rule in local]
        # With one not checked nobody knows if all is the same.
        code = None if None in said else frozenset(said)
        lead, _, rest = local[0].cell.value.partition(". ")
        more = f"{len(local) - 1} more on file." if len(local) > 1 else ""
        context = " ".join(part for part in (first_sentence(rest), more) if part)
        return Cell(code, lead.rstrip("."), context, local[0].cell.tags, local[0].cell.sources)
    return _depends("state", [place.name for place in places])


def _depends(kind: str, names: list[str]) -> Cell:
    """Which places have any rule on file, where that is all that can be said."""
    if not names:
        return NO_RULE
    others = len(names) - NAMED_PLACES
    shown = [*names[:NAMED_PLACES], f"{others} more"] if others > 1 else names
    return Cell(frozenset(names), f"Depends on the {kind}", f"On file: {joined(shown)}.")


def _in_force(family: tuple[Role, ...], view: Standpoint) -> list[StateRule]:
    """The rules of the day, wherever they hold: on one subject in one place those of the nearest generation."""
    said: set[Hashable] = set()
    found: list[StateRule] = []
    for member in family:
        used = [rule for rule in member.rules.all() if rule.standing == SourcedFact.Standing.USED]
        own = [rule for rule in used if view.is_current(rule) and _subject(rule) not in said]
        said.update(_subject(rule) for rule in own)
        found += own
    return found


def _subject(rule: StateRule) -> Hashable:
    return rule.topic, rule.place_id, rule.duty_id


def _state_of(place: Place) -> Place | None:
    """The state that a place is, or lies in. None for the country."""
    seen: set[str] = set()
    step: Place | None = place
    while step is not None and step.code not in seen:
        if step.kind == Place.Kind.STATE:
            return step
        seen.add(step.code)
        step = step.parent
    return None


def _lies_in(place: Place, view: Standpoint) -> bool:
    state = _state_of(place)
    return state is not None and state.code == view.place


def _rule(rule: StateRule, view: Standpoint) -> RuleFacts:
    marks = tags(rule, view.today, older_after_years=OTHER_FIGURES_GROW_OLD_YEARS if rule.amount_min else None)
    return RuleFacts(
        place=rule.place.code,
        place_name=rule.place.name,
        topic=rule.get_topic_display(),
        answer=rule.get_answer_display(),
        cell=Cell(
            code=None if rule.answer == StateRule.Answer.NOT_CHECKED else (rule.topic, rule.answer),
            value=rule.text,
            context=rule.why,
            tags=marks,
            sources=citations(rule, view.today),
        ),
    )
