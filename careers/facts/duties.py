"""Duties: what a role does in its own words, and the canonical acts behind the words."""

from __future__ import annotations

from careers.cells import Tag
from careers.facts.sources import citations
from careers.facts.standpoint import Standpoint
from careers.facts.trust import tags
from careers.rolefacts import DutyFacts, TopicName, Wording
from roles.models import Role, RoleDuty, Topic


def wordings(family: tuple[Role, ...], view: Standpoint) -> tuple[Wording, ...]:
    """A role's duties as it words them, its own first; a specialty takes over what it does not say itself."""
    said: set[str] = set()
    found = []
    for generation, member in enumerate(family):
        for fact in _in_use(member, view, inherited=generation > 0):
            slugs = tuple(duty.slug for duty in fact.duties.all())
            if slugs and said.issuperset(slugs):
                continue
            found.append(_wording(fact, slugs, view, inherited=generation > 0))
        said.update(slug for wording in found for slug in wording.duties)
    return tuple(found)


def canonical(family: tuple[Role, ...], view: Standpoint) -> tuple[DutyFacts, ...]:
    """Each distinct canonical duty once. A wording that stands for none is a duty of its own."""
    found: dict[str, DutyFacts] = {}
    for generation, member in enumerate(family):
        for fact in _in_use(member, view, inherited=generation > 0):
            said = (fact.text, fact.importance == RoleDuty.Importance.CORE)
            backed = (tags(fact, view.today), citations(fact, view.today))
            for duty in fact.duties.all():
                if duty.slug not in found:
                    found[duty.slug] = DutyFacts(duty.slug, duty.title, topic_name(duty.topic), *said, *backed)
            if not fact.duties.all():
                # No public slug holds a double hyphen, so this meets no canonical duty.
                slug = f"{member.slug}--{fact.key}"
                found.setdefault(slug, DutyFacts(slug, fact.text, None, *said, *backed))
    return tuple(found.values())


def topic_name(topic: Topic) -> TopicName:
    """A topic, placed after its broad group."""
    place = (topic.position,) if topic.parent is None else (topic.parent.position, topic.position)
    return TopicName(topic.slug, topic.title, place)


def _in_use(role: Role, view: Standpoint, *, inherited: bool) -> list[RoleDuty]:
    """A role's duties in use; of those of a parent only what it passes on to every specialty."""
    facts = view.used(role.duties.all(), subject=lambda fact: fact.key).values()
    return [fact for fact in facts if fact.passed_on or not inherited]


def _wording(fact: RoleDuty, slugs: tuple[str, ...], view: Standpoint, *, inherited: bool) -> Wording:
    marks: tuple[Tag, ...] = tags(fact, view.today)
    core = fact.importance == RoleDuty.Importance.CORE
    group = next((str(duty.topic.parent or duty.topic) for duty in fact.duties.all()), "")
    return Wording(fact.text, slugs, core, marks, citations(fact, view.today), inherited, group)
