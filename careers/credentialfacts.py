"""What is known about one certification or license, as plain facts: what `careers.facts.credentials` makes of rows."""

from __future__ import annotations

from dataclasses import dataclass

from careers.cells import MISSING, Cell, SourceFacts, Tag, shared_tags, sources_of
from careers.rolefacts import Glance, RoleName


@dataclass(frozen=True)
class CredentialName:
    """Enough of a certification to name it, and to tell it from its namesakes."""

    slug: str
    title: str
    kind: str
    issuer: str
    status: str  # nothing where it is offered
    short: str  # the letters that people put after their name, or else the title

    @property
    def noun(self) -> str:
        """As it stands inside a sentence: a name of its own keeps its capitals."""
        return self.title


@dataclass(frozen=True)
class Way:
    """One way to qualify; everything it needs is needed together."""

    title: str
    text: str
    needs: str
    months: str
    cost: str
    tags: tuple[Tag, ...]
    sources: tuple[SourceFacts, ...]


@dataclass(frozen=True)
class Told:
    """All that is said of something, what is used first. `is_disputed`: others say otherwise today."""

    cells: tuple[Cell, ...] = ()
    is_disputed: bool = False


@dataclass(frozen=True)
class Step:
    """One step to it: a verb, a figure with its name, and all that is said of it, by whom."""

    title: str
    figure: tuple[str, str]
    told: Told
    is_upkeep: bool = False


@dataclass(frozen=True)
class RenewalLine:
    """One thing that a renewal takes, and how much of it."""

    cell: Cell
    amount: str


@dataclass(frozen=True)
class Reason:
    """Why one may need it, want it or do without."""

    text: str
    cell: Cell = MISSING


@dataclass(frozen=True)
class PlaceRule:
    """What several places say in the same words; `when` says since, from or until which day."""

    places: str
    cell: Cell
    when: str = ""


@dataclass(frozen=True)
class Linked:
    """A role that it has to do with."""

    role: RoleName
    how: str
    cell: Cell

    @property
    def slug(self) -> str:
        return self.role.slug

    @property
    def strength(self) -> str:
        """As it stands in a cell of its own: `Required by law`."""
        return self.how[:1].upper() + self.how[1:]


@dataclass(frozen=True)
class CredentialFacts:
    """Everything that a page says about one certification or license in one place (state).

    `has_rule_here`: whether a line of the chosen state is about it, or names it.
    """

    name: CredentialName
    lead: str
    issuer_title: str
    issuer_url: str
    place_name: str  # nothing where it holds everywhere
    status: str
    holders_keep: str
    last_day: str  # a sentence, where every way closes on a day
    replaced_by: CredentialName | None
    replaces: tuple[CredentialName, ...]
    ribbon: tuple[tuple[str, Cell], ...]
    roles: tuple[Linked, ...]
    ways: tuple[Way, ...]
    eligibility: Told
    steps: tuple[Step, ...]
    renewals: tuple[tuple[RenewalLine, ...], ...]
    renewals_beside: tuple[RenewalLine, ...]  # what is also said or charged now, as for those who are late
    past_renewals: tuple[RenewalLine, ...]  # what was so once
    is_renewal_missing: bool
    needed: tuple[Reason, ...]
    helps: tuple[Reason, ...]
    can_wait: tuple[Reason, ...]
    named_in: tuple[PlaceRule, ...]
    has_rule_here: bool
    rules: tuple[PlaceRule, ...]
    more: Told
    namesakes: tuple[CredentialName, ...]

    @property
    def has_ended(self) -> bool:
        return self.status in ("closed", "closing")

    @property
    def ribbon_tags(self) -> tuple[Tag, ...]:
        """What each of its key figures bears."""
        return shared_tags(cell for _, cell in self.ribbon)

    @property
    def way_tags(self) -> tuple[Tag, ...]:
        """What each way to qualify bears."""
        return shared_tags(self.ways)

    @property
    def step_tags(self) -> tuple[Tag, ...]:
        """What each line of its steps bears."""
        return shared_tags(self._step_cells)

    @property
    def _step_cells(self) -> list[Cell]:
        renewals = [line for option in self.renewals for line in option]
        lines = (*renewals, *self.renewals_beside, *self.past_renewals)
        return [cell for step in self.steps for cell in step.told.cells] + [line.cell for line in lines]

    @property
    def sources(self) -> tuple[SourceFacts, ...]:
        """In the order in which the page cites them."""
        cells = [cell for _, cell in self.ribbon]
        late = self._step_cells
        late += [reason.cell for reason in (*self.needed, *self.helps, *self.can_wait)]
        late += [rule.cell for rule in (*self.rules, *self.named_in)] + list(self.more.cells)
        return sources_of(
            *(cell.sources for cell in cells),
            *(way.sources for way in self.ways),
            *(cell.sources for cell in (*self.eligibility.cells, *late)),
        )


@dataclass(frozen=True)
class CredentialLine:
    """What lists say of a certification, sort it by and sift it by. Without a workplace no role here has to do with it.

    `place` is the code of where it holds, `place_name` its name where that is one state; `named_in` are the codes of
    the states whose rules are about it or name it.
    """

    name: CredentialName
    summary: str
    kind: str
    level: str
    level_words: str
    place: str
    place_name: str
    named_in: frozenset[str]
    roles: tuple[RoleName, ...]
    fee: str
    lowest_fee: float | None
    workplace: str
    field_slugs: tuple[str, ...]
    has_ended: bool

    @property
    def slug(self) -> str:
        return self.name.slug


@dataclass(frozen=True)
class CredentialColumn:
    """What a comparison says of one certification: its rows, and the roles that it has to do with."""

    name: CredentialName
    is_license: bool
    has_ended: bool
    glance: tuple[Glance, ...]
    roles: tuple[Linked, ...]

    @property
    def slug(self) -> str:
        return self.name.slug

    @property
    def title(self) -> str:
        return self.name.title

    @property
    def noun(self) -> str:
        return self.name.noun

    def cell(self, slug: str) -> Cell:
        """What one of its rows says."""
        return next((row.cell for row in self.glance if row.slug == slug), MISSING)
