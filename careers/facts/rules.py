"""Rules by place. What is not on file is never shown as “not required”."""

from __future__ import annotations

from careers.cells import Cell
from careers.facts.sources import OTHER_FIGURES_GROW_OLD_YEARS, citations, tags
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.rolefacts import PlaceName, RuleFacts
from careers.wording import first_sentence, joined
from certifications.models import StateRule
from roles.models import Role
from sources.models import SourcedFact

NAMED_PLACES = 3

NO_RULE = Cell(code=None, value="No state rule on file", context="That is not the same as “no rule”.")


def rules(family: tuple[Role, ...], view: Standpoint) -> tuple[RuleFacts, ...]:
    """The rules that hold in the chosen place, federal ones included; a specialty has those of its parent."""
    found = [rule for member in family for rule in _on_file(member) if view.holds(rule)]
    return tuple(_rule(rule, view) for rule in found)


def places_with_rules(family: tuple[Role, ...]) -> tuple[PlaceName, ...]:
    """The states that have a rule on file for the role, by name."""
    places = {rule.place_id: rule.place for member in family for rule in _on_file(member)}
    places.pop(COUNTRY, None)
    return tuple(
        PlaceName(place.short_code, place.name) for place in sorted(places.values(), key=lambda place: place.name)
    )


def rule_cell(found: tuple[RuleFacts, ...], places: tuple[PlaceName, ...], view: Standpoint) -> Cell:
    """What the at-a-glance table says of rules: for the chosen state, or which states have any on file."""
    if not view.is_everywhere:
        local = [rule for rule in found if rule.place != COUNTRY] or list(found)
        if not local:
            return NO_RULE
        code = frozenset((rule.topic, rule.answer) for rule in local)
        lead, _, rest = local[0].cell.value.partition(". ")
        more = f"{len(local) - 1} more on file." if len(local) > 1 else ""
        context = " ".join(part for part in (first_sentence(rest), more) if part)
        return Cell(code, lead.rstrip("."), context, local[0].cell.tags, local[0].cell.sources)
    if not places:
        return NO_RULE
    names = [place.name for place in places]
    others = len(names) - NAMED_PLACES
    shown = [*names[:NAMED_PLACES], f"{others} more"] if others > 1 else names
    return Cell(frozenset(names), "Depends on the state", f"On file: {joined(shown)}.")


def _on_file(role: Role) -> list[StateRule]:
    return [rule for rule in role.rules.all() if rule.standing == SourcedFact.Standing.USED]


def _rule(rule: StateRule, view: Standpoint) -> RuleFacts:
    marks = tags(rule, view.today, older_after_years=OTHER_FIGURES_GROW_OLD_YEARS if rule.amount_min else None)
    return RuleFacts(
        place=rule.place.code,
        place_name=rule.place.name,
        topic=rule.get_topic_display(),
        answer=rule.get_answer_display(),
        cell=Cell((rule.topic, rule.answer), rule.text, rule.why, marks, citations(rule, view.today)),
    )
