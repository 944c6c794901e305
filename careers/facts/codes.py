"""The statistical codes that roles lean on, with their pay and outlook: read row by row, without a model of any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import FloatField, QuerySet
from django.db.models.functions import Cast

from careers.facts.known import Dated, Known
from careers.facts.numbers import plain_number
from careers.facts.sources import citations, data_date_words
from careers.facts.standpoint import Standpoint
from careers.facts.trust import tags
from roles.models import PERCENTILES, Outlook, Pay, PayCell, RoleCode
from sources.prepared import prepared


class PayRow(NamedTuple):
    """What one source says of pay in one place. `top_coded`: the percentiles that are so much or more."""

    place_id: str
    standing: str
    effective_from: date | None
    effective_until: date | None
    per: str
    why: str
    start: float | None
    later: float | None
    p10: float | None
    p25: float | None
    p50: float | None
    p75: float | None
    p90: float | None
    top_coded: frozenset[str]
    backing: Dated


class OutlookRow(NamedTuple):
    """What the projections say of one code."""

    place_id: str
    standing: str
    effective_from: date | None
    effective_until: date | None
    period_from: int
    period_to: int
    growth_percent: float | None
    openings_a_year: int | None
    backing: Dated


class CodeRow(NamedTuple):
    """A code that a role leans on: for what, how well it fits, and the figures that it is used for."""

    use: str
    match: str
    occupation: int
    system: str
    code: str
    title: str
    job_zone: int | None
    pay: Sequence[PayRow] = ()
    outlooks: Sequence[OutlookRow] = ()


Codes = Mapping[int, Sequence[CodeRow]]


# The codes that lists, comparisons and a role's own page lean on.
LISTED, COMPARED, ALL = (RoleCode.Use.PAY,), (RoleCode.Use.PAY, RoleCode.Use.DUTIES), tuple(RoleCode.Use)


def loaded(roles: Collection[int], view: Standpoint, known: Known, uses: Sequence[str]) -> Codes:
    """The codes of each role for these uses, with their pay and outlook in a place and those around it.

    Three queries, one less without outlook.
    """
    rows = _rows(roles, uses)
    pay = _pay({pk for _, use, _, pk, *_ in rows if use == RoleCode.Use.PAY}, view, known)
    outlooks = _outlooks({pk for _, use, _, pk, *_ in rows if use == RoleCode.Use.OUTLOOK}, view, known)
    found: dict[int, list[CodeRow]] = defaultdict(list)
    for role, use, match, pk, *told in rows:
        found[role].append(CodeRow._make((use, match, pk, *told, pay.get(pk, ()), outlooks.get(pk, ()))))
    return found


@prepared
def _rows(roles: Collection[int], uses: Sequence[str]) -> QuerySet[RoleCode, tuple[Any, ...]]:
    rows = RoleCode.objects.filter(role__in=roles, use__in=uses)
    rows = rows.order_by("role", "use", "-primary", "occupation__code", "occupation__system")
    of_occupation = ("occupation", *(f"occupation__{name}" for name in ("system", "code", "title", "job_zone")))
    return rows.values_list("role", "use", "match", *of_occupation)


# Where and when a figure holds, and what stands behind it.
HELD = ("place", "standing", "effective_from", "effective_until")
BACKED = ("pk", "source", "trust", "as_of", "as_of_words")


def _pay(occupations: Collection[int], view: Standpoint, known: Known) -> dict[int, list[PayRow]]:
    found: dict[int, list[PayRow]] = defaultdict(list)
    for occupation, *row in _pay_rows(occupations, view):
        held, told, cells, backed = row[:4], row[4:13], row[13:18], row[18:]
        found[occupation].append(PayRow._make((*held, *told, _top_coded(cells), _dated(Pay, held, backed, known))))
    return found


@prepared
def _pay_rows(occupations: Collection[int], view: Standpoint) -> QuerySet[Pay, tuple[Any, ...]]:
    rows = view.around(Pay.objects.published().filter(occupation__in=occupations))
    rows = rows.order_by("occupation_id", "per", "key")
    amounts = map(_plain, ("start", "later", *PERCENTILES))
    cells = (f"{name}_cell" for name in PERCENTILES)
    return rows.values_list("occupation", *HELD, "per", "why", *amounts, *cells, *BACKED)


def _outlooks(occupations: Collection[int], view: Standpoint, known: Known) -> dict[int, list[OutlookRow]]:
    found: dict[int, list[OutlookRow]] = defaultdict(list)
    for occupation, *row in _outlook_rows(occupations, view):
        held, told, backed = row[:4], row[4:8], row[8:]
        found[occupation].append(OutlookRow._make((*held, *told, _dated(Outlook, held, backed, known))))
    return found


@prepared
def _outlook_rows(occupations: Collection[int], view: Standpoint) -> QuerySet[Outlook, tuple[Any, ...]]:
    rows = view.around(Outlook.objects.published().filter(occupation__in=occupations))
    rows = rows.order_by("occupation_id", "-period_from", "key")
    growth = _plain("growth_percent")
    return rows.values_list("occupation", *HELD, "period_from", "period_to", growth, "openings_a_year", *BACKED)


def _plain(name: str) -> Cast:
    """A decimal as a plain number: to make a decimal of each takes longer than all the rest."""
    return Cast(name, FloatField())


def _top_coded(cells: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name, cell in zip(PERCENTILES, cells, strict=True) if cell == PayCell.TOP)


def _dated(kind: type[Pay | Outlook], held: Sequence[Any], backed: Sequence[Any], known: Known) -> Dated:
    _, standing, _, until = held
    pk, source, trust, as_of, as_of_words = backed
    return known.dated(kind, source, trust, known.also(kind, pk), standing, until, as_of, as_of_words)


def row_of(fact: Pay, today: date) -> PayRow:
    """The same of what people wrote of a role's own pay."""
    return PayRow._make(
        (
            *(getattr(fact, name) for name in ("place_id", *HELD[1:], "per", "why")),
            *(plain_number(getattr(fact, name)) for name in ("start", "later", *PERCENTILES)),
            _top_coded(getattr(fact, f"{name}_cell") for name in PERCENTILES),
            Dated(tags(fact, today), citations(fact, today), data_date_words(fact)),
        )
    )
