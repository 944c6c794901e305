"""How much is on file and how fresh it is: live counts, for the home page and the list of sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.apps import apps
from django.db.models import Count, IntegerField, QuerySet, Value

from careers.cells import SourceFacts
from careers.facts.sources import source_facts
from roles.models import Role
from sources.models import Source, SourcedFact

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
    """Counts over everything on file. A fact is due for a check when its main source is."""

    facts: int
    facts_due: int
    official: int
    last_check: date | None
    groups: tuple[SourceGroup, ...]

    @property
    def sources(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @property
    def sources_due(self) -> int:
        return sum(line.source.is_due for group in self.groups for line in group.lines)


def coverage(today: date) -> Coverage:
    """What is on file on this day, in two queries."""
    main, also = _facts_by_source()
    sources = list(Source.objects.order_by("title"))
    by_kind: dict[str, list[SourceLine]] = {}
    for source in sources:
        count = main.get(source.pk, 0) + also.get(source.pk, 0)
        by_kind.setdefault(source.kind, []).append(SourceLine(source_facts(source, today), count))
    return Coverage(
        facts=sum(main.values()),
        facts_due=sum(main.get(source.pk, 0) for source in sources if source.review_by < today),
        official=sum(source.kind in OFFICIAL for source in sources),
        last_check=max((source.checked_on for source in sources), default=None),
        groups=tuple(
            SourceGroup(Source.Kind(kind).label, tuple(by_kind[kind])) for kind in Source.Kind.values if kind in by_kind
        ),
    )


@cache
def fact_models() -> tuple[type[SourcedFact], ...]:
    """Every kind of fact there is."""
    return tuple(model for model in apps.get_models() if issubclass(model, SourcedFact))


def _facts_by_source() -> tuple[dict[int, int], dict[int, int]]:
    """How many facts have a source as their main one, and as one more: one query over all kinds of facts."""
    main = [_counted(model._default_manager.values("source"), also=False) for model in fact_models()]
    main.append(_counted(Role.objects.filter(summary_source__isnull=False).values("summary_source"), also=False))
    also = [
        _counted(model.also_sources.through._default_manager.values("source"), also=True) for model in fact_models()
    ]
    first, *rest = main + also
    counts: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for source, count, is_also in first.union(*rest, all=True):
        found = counts[is_also]
        found[source] = found.get(source, 0) + count
    return counts


def _counted(rows: QuerySet, *, also: bool) -> QuerySet:  # type: ignore[type-arg]  # rows of any model, as values
    return (
        rows.order_by()
        .annotate(number=Count("pk"), also=Value(int(also), IntegerField()))
        .values_list(*rows.query.values_select, "number", "also")
    )
