"""What is small and stands behind every role: who says so, the words that roles share, and what only people write.

It is read whole and kept until content or the day moves, so that a page reads only what an import may have brought in
thousands, and of that only its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from datetime import date
from functools import cached_property, partial
from typing import Any, NamedTuple

from django.db.models import Model, Prefetch, Q, QuerySet, Value

from careers.cells import SourceFacts, Tag
from careers.facts.families import lineages
from careers.facts.remembered import kept
from careers.facts.sources import data_date_words, source_facts
from careers.facts.trust import tags
from careers.models import RoleRecommendation
from careers.rolefacts import RoleName, TopicName
from certifications.models import CertificationFact, StateRule
from roles.models import (
    Duty,
    DutyTopic,
    Field,
    Outlook,
    Pay,
    Role,
    RoleDuty,
    RoleInterest,
    RoleSkill,
    RoleTitle,
    RoleTool,
    Skill,
    SurveyShare,
    Topic,
)
from sources.models import Source, SourcedFact

# Facts that come in thousands: read row by row, without making a model of each.
MANY: tuple[type[SourcedFact], ...] = (
    RoleTitle,
    RoleDuty,
    RoleSkill,
    RoleTool,
    RoleInterest,
    SurveyShare,
    Pay,
    Outlook,
)


# What only people write: relations of a role that `Known.written` has at hand. Rules, whose places come with what these
# are part of, are the first.
WRITTEN = ("rules", "traits", "schooling", "pay", "confusions", "confused_with", "recommendations")


def written_of(role: Role, name: str) -> Iterable[Any]:
    """One of these relations of a role, as `role.rules.all()` has it where it was not read yet.

    Of most roles nobody wrote anything, and to make Django's managers takes longer than to find that in each.
    """
    at_hand = vars(role).get("_prefetched_objects_cache", {})
    return at_hand[name] if name in at_hand else getattr(role, name).all()


class DutyWord(NamedTuple):
    """A canonical duty, its topic with the broad group of that, and the topic of O*NET's that it stands under, too."""

    slug: str
    title: str
    topic: TopicName
    group: str
    onet_topic: TopicName | None


class SkillWord(NamedTuple):
    """A skill as all roles share it; `kind` is one of `Skill.Kind`."""

    slug: str
    title: str
    kind: str
    description: str
    onet_element: str


class Listed(NamedTuple):
    """What every list says of a role."""

    slug: str
    title: str
    status: str
    parent: int | None

    @property
    def name(self) -> RoleName:
        return RoleName(self.slug, self.title, self.status != Role.Status.DRAFT)


class Backing(NamedTuple):
    """What is to be known about a fact, and who stands behind it."""

    tags: tuple[Tag, ...]
    sources: tuple[SourceFacts, ...]


class Dated(NamedTuple):
    """The same of a figure, and of when it is, in words."""

    tags: tuple[Tag, ...]
    sources: tuple[SourceFacts, ...]
    date_words: str


def known(today: date) -> Known:
    """Six queries when content has changed, 20 where all of it is asked for, and otherwise that for the version."""
    return kept("known", today, partial(Known, today))


class Known:
    """What pages look up again and again, read at once: sources, canonical duties, how every role is listed.

    What only some pages ask for is read when the first of them does.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.sources: dict[int | None, Source] = {source.pk: source for source in Source.objects.all()}
        self.told = {pk: source_facts(source, today) for pk, source in self.sources.items()}
        self.duties = _duty_words()
        listed = Role.objects.order_by("title").values_list("pk", *Listed._fields)
        self.roles = {row[0]: Listed(*row[1:]) for row in listed}
        self._also = _also_sources()
        self._backing: dict[Hashable, Backing] = {}
        self._dated: dict[Hashable, Dated] = {}

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of the published roles, by slug."""
        return {role.slug: role.title for role in self.roles.values() if role.status == Role.Status.PUBLISHED}

    @cached_property
    def fields(self) -> dict[int, Field]:
        return {field.pk: field for field in Field.objects.all()}

    @cached_property
    def skills(self) -> dict[int, SkillWord]:
        return {row[0]: SkillWord(*row[1:]) for row in Skill.objects.values_list("pk", *SkillWord._fields)}

    @cached_property
    def knowledge(self) -> frozenset[str]:
        """The titles of what O*NET counts as knowledge, whatever our own pages have it under."""
        return frozenset(skill.title for skill in self.skills.values() if skill.onet_element.startswith("2.C."))

    @cached_property
    def written(self) -> dict[int, Role]:
        """The roles of which people wrote something that no import brings, with all of that."""
        found = {role.pk: role for role in _written()}
        _share(found.values(), [*self.sources.values(), *found.values()])
        return found

    @cached_property
    def _variants(self) -> dict[int, tuple[RoleName, ...]]:
        found: dict[int, tuple[RoleName, ...]] = {}
        for role in self.roles.values():
            if role.parent and role.status == Role.Status.PUBLISHED:
                found[role.parent] = (*found.get(role.parent, ()), role.name)
        return found

    @cached_property
    def _parents(self) -> dict[int, int | None]:
        draft = {pk for pk, role in self.roles.items() if role.status == Role.Status.DRAFT}
        return {pk: role.parent for pk, role in self.roles.items() if role.parent not in draft}

    def lineages(self, roles: Iterable[int]) -> dict[int, tuple[int, ...]]:
        """Each role with what it is a specialty of, nearest first, where readers may know of that."""
        return lineages(roles, self._parents)

    def variants(self, role: int) -> tuple[RoleName, ...]:
        """The published specialties of a role, by title."""
        return self._variants.get(role, ())

    def name(self, role: int | None) -> RoleName | None:
        return self.roles[role].name if role else None

    def also(self, fact: type[SourcedFact], pk: int) -> tuple[int, ...]:
        """The further sources of a fact, in the order of their titles."""
        return self._also[fact].get(pk, ())

    def backing(self, source: int, trust: str, also: tuple[int, ...] = (), marks: tuple[Tag, ...] = ()) -> Backing:
        """As `trust.tags` and `sources.citations` have it, for a fact that is in use and no figure that grows old.

        `marks` are tags that it bears besides.
        """
        asked = (source, trust, also, marks)
        found = self._backing.get(asked)
        if found is None:
            fact = RoleDuty(source=self.sources[source], trust=trust)
            cited = tuple(self.told[pk] for pk in (source, *also))
            found = self._backing[asked] = Backing((*tags(fact, self.today), *marks), cited)
        return found

    def dated(
        self,
        kind: type[Pay | Outlook],
        source: int,
        trust: str,
        also: tuple[int, ...],
        standing: str,
        effective_until: date | None,
        as_of: date | None,
        as_of_words: str,
    ) -> Dated:
        """The same for a figure, whether it is in use or not, with `sources.data_date_words`."""
        asked = (kind, source, trust, also, standing, effective_until, as_of, as_of_words)
        found = self._dated.get(asked)
        if found is None:
            fact = kind(
                source=self.sources[source],
                trust=trust,
                standing=standing,
                effective_until=effective_until,
                as_of=as_of,
                as_of_words=as_of_words,
            )
            cited = tuple(self.told[pk] for pk in (source, *also))
            found = self._dated[asked] = Dated(tags(fact, self.today), cited, data_date_words(fact))
        return found


