"""What is known about one role, as plain facts: what `careers.facts` makes of rows and `compare` compares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import NamedTuple

from careers.cells import Cell, Range, SourceFacts, Tag
from careers.wording import dollars, inside_sentence, sentence

# What stands in place of a number that is not on file.
UNKNOWN = "–"
NO_SUMMARY = Cell(code=None, value="")
A_YEAR = "a year"
# Growth between these is “little change”: the projections round to about this.
LITTLE_PERCENT = 1
# What is a bright outlook: our own rule. All jobs together grow by 3.1% from 2024 to 2034, say the same projections.
BRIGHT_GROWTH_PERCENT = 6.2
BRIGHT_OPENINGS = 100_000


@dataclass(frozen=True)
class RoleName:
    """Enough of a role to name it and, where it has a page that readers see, to link to it."""

    slug: str
    title: str
    is_readable: bool = True

    @property
    def noun(self) -> str:
        """The title as it stands inside a sentence: `legal assistant`."""
        return inside_sentence(self.title)


class OtherName(NamedTuple):
    """What else a role is called, as it stands in a sentence, and who says so."""

    value: str
    tags: tuple[Tag, ...]
    sources: tuple[SourceFacts, ...]


@dataclass(frozen=True)
class CodeName:
    """A statistical code that a role leans on, as links name it."""

    code: str
    title: str


class ZonedCode(NamedTuple):
    """The code of O*NET that tells how people prepare for a role: its key, its job zone, how well it fits."""

    occupation: int
    job_zone: int | None
    match: str


@dataclass(frozen=True)
class Glance:
    """One row of the at-a-glance table."""

    slug: str
    title: str
    cell: Cell


class TopicName(NamedTuple):
    """What duties are about, and the broad kind of work that this is, where there is one."""

    slug: str
    title: str
    position: tuple[int, ...] = ()
    kind: str = ""


# Of these a page has hundreds, and a tuple is made in a fifth of the time of a frozen dataclass.


class DutyFacts(NamedTuple):
    """One canonical duty of a role, and the words the role has for it.

    `onet_topic`: the topic of O*NET's under which one of ours stands, too: imported duties have no other.
    """

    slug: str
    title: str
    topic: TopicName | None
    wording: str
    is_core: bool = True
    tags: tuple[Tag, ...] = ()
    sources: tuple[SourceFacts, ...] = ()
    onet_topic: TopicName | None = None

    @property
    def topics(self) -> tuple[TopicName, ...]:
        """All that it stands under, our own first."""
        return tuple([topic for topic in (self.topic, self.onet_topic) if topic])


class Wording(NamedTuple):
    """A duty as the role itself words it: what the role page lists."""

    text: str
    duties: tuple[str, ...]
    is_core: bool = True
    tags: tuple[Tag, ...] = ()
    sources: tuple[SourceFacts, ...] = ()
    inherited: bool = False
    group: str = ""


class SkillFacts(NamedTuple):
    """How much a role leans on a skill, and at which level, 0 to 100; None is not on file, which is not 0.

    `not_relevant`: most of those who were asked said that it plays no part; then it has no rating either. `is_chosen`:
    people wrote down that the role needs it; no import brought it in.
    """

    slug: str
    title: str
    importance: float | None
    description: str = ""
    tags: tuple[Tag, ...] = ()
    sources: tuple[SourceFacts, ...] = ()
    is_knowledge: bool = False
    not_relevant: bool = False
    level: float | None = None
    is_chosen: bool = True

    @property
    def points(self) -> str:
        """The rating as every page shows it, halves rounded up."""
        return _points(self.importance)

    @property
    def level_points(self) -> str:
        return _points(self.level)


def _points(amount: float | None) -> str:
    return UNKNOWN if amount is None else str(floor(amount + 0.5))


@dataclass(frozen=True)
class SchoolingFacts:
    """What one level of schooling counts for a role: the pips (0 to 3) and the word that says it.

    `is_counted`: nobody weighed it, tables and a survey name it.
    """

    level: str
    title: str
    rank: int
    weight: int
    cell: Cell
    also: tuple[Cell, ...] = ()
    is_counted: bool = False


@dataclass(frozen=True)
class PayFacts:
    """Pay in US dollars; an end that is not published is None, one in `top_coded` is that much or more.

    Where a state is chosen, `where` names the place of the figures, and `lacks` says why that is not the state.
    `others` are the figures of the same job for wider places and by the hour: what it can be compared by. `code` is
    what the job is counted as.
    """

    per: str
    p10: float | None
    p25: float | None
    p50: float | None
    p75: float | None
    p90: float | None
    cell: Cell
    date_words: str
    match_note: str = ""
    top_coded: frozenset[str] = frozenset()
    where: str = ""
    lacks: str = ""
    others: tuple[PayFacts, ...] = ()
    code: CodeName | None = None

    @property
    def basis(self) -> tuple[str, str]:
        """Where, and for what time: only figures that are alike in both can be compared."""
        return self.where, self.per

    @property
    def is_yearly(self) -> bool:
        return self.per == A_YEAR

    @property
    def of_place(self) -> str:
        """`In New York`, `In the whole country: none on file for Wyoming`; nothing where no state is chosen."""
        return sentence(": ".join(filter(None, (self.where, self.lacks)))).removesuffix(".")

    @property
    def most(self) -> str:
        """`Most earn $38,490 to $100,070`, `Most earn $239,200 or more`."""
        if not self.low_end or not self.high_end:
            return ""
        return f"Most earn {_span(self.low_end, self.high_end)}"

    @property
    def ends(self) -> tuple[float, ...]:
        """The figures on file, lowest first."""
        return tuple(v for v in (self.p10, self.p25, self.p50, self.p75, self.p90) if v is not None)

    @property
    def is_middle_open(self) -> bool:
        """Whether the middle is “or more”: shown, and never reckoned with."""
        return "p50" in self.top_coded

    @property
    def middle(self) -> str:
        """`$61,010`, `$239,200 or more`."""
        return self._words("p50", self.p50) or "Not published"

    @property
    def low_end(self) -> str:
        return self._words("p10", self.p10)

    @property
    def high_end(self) -> str:
        return self._words("p90", self.p90)

    @property
    def in_words(self) -> str:
        """What the plot shows besides the middle, for those who do not see it."""
        low, high = self._words("p25", self.p25), self._words("p75", self.p75)
        parts = [
            f"Low 10%: {self.low_end}." if self.low_end else "",
            f"Middle half: {_span(low, high)}." if low and high else "",
            f"High 10%: {self.high_end}." if self.high_end else "",
        ]
        return " ".join(filter(None, parts))

    def _words(self, name: str, amount: float | None) -> str:
        if amount is None:
            return ""
        return f"{dollars(amount)} or more" if name in self.top_coded else dollars(amount)


def _span(low: str, high: str) -> str:
    """From one to the other; where both are the same “or more”, that is all there is to say."""
    return low if low == high else f"{low} to {high}"


def in_one_place(pays: Sequence[PayFacts | None]) -> tuple[PayFacts | None, ...]:
    """The pay of several roles as it can be compared: in the nearest place, and for the time, that all of them have.

    As it is where they have none in common: see `PayFacts.basis`.
    """
    told = [{each.basis: each for each in (pay, *pay.others)} for pay in pays if pay]
    common = next((basis for basis in told[0] if all(basis in each for each in told)), None) if told else None
    if common is None:
        return tuple(pays)
    found = iter(told)
    return tuple(next(found)[common] if pay else None for pay in pays)


@dataclass(frozen=True)
class RoleLine:
    """What lists say of a role.

    `months` run from the shortest way in to the longest. `time` says so in words, and for how many ways where that of
    some is not known. `rule` is what the at-a-glance table says of rules, `rule_reach` whose rule holds in the chosen
    place, `gap` what nobody has on file of the role.
    """

    slug: str
    title: str
    summary: str
    field_slug: str
    workplace: str
    parent: RoleName | None
    pay: PayFacts | None
    schooling: Cell
    months: Range | None
    time: str
    rule_reach: str
    rule: Cell
    is_bright: bool
    gap: str
    summary_sources: tuple[SourceFacts, ...]

    @property
    def name(self) -> RoleName:
        return RoleName(self.slug, self.title)


@dataclass(frozen=True)
class RoleEntry:
    """What a role is sifted and sorted by, and nothing that is only shown: there are a thousand of them.

    `middle_pay` is a year's, and `is_pay_wide` where it is not that of the state that was chosen. `ways_months` are
    the middles of all ways in, `usual_months` the middle of what they span.
    """

    pk: int
    title: str
    field_slug: str
    levels: frozenset[str] = frozenset()
    zone: int | None = None
    middle_pay: float | None = None
    is_pay_wide: bool = False
    growth_percent: float | None = None
    openings_a_year: int | None = None
    ways_months: tuple[float, ...] = ()
    usual_months: float | None = None
    rule_reach: str = "no"


def is_bright(growth_percent: float | None, openings_a_year: int | None) -> bool:
    """Whether jobs grow twice as fast as all jobs together, or very many open up each year."""
    grows = growth_percent is not None and growth_percent >= BRIGHT_GROWTH_PERCENT
    return grows or (openings_a_year is not None and openings_a_year >= BRIGHT_OPENINGS)


@dataclass(frozen=True)
class OutlookFacts:
    """How the number of jobs is projected to change over `period` (“2024 to 2034”); None is not on file."""

    period: str
    growth_percent: float | None
    openings_a_year: int | None
    cell: Cell

    @property
    def is_bright(self) -> bool:
        return is_bright(self.growth_percent, self.openings_a_year)


@dataclass(frozen=True)
class CertificationFacts:
    """A certification that helps in a role, in one line."""

    slug: str
    title: str
    kind: str
    strength: str
    cell: Cell


@dataclass(frozen=True)
class PlaceName:
    """A place as addresses (`CA`) and sentences (`California`) name it."""

    code: str
    name: str


@dataclass(frozen=True)
class RuleFacts:
    """One rule of one place. A rule that is not on file has no RuleFacts: pages say so in words.

    `when` says since, from or until when it holds, where that is on file. `requires_credential`: whether a license or
    a certification is required.
    """

    place: str
    place_name: str
    topic: str
    answer: str
    cell: Cell
    when: str = ""
    requires_credential: bool = False


@dataclass(frozen=True)
class Claim:
    """A statement shown as somebody's claim, next to the figure in use and never instead of it."""

    subject: str
    cell: Cell


