"""Which roles to suggest to somebody in one: those that `careers.relating` keeps, or else by shared duties alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from django.db.models import QuerySet

from careers.cells import SourceFacts, sources_of
from careers.facts.families import lineages
from careers.facts.known import known
from careers.facts.overlap import most_alike
from careers.facts.remembered import kept, remembered
from careers.facts.rules import NAMED_PLACES, asking_for_a_credential, state_of
from careers.facts.schooling import RANKS, heaviest, schooling
from careers.facts.sources import citations, source_facts
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.facts.starts import starts
from careers.nearby import Nearby, few_of_a_family
from careers.rolefacts import RoleName
from careers.wording import joined
from certifications.models import StateRule
from roles.models import RelatedRole, Role, RoleCode, SchoolingLevel, Tier
from sources.models import Source
from sources.prepared import prepared

MOST = 10
PUBLISHED = Role.Status.PUBLISHED.value
# Where O*NET has the closest.
NEAR_THE_TOP = frozenset({Tier.PRIMARY_SHORT.value, Tier.PRIMARY_LONG.value})
# What people have who are in a role of which nothing is on file.
DIPLOMA = RANKS[SchoolingLevel.HIGH_SCHOOL]
# What a role takes, as it stands in a sentence.
IN_A_SENTENCE: dict[str, str] = {
    SchoolingLevel.NONE: "no diploma",
    SchoolingLevel.HIGH_SCHOOL: "a high school diploma",
    SchoolingLevel.SOME_COLLEGE: "some college",
    SchoolingLevel.CERTIFICATE: "a certificate",
    SchoolingLevel.ASSOCIATE: "an associate degree",
    SchoolingLevel.BACHELOR: "a bachelor’s degree",
    SchoolingLevel.MASTER: "a master’s degree",
    SchoolingLevel.DOCTORAL: "a doctoral or professional degree",
}


def nearby(role: Role, view: Standpoint, most: int = MOST) -> list[Nearby]:
    """The best first: one query where anything was worked out."""
    found = _worked_out(role.pk)
    if found or _is_anything_related(view):
        return _suggestions(role, found, view, most)
    own = lineages([role.pk], Role.objects.parents())[role.pk][-1]
    alike = most_alike(role, Role.objects.count(), view)
    close = [Nearby(other.role, other.shared, family=other.family) for other in alike]
    return few_of_a_family(sorted(close, key=lambda other: other.family == own), most)


@prepared
def _worked_out(role: int) -> QuerySet[RelatedRole, tuple[Any, ...]]:
    """What `careers.relating` keeps for a role, the best first."""
    return RelatedRole.objects.filter(role=role).values_list(
        "other", "shared_duties", "to_build", "more_pay", "pay_source", "tier", "source"
    )


def _is_anything_related(view: Standpoint) -> bool:
    """Whether any role has others kept beside it; where none has, nothing was worked out."""
    return kept("is anything related", view.today, RelatedRole.objects.exists)


def _suggestions(role: Role, related: Iterable[Sequence[Any]], view: Standpoint, most: int) -> list[Nearby]:
    about = known(view.today)
    told, roles, knowledge = about.told, about.roles, about.knowledge
    asks = remembered("asks", view, partial(_AsksOf, view))
    own = asks[role.pk]
    enough = own.rank if own.is_known else DIPLOMA
    found: list[Nearby] = []
    for pk, shared, to_build, more_pay, survey, tier, source in related:
        # Since these were worked out, a role may have been withdrawn, or deleted.
        if pk not in roles or roles[pk].status != PUBLISHED:
            continue
        asked = asks[pk]
        schooled = asked.schooling if asked.rank > enough else NO_ASK
        skills = to_build.split("\n") if to_build else ()
        asked_by = (*schooled.sources, *asked.credential.sources)
        found.append(
            Nearby(
                role=asked.name,
                shared=shared,
                to_build=tuple([skill for skill in skills if skill not in knowledge]),
                to_know=tuple([skill for skill in skills if skill in knowledge]),
                more_pay=more_pay,
                paid_by=told[survey].slug if survey else "",
                is_counted_as_one=own.pay_code is not None and own.pay_code == asked.pay_code,
                listed_by=told[source].slug if source else "",
                is_near_the_top=tier in NEAR_THE_TOP,
                schooling=schooled.words,
                credential=asked.credential.words,
                asked_by=sources_of(asked_by) if asked_by else (),
            )
        )
        if len(found) == most:
            break
    return found


class Ask(NamedTuple):
    """What is asked for, as it stands inside a sentence, and who says so."""

    words: str = ""
    sources: tuple[SourceFacts, ...] = ()


NO_ASK = Ask()


class Asks(NamedTuple):
    """What a role asks for: the least schooling that is usual, its rank (-1: not on file), and a license.

    `pay_code` is the one under which its pay, or that of its parent, is counted.
    """

    name: RoleName
    pay_code: int | None
    rank: int
    schooling: Ask
    credential: Ask

    @property
    def is_known(self) -> bool:
        return self.rank >= 0


class _AsksOf(dict[int, Asks]):
    """What roles ask for in a place, each worked out when it is first wanted."""

    def __init__(self, view: Standpoint) -> None:
        super().__init__()
        self.view = view
        self.counted_as = kept("counted as", view.today, _counted_as)

    def __missing__(self, role: int) -> Asks:
        found = self[role] = _asks(role, self.view, self.counted_as)
        return found


def _counted_as() -> dict[int, int]:
    """The code under which each role's pay is counted, where it has one of its own: one query."""
    codes = RoleCode.objects.filter(use=RoleCode.Use.PAY).order_by("primary", "-occupation__code")
    return dict(codes.values_list("role", "occupation"))


