"""Names: what else a role is called, and who takes two names for one job."""

from __future__ import annotations

from careers.cells import Cell
from careers.facts.sources import citations, tags
from careers.facts.standpoint import Standpoint
from careers.rolefacts import NameView
from roles.models import Role, RoleConfusion


def titles(role: Role, view: Standpoint) -> tuple[Cell, ...]:
    """What else the role is called. A parent's other names are not its specialties' names."""
    used = view.used(role.titles.all(), subject=lambda fact: fact.title)
    return tuple(
        Cell(fact.title, fact.title, tags=tags(fact, view.today), sources=citations(fact, view.today))
        for fact in used.values()
    )


def name_views(role: Role, view: Standpoint) -> tuple[NameView, ...]:
    """Who says of the role and another that they are one job, or two, on whichever of the two it was written."""
    facts = [*role.confusions.all(), *role.confused_with.all()]
    used = view.used(facts, subject=lambda fact: (fact.role_id, fact.key))
    return tuple(
        NameView(
            role=fact.role.slug,
            other=fact.other.slug,
            is_one_job=fact.view == RoleConfusion.View.ONE,
            cell=Cell(fact.view, fact.text, tags=tags(fact, view.today), sources=citations(fact, view.today)),
        )
        for fact in used.values()
    )
