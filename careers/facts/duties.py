"""Duties: what a role does in its own words, and the canonical acts behind the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import QuerySet

from careers.facts.known import Backing, DutyWord, Known
from careers.facts.standpoint import Standpoint
from careers.rolefacts import DutyFacts, Wording
from roles.models import Role, RoleDuty
from sources.prepared import prepared


class DutyRow(NamedTuple):
    """A duty in a role's own words, and the canonical ones it stands for, by title."""

    key: str
    text: str
    is_core: bool
    passed_on: bool
    acts: tuple[DutyWord, ...]
    backing: Backing


Said = Mapping[int, Sequence[DutyRow]]


def loaded(roles: Collection[int], view: Standpoint, known: Known) -> dict[int, list[DutyRow]]:
    """The duties in use of each role, in the order in which it lists them: one query, and no model for any row."""
    found: dict[int, list[DutyRow]] = defaultdict(list)
    for pk, group in groupby(_rows(roles, view), key=itemgetter(0)):
        same = list(group)
        _, role, key, text, importance, passed_on, source, trust, _ = same[0]
        acts = sorted((known.duties[row[-1]] for row in same if row[-1] is not None), key=_by_title)
        backing = known.backing(source, trust, known.also(RoleDuty, pk))
        core = importance == RoleDuty.Importance.CORE
        found[role].append(DutyRow(key, text, core, passed_on, tuple(acts), backing))
    return found


@prepared
def _rows(roles: Collection[int], view: Standpoint) -> QuerySet[RoleDuty, tuple[Any, ...]]:
    rows = view.in_use_around(RoleDuty.objects.published().filter(role__in=roles)).order_by("role", "position", "key")
    return rows.values_list("pk", "role", "key", "text", "importance", "passed_on", "source", "trust", "duties")


_by_title = itemgetter(1)


def wordings(family: Sequence[Role], said: Said) -> tuple[Wording, ...]:
    """A role's duties as it words them, its own first; a specialty takes over what it does not say itself."""
    told: set[str] = set()
    found = []
    for generation, member in enumerate(family):
        for row in _in_use(said[member.pk], inherited=generation > 0):
            slugs = tuple(act.slug for act in row.acts)
            if slugs and told.issuperset(slugs):
                continue
            group = row.acts[0].group if row.acts else ""
            found.append(
                Wording(row.text, slugs, row.is_core, row.backing.tags, row.backing.sources, generation > 0, group)
            )
        told.update(slug for wording in found for slug in wording.duties)
    return tuple(found)


def canonical(family: Sequence[Role], said: Said) -> tuple[DutyFacts, ...]:
    """Each distinct canonical duty once. A wording that stands for none is a duty of its own."""
    found: dict[str, DutyFacts] = {}
    for generation, member in enumerate(family):
        for row in _in_use(said[member.pk], inherited=generation > 0):
            for act in row.acts:
                if act.slug not in found:
                    found[act.slug] = DutyFacts(
                        act.slug, act.title, act.topic, row.text, row.is_core, *row.backing, act.onet_topic
                    )
            if not row.acts:
                # No public slug holds a double hyphen, so this meets no canonical duty.
                slug = f"{member.slug}--{row.key}"
                found.setdefault(slug, DutyFacts(slug, row.text, None, row.text, row.is_core, *row.backing))
    return tuple(found.values())


def _in_use(rows: Sequence[DutyRow], *, inherited: bool) -> Sequence[DutyRow]:
    """A role's duties; of those of a parent only what it passes on to every specialty."""
    return [row for row in rows if row.passed_on] if inherited else rows
