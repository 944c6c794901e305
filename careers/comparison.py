"""Roles side by side: what they share, where they part, and by how much.

Plain facts in, plain facts out: nothing here knows a request or a database. Rows are aligned by the
slugs of traits, canonical duties, skills, levels of schooling and certifications, never by comparing
text. Every row has one cell a role, in the order in which the roles were given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar

from careers.cells import MISSING, Cell, SourceFacts, Tag, same, sources_of
from careers.rolefacts import (
    A_YEAR,
    CertificationFacts,
    DutyFacts,
    Glance,
    NameView,
    PayFacts,
    RoleFacts,
    SchoolingFacts,
    SkillFacts,
    TopicName,
    in_one_place,
)

FEWEST, MOST = 2, 4
# Two ratings closer than this are shown as alike: they are means of small samples.
CLOSE_SKILLS = 10
# Middle pay that differs by less than this part of the lower one is about the same.
CLOSE_PAY = 0.02


class TooFewRoles(ValueError):
    """A comparison needs two roles or more."""


class TooManyRoles(ValueError):
    """A comparison holds at most four roles: more do not fit a page, or a head."""


class SameRoleTwice(ValueError):
    """A role cannot be compared with itself."""


class Column(Protocol):
    """What is compared: a role, or a certification."""

    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...


class Presence(StrEnum):
    """In how many of the roles a row stands."""

    ALL = "all"
    SOME = "some"
    ONLY = "only"


T = TypeVar("T")


@dataclass(frozen=True)
class Row(Generic[T]):
    """One subject across the roles. `None` in a cell: the role does not have it, or nothing is on file."""

    slug: str
    title: str
    cells: tuple[T | None, ...]
    alike: bool = False

    @property
    def holders(self) -> tuple[int, ...]:
        """The places (from 0) of the roles that have it."""
        return tuple([place for place, cell in enumerate(self.cells) if cell is not None])

    @property
    def presence(self) -> Presence:
        lacking = self.cells.count(None)
        if not lacking:
            return Presence.ALL
        count = len(self.cells) - lacking
        return Presence.ONLY if count == 1 else Presence.SOME


def merged(cells: Iterable[Cell | None]) -> Cell:
    """One cell for those that are the same: a context line only where all have that one."""
    said = [cell for cell in cells if cell]
    contexts = {cell.context for cell in said}
    return replace(
        said[0],
        context=contexts.pop() if len(contexts) == 1 else "",
        tags=tuple(dict.fromkeys(tag for cell in said for tag in cell.tags)),
        sources=sources_of(*(cell.sources for cell in said)),
        also=tuple(dict.fromkeys(other for cell in said for other in cell.also)),
    )


@dataclass(frozen=True)
class Span(Generic[T]):
    """Neighbors that say the same in the same words: their places (from 0) and what each holds."""

    places: tuple[int, ...]
    cells: tuple[T, ...]

    @property
    def slot(self) -> int:
        """Whose mark it bears: nobody's, where it is several roles'."""
        return 0 if self.is_joined else self.places[0] + 1

    @property
    def is_joined(self) -> bool:
        return len(self.places) > 1

    @property
    def cell(self) -> Cell | None:
        """One cell for all of them, with the sources of each."""
        cells: list[Any] = [getattr(cell, "cell", cell) for cell in self.cells if cell]
        if len(cells) < 2:
            return cells[0] if cells else None
        return merged(cells)


def spans(cells: Iterable[T]) -> tuple[Span[T], ...]:
    """The cells of a row, neighbors joined where a reader would read the same twice."""
    found: list[Span[T]] = []
    for place, cell in enumerate(cells):
        said = _said(cell)
        if found and said and said == _said(found[-1].cells[-1]):
            found[-1] = Span((*found[-1].places, place), (*found[-1].cells, cell))
        else:
            found.append(Span((place,), (cell,)))
    return tuple(found)


def _said(cell: object) -> object:
    """What a cell tells a reader; None where that is nothing."""
    match cell:
        case Cell():
            return None if cell.is_missing else (cell.code, cell.value, cell.context, cell.tags)
        case SchoolingFacts():
            return (cell.weight, cell.cell.value, cell.cell.tags)
        case tuple():
            return tuple((duty.slug, duty.tags) for duty in cell)
    return None


@dataclass(frozen=True)
class TopicRow:
    """One topic in which roles have different parts: each role's own duties there, shared ones left out."""

    slug: str
    title: str
    parts: tuple[tuple[DutyFacts, ...], ...]


