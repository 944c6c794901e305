"""What is known about one state, and about a move between two, as plain facts.

`careers.facts.places` and `careers.facts.statemoves` make them of rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from careers.cells import Cell, SourceFacts, sources_of
from careers.credentialfacts import CredentialName
from careers.rolefacts import PlaceName, RoleName, RuleFacts
from careers.wording import inside_sentence, joined


@dataclass(frozen=True)
class PlaceLine:
    """What the list of states says of one: how many rules on file somebody checked, for how many roles."""

    place: PlaceName
    rules: int
    roles: int
    coming: int
    last_check: date | None

    @property
    def has_rules(self) -> bool:
        return bool(self.rules or self.coming)


@dataclass(frozen=True)
class Subject:
    """What rules are about: a role or a certification, by name and address part."""

    kind: str
    slug: str
    title: str

    @property
    def is_role(self) -> bool:
        return self.kind == "role"


@dataclass(frozen=True)
class TopicLine:
    """One topic of a role in one state. Without a rule nobody has checked it; `elsewhere` is what others say."""

    title: str
    rules: tuple[RuleFacts, ...]
    elsewhere: str


@dataclass(frozen=True)
class RoleRules:
    """Rules that some roles share. `topics` has a line for each topic on which any state has a rule."""

    roles: tuple[RoleName, ...]
    topics: tuple[TopicLine, ...]

    @property
    def title(self) -> str:
        return _named(self.roles)


@dataclass(frozen=True)
class SubjectRule:
    """One rule beside all that it is about."""

    subjects: tuple[Subject, ...]
    rule: RuleFacts


@dataclass(frozen=True)
class CredentialHere:
    """A certification that a state gives or that its rules name, and for what."""

    name: CredentialName
    is_own: bool
    how: str
    cell: Cell


@dataclass(frozen=True)
class Unchecked:
    """A role of which the state has no rule on file while others have."""

    role: RoleName
    topics: str


@dataclass(frozen=True)
class StateFacts:
    """Everything that the page of one state says."""

    place: PlaceName
    line: PlaceLine
    roles: tuple[RoleRules, ...]
    scores: tuple[SubjectRule, ...]
    federal: tuple[SubjectRule, ...]
    coming: tuple[SubjectRule, ...]
    past: tuple[SubjectRule, ...]
    credentials: tuple[CredentialHere, ...]
    unchecked: tuple[Unchecked, ...]
    varies_by_district: bool
    all_roles: int

    @property
    def sources(self) -> tuple[SourceFacts, ...]:
        """In the order in which the page cites them."""
        rules = [rule for found in self.roles for topic in found.topics for rule in topic.rules]
        rules += [each.rule for each in (*self.scores, *self.federal, *self.coming, *self.past)]
        return sources_of(
            *(rule.cell.sources for rule in rules),
            *(each.cell.sources for each in self.credentials),
        )


@dataclass(frozen=True)
class Change:
    """One topic in two states. `verdict` is what the move means for it."""

    title: str
    before: tuple[RuleFacts, ...]
    after: tuple[RuleFacts, ...]
    verdict: str
    is_change: bool


@dataclass(frozen=True)
class RoleChanges:
    """What changes alike for some roles."""

    roles: tuple[RoleName, ...]
    changes: tuple[Change, ...]

    @property
    def title(self) -> str:
        return _named(self.roles)


@dataclass(frozen=True)
class Carried:
    """What becomes of a certification or license in a move, or of several alike."""

    names: tuple[CredentialName, ...]
    verdict: str
    text: str
    cell: Cell
    is_open: bool


@dataclass(frozen=True)
class MoveFacts:
    """Everything that is on file about a move from one state to another."""

    start: PlaceName
    goal: PlaceName
    credentials: tuple[Carried, ...]
    roles: tuple[RoleChanges, ...]
    federal: tuple[SubjectRule, ...]
    coming: tuple[SubjectRule, ...]
    unchecked: tuple[RoleName, ...]

    @property
    def sources(self) -> tuple[SourceFacts, ...]:
        """In the order in which the page cites them."""
        rules = [rule for role in self.roles for change in role.changes for rule in (*change.before, *change.after)]
        rules += [each.rule for each in (*self.federal, *self.coming)]
        return sources_of(*(each.cell.sources for each in self.credentials), *(rule.cell.sources for rule in rules))


def _named(roles: tuple[RoleName, ...]) -> str:
    """`School paraprofessional and teacher assistant`"""
    first, *others = (role.title for role in roles)
    return joined([first, *map(inside_sentence, others)])
