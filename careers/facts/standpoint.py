"""From where facts are looked at: a place, and a day. What holds there and then is decided here."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.db.models.lookups import In

from sources.models import Place, SourcedFact

COUNTRY = "US"


class Held(Protocol):
    """Where and when a fact holds, and whether it is used: a model, or a row of one."""

    @property
    def place_id(self) -> str | None: ...
    @property
    def standing(self) -> str: ...
    @property
    def effective_from(self) -> date | None: ...
    @property
    def effective_until(self) -> date | None: ...


F = TypeVar("F", bound=SourcedFact)
H = TypeVar("H", bound=Held)


@dataclass(frozen=True)
class Standpoint:
    """A place with all that it lies in, nearest first, and a day."""

    lineage: tuple[str, ...]
    place_name: str
    today: date

    @property
    def place(self) -> str:
        return self.lineage[0]

    @property
    def is_everywhere(self) -> bool:
        """Whether no state is chosen."""
        return self.place == COUNTRY

    def holds(self, fact: Held) -> bool:
        """Whether a fact is about this place, or one around it, on this day."""
        return fact.place_id in self.lineage and self.is_current(fact)

    def is_current(self, fact: Held) -> bool:
        """Whether a fact is about this day, wherever it holds."""
        started = fact.effective_from is None or fact.effective_from <= self.today
        return started and (fact.effective_until is None or fact.effective_until >= self.today)

    def is_coming(self, fact: Held) -> bool:
        """Whether a fact is in use from a later day on: announced, and not yet so."""
        later = fact.effective_from is not None and fact.effective_from > self.today
        return later and fact.standing == SourcedFact.Standing.USED

    def is_past(self, fact: Held) -> bool:
        """Whether a fact was so once: history, never what counts."""
        ended = fact.effective_until is not None and fact.effective_until < self.today
        is_over = ended and fact.standing == SourcedFact.Standing.USED
        return is_over or fact.standing == SourcedFact.Standing.HISTORICAL

    def in_use(self) -> Q:
        """What `used` takes into account, said to the database."""
        return Q(place__in=self.lineage) & self._counts()

    def in_use_around(self, facts: QuerySet[F]) -> QuerySet[F]:
        """The same for facts that hang on a few rows: see `around`."""
        return self.around(facts.filter(self._counts()))

    def _counts(self) -> Q:
        started = Q(effective_from__isnull=True) | Q(effective_from__lte=self.today)
        lasts = Q(effective_until__isnull=True) | Q(effective_until__gte=self.today)
        return Q(standing=SourcedFact.Standing.USED) & started & lasts

    def around(self, facts: QuerySet[F]) -> QuerySet[F]:
        """Of facts that hang on a few rows, those of this place and of what it lies in, chosen by the database.

        SQLite must not find them by their place: nearly all hold in the whole country, and it would read these first.
        """
        place: Any = Cast("place_id", CharField())
        return facts.filter(In(place, self.lineage))

    def used(self, facts: Iterable[H], subject: Callable[[H], Hashable]) -> dict[Hashable, H]:
        """The fact in use for each subject, in the order given: that of the nearest place wins."""
        found: dict[Hashable, H] = {}
        for fact in facts:
            if fact.standing != SourcedFact.Standing.USED or not self.holds(fact):
                continue
            name = subject(fact)
            rival = found.get(name)
            if rival is None or self.distance(fact) < self.distance(rival):
                found[name] = fact
        return found

    def nearest(self, facts: Iterable[H], subject: Callable[[H], Hashable]) -> list[H]:
        """All facts in use for each subject, in the order given: those of the nearest place that has any."""
        facts = list(facts)
        near = self.used(facts, subject)
        used = [fact for fact in facts if fact.standing == SourcedFact.Standing.USED and self.holds(fact)]
        return [fact for fact in used if fact.place_id == near[subject(fact)].place_id]

    def is_told(self, fact: Held) -> bool:
        """Whether a fact of this place, or one around it, is not in use but shown as what it is: a claim, history."""
        return fact.place_id in self.lineage and fact.standing != SourcedFact.Standing.USED

    def place_of(self, fact: Held) -> str:
        """The place of a fact, as it stands in a sentence: the one that was chosen, or what that lies in."""
        return self.place_name if fact.place_id == self.place else "the whole country"

    def distance(self, fact: Held) -> int:
        """0 for a fact of the place itself, more for one of a wider place."""
        return self.lineage.index(fact.place_id)


def standpoint(place: Place, today: date) -> Standpoint:
    """The standpoint of one place. Climbs to its parents: one query for each not yet at hand."""
    lineage: list[str] = []
    step: Place | None = place
    while step is not None and step.code not in lineage:
        lineage.append(step.code)
        step = step.parent
    if COUNTRY not in lineage:
        lineage.append(COUNTRY)
    return Standpoint(tuple(lineage), place.name, today)