@dataclass(frozen=True)
class PayGap:
    """The best and the least paid by the middle of pay: places (from 0), and US dollars between them.

    `is_small`: too little to say who earns more. `is_closest`: some of the figures are those of another job. `per` and
    `where` are what all of the figures are for.
    """

    most: int
    least: int
    dollars: float
    is_small: bool = False
    is_closest: bool = False
    per: str = A_YEAR
    where: str = ""


@dataclass(frozen=True)
class TimeGap:
    """Who can start soonest and who last, by the middle of months to a first job: places (from 0)."""

    soonest: int
    latest: int
    months: float


@dataclass(frozen=True)
class Finding:
    """The numbers behind the one-sentence answer. Counts are of distinct canonical duties."""

    shared: int
    only: tuple[int, ...]
    total: int
    pay: PayGap | None
    time: TimeGap | None
    widest_skill: Row[SkillFacts] | None


@dataclass(frozen=True)
class Hidden:
    """How many rows a view of only the differences leaves out."""

    traits: int = 0
    duties: int = 0
    skills: int = 0
    schooling: int = 0
    certifications: int = 0
    roles: int = 0
    steps: int = 0

    @property
    def total(self) -> int:
        rows = self.traits + self.schooling + self.certifications + self.roles
        return rows + self.duties + self.skills + self.steps


@dataclass(frozen=True)
class Comparison:
    """Two to four roles, in the order asked for, and their rows.

    `topics` are those in which the parts of roles differ; without any, `kinds` are the wider kinds of work of which so
    much is true.
    """

    roles: tuple[RoleFacts, ...]
    traits: tuple[Row[Cell], ...]
    duties: tuple[Row[DutyFacts], ...]
    topics: tuple[TopicRow, ...]
    kinds: tuple[TopicRow, ...]
    skills: tuple[Row[SkillFacts], ...]
    pay: tuple[Row[PayFacts], ...]
    schooling: tuple[Row[SchoolingFacts], ...]
    certifications: tuple[Row[CertificationFacts], ...]
    finding: Finding
    name_views: tuple[NameView, ...] = ()
    hidden: Hidden = Hidden()

    @property
    def is_pair(self) -> bool:
        return len(self.roles) == 2

    @property
    def without_duties(self) -> tuple[RoleFacts, ...]:
        """The roles that have no duties on file: nothing can be said of what they share."""
        return tuple(role for role in self.roles if not role.duties)

    @property
    def pay_bases(self) -> frozenset[tuple[str, str]]:
        """Where, and for what time, pay is told here: more than one where there is none that all have."""
        return frozenset(pay.basis for row in self.pay for pay in row.cells if pay)

    @property
    def specialties(self) -> tuple[RoleFacts, ...]:
        """The roles that are a specialty of another one here."""
        slugs = {role.slug for role in self.roles}
        return tuple(role for role in self.roles if role.parent and role.parent.slug in slugs)

    def duties_of(self, presence: Presence, place: int | None = None) -> tuple[Row[DutyFacts], ...]:
        """Duty rows of one presence; with a place, those that stand (also) there."""
        return tuple(
            row for row in self.duties if row.presence is presence and (place is None or row.cells[place] is not None)
        )

    def differences(self) -> Comparison:
        """The same without rows that are alike in all roles, and how many of each kind were left out."""
        traits, hidden_traits = without_alike(self.traits)
        duties, hidden_duties = without_alike(self.duties)
        skills, hidden_skills = without_alike(self.skills)
        schooling, hidden_schooling = without_alike(self.schooling)
        certifications, hidden_certifications = without_alike(self.certifications)
        return replace(
            self,
            traits=traits,
            duties=duties,
            skills=skills,
            schooling=schooling,
            certifications=certifications,
            hidden=Hidden(hidden_traits, hidden_duties, hidden_skills, hidden_schooling, hidden_certifications),
        )

    @property
    def differs(self) -> bool:
        """Whether anything on file differs at all."""
        rows: tuple[Row[Any], ...] = (
            *self.traits,
            *self.duties,
            *self.skills,
            *self.schooling,
            *self.certifications,
            *self.pay,
        )
        return any(not row.alike for row in rows)


