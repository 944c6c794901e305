"""What leans on a source: every fact in a line, under the page that shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Count, F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from careers.cells import Range, Tag
from careers.facts.coverage import shown
from careers.facts.pay import said_of_pay
from careers.facts.remembered import kept
from careers.facts.standpoint import COUNTRY
from careers.facts.trust import tags
from careers.models import RoleRecommendation, Route, RouteCost, RouteNeed
from careers.wording import counted, dollar_range, inside_sentence
from certifications.models import CertificationFact, Renewal, StateRule
from roles.models import (
    Outlook,
    Pay,
    Role,
    RoleConfusion,
    RoleDuty,
    RoleInterest,
    RoleSchooling,
    RoleSkill,
    RoleTitle,
    RoleTool,
    RoleTrait,
    SurveyShare,
)
from sources.models import Source, SourcedFact

# So many facts make one page of a source.
PAGE_SIZE = 100


# Beside such a fact, one that is used is at odds with it.
NOT_USED = (SourcedFact.Standing.ALSO, SourcedFact.Standing.CLAIMED)


@dataclass(frozen=True)
class Leaning:
    """One fact in a line: what it is about, where its part of the page does not say so, and its words."""

    about: str
    words: str
    tags: tuple[Tag, ...]
    why: str
    is_extra: bool


@dataclass(frozen=True)
class Part:
    """The facts that one part of a page shows. Without an address no page shows them yet."""

    title: str
    address: str
    facts: tuple[Leaning, ...]


@dataclass(frozen=True)
class Page:
    """One page, and the facts on it."""

    title: str
    address: str
    parts: tuple[Part, ...]

    @property
    def count(self) -> int:
        return sum(len(part.facts) for part in self.parts)


@dataclass(frozen=True)
class _Kind:
    """A kind of fact, whose page shows it (by the path to its owner), and which part of that page."""

    model: type[SourcedFact]
    owner: str
    page: str
    part: str
    loads: tuple[str, ...] = ()


ROLE, PATH, SHARED, CERTIFICATION, FIGURES = "role", "path", "shared", "certification", "figures"
ORDER = (ROLE, PATH, SHARED, CERTIFICATION, FIGURES)
TITLES = {PATH: "How to become: {}", SHARED: "On the way: {}", FIGURES: "Federal figures: {}"}
PARTS = {
    "main": "At the top",
    "duties": "Duties",
    "glance": "At a glance",
    "skills": "Skills",
    "tools": "Tools",
    "interests": "Interests",
    "schooling": "Schooling",
    "pay": "Pay",
    "rules": "State rules",
    "certifications": "Certifications",
    "steps": "Steps",
    "ways": "Who may take it",
}
ROUTES = ("reaches__role", PATH), ("reaches__certification", CERTIFICATION), ("reaches", SHARED)
KINDS = (
    _Kind(RoleTitle, "role", ROLE, "main"),
    _Kind(RoleDuty, "role", ROLE, "duties"),
    _Kind(RoleTrait, "role", ROLE, "glance", ("trait",)),
    _Kind(RoleConfusion, "role", ROLE, "glance"),
    _Kind(RoleSkill, "role", ROLE, "skills", ("skill",)),
    _Kind(RoleSchooling, "role", ROLE, "schooling"),
    _Kind(Pay, "role", ROLE, "pay"),
    _Kind(StateRule, "role", ROLE, "rules"),
    _Kind(RoleRecommendation, "role", ROLE, "certifications", ("milestone",)),
    _Kind(RoleTool, "role", ROLE, "tools"),
    _Kind(RoleInterest, "role", ROLE, "interests"),
    *(_Kind(Route, owner, page, "ways" if page == CERTIFICATION else "steps") for owner, page in ROUTES),
    *(
        _Kind(RouteCost, f"route__{owner}", page, "ways" if page == CERTIFICATION else "steps", ("route",))
        for owner, page in ROUTES
    ),
    _Kind(CertificationFact, "certification", CERTIFICATION, "steps"),
    _Kind(Renewal, "certification", CERTIFICATION, "steps"),
    _Kind(StateRule, "certification", CERTIFICATION, "rules"),
    _Kind(Pay, "occupation", FIGURES, "main"),
    _Kind(Outlook, "occupation", FIGURES, "main"),
    _Kind(SurveyShare, "occupation", FIGURES, "main"),
)


class Group(NamedTuple):
    """Facts of one kind about one owner, by the place of its page, its title and its slug; and how many they are."""

    on: int
    owner: str
    name: str
    number: int
    size: int


class Leanings:
    """All that leans on a source, as a list that can be counted and cut.

    How many facts each owner has is asked once for a state of content: of a release of O*NET there are 190,000.
    """

    def __init__(self, source: Source, today: date) -> None:
        self.source, self.today = source, today
        self.groups = kept("leanings", today, self._grouped, about=source.pk)

    def __len__(self) -> int:
        return sum(group.size for group in self.groups)

    def __getitem__(self, cut: slice) -> list[Page]:
        """Some of them under their pages: one query, one for each kind of fact among them, and two."""
        rows = self._rows(cut.start or 0, len(self) if cut.stop is None else cut.stop)
        facts = {
            number: _loaded(number, [row[-2] for row in rows if row[3] == number]) for number in {r[3] for r in rows}
        }
        disputed = self._disputed(facts)
        roles = _roles_ahead() if any(row[0] == ORDER.index(SHARED) for row in rows) else {}
        found = []
        for (on, owner, slug), same in groupby(rows, key=lambda row: row[:3]):
            page = ORDER[on]
            address = _address(page, slug, roles)
            parts: dict[tuple[str, str], list[Leaning]] = {}
            for *_, number, pk, extra in same:
                fact = facts[number][pk]
                line = self._leaning(fact, is_disputed=(number, pk) in disputed, is_extra=extra)
                parts.setdefault(_part(fact, number, address), []).append(line)
            found.append(
                Page(
                    TITLES.get(page, "{}").format(owner),
                    address,
                    tuple(Part(title, at, tuple(lines)) for (title, at), lines in parts.items()),
                )
            )
        return found

    def _grouped(self) -> list[Group]:
        parts = [_counted(rows) for number in range(-1, len(KINDS)) for rows in _leaning_on(self.source, number)]
        counts: dict[tuple[int, str, str, int], int] = defaultdict(int)
        rows = parts[0].union(*parts[1:], all=True).order_by("on", "owner", "name", "kind")
        for on, owner, name, number, count in rows:
            counts[on, owner, name, number] += count
        return [Group(*group, count) for group, count in counts.items()]

    def _rows(self, start: int, stop: int) -> list[tuple[Any, ...]]:
        """Where each fact from one number to another stands, what it is, and whether the source is one more."""
        before, first = 0, 0
        names: dict[int, set[str]] = defaultdict(set)
        for group in self.groups:
            if start < before + group.size and before < stop:
                first = first if names else before
                names[group.number].add(group.name)
            before += group.size
        if not names:
            return []
        parts = [rows for number in names for rows in _leaning_on(self.source, number, names[number])]
        rows = parts[0].union(*parts[1:], all=True).order_by("on", "owner", "name", "kind", "pk")
        return list(rows[start - first : stop - first])

    def _leaning(self, fact: Any, *, is_disputed: bool, is_extra: bool) -> Leaning:
        if isinstance(fact, Role):
            return Leaning("In short", fact.summary, (), "", is_extra=False)
        about, words = _said(fact)
        marks = tags(fact, self.today) if fact.source_id == self.source.pk else ()
        return Leaning(
            about,
            words,
            (*marks, *([Tag.DISAGREE] if is_disputed else [])),
            "" if fact.standing == SourcedFact.Standing.USED else fact.why,
            is_extra,
        )

    def _disputed(self, facts: Mapping[int, Mapping[int, Any]]) -> set[tuple[int, int]]:
        """Those that stand beside a value of another standing: one query for all kinds, and one where any may be."""
        beside = _at_once(
            KINDS[number]
            .model.objects.filter(
                standing__in=NOT_USED, **{f"{name}__in": {getattr(fact, f"{name}_id") for fact in of}}
            )
            .order_by()
            .values_list(Value(number), Value(name), name)
            for number, of in ((number, found.values()) for number, found in facts.items() if number >= 0)
            for name in KINDS[number].model.owner_fields
        )
        near = {
            number: [pk for pk, fact in found.items() if any((number, *own) in beside for own in _owners(fact))]
            for number, found in facts.items()
            if number >= 0
        }
        return _at_once(
            KINDS[number].model.objects.disagreeing().filter(pk__in=pks).order_by().values_list(Value(number), "pk")
            for number, pks in near.items()
            if pks
        )


def _owners(fact: SourcedFact) -> list[tuple[str, int]]:
    return [(name, getattr(fact, f"{name}_id")) for name in fact.owner_fields]


def _at_once(asked: Iterable[QuerySet[Any, Any]]) -> set[Any]:
    """All that these find, in one query; none where there is nothing to ask."""
    parts = list(asked)
    return set(parts[0].union(*parts[1:], all=True)) if parts else set()


def _leaning_on(source: Source, number: int, names: Iterable[str] | None = None) -> list[QuerySet[Any, Any]]:
    """The facts of one kind that lean on the source first of all, and those that have it as one more.

    Given names, only those of owners that are called so.
    """
    if number < 0:
        roles = Role.objects.readable().filter(summary_source=source).order_by()
        roles = roles if names is None else roles.filter(slug__in=names)
        return [_columns(roles, ROLE, F("title"), F("slug"), number, is_extra=False)]
    kind = KINDS[number]
    facts: QuerySet[Any] = shown(kind.model).filter(**{f"{kind.owner}__isnull": False}).order_by()
    if kind.page == PATH:
        facts = facts.exclude(**{f"{kind.owner}__status": Role.Status.DRAFT})
    if kind.page == SHARED:
        facts = facts.filter(**{f"{kind.owner}__role": None, f"{kind.owner}__certification": None})
    slug = "code" if kind.page == FIGURES else "slug"
    owner, name = F(f"{kind.owner}__title"), F(f"{kind.owner}__{slug}")
    mine, more = facts.filter(source=source), facts.filter(also_sources=source)
    if names is not None:
        # By the index of the source it would look through all that leans on it, not at some owners' facts.
        mine = facts.alias(said_by=Coalesce("source", 0)).filter(said_by=source.pk)
        mine, more = (rows.filter(**{f"{kind.owner}__{slug}__in": names}) for rows in (mine, more))
    return [
        _columns(mine, kind.page, owner, name, number, is_extra=False),
        _columns(more, kind.page, owner, name, number, is_extra=True),
    ]


def _columns(rows: QuerySet[Any], page: str, owner: F, slug: F, number: int, *, is_extra: bool) -> QuerySet[Any, Any]:
    named = rows.annotate(
        on=Value(ORDER.index(page)), owner=owner, name=slug, kind=Value(number), extra=Value(is_extra)
    )
    return named.values_list("on", "owner", "name", "kind", "pk", "extra")


def _counted(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """How many of these each owner has."""
    by_owner = rows.values("on", "owner", "name", "kind").annotate(count=Count("pk"))
    return by_owner.values_list("on", "owner", "name", "kind", "count")


def _part(fact: Any, number: int, address: str) -> tuple[str, str]:
    """The part of a page that shows a fact, by its name and its address in the place where the fact holds."""
    if number < 0:
        return PARTS["main"], f"{address}#main"
    part = KINDS[number].part
    state = "" if fact.place_id == COUNTRY else f"?state={fact.place_id.split('-')[1]}"
    where = "" if fact.place_id == COUNTRY else f", {fact.place.name}"
    return f"{PARTS[part]}{where}", f"{address}{state}#{part}" if address else ""


def _loaded(number: int, keys: Iterable[int]) -> Mapping[int, Any]:
    if number < 0:
        return Role.objects.in_bulk(keys)
    kind = KINDS[number]
    return kind.model.objects.select_related("source", "place", *kind.loads).in_bulk(keys)


def _address(page: str, slug: str, roles: Mapping[str, str]) -> str:
    if page == SHARED:
        return reverse("careers:how-to-become", args=[roles[slug]]) if slug in roles else ""
    name = {ROLE: "role", PATH: "how-to-become", CERTIFICATION: "certification", FIGURES: "figures"}[page]
    return reverse(f"careers:{name}", args=[slug])


def _roles_ahead() -> dict[str, str]:
    """By milestone, a role whose steps lead over it: the first by name. One query."""
    ways: dict[str, set[str]] = defaultdict(set)
    roles: dict[str, str] = {}
    needs = RouteNeed.objects.filter(route__status=SourcedFact.Status.PUBLISHED).order_by()
    columns = ("milestone__slug", "route__reaches__slug", "route__reaches__role__slug", "route__reaches__role__status")
    for need, goal, role, status in needs.values_list(*columns):
        ways[goal].add(need)
        if role and status == Role.Status.PUBLISHED:
            roles[goal] = role
    found: dict[str, str] = {}
    for goal, role in sorted(roles.items(), key=lambda each: each[1]):
        steps, seen = [goal], {goal}
        while steps:
            step = steps.pop()
            found.setdefault(step, role)
            fresh = ways[step] - seen
            seen |= fresh
            steps += fresh
    return found


def _said(fact: SourcedFact) -> tuple[str, str]:
    """What a fact is about, and what it says."""
    match fact:
        case RoleTitle():
            return "Also called", fact.title
        case RoleTrait():
            return fact.trait.title, fact.text
        case RoleSkill():
            return "", f"{fact.skill.title}{'' if fact.importance is None else f': {fact.importance:.0f} of 100'}"
        case RoleSchooling():
            return fact.get_level_display(), fact.text
        case RoleTool():
            return "Tool", fact.title
        case RoleInterest():
            return "Interest", fact.get_interest_display()
        case RoleConfusion():
            return "One job or two", fact.text
        case RoleDuty():
            return "", fact.text
        case Pay():
            return "", said_of_pay(fact) or "Not published"
        case Outlook():
            openings = "" if fact.openings_a_year is None else f", {counted(fact.openings_a_year, 'opening')} a year"
            return "Jobs", f"{fact.period_from} to {fact.period_to}{openings}"
        case SurveyShare():
            return fact.get_question_display(), f"{fact.category}: {fact.percent:g}%"
        case StateRule():
            return fact.get_topic_display(), fact.text
        case CertificationFact():
            return fact.get_topic_display(), fact.text
        case Renewal():
            return "To renew it", fact.what
        case RoleRecommendation():
            return fact.milestone.title, fact.text
        case Route():
            return fact.title, fact.text
        case RouteCost():
            known = fact.min is not None
            cost = Range(float(fact.min or 0), None if fact.max is None else float(fact.max)) if known else None
            return f"{fact.route.title}, {inside_sentence(fact.get_basis_display())}", dollar_range(cost)
    raise TypeError(f"{type(fact).__name__} has no line in the lists of sources")
