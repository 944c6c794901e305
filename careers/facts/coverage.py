"""How much is on file and how fresh it is: live counts, for the home page and the list of sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from django.apps import apps
from django.db.models import Count, QuerySet, Value

from careers.cells import SourceFacts
from careers.facts.remembered import kept, remembered
from careers.facts.sources import source_facts
from careers.facts.standpoint import Standpoint
from careers.rolefacts import RoleName
from roles.models import Role
from sources.models import Source, SourcedFact

ALSO = "also"
OFFICIAL = (Source.Kind.LAW, Source.Kind.GOVERNMENT, Source.Kind.COURT)


@dataclass(frozen=True)
class SourceLine:
    """A source and how many facts lean on it, as their main source or as one more."""

    source: SourceFacts
    facts: int


@dataclass(frozen=True)
class SourceGroup:
    """The sources of one kind, by title."""

    kind: str
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True)
class Coverage:
    """Counts over everything that readers are shown.

    A fact is due for a check when its main source is; unchecked ones stand on general knowledge.
    """

    facts: int
    facts_due: int
    facts_unchecked: int
    official: int
    last_check: date | None
    groups: tuple[SourceGroup, ...]

    @property
    def sources(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @property
    def facts_read(self) -> int:
        """What somebody read in its source."""
        return self.facts - self.facts_unchecked

    @property
    def sources_due(self) -> int:
        return sum(line.source.is_due for group in self.groups for line in group.lines)


def coverage(today: date) -> Coverage:
    """What is on file on this day: one query, and a fixed number more when content or the day has moved."""
    return kept("coverage", today, partial(_coverage, today))


def _coverage(today: date) -> Coverage:
    by_trust = _facts_by_source()
    sources = list(Source.objects.order_by("title"))
    leaning = {source.pk: sum(counts.get(source.pk, 0) for counts in by_trust.values()) for source in sources}
    main = {pk: number - by_trust[ALSO].get(pk, 0) for pk, number in leaning.items()}
    by_kind: dict[str, list[SourceLine]] = {}
    for source in sources:
        line = SourceLine(source_facts(source, today), leaning[source.pk])
        by_kind.setdefault(source.kind, []).append(line)
    return Coverage(
        facts=sum(main.values()),
        facts_due=sum(main[source.pk] for source in sources if source.review_by < today),
        facts_unchecked=sum(by_trust[SourcedFact.Trust.MEMORY].values()),
        official=sum(source.kind in OFFICIAL for source in sources),
        last_check=max((source.checked_on for source in sources), default=None),
        groups=tuple(
            SourceGroup(Source.Kind(kind).label, tuple(by_kind[kind])) for kind in Source.Kind.values if kind in by_kind
        ),
    )


@dataclass(frozen=True)
class RoleCheck:
    """How much is on file of one role, how much of that is due, and how much nobody read in a source."""

    role: RoleName
    facts: int
    due: int
    unchecked: int


@dataclass(frozen=True)
class Checking:
    """Facts by role, those with most to do first, and how many facts count for nothing."""

    roles: tuple[RoleCheck, ...]
    claimed: int
    also_said: int
    historical: int

    @property
    def due(self) -> tuple[RoleCheck, ...]:
        return tuple(line for line in self.roles if line.due)


def checking(view: Standpoint) -> Checking:
    """What is read, due and set aside: one query, and three more when content or the day has moved."""
    return remembered("checking", view, partial(_checking, view.today))


def _checking(today: date) -> Checking:
    facts: dict[int, Counter[str]] = defaultdict(Counter)
    due = set(Source.objects.filter(review_by__lt=today).values_list("pk", flat=True))
    of_roles = [model for model in fact_models() if "role" in {field.name for field in model._meta.fields}]
    for role, source, trust, number in _counted(of_roles, "role", "source", "trust"):
        facts[role]["all"] += number
        facts[role]["due"] += number if source in due else 0
        facts[role]["unchecked"] += number if trust == SourcedFact.Trust.MEMORY else 0
    offered = Role.objects.published().filter(origin=Role.Origin.CURATED).order_by("title")
    lines = [
        RoleCheck(RoleName(slug, title), facts[pk]["all"], facts[pk]["due"], facts[pk]["unchecked"])
        for pk, slug, title in offered.values_list("pk", "slug", "title")
    ]
    standings: Counter[str] = Counter()
    for standing, number in _counted(fact_models(), "standing"):
        standings[standing] += number
    return Checking(
        roles=tuple(sorted(lines, key=lambda line: (-line.due, -line.unchecked, line.role.title))),
        claimed=standings[SourcedFact.Standing.CLAIMED],
        also_said=standings[SourcedFact.Standing.ALSO],
        historical=standings[SourcedFact.Standing.HISTORICAL],
    )


def _counted(models: Iterable[type[SourcedFact]], *names: str) -> QuerySet[Any, Any]:
    """How many facts readers are shown of each combination of values: one query for all kinds."""
    first, *rest = (shown(model).order_by().values_list(*names).annotate(number=Count("pk")) for model in models)
    return first.union(*rest, all=True)


@cache
def fact_models() -> tuple[type[SourcedFact], ...]:
    """Every kind of fact there is."""
    return tuple(model for model in apps.get_models() if issubclass(model, SourcedFact))


def shown(model: type[SourcedFact]) -> QuerySet[Any]:
    """The published facts of one kind, without those of a role or a route that is a draft itself."""
    facts: QuerySet[Any] = model.objects.published()
    fields = {field.name for field in model._meta.fields}
    if "role" in fields:
        facts = facts.exclude(role__status=Role.Status.DRAFT)
    if "route" in fields:
        facts = facts.filter(route__status=SourcedFact.Status.PUBLISHED)
    return facts


def _facts_by_source() -> dict[str, dict[int, int]]:
    """How many facts have a source as their main one, by trust, and as one more (`also`): one query for all kinds."""
    counted: list[QuerySet[Any, Any]] = []
    for model in fact_models():
        facts = shown(model)
        counted.append(facts.values_list("source", "trust"))
        extra = facts.filter(also_sources__isnull=False).annotate(also=Value(ALSO))
        counted.append(extra.values_list("also_sources", "also"))
    summaries = Role.objects.readable().filter(summary_source__isnull=False)
    counted.append(summaries.values_list("summary_source", "summary_trust"))
    first, *rest = [rows.order_by().annotate(number=Count("pk")) for rows in counted]
    found: dict[str, dict[int, int]] = {name: {} for name in (ALSO, *SourcedFact.Trust.values)}
    for source, trust, number in first.union(*rest, all=True):
        found[trust][source] = found[trust].get(source, 0) + number
    return found
