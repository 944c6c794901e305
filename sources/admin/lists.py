"""What lists of rows say beside the rows: how fresh they are, on how many sources they stand, who changed them last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import Case, Count, IntegerField, Max, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localdate

from sources.admin.histories import parts_of
from sources.models import Imported, SourcedFact

HERE, IMPORT = "here", "import"
DUE, NO_SOURCE, DISAGREE, CLAIMED = "due", "no-source", "disagree", "claimed"


class NeedsCare(SimpleListFilter):
    """The facts that an editor should look at, one kind of trouble at a time."""

    title = "what needs care"
    parameter_name = "care"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [
            (DUE, "Due for a check"),
            (NO_SOURCE, "No source"),
            (DISAGREE, "Sources disagree"),
            (CLAIMED, "Claimed only"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        return in_need(queryset, self.value())


class NeedsCareInside(NeedsCare):
    """The rows to which such facts belong."""

    title = "facts that need care"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        if self.value() not in (DUE, NO_SOURCE, DISAGREE, CLAIMED):
            return None
        owners = Q()
        for facts, owner in facts_of(queryset.model):
            owners |= Q(pk__in=in_need(facts.objects.order_by(), self.value()).values(owner))
        return queryset.filter(owners)


def in_need(facts: Any, care: str | None) -> Any:
    """The facts with one kind of trouble; None where there is no such kind."""
    match care:
        case "due":
            return facts.due(localdate())
        case "no-source":
            return facts.without_source()
        case "disagree":
            return facts.not_all_used().disagreeing()
        case "claimed":
            return facts.claimed()
    return None


class CameFrom(SimpleListFilter):
    """Whether people wrote a fact, or an import brought it in and nobody changed it since."""

    title = "where it comes from"
    parameter_name = "from"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [(HERE, "Written here"), (IMPORT, "Brought in by an import")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        return queryset.filter(imported=self.value() == IMPORT) if self.value() in (HERE, IMPORT) else None


class DueSources(SimpleListFilter):
    title = "when to read it again"
    parameter_name = "care"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [(DUE, "Due for a check")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        return queryset.filter(review_by__lt=localdate()) if self.value() == DUE else None


def how_many(rows: QuerySet[Any], owner: str) -> Coalesce:
    """How many of `rows` have the row at hand as their `owner`. Unlike joins, several counts do not multiply."""
    counts = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def number_of_sources(model: Any) -> Any:
    """The source of the fact at hand and those that say so too."""
    also = how_many(model.also_sources.through.objects.all(), model._meta.model_name)
    return also + Case(When(source=None, then=0), default=1)


def last_editor(model: Any) -> Coalesce:
    """The account that changed the row at hand last; empty where that was a load."""
    records = model.history.filter(**{model._meta.pk.attname: OuterRef("pk")}).order_by("-pk")
    return Coalesce(Subquery(records.values("history_user__username")[:1]), Value(""))


def last_editors(rows: Sequence[Any]) -> dict[Any, str]:
    """Who changed each of these rows, or something that belongs to it, last, by its key: one query for all kinds.

    Empty where that was a load.
    """
    if not rows:
        return {}
    model, pks = type(rows[0]), [row.pk for row in rows]
    first, *others = (
        kind.history.filter(pk__in=_newest_of_each(kind, owner, pks))
        .order_by()
        .values_list(owner, "history_date", "history_user__username")
        for kind, owner in ((model, model._meta.pk.attname), *parts_of(model))
    )
    found = sorted(first.union(*others, all=True), key=lambda each: each[1])
    return {pk: name or "" for pk, _, name in found}


def _newest_of_each(kind: Any, owner: str, pks: Sequence[Any]) -> Any:
    records = kind.history.filter(**{f"{owner}__in": pks}).order_by()
    return records.values(owner).annotate(newest=Max("pk")).values("newest")


def next_check(day: date | None) -> str:
    """The day on which somebody should look again, with a tag where it is past."""
    if day is None:
        return ""
    if day < localdate():
        return format_html('{} <span class="tag">Due for a check</span>', date_format(day))
    return date_format(day)


@dataclass
class Standing:
    """What the facts of one row stand on."""

    sources: set[int]
    review_by: date | None = None


def standing_of(rows: Sequence[Model]) -> dict[Any, Standing]:
    """On what the facts that belong to each of these rows stand, by its key: one query for all kinds of facts."""
    found: dict[Any, Standing] = defaultdict(lambda: Standing(set()))
    if not rows:
        return found
    pks = [row.pk for row in rows]
    first, *others = (
        facts.objects.filter(**{f"{owner}__in": pks}, source__isnull=False)
        .order_by()
        .values_list(owner, "source", "source__review_by")
        for facts, owner in facts_of(type(rows[0]))
    )
    for pk, source, review_by in first.union(*others):
        standing = found[pk]
        standing.sources.add(source)
        standing.review_by = min(review_by, standing.review_by or review_by)
    return found


def imported_facts_of(row: Model) -> list[tuple[Any, str, int]]:
    """Each kind of fact that imports brought in for a row, the field that names the row, and how many: one query."""
    kinds = {facts._meta.label: (facts, owner) for facts, owner in facts_of(type(row)) if issubclass(facts, Imported)}
    if not kinds:
        return []
    first, *others = (
        facts.objects.filter(**{owner: row.pk}, imported=True)
        .order_by()
        .values(label=Value(label))
        .annotate(count=Count("pk"))
        .values_list("label", "count")
        for label, (facts, owner) in kinds.items()
    )
    counts = dict(first.union(*others, all=True))
    return [(*kinds[label], counts[label]) for label in kinds if counts.get(label)]


def facts_of(model: type[Model]) -> Iterable[tuple[Any, str]]:
    """Each kind of fact that belongs to rows of this model, and the field that says to which."""
    for relation in model._meta.related_objects:
        facts: Any = relation.related_model
        if issubclass(facts, SourcedFact) and relation.field.name in facts.owner_fields:
            yield facts, relation.field.name