def compare(roles: Sequence[RoleFacts]) -> Comparison:
    """Return what the roles share and where they part, keeping the order given.

    Raises TooFewRoles, TooManyRoles or SameRoleTwice.
    """
    check_columns(roles)
    roles = _paid_in_one_place(roles)
    duties = _duties(roles)
    topics = _topics(roles, duties)
    skills = _skills(roles)
    pay = _pay(roles)
    return Comparison(
        roles=tuple(roles),
        traits=glance_rows([role.glance for role in roles]),
        duties=duties,
        topics=topics,
        kinds=() if topics else _topics(roles, duties, _kinds),
        skills=skills,
        pay=pay,
        schooling=_schooling(roles),
        certifications=_certifications(roles),
        finding=_finding(roles, duties, skills, pay),
        name_views=_name_views(roles),
    )


def check_columns(columns: Sequence[Column]) -> None:
    """Raises TooFewRoles, TooManyRoles or SameRoleTwice, of whatever kind the columns are."""
    slugs = [column.slug for column in columns]
    if len(set(slugs)) < len(slugs):
        twice = next(column.title for column in columns if slugs.count(column.slug) > 1)
        raise SameRoleTwice(f"{twice} stands in this comparison twice")
    if len(columns) < FEWEST:
        raise TooFewRoles(f"need at least {FEWEST} to compare, got {len(columns)}")
    if len(columns) > MOST:
        raise TooManyRoles(f"at most {MOST} fit side by side, got {len(columns)}")


def without_alike(rows: tuple[Row[T], ...]) -> tuple[tuple[Row[T], ...], int]:
    """The rows that are not alike in all columns, and how many the others are."""
    kept = tuple(row for row in rows if not row.alike)
    return kept, len(rows) - len(kept)


SLUG, TITLE = attrgetter("slug"), attrgetter("title")


def align(
    per_role: Sequence[Iterable[T]],
    slug: Callable[[T], str],
    title: Callable[[T], str],
    alike: Callable[[tuple[T | None, ...]], bool],
) -> tuple[Row[T], ...]:
    """One row for each slug, in the order of first appearance from the first role on."""
    columns = [{slug(thing): thing for thing in things} for things in per_role]
    first: dict[str, T] = {}
    for column in columns:
        for name, thing in column.items():
            first.setdefault(name, thing)
    rows = []
    for name, thing in first.items():
        cells = tuple([column.get(name) for column in columns])
        rows.append(Row(name, title(thing), cells, alike(cells)))
    return tuple(rows)


def glance_rows(columns: Sequence[Sequence[Glance]]) -> tuple[Row[Cell], ...]:
    """At-a-glance rows: those that differ first, those that are the same last, each in the page's own order."""
    rows = align(
        columns,
        slug=SLUG,
        title=TITLE,
        alike=lambda cells: same(cell.cell if cell else MISSING for cell in cells),
    )
    filled = [
        Row[Cell](row.slug, row.title, tuple(g.cell if g else MISSING for g in row.cells), row.alike) for row in rows
    ]
    return tuple(sorted(filled, key=lambda row: row.alike))


def _duties(roles: Sequence[RoleFacts]) -> tuple[Row[DutyFacts], ...]:
    return align(
        [role.duties for role in roles],
        slug=SLUG,
        title=TITLE,
        alike=lambda cells: None not in cells,
    )


