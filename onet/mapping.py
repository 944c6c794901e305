"""What becomes what: the tables of an O*NET release as roles, duties, skills, titles, tools, interests and shares.

Occupations become roles in `takers.py`, and what people do is in `duties.py`. A role of ours that stands for an
occupation keeps all it says, and gains each row that it lacks:

- titles, the first of them O*NET's own, where it is the primary role of the code, except those that say its own again;
- ratings, tools and interests, where it leans on the code for its duties;
- tasks, only where it has no duties at all: its page would say everything twice.

Shares belong to the occupation, and are left out where we have shares of our own for the same question. Answers that
nobody gave are left out, too.

All but tasks are told from others by their words. Two titles or tools that make the same key, like C and C++, get a
number behind it, and keep it. Skills are *technical* where O*NET groups them so (2.B.3); its fields of knowledge (2.C)
are *knowledge*, all others are *personal*. A skill of ours that names an element stands for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Model, Q

from onet.ahead import Blocks, made_ahead
from onet.duties import Duties
from onet.intake import ONET, Facts, Intake, free, key_of
from onet.occupations import (
    ALTERNATE_TITLES,
    ELEMENTS,
    INTEREST_SCALES,
    INTERESTS,
    JOB_ZONE_MEANINGS,
    KNOWLEDGE,
    OCCUPATIONS,
    RATING_SCALES,
    RELATED_OCCUPATIONS,
    REPORTED_TITLES,
    SCALES,
    SKILLS,
    SURVEY_ANSWERS,
    SURVEY_CATEGORIES,
    TECHNOLOGY_SKILLS,
    Rating,
)
from onet.occupations import RelatedOccupation as Related
from onet.tables import Table
from onet.takers import Takers
from onet.wording import QUESTIONS, answer, month_words, other_title, skill_title
from onet.writing import Cells
from roles.models import (
    Occupation,
    RelatedOccupation,
    Role,
    RoleDuty,
    RoleInterest,
    RoleSkill,
    RoleTitle,
    RoleTool,
    Skill,
    SurveyShare,
)

# The tables that most rows of a release go to.
FILLS: tuple[type[Model], ...] = (
    *(RoleDuty, RoleDuty.duties.through, RoleTitle, RoleSkill, RoleTool, RoleInterest),
    *(SurveyShare, RelatedOccupation),
)
INTEREST_OF = dict(zip((f"1.B.1.{letter}" for letter in "abcdef"), RoleInterest.Interest.values, strict=True))


def bring_in(intake: Intake, successors: Mapping[str, str]) -> None:
    """Bring a release in, table by table, each after those that its rows name. `successors` is as `Takers` has it."""
    takers = Takers(intake, successors)
    takers.bring_in()
    duties = Duties(intake, takers)
    duties.bring_activities_in()
    _Mapping(intake, takers, duties).bring_in()
    tables: tuple[Table[Any], ...] = (SCALES, JOB_ZONE_MEANINGS)
    for table in tables:
        # Nothing is taken from them yet, but what is wrong with them is told, too.
        for _ in intake.rows(table):
            pass


@dataclass
class _Mapping:
    """What each role takes."""

    intake: Intake
    takers: Takers
    duties: Duties

    def bring_in(self) -> None:
        facts = [
            *self._titles(),
            *self.duties.facts(),
            *self._ratings(),
            *self._tools(),
            *self._interests(),
            *self._shares(),
            *self._related(),
        ]
        with made_ahead([each.rows for each in facts], self.intake.release.reading, self.intake.progress) as made:
            for each, blocks in zip(facts, made, strict=True):
                each.write(blocks)

    def _titles(self) -> Iterator[Facts]:
        both: tuple[Table[Any], ...] = (ALTERNATE_TITLES, REPORTED_TITLES)
        tables = [table for table in both if self.intake.has(table)]
        if not tables:
            return
        own = {pk: key_of(title) for pk, title in Role.objects.values_list("pk", "title")}
        keys = _Keys(RoleTitle)

        def rows(block: list[Any]) -> Iterator[Cells]:
            for row in block:
                key = key_of(row.title)
                for role in self.takers.for_titles[row.code]:
                    if key != own[role] and (free := keys.free(role, key, row.title)):
                        yield role, free, row.title

        own_titles = [_Title(code, title) for code, (title, _) in self.takers.described.items()]
        yield Facts(
            chain([rows(own_titles)], (rows(block) for table in tables for block in self.intake.blocks(table))),
            partial(self.takers.merge, RoleTitle, ["role_id", "key", "title"], of=[OCCUPATIONS, *both]),
        )

    def _skills(self) -> dict[str, tuple[str, int]]:
        """The slug and the primary key of the skill that each element is: of two, ours."""
        elements = [row for row in self.intake.elements if row.id.startswith(("2.A.", "2.B.", "2.C."))]
        groups = {row.id.rpartition(".")[0] for row in elements}
        elements = [row for row in elements if row.id not in groups]
        taken = set(Skill.objects.filter(imported=False).values_list("slug", flat=True))
        known = Skill.objects.exclude(onet_element="").order_by("-imported")
        self.intake.writer.merge(
            Skill,
            ["onet_element", "slug", "title", "kind", "description", "onet_title"],
            [
                [
                    (
                        row.id,
                        free(key_of(row.title), taken),
                        skill_title(row.id, row.title),
                        _skill_kind(row.id),
                        row.description[:300],
                        other_title(row.id, row.title),
                    )
                    for row in elements
                ]
            ],
            key=1,
            stored=known,
            remove=False,
        )
        return {element: (slug, pk) for element, slug, pk in known.values_list("onet_element", "slug", "pk")}

    def _ratings(self) -> Iterator[Facts]:
        tables = [table for table in (SKILLS, KNOWLEDGE) if self.intake.has(table)]
        if not tables:
            return
        skills = self._skills()
        waiting: dict[tuple[str, str], Rating] = {}

        def pairs(block: list[Rating]) -> Iterator[tuple[Rating | None, Rating | None]]:
            for row in block:
                its = row.code, row.element
                other = waiting.pop(its, None)
                if other is None:
                    waiting[its] = row
                else:
                    yield (row, other) if row.scale == "IM" else (other, row)

        def rows(found: Iterable[tuple[Rating | None, Rating | None]]) -> Iterator[Cells]:
            for important, level in found:
                row = important or level
                if row is None or row.element not in skills:
                    continue
                slug, skill = skills[row.element]
                for role in self.takers.for_duties[row.code]:
                    yield (
                        role,
                        skill,
                        slug,
                        _percent("IM", important.value) if important else None,
                        _percent("LV", level.value) if level else None,
                        bool((important and important.low_precision) or (level and level.low_precision)),
                        bool((important and important.not_relevant) or (level and level.not_relevant)),
                        row.month,
                        month_words(row.month),
                    )

        def blocks() -> Iterator[Iterator[Cells]]:
            for table in tables:
                for block in self.intake.blocks(table):
                    yield rows(pairs(block))
            # Of some elements only one of the two is rated.
            yield rows((row, None) if row.scale == "IM" else (None, row) for row in waiting.values())

        knowledge = Q(skill__onet_element__startswith="2.C.")
        stored = RoleSkill.objects.exclude(skill__onet_element="")
        if len(tables) == 1:
            stored = stored.filter(knowledge if tables == [KNOWLEDGE] else ~knowledge)

        def write(made: Blocks) -> None:
            self.takers.merge(
                RoleSkill,
                [
                    *("role_id", "skill_id", "key", "importance", "level"),
                    *("low_precision", "not_relevant", "as_of", "as_of_words"),
                ],
                made,
                of=tables,
                stored=stored,
            )
            if self.intake.whole(ELEMENTS, SKILLS, KNOWLEDGE):
                self.intake.writer.remove_unused(Skill, keep=[pk for _, pk in skills.values()])

        yield Facts(blocks(), write)

    def _tools(self) -> Iterator[Facts]:
        if not self.intake.has(TECHNOLOGY_SKILLS):
            return
        keys = _Keys(RoleTool)

        def rows(block: list[Any]) -> Iterator[Cells]:
            for row in block:
                for role in self.takers.for_duties[row.code]:
                    if key := keys.free(role, key_of(row.title), row.title):
                        yield role, key, row.title, row.category, row.hot, row.in_demand

        yield Facts(
            map(rows, self.intake.blocks(TECHNOLOGY_SKILLS)),
            partial(
                self.takers.merge,
                RoleTool,
                ["role_id", "key", "title", "category", "hot", "in_demand"],
                of=[TECHNOLOGY_SKILLS],
            ),
        )

    def _interests(self) -> Iterator[Facts]:
        if not self.intake.has(INTERESTS):
            return

        def rows(block: list[Any]) -> Iterator[Cells]:
            for row in block:
                if row.scale == "OI" and row.element in INTEREST_OF:
                    interest = INTEREST_OF[row.element]
                    score = _share_of(*INTEREST_SCALES["OI"], row.value)
                    for role in self.takers.for_duties[row.code]:
                        yield role, interest.lower(), interest, score, row.month, month_words(row.month)

        yield Facts(
            map(rows, self.intake.blocks(INTERESTS)),
            partial(
                self.takers.merge,
                RoleInterest,
                ["role_id", "key", "interest", "score", "as_of", "as_of_words"],
                of=[INTERESTS],
            ),
        )

    def _shares(self) -> Iterator[Facts]:
        if not self.intake.has(SURVEY_ANSWERS) or not self.intake.has(SURVEY_CATEGORIES):
            return
        words = {(row.scale, row.category): answer(row.text) for row in self.intake.rows(SURVEY_CATEGORIES)}
        # Which answer a row that is left out tells of, nobody knows.
        named = self.intake.whole(SURVEY_CATEGORIES)
        asked = SurveyShare.objects.filter(question__in=QUESTIONS.values(), occupation__system=ONET)
        ours = set(asked.answered_here().values_list("occupation", "question"))
        gone = Occupation.objects.filter(system=ONET).exclude(code__in=self.takers.occupations)

        def rows(block: list[Any]) -> Iterator[Cells]:
            for row in block:
                question, said = QUESTIONS.get(row.scale), words.get((row.scale, row.category))
                if question and row.category and said is None and named:
                    self.intake.miss(
                        SURVEY_CATEGORIES, [f"answer {row.category} on the scale {row.scale}"], SURVEY_ANSWERS
                    )
                occupation = self.takers.occupations.get(row.code)
                if not (question and said and occupation and row.value) or (occupation, question) in ours:
                    continue
                key = key_of(f"{question} {said}")
                yield (
                    *(occupation, key, question, said, row.value, row.asked, bool(row.low_precision), row.category),
                    *(row.month, month_words(row.month)),
                )

        fields = [
            *("occupation_id", "key", "question", "category", "percent", "n", "low_precision", "position"),
            *("as_of", "as_of_words"),
        ]
        merge = partial(
            self.intake.writer.merge,
            SurveyShare,
            fields,
            key=2,
            stored=asked.exclude(occupation__in=gone),
            same={"source_id": self.intake.source},
            whole=partial(self.intake.whole, SURVEY_ANSWERS, SURVEY_CATEGORIES),
        )
        yield Facts(map(rows, self.intake.blocks(SURVEY_ANSWERS)), merge)

    def _related(self) -> Iterator[Facts]:
        """O*NET's own list, which nobody edits: where anything differs, all of it anew."""
        if not self.intake.has(RELATED_OCCUPATIONS):
            return
        here = self.takers.occupations

        def rows(block: list[Related]) -> Iterator[Cells]:
            for row in block:
                if row.code in here and row.related in here and row.code != row.related:
                    yield here[row.code], here[row.related], row.tier.lower(), row.position, self.intake.source

        def write(blocks: Blocks) -> None:
            fields = ["occupation_id", "other_id", "tier", "position", "source_id"]
            found = list(chain.from_iterable(blocks))
            whole = self.intake.whole(RELATED_OCCUPATIONS)
            self.intake.writer.replace(RelatedOccupation, fields, found, key=2, whole=whole)

        yield Facts(map(rows, self.intake.blocks(RELATED_OCCUPATIONS)), write)


