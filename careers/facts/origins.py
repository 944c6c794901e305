"""Who stands behind the roles that were brought in: what licences want said of it is on every page that shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from careers.cells import SourceFacts, sources_of
from careers.facts.known import known
from careers.facts.remembered import kept
from roles.models import Outlook, Role


def origins_of(roles: Iterable[Role], today: date) -> tuple[SourceFacts, ...]:
    """The source of each of these roles that was brought in."""
    brought = [role.summary_source_id for role in roles if role.origin == Role.Origin.ONET and role.summary_source_id]
    if not brought:
        return ()
    told = known(today).told
    return sources_of(told[pk] for pk in brought)


def origins(today: date) -> tuple[SourceFacts, ...]:
    """The sources of all of them and of their outlook, for pages that list, count or offer any.

    Two queries when content has changed.
    """
    return kept("origins", today, partial(_origins, today))


def _origins(today: date) -> tuple[SourceFacts, ...]:
    brought = Role.objects.published().filter(origin=Role.Origin.ONET, summary_source__isnull=False)
    found = set(brought.values_list("summary_source", flat=True).distinct())
    if not found:
        return ()
    found.update(Outlook.objects.published().filter(imported=True).values_list("source", flat=True).distinct())
    told = known(today).told
    return tuple(sorted((told[pk] for pk in found), key=lambda source: source.title))