def _named(duty: DutyFacts) -> tuple[TopicName, ...]:
    return duty.topics


def _kinds(duty: DutyFacts) -> tuple[TopicName, ...]:
    return tuple(TopicName(topic.kind, topic.kind, topic.position[:1]) for topic in duty.topics if topic.kind)


def _topics(
    roles: Sequence[RoleFacts],
    duties: tuple[Row[DutyFacts], ...],
    topics_of: Callable[[DutyFacts], tuple[TopicName, ...]] = _named,
) -> tuple[TopicRow, ...]:
    """Topics in which at least two roles have a part that not all share, and those parts differ.

    A topic under which duties stand, too, counts only where it is the first one of another duty: roles of our own meet
    in our own topics. A duty stands once, in the first of the rows that it could stand in.
    """
    parts: dict[TopicName, list[list[DutyFacts]]] = {}
    firsts = set()
    for row in duties:
        topics = () if row.alike else topics_of(next(duty for duty in row.cells if duty))
        if not topics:
            continue
        firsts.add(topics[0])
        for topic in dict.fromkeys(topics):
            columns = parts.get(topic)
            if columns is None:
                columns = parts[topic] = [[] for _ in roles]
            for column, duty in zip(columns, row.cells, strict=True):
                if duty:
                    column.append(duty)
    rows = []
    told: set[str] = set()
    for topic in sorted(firsts, key=lambda topic: (topic.position, topic.title)):
        sides = [tuple([duty for duty in column if duty.slug not in told]) for column in parts[topic]]
        different = {tuple([duty.slug for duty in column]) for column in sides if column}
        if len(different) > 1:
            rows.append(TopicRow(topic.slug, topic.title, tuple(sides)))
            told.update(*different)
    return tuple(rows)


def skill_gap(row: Row[SkillFacts]) -> float:
    """Points between the highest and the lowest rating on file; -1 where fewer than two are."""
    ratings = [skill.importance for skill in row.cells if skill and skill.importance is not None]
    return max(ratings) - min(ratings) if len(ratings) > 1 else -1


def _skills(roles: Sequence[RoleFacts]) -> tuple[Row[SkillFacts], ...]:
    """Widest gap first; skills without two ratings last."""

    def alike(cells: tuple[SkillFacts | None, ...]) -> bool:
        ratings = [skill.importance for skill in cells if skill and skill.importance is not None]
        return len(ratings) == len(cells) and max(ratings) - min(ratings) < CLOSE_SKILLS

    rows = align(
        [role.skills for role in roles],
        slug=SLUG,
        title=TITLE,
        alike=alike,
    )
    return tuple(sorted(rows, key=skill_gap, reverse=True))


def _paid_in_one_place(roles: Sequence[RoleFacts]) -> Sequence[RoleFacts]:
    """The roles with pay as it can be compared, wherever it is told."""
    pays = in_one_place([role.pay for role in roles])
    return [role if pay is role.pay or pay is None else _paid(role, pay) for role, pay in zip(roles, pays, strict=True)]


def _paid(role: RoleFacts, pay: PayFacts) -> RoleFacts:
    rows = tuple(replace(row, cell=pay.cell) if row.slug == "pay" else row for row in role.glance)
    return replace(role, pay=pay, glance=rows)


def _pay(roles: Sequence[RoleFacts]) -> tuple[Row[PayFacts], ...]:
    cells = tuple(role.pay for role in roles)
    if not any(cells):
        return ()
    return (Row("pay", "Pay", cells, same(pay.cell if pay else MISSING for pay in cells)),)


def _schooling(roles: Sequence[RoleFacts]) -> tuple[Row[SchoolingFacts], ...]:
    rows = align(
        [role.schooling for role in roles],
        slug=lambda level: level.level,
        title=lambda level: level.title,
        alike=lambda cells: (
            same(level.cell if level else MISSING for level in cells)
            and not any(level and Tag.DISAGREE in level.cell.tags for level in cells)
        ),
    )
    # From the shortest to the longest, whichever role named a level first.
    return tuple(sorted(rows, key=lambda row: next(level.rank for level in row.cells if level)))