@dataclass(frozen=True)
class NameView:
    """Who takes two titles for one job, or for two. `is_readable`: both have a page that readers see.

    What is not used, but also said or claimed, decides nothing.
    """

    role: str
    other: str
    is_one_job: bool
    cell: Cell
    is_readable: bool = True
    role_title: str = ""
    other_title: str = ""
    is_used: bool = True


@dataclass(frozen=True)
class RoleFacts:
    """Everything that a page says about one role in one place (state).

    `unchecked_topics` are what rules of other places are about and those of the chosen one are not.
    `taken_over` names the sections in which a specialty says nothing itself and shows what its parent says,
    `filled_in` those in which it says a part. `rated_as` is the code whose ratings its skills have, `zoned_as` the one
    that tells of preparation.
    """

    slug: str
    title: str
    field_slug: str = ""
    workplace: str = ""
    summary: Cell = NO_SUMMARY
    status: str = "published"
    replaced_by: RoleName | None = None
    parent: RoleName | None = None
    variants: tuple[RoleName, ...] = ()
    titles: tuple[OtherName, ...] = ()
    glance: tuple[Glance, ...] = ()
    wordings: tuple[Wording, ...] = ()
    duties: tuple[DutyFacts, ...] = ()
    skills: tuple[SkillFacts, ...] = ()
    schooling: tuple[SchoolingFacts, ...] = ()
    pay: PayFacts | None = None
    outlook: OutlookFacts | None = None
    months_to_first_job: Range | None = None
    has_steps: bool = True  # a path to it is on file, in this place or another
    certifications: tuple[CertificationFacts, ...] = ()
    rules: tuple[RuleFacts, ...] = ()
    coming_rules: tuple[RuleFacts, ...] = ()
    past_rules: tuple[RuleFacts, ...] = ()
    unchecked_topics: tuple[str, ...] = ()
    rule_places: tuple[PlaceName, ...] = ()
    license_asked: Cell | None = None  # by the steps to it, where no rule is on file
    claims: tuple[Claim, ...] = ()
    trait_claims: tuple[Claim, ...] = ()
    rule_claims: tuple[Claim, ...] = ()
    name_views: tuple[NameView, ...] = ()
    codes: tuple[CodeName, ...] = ()
    rated_as: CodeName | None = None
    zoned_as: ZonedCode | None = None
    taken_over: frozenset[str] = frozenset()
    filled_in: frozenset[str] = frozenset()

    @property
    def name(self) -> RoleName:
        return RoleName(self.slug, self.title)

    @property
    def mixed_up(self) -> tuple[NameView, ...]:
        """The first view on each pair of names that can be put side by side."""
        pairs: dict[frozenset[str], NameView] = {}
        for view in self.name_views:
            if view.is_readable:
                pairs.setdefault(frozenset((view.role, view.other)), view)
        return tuple(pairs.values())

    @property
    def noun(self) -> str:
        """The title as it stands inside a sentence: `legal assistant`."""
        return self.name.noun
