"""How people start in a job, as federal tables and a survey tell it.

The projections name the schooling that is usual at the start, for the job or for a wider group that it is counted in.
A survey asked people in the job itself how much schooling it takes. Where the tables are about this very job they say
what is usual: they are newer, and made for that question. Else the survey does, if enough people named one level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from sys import intern
from typing import NamedTuple

from careers.cells import MISSING, Cell, SourceFacts, Tag, sources_of
from careers.facts.remembered import kept
from careers.facts.schooling import RANKS, SHORT
from careers.facts.schooling import schooling as weighed_schooling
from careers.facts.schooling import usual as weighed_usual
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.rolefacts import SchoolingFacts
from careers.wording import inside_sentence
from roles.models import Outlook, Role, RoleCode, SchoolingLevel, SurveyShare

# How many of a hundred people have to name a level of schooling for it to count, and for it to be listed.
ENOUGH, LEAST = 20, 5
USUAL, WIDER = "Usual start in federal job tables", "Usual start of a wider group in federal job tables"
WHY_TABLES = "We use the job tables: they are newer, and about how people start."
# The answers of the survey that name a level.
ANSWERS: dict[str, str] = {
    "Less than high school": SchoolingLevel.NONE,
    "High school diploma or GED": SchoolingLevel.HIGH_SCHOOL,
    "Certificate after high school": SchoolingLevel.CERTIFICATE,
    "Some college": SchoolingLevel.SOME_COLLEGE,
    "Associate degree": SchoolingLevel.ASSOCIATE,
    "Bachelor’s degree": SchoolingLevel.BACHELOR,
    "Master’s degree": SchoolingLevel.MASTER,
    "First professional degree": SchoolingLevel.DOCTORAL,
    "Doctoral degree": SchoolingLevel.DOCTORAL,
}


class Level(NamedTuple):
    """Who names a level of schooling as a start: the tables, and so many of a hundred people who were asked.

    `is_few`: the survey itself says that this share rests on few answers.
    """

    level: str
    in_tables: bool
    percent: float
    sources: tuple[int, ...]
    is_few: bool = False


class Share(NamedTuple):
    """How many of a hundred people named one level of schooling, and who asked them."""

    percent: float
    source: int
    is_few: bool


class Start(NamedTuple):
    """What is known of how people get into the job of a role. `fits`: the tables are about this very job."""

    levels: tuple[Level, ...]
    usual: str
    fits: bool
    asked: int | None
    tables: int | None
    experience: str
    training: str

    @property
    def named(self) -> Level:
        """The level that the most people named; of those that nobody was asked about, the usual one."""
        return max(self.levels, key=lambda each: (each.percent, each.level == self.usual))

    @property
    def is_disputed(self) -> bool:
        """Whether the tables say otherwise than most people of the very same job."""
        return self.fits and self.named.percent >= ENOUGH and self.named.level != self.usual


def starts(today: date) -> Mapping[int, Start]:
    """The start in each role that the tables or the survey know of, by key: two queries when content has changed."""
    return kept("starts", today, partial(_starts, today))


def _starts(today: date) -> dict[int, Start]:
    in_use = Standpoint((COUNTRY,), "", today).in_use()
    role, match = "occupation__role_codes__role", "occupation__role_codes__match"
    outlooks = Outlook.objects.published().filter(in_use, occupation__role_codes__use=RoleCode.Use.OUTLOOK)
    columns = (role, "entry_schooling", match, "entry_experience", "entry_training", "source")
    tables: dict[int, tuple[str, str, str, str, int]] = {}
    for pk, *told, source in outlooks.exclude(entry_schooling="").values_list(*columns):
        tables.setdefault(pk, (*map(intern, told), source))
    shares = SurveyShare.objects.published().filter(in_use, occupation__role_codes__use=RoleCode.Use.SCHOOLING)
    shares = shares.filter(question=SurveyShare.Question.EDUCATION, category__in=ANSWERS)
    survey: dict[int, dict[str, Share]] = defaultdict(dict)
    asked: dict[int, int | None] = {}
    columns = (role, "category", "percent", "n", "source", "low_precision")
    for pk, answer, percent, people, source, is_few in shares.values_list(*columns):
        level = ANSWERS[answer]
        other = survey[pk].get(level, Share(0.0, source, False))
        survey[pk][level] = Share(other.percent + float(percent), source, other.is_few or is_few)
        asked[pk] = people
    return {pk: _start(tables.get(pk), survey.get(pk, {}), asked.get(pk)) for pk in tables.keys() | survey.keys()}


def _start(table: tuple[str, str, str, str, int] | None, survey: Mapping[str, Share], asked: int | None) -> Start:
    told, match, experience, training, source = table or ("", "", "", "", None)
    levels = []
    for level in sorted({*survey, told} - {""}, key=RANKS.__getitem__):
        percent, asker, is_few = survey.get(level, (0.0, None, False))
        backers = _backers(source if level == told else None, asker)
        levels.append(Level(level, level == told, percent, backers, is_few))
    named = max(levels, key=lambda each: each.percent)
    fits = match == RoleCode.Match.EXACT
    leads = not told or (not fits and named.percent >= ENOUGH)
    return Start(tuple(levels), named.level if leads else told, fits, asked, source, experience, training)


@lru_cache
def _backers(*sources: int | None) -> tuple[int, ...]:
    """Those there are, each once. A thousand roles have few combinations of them: one of each is kept."""
    return tuple(dict.fromkeys(source for source in sources if source is not None))


def schooling(
    family: Sequence[Role], view: Standpoint, told: Mapping[int | None, SourceFacts]
) -> tuple[tuple[SchoolingFacts, ...], Cell]:
    """Each level of schooling of a role, and what is usual: as people weighed it or else as it is named here."""
    if weighed := weighed_schooling(family, view):
        return weighed, weighed_usual(weighed)
    start = _start_of(family, view)
    return (_levels(start, told), _usual(start, told)) if start else ((), MISSING)


def usual_schooling(family: Sequence[Role], view: Standpoint, told: Mapping[int | None, SourceFacts]) -> Cell:
    """Only what is usual."""
    if weighed := weighed_schooling(family, view):
        return weighed_usual(weighed)
    start = _start_of(family, view)
    return _usual(start, told) if start else MISSING


def _start_of(family: Sequence[Role], view: Standpoint) -> Start | None:
    known = starts(view.today)
    return next((known[member.pk] for member in family if member.pk in known), None)


def _levels(start: Start, told: Mapping[int | None, SourceFacts]) -> tuple[SchoolingFacts, ...]:
    """What the tables and the survey name, from the shortest to the longest; a level that few named is left out."""
    return tuple(
        _facts(start, each, told)
        for each in start.levels
        if each.in_tables or each.level == start.usual or each.percent >= LEAST
    )


def _usual(start: Start, told: Mapping[int | None, SourceFacts]) -> Cell:
    """The usual schooling in one cell, and what those say of it who are not followed."""
    found = next((each for each in start.levels if each.level == start.usual), None)
    if found is None:
        return MISSING
    named = start.named
    if start.is_disputed:
        context = f"{_people(start, named)} say {inside_sentence(SHORT[named.level])}"
    elif named is found and found.percent >= LEAST:
        context = f"{_people(start, found)} say so"
    else:
        context = USUAL if start.fits else WIDER
    return Cell(
        code=frozenset([start.usual]),
        value=SHORT[start.usual],
        context=context,
        tags=_tags(start, found, told),
        sources=sources_of(told[source] for each in dict.fromkeys((found, named)) for source in each.sources),
    )


def _facts(start: Start, found: Level, told: Mapping[int | None, SourceFacts]) -> SchoolingFacts:
    weight = 3 if found.level == start.usual else 2 if found.percent >= ENOUGH else 1
    words = [USUAL if start.fits else WIDER] if found.in_tables else []
    words += [_people(start, found)] if found.percent >= LEAST else []
    said = []
    if found.in_tables and start.is_disputed:
        value = f"{SHORT[start.named.level]}, by {_people(start, start.named)}"
        said = [Cell(start.named.level, value, WHY_TABLES, sources=_sources(start.named, told))]
    return SchoolingFacts(
        level=found.level,
        title=SchoolingLevel(found.level).label,
        rank=RANKS[found.level],
        weight=weight,
        cell=Cell(weight, "; ".join(words), "", _tags(start, found, told), _sources(found, told)),
        also=tuple(said),
        is_counted=True,
    )


def _people(start: Start, found: Level) -> str:
    return f"{found.percent:.0f}% of {f'{start.asked} ' if start.asked else ''}people asked"


def _tags(start: Start, found: Level, told: Mapping[int | None, SourceFacts]) -> tuple[Tag, ...]:
    marks = {
        Tag.DUE: any(told[source].is_due for source in found.sources),
        Tag.FEW_ANSWERS: found.is_few and found.percent >= LEAST,
        Tag.CLOSEST: found.in_tables and not start.fits,
        Tag.DISAGREE: found.in_tables and start.is_disputed,
    }
    return tuple(tag for tag, bears in marks.items() if bears)


def _sources(found: Level, told: Mapping[int | None, SourceFacts]) -> tuple[SourceFacts, ...]:
    return sources_of(told[source] for source in found.sources)