def _certifications(roles: Sequence[RoleFacts]) -> tuple[Row[CertificationFacts], ...]:
    return align(
        [role.certifications for role in roles],
        slug=SLUG,
        title=TITLE,
        alike=lambda cells: None not in cells,
    )


def _name_views(roles: Sequence[RoleFacts]) -> tuple[NameView, ...]:
    """What sources say about the titles compared here, once for each statement."""
    compared = {role.slug for role in roles}
    views = [view for role in roles for view in role.name_views if {view.role, view.other} <= compared]
    return tuple(dict.fromkeys(views))


def _finding(
    roles: Sequence[RoleFacts],
    duties: tuple[Row[DutyFacts], ...],
    skills: tuple[Row[SkillFacts], ...],
    pay: tuple[Row[PayFacts], ...],
) -> Finding:
    presences = [row.presence for row in duties]
    pairs = zip(duties, presences, strict=True)
    only = Counter(row.holders[0] for row, presence in pairs if presence is Presence.ONLY)
    return Finding(
        shared=presences.count(Presence.ALL),
        only=tuple(only[place] for place in range(len(roles))),
        total=len(duties),
        pay=_pay_gap(pay),
        time=_time_gap(roles),
        widest_skill=skills[0] if skills and skill_gap(skills[0]) >= CLOSE_SKILLS else None,
    )


def _pay_gap(pay: tuple[Row[PayFacts], ...]) -> PayGap | None:
    """None where a middle is not on file, or only known as “or more”, or not all are of one place and for one time."""
    bases = {cell.basis for row in pay for cell in row.cells if cell}
    if len(bases) != 1:
        return None
    ((where, per),) = bases
    middles = {
        place: cell.p50
        for place, cell in enumerate(pay[0].cells)
        if cell and cell.p50 is not None and not cell.is_middle_open
    }
    if len(middles) < len(pay[0].cells):
        return None
    most, least = max(middles, key=middles.__getitem__), min(middles, key=middles.__getitem__)
    gap = middles[most] - middles[least]
    is_closest = any(cell and Tag.CLOSEST in cell.cell.tags for cell in pay[0].cells)
    return PayGap(most, least, gap, gap < CLOSE_PAY * middles[least], is_closest, per, where)


def _time_gap(roles: Sequence[RoleFacts]) -> TimeGap | None:
    """By the middle of each range; a range without an upper end is no base for “sooner”.

    None, too, where the one with the lowest middle does not have the lowest end: others can start as soon.
    """
    times = [role.months_to_first_job for role in roles]
    middles = {place: time.middle for place, time in enumerate(times) if time and not time.is_open}
    if len(middles) < len(roles):
        return None
    latest, soonest = max(middles, key=middles.__getitem__), min(middles, key=middles.__getitem__)
    lows = [time.low for time in times if time]
    if lows.count(min(lows)) > 1 or lows[soonest] > min(lows):
        return None
    return TimeGap(soonest, latest, middles[latest] - middles[soonest])


def all_sources(comparison: Comparison) -> tuple[SourceFacts, ...]:
    """Every source that the page cites, in the order in which the page cites it."""
    cells = [view.cell for view in comparison.name_views]
    cells += [cell for row in comparison.traits for cell in row.cells if cell]
    return sources_of(
        *(cell.all_sources for cell in cells),
        *(duty.sources for row in comparison.duties for duty in row.cells if duty),
        *(skill.sources for row in comparison.skills for skill in row.cells if skill),
        *(pay.cell.sources for row in comparison.pay for pay in row.cells if pay),
        *(level.cell.sources for row in comparison.schooling for level in row.cells if level),
        *(also.sources for row in comparison.schooling for level in row.cells if level for also in level.also),
        *(item.cell.sources for row in comparison.certifications for item in row.cells if item),
    )