def _duty_words() -> dict[int, DutyWord]:
    rows = {row[0]: row[1:] for row in Topic.objects.values_list("pk", "slug", "title", "position", "parent")}
    topics = {}
    for pk, (slug, title, position, parent) in rows.items():
        _, group, wider, _ = rows[parent or pk]
        topics[pk] = TopicName(slug, title, (wider, position) if parent else (position,), group)
    beside = dict(DutyTopic.objects.values_list("duty", "topic"))
    return {
        pk: DutyWord(slug, title, topics[topic], topics[topic].kind, topics.get(beside.get(pk, 0)))
        for pk, slug, title, topic in Duty.objects.values_list("pk", "slug", "title", "topic")
    }


def _written() -> Iterable[Role]:
    ruled = StateRule.objects.published().filter(role__isnull=False).values("role")
    advised = RoleRecommendation.objects.published().values("role")
    found = Role.objects.with_written_facts() | Role.objects.filter(Q(pk__in=ruled) | Q(pk__in=advised))
    return found.prefetch_related(
        Prefetch("rules", StateRule.objects.published().select_related("source", "place__parent")),
        "rules__also_sources",
        Prefetch(
            "recommendations",
            RoleRecommendation.objects.published().select_related(
                "source", "place", "milestone__certification__issuer"
            ),
        ),
        "recommendations__also_sources",
        Prefetch(
            "recommendations__milestone__certification__facts",
            CertificationFact.objects.published().select_related("source", "place"),
        ),
        "recommendations__milestone__certification__facts__also_sources",
    )


def _share(roles: Collection[Role], known: Iterable[Model]) -> None:
    """Keep one of each row that facts lead to, and of each list of them, in place of a copy for every fact.

    There are few sources, places and traits, and most lists are empty; yet Django keeps a query with each.
    """
    rows: dict[Hashable, Model] = {(type(row), row.pk): row for row in known}
    lists: dict[Hashable, QuerySet[Any]] = {}

    def share(row: Any, relation: str) -> list[Any]:
        found = getattr(row, relation).all()
        same = lists.setdefault((found.model, *(each.pk for each in found)), found)
        row._prefetched_objects_cache[relation] = same  # where it is looked for first
        return list(same)

    waiting: list[SourcedFact] = [fact for role in roles for relation in WRITTEN for fact in share(role, relation)]
    for fact in waiting:  # which grows meanwhile
        share(fact, "also_sources")
        for name, other in fact._state.fields_cache.items():
            if other:
                fact._state.fields_cache[name] = rows.setdefault((type(other), other.pk), other)
        if isinstance(fact, RoleRecommendation) and fact.milestone.certification:
            waiting += share(fact.milestone.certification, "facts")


def _also_sources() -> dict[type[SourcedFact], dict[int, tuple[int, ...]]]:
    """The further sources of all that comes in thousands: one query, and few rows, as an import names one source."""
    links = []
    for number, model in enumerate(MANY):
        through = model.also_sources.through
        fact = f"{model._meta.model_name}_id"
        links.append(through._default_manager.values_list(Value(number), fact, "source__title", "source_id").order_by())
    found: dict[type[SourcedFact], dict[int, tuple[int, ...]]] = defaultdict(dict)
    for number, pk, _, source in sorted(links[0].union(*links[1:], all=True)):
        found[MANY[number]][pk] = (*found[MANY[number]].get(pk, ()), source)
    return found
