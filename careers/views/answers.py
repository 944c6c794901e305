"""What somebody tells of themselves, as an address says it: what they have, their hours a week, what they can spend.

`?have=` stands once for each thing, with an amount where it is held in amounts: `have=high-school-diploma`,
`have=law-office-experience:2`; without one it is as much as anybody asks for. `have=nothing` is nothing at all; no
`have` is what people usually hold. A form without a script cannot put an amount behind a name, so there each amount has
a field of its own, `amount-<name>`, and a number of hours that is not among the choices has `other`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from django.http import QueryDict

from careers.planning import MilestoneFacts, PathGraph
from careers.planning.graph import WEEK_HOURS
from careers.wording import amount_words, inside_sentence

NOTHING = "nothing"
OTHER = "other"
AMOUNT = "amount-"
LONGEST_WEEK = 80
NUMBER = re.compile(r"\$?\s?((?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.[0-9]{1,2})?)")
EXAMPLES = {"years": 2, "credits": 30, "hours": 400}
HOURS_ERROR = f"Enter the hours you can study in a week, from 1 to {LONGEST_WEEK}."
BUDGET_ERROR = "Enter a budget in dollars, like 6000."
NOTHING_AND_SOMETHING = "You chose “nothing” and something. We count what you have."
SHOWN_LETTERS = 40

Errors = tuple[tuple[str, str], ...]  # the id of a field, and the words that stand at it


@dataclass(frozen=True)
class Having:
    """What somebody holds, in the order of the address; `amounts` is None where nothing is said of it.

    `notes` say what of it was not followed. `typed` keeps what is no number beside what it was to be the amount of.
    """

    amounts: Mapping[str, float] | None
    notes: tuple[str, ...] = ()
    errors: Errors = ()
    typed: tuple[tuple[str, str], ...] = ()

    def or_usual(self, graph: PathGraph) -> dict[str, float]:
        """What counts as held."""
        return dict.fromkeys(graph.usual, inf) if self.amounts is None else dict(self.amounts)

    @property
    def words(self) -> list[str]:
        """Each value of `have` that says the same."""
        if self.amounts is None:
            return []
        return [name if amount == inf else f"{name}:{amount:g}" for name, amount in self.amounts.items()] or [NOTHING]


@dataclass(frozen=True)
class Answers:
    """All that the planner is told, but for the goal and the state. No budget is any."""

    having: Having
    hours: float
    budget: float
    notes: tuple[str, ...]
    errors: Errors
    typed: Mapping[str, str]  # what stands in a field
    is_from_form: bool

    @property
    def query(self) -> list[tuple[str, str]]:
        """As the shortest address says it."""
        found = [("have", word) for word in self.having.words]
        found += [("hours", f"{self.hours:g}")] if self.hours != WEEK_HOURS else []
        return found + ([("budget", f"{self.budget:g}")] if self.budget < inf else [])


def number(typed: str) -> float | None:
    """An amount as people type it: `18`, `1.5`, `$6,000`. None for what is no number, or below zero."""
    found = NUMBER.fullmatch(typed.strip())
    return float(found[1].replace(",", "")) if found else None


def held_of(word: str, graph: PathGraph) -> tuple[str, float] | None:
    """One value of `have`: what is held, and how much of it. None where we know no such thing, or no such amount."""
    name, _, typed = word.partition(":")
    milestone = graph.milestones.get(name.strip().lower())
    if milestone is None:
        return None
    amount = number(typed) if typed and milestone.unit else inf
    return None if amount is None else (milestone.slug, amount)


def having(query: QueryDict, graph: PathGraph) -> Having:
    """What an address says that somebody holds, and what is wrong with it."""
    said = [word.strip() for word in query.getlist("have") if word.strip()]
    said += [
        f"{name.removeprefix(AMOUNT)}:{amount}"
        for name, amounts in query.lists()
        if name.startswith(AMOUNT)
        for amount in map(str.strip, amounts)
        if amount
    ]
    amounts: dict[str, float] = {}
    notes, errors, typed = [], [], []
    for word in dict.fromkeys(said):
        found = held_of(word, graph)
        if found is None:
            name, _, amount = word.partition(":")
            name = name.strip().lower()
            if name in graph.milestones:
                errors.append((f"{AMOUNT}{name}", _no_amount(graph.milestones[name])))
                typed.append((name, amount))
            elif name != NOTHING:
                notes.append(_unknown(name))
            continue
        name, held = found
        if name in amounts and amounts[name] != held:
            held = max(held, amounts[name])
            notes.append(_two_amounts(graph.milestones[name], held))
        if held > 0:
            amounts[name] = held
    is_said = bool(amounts) or any(word.lower() == NOTHING for word in said)
    if amounts and any(word.lower() == NOTHING for word in said) and OTHER not in query:
        notes.append(NOTHING_AND_SOMETHING)
    return Having(amounts if is_said else None, tuple(at_most(notes)), tuple(errors), tuple(typed))


def answers(query: QueryDict, graph: PathGraph) -> Answers:
    """All answers of an address, or of the form."""
    held = having(query, graph)
    errors = list(held.errors)
    hours, budget = query.get("hours", "").strip(), query.get("budget", "").strip()
    other = query.get(OTHER, "").strip()
    typed = {f"{AMOUNT}{name}": amount for name, amount in held.typed} | {OTHER: other, "budget": budget}
    weekly: float | None = WEEK_HOURS
    if hours:
        typed[OTHER] = other if hours == OTHER else hours
        weekly = number(typed[OTHER])
    if weekly is None or not 1 <= weekly <= LONGEST_WEEK:
        errors.append((OTHER, HOURS_ERROR))
        weekly = None
    most = number(budget) if budget else inf
    if most is None:
        errors.append(("budget", BUDGET_ERROR))
    return Answers(
        having=held,
        hours=WEEK_HOURS if weekly is None else weekly,
        budget=inf if most is None else most,
        notes=held.notes,
        errors=tuple(errors),
        typed=typed,
        is_from_form=OTHER in query or any(name.startswith(AMOUNT) for name in query),
    )


def at_most(problems: Sequence[str], most: int = 3) -> list[str]:
    """The first few sentences, and how many more there would be."""
    more = len(problems) - most
    return list(problems) if more <= 0 else [*problems[:most], f"{more} more in the address had to be left out too."]


def _unknown(name: str) -> str:
    return f"We do not know what “{name[:SHOWN_LETTERS]}” is, so it does not count as something you have."


def _no_amount(milestone: MilestoneFacts) -> str:
    return f"{milestone.title}: enter a number of {milestone.unit}, like {EXAMPLES[milestone.unit]}."


def _two_amounts(milestone: MilestoneFacts, most: float) -> str:
    much = "as much as is asked" if most == inf else amount_words(most, milestone.unit)
    return f"The address gives two amounts for {inside_sentence(milestone.title)}. We count {much}."