class _Title(NamedTuple):
    code: str
    title: str


class _Keys:
    """The keys of each role's rows, told apart by a number where different words make the same.

    Of those that are here so each keeps the key it has, also where another of them is missing for once.
    """

    def __init__(self, model: type[RoleTitle | RoleTool]) -> None:
        self.words: dict[tuple[int, str], str] = {}
        stored = model._default_manager.filter(imported=True).order_by().values_list("role", "key", "title")
        numbered = [row for row in stored.filter(key__regex="-[0-9]+$") if row[1] != key_of(row[2])]
        first = {(role, key_of(title)) for role, _, title in numbered}
        alike = [row for row in stored.filter(key__in={key for _, key in first}) if row[:2] in first]
        self.whose = {(role, key): title.casefold() for role, key, title in chain(numbered, alike)}
        self.kept = {(role, words): key for (role, key), words in self.whose.items()}

    def free(self, role: int, key: str, words: str) -> str:
        """The key for these words; empty where the role has them already."""
        words = words.casefold()
        wanted, number = self.kept.get((role, words), key), 1
        while True:
            if self.whose.get((role, wanted), words) == words:
                there = self.words.setdefault((role, wanted), words)
                if there is words:
                    return wanted
                if there == words:
                    return ""
            number += 1
            wanted = f"{key[:76]}-{number}"


def _skill_kind(element: str) -> str:
    if element.startswith("2.C."):
        return Skill.Kind.KNOWLEDGE.value
    return (Skill.Kind.TECHNICAL if element.startswith("2.B.3.") else Skill.Kind.PERSONAL).value


@cache
def _percent(scale: str, value: Decimal) -> Decimal:
    return _share_of(*RATING_SCALES[scale], value)


@cache
def _share_of(low: int, high: int, value: Decimal) -> Decimal:
    """Where the value lies on its scale, from 0 to 100: O*NET's own standardization."""
    return ((value - low) / (high - low) * 100).quantize(Decimal("0.01"))
