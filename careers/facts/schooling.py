"""Schooling: what each level counts for, and what is usual."""

from __future__ import annotations

from collections.abc import Sequence

from careers.cells import MISSING, Cell, sources_of
from careers.facts.known import written_of
from careers.facts.sources import citations, data_date_words
from careers.facts.standpoint import Standpoint
from careers.facts.trust import dispute_tags, is_said_today, tags
from careers.rolefacts import SchoolingFacts
from roles.models import Role, RoleSchooling, SchoolingLevel
from sources.models import SourcedFact

RANKS = {level: rank for rank, level in enumerate(SchoolingLevel.values)}

# As it stands in a sentence or a narrow cell: without the length in years.
SHORT: dict[str, str] = {
    SchoolingLevel.NONE: "No diploma",
    SchoolingLevel.HIGH_SCHOOL: "High school diploma",
    SchoolingLevel.SOME_COLLEGE: "Some college",
    SchoolingLevel.CERTIFICATE: "Certificate",
    SchoolingLevel.ASSOCIATE: "Associate degree",
    SchoolingLevel.BACHELOR: "Bachelor’s degree",
    SchoolingLevel.MASTER: "Master’s degree",
    SchoolingLevel.DOCTORAL: "Doctoral or professional degree",
}


def schooling(family: Sequence[Role], view: Standpoint) -> tuple[SchoolingFacts, ...]:
    """Each level on file, from the shortest to the longest, with what else is said of it beside it."""
    used: dict[str, RoleSchooling] = {}
    others: dict[str, list[RoleSchooling]] = {}
    for member in family:
        facts = list(written_of(member, "schooling"))
        own = view.used(facts, subject=lambda fact: fact.level)
        fresh = {str(level) for level in own} - used.keys()
        used |= {str(level): fact for level, fact in own.items() if level in fresh}
        for fact in facts:
            unused = fact.standing != SourcedFact.Standing.USED and view.holds(fact)
            if unused and (fact.level in fresh or fact.level not in used):
                others.setdefault(fact.level, []).append(fact)
    levels = sorted(used, key=RANKS.__getitem__)
    return tuple(_level(used[level], others.get(level, []), view) for level in levels)


def usual(levels: tuple[SchoolingFacts, ...]) -> Cell:
    """The usual schooling in one cell: the levels of most weight; the next weight is its context."""
    if not levels:
        return MISSING
    top = heaviest(levels)
    most = top[0].weight
    titles = [SHORT[level.level] for level in top]
    value = " or ".join([titles[0], *(title[:1].lower() + title[1:] for title in titles[1:])])
    rest = sorted((level for level in levels if 0 < level.weight < most), key=lambda level: -level.weight)
    context = f"{SHORT[rest[0].level]}: {rest[0].cell.value[:1].lower()}{rest[0].cell.value[1:]}" if rest else ""
    marks = tuple(dict.fromkeys(tag for level in top for tag in level.cell.tags))
    cited = sources_of(*(level.cell.sources for level in [*top, *rest[:1]]))
    return Cell(frozenset(level.level for level in top), value, context, marks, cited)


def heaviest(levels: tuple[SchoolingFacts, ...]) -> list[SchoolingFacts]:
    """The levels of most weight: what is usual."""
    most = max((level.weight for level in levels), default=0)
    return [level for level in levels if level.weight == most]


def _level(fact: RoleSchooling, others: list[RoleSchooling], view: Standpoint) -> SchoolingFacts:
    said = [other.weight for other in others if is_said_today(other, view)]
    marks = (*tags(fact, view.today), *dispute_tags(fact.weight, said))
    return SchoolingFacts(
        level=fact.level,
        title=SchoolingLevel(fact.level).label,
        rank=RANKS[fact.level],
        weight=fact.weight,
        cell=Cell(fact.weight, fact.text, fact.why, marks, citations(fact, view.today)),
        also=tuple(
            Cell(
                other.weight,
                other.text,
                other.why or data_date_words(other),
                tags(other, view.today),
                citations(other, view.today),
            )
            for other in others
        ),
    )
