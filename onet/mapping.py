"""What becomes what: the tables of an O*NET release as roles, duties, skills, titles, tools, interests and shares.

An occupation becomes a role of its own, named by the one (“Registered nurse”), unless one of ours is the primary one of
its code. Our role keeps all it says, and gains each row that it lacks:

- titles, the first of them O*NET's own, where it is the primary role of the code, except those that say its own again;
- ratings, tools and interests, where it leans on the code for its duties;
- tasks, only where it has no duties at all: its page would say everything twice.

Shares belong to the occupation, and are left out where we have shares of our own for the same question. Answers that
nobody gave are left out, too.

A task is told from others by its number, so that a new wording changes one duty; all else by its words. Two titles or
tools that make the same key, like C and C++, get a number behind it. Skills are *technical* where O*NET groups them so
(2.B.3); its fields of knowledge (2.C) are *knowledge*, all others are *personal*. A skill of ours that names an
element, and a duty of ours that names an activity or bears its very title, stands for it. A duty of ours keeps its own
topic; beside imported ones it stands under the one that its activity has there, or that it names itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property, partial
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Model, Q, QuerySet

from onet.ahead import Blocks, made_ahead
from onet.folders import Refused
from onet.occupations import (
    ALTERNATE_TITLES,
    DETAILED_ACTIVITIES,
    ELEMENTS,
    INTERESTS,
    INTERMEDIATE_ACTIVITIES,
    JOB_ZONE_MEANINGS,
    JOB_ZONES,
    KNOWLEDGE,
    OCCUPATIONS,
    RATING_SCALES,
    RELATED_OCCUPATIONS,
    REPORTED_TITLES,
    SCALES,
    SKILLS,
    SURVEY_ANSWERS,
    SURVEY_CATEGORIES,
    TASK_ACTIVITIES,
    TASKS,
    TECHNOLOGY_SKILLS,
    Element,
    Rating,
    TaskActivity,
    intermediate_titles,
)
from onet.occupations import RelatedOccupation as Related
from onet.progress import Progress
from onet.releases import Release
from onet.tables import Row, Table
from onet.titles import of_other_kinds, one_of
from onet.wording import QUESTIONS, answer, month_words, other_title, sentence_case, skill_title, without_stop
from onet.writing import Cells, Writer
from roles.models import (
    Duty,
    DutyTopic,
    MajorGroup,
    Occupation,
    RelatedOccupation,
    Role,
    RoleCode,
    RoleDuty,
    RoleInterest,
    RoleSkill,
    RoleTitle,
    RoleTool,
    Skill,
    SurveyShare,
    Topic,
)
from sources.keys import key_from
from sources.models import RenamedSlug

# The tables that most rows of a release go to.
FILLS: tuple[type[Model], ...] = (
    *(RoleDuty, RoleDuty.duties.through, RoleTitle, RoleSkill, RoleTool, RoleInterest),
    *(SurveyShare, RelatedOccupation),
)
# Behind our own topics.
FIRST_POSITION = 1_000
INTEREST_OF = dict(zip((f"1.B.1.{letter}" for letter in "abcdef"), RoleInterest.Interest.values, strict=True))
INTEREST_SCALE = 1, 7
# What reports call the duties that O*NET tells occupations by.
ACTIVITIES = "activities"

ONET = Occupation.System.ONET
key_of = cache(key_from)


@dataclass
class ReleaseMapping:
    """Brings one release in, table by table, each after those that its rows name."""

    release: Release
    writer: Writer
    # The primary key of the source that the release is.
    source: int
    progress: Progress
    # What came instead of an occupation that is no more, where somebody said so.
    successors: Mapping[str, str]
    # What there is to tell, in whole sentences.
    notes: list[str] = field(init=False, default_factory=list)
    # The occupations of the release, and the roles that take what belongs to each code.
    occupations: dict[str, int] = field(init=False)
    for_titles: dict[str, list[int]] = field(init=False)
    for_duties: dict[str, list[int]] = field(init=False)
    # Roles of O*NET's that take from no code.
    without_titles: set[int] = field(init=False)
    without_duties: set[int] = field(init=False)

    def bring_in(self) -> None:
        self._occupations()
        self._roles()
        self._codes()
        self._takers()
        self._activities()
        self._facts()
        tables: tuple[Table[Any], ...] = (SCALES, JOB_ZONE_MEANINGS)
        for table in tables:
            # Nothing is taken from them yet, but what is wrong with them is told, too.
            for _ in self._rows(table):
                pass

    # --- occupations and their roles

    def _occupations(self) -> None:
        before = Occupation.objects.filter(system=ONET)
        zones = dict(before.values_list("code", "job_zone"))
        known, followed = set(zones), before.filter(imported=True).exists()
        if self._has(JOB_ZONES):
            now: dict[str, int | None] = {row.code: row.zone for row in self._rows(JOB_ZONES)}
            # What a row that is left out says, nobody knows: then what was known stays.
            zones = zones | now if self.release.reading.left_out(JOB_ZONES) else now
        self.described = {row.code: (row.title, row.description) for row in self._rows(OCCUPATIONS)}
        self.writer.merge(
            Occupation,
            ["system", "code", "title", "description", "job_zone"],
            [
                [
                    (ONET.value, code, title, description, zones.get(code))
                    for code, (title, description) in self.described.items()
                ]
            ],
            key=2,
            stored=Occupation.objects.filter(system=ONET),
            same={"release": self.release.name},
            remove=False,
        )
        if followed:
            self.notes += [f"New: {code} {title}." for code, (title, _) in self.described.items() if code not in known]
        there = dict(Occupation.objects.filter(system=ONET).values_list("code", "pk"))
        self.occupations = {code: there[code] for code in self.described if code in there}

    def _roles(self) -> None:
        fields = dict(MajorGroup.objects.values_list("code", "field"))

        def field_of(code: str) -> int | None:
            """That of the narrowest group that the code belongs to."""
            return next((fields[code[:end]] for end in range(len(code), 1, -1) if code[:end] in fields), None)

        slugs = self._slugs()
        rows = []
        for code, slug in slugs.items():
            title, description = self.described[code]
            title = _role_title(title)
            field = field_of(code)
            if field is None:
                raise Refused(
                    f"No field takes the occupations of major group {code[:2]}. Load the content first: "
                    "manage.py load_fixtures."
                )
            rows.append((slug, title, description, field))
        self.writer.merge(
            Role,
            ["slug", "title", "summary", "field_id"],
            [rows],
            key=1,
            stored=Role.objects.filter(origin=Role.Origin.ONET),
            same={
                "status": Role.Status.PUBLISHED.value,
                "origin": Role.Origin.ONET.value,
                "replaced_by_id": None,
                "summary_source_id": self.source,
            },
            remove=False,
        )
        there = dict(Role.objects.filter(origin=Role.Origin.ONET).values_list("slug", "pk"))
        self.made = {code: there[slug] for code, slug in slugs.items() if slug in there}
        self._retire()

    def _slugs(self) -> dict[str, str]:
        """The slug of the role of each code, but for codes that a role of ours stands for."""
        holders = RoleCode.objects.filter(use=RoleCode.Use.TITLE, primary=True, occupation__system=ONET)
        held = {
            code: (slug, origin)
            for code, slug, origin in holders.values_list("occupation__code", "role__slug", "role__origin")
        }
        slugs = {code: held[code][0] for code in self.occupations if code in held and held[code][1] == Role.Origin.ONET}
        taken = set(Role.objects.exclude(origin=Role.Origin.ONET).values_list("slug", flat=True))
        taken |= set(RenamedSlug.objects.filter(model=Role._meta.label_lower).values_list("old", flat=True))
        taken |= {slug for slug, _ in held.values()}
        deleted = self.writer.names_deleted_here(Role, "slug")
        for code in self.occupations:
            if code in held:
                continue
            wanted = key_of(one_of(self.described[code][0]))
            if wanted not in deleted:
                slugs[code] = _free(wanted, taken)
            taken.add(slugs.get(code, wanted))
        return slugs

    def _retire(self) -> None:
        """Roles of occupations that are no more, or that a role of ours stands for by now, lead on to those."""
        primary = RoleCode.objects.filter(use=RoleCode.Use.TITLE, primary=True)
        now = dict(primary.filter(role__status=Role.Status.PUBLISHED).values_list("occupation__code", "role"))
        now |= self.made
        left = Role.objects.filter(origin=Role.Origin.ONET, status=Role.Status.PUBLISHED)
        left = left.exclude(pk__in=self.made.values())
        codes = RoleCode.objects.filter(role__in=left, use=RoleCode.Use.TITLE, occupation__system=ONET)
        retired = {}
        titles = dict(Role.objects.values_list("pk", "title"))
        # The occupation may stand in a row that is left out.
        unsure = self.release.reading.left_out(OCCUPATIONS)
        for role, imported, code in codes.values_list("role", "role__imported", "occupation__code"):
            successor = now.get(self.successors.get(code, code))
            successor = None if successor == role else successor
            leads = f"its page leads on to “{titles[successor]}”" if successor else "no successor is known"
            what = f"{code} {titles[role]} is no longer in {self.release.name}"
            if code in self.described:
                what = f"{code} {titles[role]} stands under a role of ours now"
            if unsure and code not in self.described:
                self.notes.append(f"Left alone: {code} {titles[role]} has no good row in {OCCUPATIONS.name}.")
            elif imported:
                retired[role] = (Role.Status.RETIRED.value, successor)
                self.notes.append(f"Retired: {what}; {leads}.")
            else:
                self.notes.append(f"Left alone: {what}, but somebody edited the role here.")
        self.writer.change(Role, ["status", "replaced_by_id"], retired, why=f"No longer in {self.release.name}")

    def _codes(self) -> None:
        uses = (RoleCode.Use.TITLE, RoleCode.Use.DUTIES, RoleCode.Use.SCHOOLING)
        ours = RoleCode.objects.filter(primary=True).exclude(role__in=self.made.values())
        taken = set(ours.values_list("occupation", "use"))
        rows = [
            (
                role,
                self.occupations[code],
                use.value,
                RoleCode.Match.EXACT.value,
                (self.occupations[code], use) not in taken,
            )
            for code, role in self.made.items()
            for use in uses
        ]
        self.writer.merge(
            RoleCode,
            ["role_id", "occupation_id", "use", "match", "primary"],
            [rows],
            key=3,
            stored=RoleCode.objects.filter(role__in=self.made.values(), occupation__system=ONET),
        )

    def _takers(self) -> None:
        codes = RoleCode.objects.filter(occupation__system=ONET, occupation__code__in=self.occupations)
        codes = codes.exclude(role__status=Role.Status.RETIRED)
        titles, duties = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
        for code, role in codes.filter(use=RoleCode.Use.TITLE, primary=True).values_list("occupation__code", "role"):
            titles[code].append(role)
        # A role that leans on several codes takes from the nearest.
        served = set()
        nearest = {match: place for place, match in enumerate(RoleCode.Match.values)}
        leaning = codes.filter(use=RoleCode.Use.DUTIES).values_list("occupation__code", "role", "match", "primary")
        for code, role, *_ in sorted(leaning, key=lambda each: (nearest[each[2]], not each[3], each[0])):
            if role not in served:
                served.add(role)
                duties[code].append(role)
        self.for_titles, self.for_duties = titles, duties
        self._leave_alone(set(chain.from_iterable(titles.values())), served)

    def _leave_alone(self, with_titles: set[int], with_duties: set[int]) -> None:
        """Roles of O*NET's whose code somebody took off lose nothing by it: what they have stays as it is."""
        theirs = Role.objects.filter(origin=Role.Origin.ONET).exclude(status=Role.Status.RETIRED)
        named = dict(theirs.order_by("title").values_list("pk", "title"))
        self.without_titles, self.without_duties = named.keys() - with_titles, named.keys() - with_duties
        made = set(self.made.values())
        self.notes += [
            f"Left alone: what “{title}” has, since somebody took a code off it here."
            for role, title in named.items()
            if role in made and role in self.without_titles | self.without_duties
        ]

    # --- words that roles share

    def _activities(self) -> None:
        self.duties: dict[str, int] = {}
        if not self._has(DETAILED_ACTIVITIES):
            return
        activities = list(self._rows(DETAILED_ACTIVITIES))
        elements = {row.id: row.title for row in self.elements}
        titles = intermediate_titles(self._rows(INTERMEDIATE_ACTIVITIES), self.elements)
        taken: set[str] = set()
        general: dict[str, tuple[str, str]] = {}
        for row in activities:
            if row.general not in general:
                title = sentence_case(elements.get(row.general, row.general))
                general[row.general] = _free(key_of(title), taken), title
        self._topics([(*words, None, FIRST_POSITION + place) for place, words in enumerate(general.values())])
        pks = dict(Topic.objects.values_list("slug", "pk"))
        between: dict[str, tuple[str, str, int, int]] = {}
        for row in activities:
            if row.intermediate not in between:
                title = without_stop(titles.get(row.intermediate, row.intermediate))
                parent, place = pks[general[row.general][0]], FIRST_POSITION + len(between)
                between[row.intermediate] = _free(key_of(title), taken), title, parent, place
        self._topics(between.values())
        pks = dict(Topic.objects.values_list("slug", "pk"))
        self.topics = {pks[slug] for slug in taken if slug in pks}
        detailed = [(row.id, without_stop(row.title), pks[between[row.intermediate][0]]) for row in activities]
        self._detailed(detailed)
        named = [*general.values(), *(words[:2] for words in between.values())]
        self._beside(
            {title.casefold(): pks[slug] for slug, title in named},
            {title.casefold(): topic for _, title, topic in detailed},
        )

    def _beside(self, named: Mapping[str, int], of_activities: Mapping[str, int]) -> None:
        """The topic that each duty of ours stands under beside imported ones: named by us, or of its activity."""
        ours = Duty.objects.filter(imported=False).order_by("pk")
        found = (
            (pk, named.get(topic.casefold()) or of_activities.get((activity or title).casefold()))
            for pk, title, activity, topic in ours.values_list("pk", "title", "onet_activity", "onet_topic")
        )
        self.writer.replace(DutyTopic, ["duty_id", "topic_id"], [row for row in found if row[1]], key=1)

    def _detailed(self, activities: Sequence[tuple[str, str, int]]) -> None:
        """The duty that each detailed activity is: of two, ours."""
        ours = Duty.objects.filter(imported=False)
        bearing = {title.casefold(): pk for title, pk in ours.filter(onet_activity="").values_list("title", "pk")}
        taken = set(ours.values_list("slug", flat=True))
        known = Duty.objects.exclude(onet_activity="").order_by("-imported")
        self.writer.merge(
            Duty,
            ["onet_activity", "slug", "title", "topic_id"],
            [
                [
                    (title, _free(key_of(title), taken), title, topic)
                    for _, title, topic in activities
                    if title.casefold() not in bearing
                ]
            ],
            key=1,
            stored=known,
            remove=False,
            kind=ACTIVITIES,
        )
        pks = dict(known.values_list("onet_activity", "pk"))
        self.duties = {
            number: pk
            for number, title, _ in activities
            if (pk := bearing.get(title.casefold()) or pks.get(title)) is not None
        }

    def _topics(self, rows: Iterable[Cells]) -> None:
        self.writer.merge(
            Topic,
            ["slug", "title", "parent_id", "position"],
            [rows],
            key=1,
            stored=Topic.objects.all(),
            remove=False,
        )

    def _skills(self) -> dict[str, tuple[str, int]]:
        """The slug and the primary key of the skill that each element is: of two, ours."""
        elements = [row for row in self.elements if row.id.startswith(("2.A.", "2.B.", "2.C."))]
        groups = {row.id.rpartition(".")[0] for row in elements}
        elements = [row for row in elements if row.id not in groups]
        taken = set(Skill.objects.filter(imported=False).values_list("slug", flat=True))
        known = Skill.objects.exclude(onet_element="").order_by("-imported")
        self.writer.merge(
            Skill,
            ["onet_element", "slug", "title", "kind", "description", "onet_title"],
            [
                [
                    (
                        row.id,
                        _free(key_of(row.title), taken),
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

    # --- facts

    def _facts(self) -> None:
        facts = [
            *self._titles(),
            *self._duties(),
            *self._ratings(),
            *self._tools(),
            *self._interests(),
            *self._shares(),
            *self._related(),
        ]
        with made_ahead([each.rows for each in facts], self.release.reading, self.progress) as made:
            for each, blocks in zip(facts, made, strict=True):
                each.write(blocks)

    def _titles(self) -> Iterator[Facts]:
        both: tuple[Table[Any], ...] = (ALTERNATE_TITLES, REPORTED_TITLES)
        tables = [table for table in both if self._has(table)]
        if not tables:
            return
        own = {pk: key_of(title) for pk, title in Role.objects.values_list("pk", "title")}
        keys = _Keys()

        def rows(block: list[Any]) -> Iterator[Cells]:
            for row in block:
                key = key_of(row.title)
                for role in self.for_titles[row.code]:
                    if key != own[role] and (free := keys.free(role, key, row.title)):
                        yield role, free, row.title

        own_titles = [_Title(code, title) for code, (title, _) in self.described.items()]
        yield Facts(
            chain([rows(own_titles)], (rows(block) for table in tables for block in self.blocks(table))),
            partial(self._merge, RoleTitle, ["role_id", "key", "title"], whole=len(tables) == 2),
        )

    def _duties(self) -> Iterator[Facts]:
        if not self._has(TASKS):
            return
        with_duties = set(RoleDuty.objects.filter(imported=False).values_list("role", flat=True))
        specialties = set(Role.objects.exclude(parent=None).values_list("pk", flat=True))
        takers = {
            code: [role for role in roles if role not in with_duties | specialties or role in self.made.values()]
            for code, roles in self.for_duties.items()
        }
        places: dict[int, int] = defaultdict(int)
        occasional, core = RoleDuty.Importance.OCCASIONAL.value, RoleDuty.Importance.CORE.value

        def rows(block: list[Any]) -> Iterator[Cells]:
            for row in block:
                importance = occasional if row.kind == "Supplemental" else core
                for role in takers.get(row.code, ()):
                    places[role] += 1
                    yield (
                        role,
                        f"task-{row.id}",
                        without_stop(row.text),
                        importance,
                        places[role],
                        row.month,
                        month_words(row.month),
                    )

        yield Facts(
            map(rows, self.blocks(TASKS)),
            partial(
                self._merge, RoleDuty, ["role_id", "key", "text", "importance", "position", "as_of", "as_of_words"]
            ),
        )
        if not self._has(TASK_ACTIVITIES) or not self.duties:
            return

        def ends(block: list[TaskActivity]) -> Iterator[Cells]:
            for row in block:
                if duty := self.duties.get(row.activity):
                    for role in takers.get(row.code, ()):
                        yield role, f"task-{row.task}", duty

        yield Facts(map(ends, self.blocks(TASK_ACTIVITIES)), self._link_duties)

    def _link_duties(self, blocks: Blocks) -> None:
        """Rows of a role, the key of one of its duties, and the duty that it is an instance of."""
        mine = RoleDuty.objects.exclude(role__status=Role.Status.RETIRED).exclude(role__in=self.without_duties)
        pks = {(role, key): pk for role, key, pk in mine.filter(imported=True).values_list("role", "key", "pk")}
        rows = chain.from_iterable(blocks)
        ends = ((pk, duty) for role, key, duty in rows if (pk := pks.get((role, key))))
        self.writer.link(RoleDuty, "duties", ends, of=mine, kind="links of duties to activities")
        self.writer.remove_unused(Duty, keep=self.duties.values(), kind=ACTIVITIES)
        self.writer.remove_unused(Topic, keep=self.topics)

    def _ratings(self) -> Iterator[Facts]:
        tables = [table for table in (SKILLS, KNOWLEDGE) if self._has(table)]
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
                for role in self.for_duties[row.code]:
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
                for block in self.blocks(table):
                    yield rows(pairs(block))
            # Of some elements only one of the two is rated.
            yield rows((row, None) if row.scale == "IM" else (None, row) for row in waiting.values())

        knowledge = Q(skill__onet_element__startswith="2.C.")
        stored = RoleSkill.objects.exclude(skill__onet_element="")
        if len(tables) == 1:
            stored = stored.filter(knowledge if tables == [KNOWLEDGE] else ~knowledge)

        def write(made: Blocks) -> None:
            self._merge(
                RoleSkill,
                [
                    *("role_id", "skill_id", "key", "importance", "level"),
                    *("low_precision", "not_relevant", "as_of", "as_of_words"),
                ],
                made,
                stored=stored,
                whole=all(self._whole(table) for table in tables),
            )
            if len(tables) == 2:
                self.writer.remove_unused(Skill, keep=[pk for _, pk in skills.values()])

        yield Facts(blocks(), write)

    def _tools(self) -> Iterator[Facts]:
        if not self._has(TECHNOLOGY_SKILLS):
            return
        keys = _Keys()

        def rows(block: list[Any]) -> Iterator[Cells]:
            for row in block:
                for role in self.for_duties[row.code]:
                    if key := keys.free(role, key_of(row.title), row.title):
                        yield role, key, row.title, row.category, row.hot, row.in_demand

        yield Facts(
            map(rows, self.blocks(TECHNOLOGY_SKILLS)),
            partial(self._merge, RoleTool, ["role_id", "key", "title", "category", "hot", "in_demand"]),
        )

    def _interests(self) -> Iterator[Facts]:
        if not self._has(INTERESTS):
            return

        def rows(block: list[Any]) -> Iterator[Cells]:
            for row in block:
                if row.scale == "OI" and row.element in INTEREST_OF:
                    interest = INTEREST_OF[row.element]
                    score = _share_of(*INTEREST_SCALE, row.value)
                    for role in self.for_duties[row.code]:
                        yield role, interest.lower(), interest, score, row.month, month_words(row.month)

        yield Facts(
            map(rows, self.blocks(INTERESTS)),
            partial(self._merge, RoleInterest, ["role_id", "key", "interest", "score", "as_of", "as_of_words"]),
        )

    def _shares(self) -> Iterator[Facts]:
        if not self._has(SURVEY_ANSWERS) or not self._has(SURVEY_CATEGORIES):
            return
        words = {(row.scale, row.category): answer(row.text) for row in self._rows(SURVEY_CATEGORIES)}
        asked = SurveyShare.objects.filter(question__in=QUESTIONS.values(), occupation__system=ONET)
        ours = set(asked.filter(imported=False).values_list("occupation", "question"))
        gone = Occupation.objects.filter(system=ONET).exclude(code__in=self.occupations)

        def rows(block: list[Any]) -> Iterator[Cells]:
            for row in block:
                question, said = QUESTIONS.get(row.scale), words.get((row.scale, row.category))
                occupation = self.occupations.get(row.code)
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
            self.writer.merge,
            SurveyShare,
            fields,
            key=2,
            stored=asked.exclude(occupation__in=gone),
            same={"source_id": self.source},
            remove=self._whole(SURVEY_ANSWERS),
        )
        yield Facts(map(rows, self.blocks(SURVEY_ANSWERS)), merge)

    def _related(self) -> Iterator[Facts]:
        """O*NET's own list, which nobody edits: where anything differs, all of it anew."""
        if not self._has(RELATED_OCCUPATIONS):
            return
        here = self.occupations

        def rows(block: list[Related]) -> Iterator[Cells]:
            for row in block:
                if row.code in here and row.related in here and row.code != row.related:
                    yield here[row.code], here[row.related], row.tier.lower(), row.position, self.source

        def write(blocks: Blocks) -> None:
            fields = ["occupation_id", "other_id", "tier", "position", "source_id"]
            self.writer.replace(RelatedOccupation, fields, list(chain.from_iterable(blocks)), key=2)

        yield Facts(map(rows, self.blocks(RELATED_OCCUPATIONS)), write)

    # --- what all of them use

    @cached_property
    def elements(self) -> list[Element]:
        """Whatever O*NET measures: a few hundred."""
        return list(self._rows(ELEMENTS))

    def blocks(self, table: Table[Row]) -> Iterator[list[Row]]:
        size = sum(file.size for file in table.found(self.release.reading.files).files)
        return self.progress.of(table, self.release.reading.blocks(table), size)

    def _has(self, table: Table[Any]) -> bool:
        return bool(table.found(self.release.reading.files).files)

    def _whole(self, table: Table[Any]) -> bool:
        return not table.found(self.release.reading.files).missing

    def _rows(self, table: Table[Row]) -> Iterator[Row]:
        for block in self.blocks(table):
            yield from block

    def _merge(
        self,
        model: Any,
        fields: Sequence[str],
        blocks: Blocks,
        *,
        stored: QuerySet[Any] | None = None,
        whole: bool = True,
    ) -> None:
        """Facts of roles. What a retired role had, or one that leans on no code, stays as the last release said it."""
        stored = model.objects.all() if stored is None else stored
        without = self.without_titles if model is RoleTitle else self.without_duties
        self.writer.merge(
            model,
            fields,
            blocks,
            key=2,
            stored=stored.exclude(role__status=Role.Status.RETIRED).exclude(role__in=without),
            same={"source_id": self.source},
            remove=whole,
        )


def _role_title(title: str) -> str:
    """What a page calls the role: the one of “Registered Nurses”, in sentence case; its slug does without the last."""
    return of_other_kinds(sentence_case(one_of(title)))


class Facts(NamedTuple):
    """Rows of one table, which may be made elsewhere and so ask no database, and what brings them in."""

    rows: Blocks
    write: Callable[[Blocks], object]


class _Title(NamedTuple):
    code: str
    title: str


class _Keys:
    """The keys of each role's rows, told apart by a number where different words make the same."""

    def __init__(self) -> None:
        self.words: dict[tuple[int, str], str] = {}

    def free(self, role: int, key: str, words: str) -> str:
        """The key for these words; empty where the role has them already."""
        words = words.casefold()
        wanted, number = key, 1
        while (there := self.words.setdefault((role, wanted), words)) is not words:
            if there == words:
                return ""
            number += 1
            wanted = f"{key[:76]}-{number}"
        return wanted


def _free(slug: str, taken: set[str]) -> str:
    """The slug, with a number behind it where it is taken; it is taken from now on."""
    free, number = slug, 1
    while free in taken:
        number += 1
        free = f"{slug[:76].rstrip('-')}-{number}"
    taken.add(free)
    return free


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