def _asks(role: int, view: Standpoint, counted_as: Mapping[int, int]) -> Asks:
    about = known(view.today)
    line = about.lineages([role])[role]
    asks = partial(Asks, about.roles[role].name, next((counted_as[each] for each in line if each in counted_as), None))
    written = tuple(about.written[member] for member in line if member in about.written)
    credential = _credential(asking_for_a_credential(written, view), view)
    levels = heaviest(schooling(written, view))
    if levels:
        least = min(levels, key=lambda level: level.rank)
        return asks(least.rank, Ask(IN_A_SENTENCE[least.level], least.cell.sources), credential)
    began = starts(view.today)
    start = next((began[member] for member in line if member in began), None)
    if start is None:
        return asks(-1, NO_ASK, credential)
    sources = next((level.sources for level in start.levels if level.level == start.usual), ())
    told = Ask(IN_A_SENTENCE[start.usual], tuple(about.told[source] for source in sources))
    return asks(RANKS[start.usual], told, credential)


def _credential(rules: Sequence[StateRule], view: Standpoint) -> Ask:
    """Where a license is asked for: in the chosen state or, where none is, in which states."""
    wide = [rule for rule in rules if rule.place_id in view.lineage]
    states = sorted({place.name for rule in rules if (place := state_of(rule.place))})
    if wide:
        where = "in all states" if wide[0].place_id == COUNTRY else f"in {wide[0].place.name}"
    elif view.is_everywhere and states:
        where = f"in {joined(states) if len(states) <= NAMED_PLACES else 'some states'}"
    else:
        return NO_ASK
    return Ask(where, sources_of(*(citations(rule, view.today) for rule in wide or rules)))


@dataclass(frozen=True)
class Backing:
    """Who says what suggestions say: who lists the roles, who tells their pay, and who what they ask for."""

    lists: tuple[SourceFacts, ...]
    pay: tuple[SourceFacts, ...]
    asks: tuple[SourceFacts, ...]


def backing(found: Iterable[Nearby], cited: Iterable[SourceFacts], view: Standpoint) -> Backing:
    """No query where the page cites these sources for something else, too."""
    lists = {each.listed_by for each in found if each.listed_by}
    pay = {each.paid_by for each in found if each.paid_by}
    sources = {source.slug: source for source in cited if source.slug in lists | pay}
    if missing := (lists | pay) - sources.keys():
        sources |= {row.slug: source_facts(row, view.today) for row in Source.objects.filter(slug__in=missing)}
    those = sources.values()
    return Backing(
        lists=tuple(source for source in those if source.slug in lists),
        pay=tuple(source for source in those if source.slug in pay),
        asks=sources_of(*(each.asked_by for each in found)),
    )
