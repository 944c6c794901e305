"""What people do: the work activities of a release as duties under topics, and its tasks as duties of roles.

A task is told from others by its number, so that a new wording changes one duty. Roles take tasks only where they have
no duties at all: their pages would say everything twice. A duty of ours that names an activity, or bears its very
title, stands for it. A duty of ours keeps its own topic; beside imported ones it stands under the one that its activity
has there, or that it names itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from onet.ahead import Blocks
from onet.intake import Facts, Intake, free, key_of
from onet.occupations import (
    DETAILED_ACTIVITIES,
    ELEMENTS,
    INTERMEDIATE_ACTIVITIES,
    TASK_ACTIVITIES,
    TASKS,
    DetailedActivity,
    TaskActivity,
    intermediate_titles,
)
from onet.tables import Table
from onet.takers import Takers
from onet.wording import month_words, sentence_case, without_stop
from onet.writing import Cells
from roles.models import Duty, DutyTopic, Role, RoleDuty, Topic
from sources.models import RenamedSlug

# Behind our own topics.
FIRST_POSITION = 1_000
# What reports call the duties that O*NET tells occupations by.
ACTIVITIES = "activities"


@dataclass
class Duties:
    """Brings activities in, and then tasks, which name them."""

    intake: Intake
    takers: Takers
    # The duty that each activity is, by the number of the activity, and the topics of them all.
    by_activity: dict[str, int] = field(init=False, default_factory=dict)
    topics: set[int] = field(init=False, default_factory=set)

    def bring_activities_in(self) -> None:
        if not self.intake.has(DETAILED_ACTIVITIES):
            return
        activities = list(self.intake.rows(DETAILED_ACTIVITIES))
        elements = {row.id: row.title for row in self.intake.elements}
        titles = intermediate_titles(self.intake.rows(INTERMEDIATE_ACTIVITIES), self.intake.elements)
        if {row.general for row in activities} - elements.keys():
            self._leave_as_they_are(activities, ELEMENTS)
            return
        if unnamed := {row.intermediate for row in activities if not titles.get(row.intermediate)}:
            if not self._kept_apart() or not self.intake.whole(INTERMEDIATE_ACTIVITIES):
                self._leave_as_they_are(activities, INTERMEDIATE_ACTIVITIES if self._kept_apart() else ELEMENTS)
                return
            self.intake.miss(INTERMEDIATE_ACTIVITIES, unnamed, DETAILED_ACTIVITIES)
            return
        self._sort(activities, elements, titles)

    def _sort(
        self, activities: Sequence[DetailedActivity], elements: Mapping[str, str], titles: Mapping[str, str]
    ) -> None:
        """Make groups of activities topics, and activities duties under those.

        A topic that somebody deleted here does not come back, and nothing comes to stand under it.
        """
        called = _called_here()
        taken = set(called.values())

        def words(title: str) -> tuple[str, str]:
            slug = free(key_of(title), taken)
            return called.get(slug, slug), title

        general: dict[str, tuple[str, str]] = {}
        for row in activities:
            if row.general not in general:
                general[row.general] = words(sentence_case(elements[row.general]))
        self._topics(
            [(slug, title, None, FIRST_POSITION + place) for place, (slug, title) in enumerate(general.values())]
        )
        pks = dict(Topic.objects.values_list("slug", "pk"))
        between: dict[str, tuple[str, str, int | None, int]] = {}
        for row in activities:
            if row.intermediate not in between:
                slug, title = words(without_stop(titles[row.intermediate]))
                parent, place = pks.get(general[row.general][0]), FIRST_POSITION + len(between)
                between[row.intermediate] = slug, title, parent, place
        self._topics(between.values())
        pks = dict(Topic.objects.values_list("slug", "pk"))
        named = [*general.values(), *((slug, title) for slug, title, *_ in between.values())]
        there = [(title.casefold(), pks[slug]) for slug, title in named if slug in pks]
        self.topics = {topic for _, topic in there}
        found = ((row.id, without_stop(row.title), pks.get(between[row.intermediate][0])) for row in activities)
        detailed = [(number, title, topic) for number, title, topic in found if topic is not None]
        self._detailed(detailed)
        self._beside(dict(there), {title.casefold(): topic for _, title, topic in detailed})

    def _kept_apart(self) -> bool:
        """Whether names of groups of activities stand in a table of their own, as they do in older releases."""
        return not DETAILED_ACTIVITIES.found(self.intake.release.reading.files).layout

    def _leave_as_they_are(self, activities: Iterable[DetailedActivity], unnamed_by: Table[Any]) -> None:
        """Without the names of their groups, activities and topics stay as they are, and tasks lead to those."""
        self.topics = set(Topic.objects.filter(imported=True).values_list("pk", flat=True))
        self._find((row.id, without_stop(row.title)) for row in activities)
        self.intake.notes.append(f"Work activities stay as they are: {unnamed_by.name} does not name all their groups.")

    def _beside(self, named: Mapping[str, int], of_activities: Mapping[str, int]) -> None:
        """The topic that each duty of ours stands under beside imported ones: named by us, or of its activity."""
        ours = Duty.objects.filter(imported=False).order_by("pk")
        found = (
            (pk, named.get(topic.casefold()) or of_activities.get((activity or title).casefold()))
            for pk, title, activity, topic in ours.values_list("pk", "title", "onet_activity", "onet_topic")
        )
        self.intake.writer.replace(DutyTopic, ["duty_id", "topic_id"], [row for row in found if row[1]], key=1)

    def _detailed(self, activities: Sequence[tuple[str, str, int]]) -> None:
        """The duty that each detailed activity is: of two, ours."""
        ours = Duty.objects.filter(imported=False)
        bearing = _bearing()
        taken = set(ours.values_list("slug", flat=True))
        self.intake.writer.merge(
            Duty,
            ["onet_activity", "slug", "title", "topic_id"],
            [
                [
                    (title, free(key_of(title), taken), title, topic)
                    for _, title, topic in activities
                    if title.casefold() not in bearing
                ]
            ],
            key=1,
            stored=_standing_for_activities(),
            remove=False,
            kind=ACTIVITIES,
        )
        self._find([(number, title) for number, title, _ in activities])

    def _find(self, activities: Iterable[tuple[str, str]]) -> None:
        """Know the duty that each activity is, of those that are there."""
        bearing, pks = _bearing(), dict(_standing_for_activities().values_list("onet_activity", "pk"))
        self.by_activity = {
            number: pk
            for number, title in activities
            if (pk := bearing.get(title.casefold()) or pks.get(title)) is not None
        }

    def _topics(self, rows: Iterable[Cells]) -> None:
        self.intake.writer.merge(
            Topic,
            ["slug", "title", "parent_id", "position"],
            [rows],
            key=1,
            stored=Topic.objects.all(),
            remove=False,
        )

    def facts(self) -> Iterator[Facts]:
        if not self.intake.has(TASKS):
            return
        with_duties = set(RoleDuty.objects.filter(imported=False).values_list("role", flat=True))
        specialties = set(Role.objects.exclude(parent=None).values_list("pk", flat=True))
        takers = {
            code: [role for role in roles if role not in with_duties | specialties or role in self.takers.made.values()]
            for code, roles in self.takers.for_duties.items()
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
            map(rows, self.intake.blocks(TASKS)),
            partial(
                self.takers.merge,
                RoleDuty,
                ["role_id", "key", "text", "importance", "position", "as_of", "as_of_words"],
                of=[TASKS],
            ),
        )
        if not self.intake.has(TASK_ACTIVITIES) or not self.by_activity:
            return

        def ends(block: list[TaskActivity]) -> Iterator[Cells]:
            for row in block:
                if duty := self.by_activity.get(row.activity):
                    for role in takers.get(row.code, ()):
                        yield role, f"task-{row.task}", duty

        yield Facts(map(ends, self.intake.blocks(TASK_ACTIVITIES)), self._link_duties)

    def _link_duties(self, blocks: Blocks) -> None:
        """Rows of a role, the key of one of its duties, and the duty that it is an instance of."""
        writer, whole = self.intake.writer, partial(self.intake.whole, TASKS, TASK_ACTIVITIES, DETAILED_ACTIVITIES)
        mine = RoleDuty.objects.exclude(role__status=Role.Status.RETIRED).exclude(role__in=self.takers.without_duties)
        imported = mine.filter(imported=True).order_by()
        pks = {(role, key): pk for role, key, pk in imported.values_list("role", "key", "pk")}
        rows = chain.from_iterable(blocks)
        ends = ((pk, duty) for role, key, duty in rows if (pk := pks.get((role, key))))
        writer.link(RoleDuty, "duties", ends, of=mine, whole=whole, kind="links of duties to activities")
        if whole():
            writer.remove_unused(Duty, keep=self.by_activity.values(), kind=ACTIVITIES)
            writer.remove_unused(Topic, keep=self.topics)


def _called_here() -> dict[str, str]:
    """The slugs that people gave imported topics, by those that these had before and no other has taken since."""
    ours = Topic.objects.filter(imported=False, pk__in=Topic.edited_here()).values("slug")
    renamed = RenamedSlug.objects.filter(model=Topic._meta.label_lower, new__in=ours)
    return dict(renamed.exclude(old__in=Topic.objects.values("slug")).values_list("old", "new"))


def _bearing() -> dict[str, int]:
    """Duties of ours that name no activity, by their title, which may be that of one."""
    ours = Duty.objects.filter(imported=False, onet_activity="")
    return {title.casefold(): pk for title, pk in ours.values_list("title", "pk")}


def _standing_for_activities() -> QuerySet[Duty]:
    """Duties that are activities; of two that are the same, ours comes last."""
    return Duty.objects.exclude(onet_activity="").order_by("-imported")
