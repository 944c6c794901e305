"""Names: what else a role is called, and who takes two names for one job."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from careers.cells import Cell
from careers.facts.codes import CodeRow, Codes
from careers.facts.known import known, written_of
from careers.facts.sources import citations
from careers.facts.standpoint import Standpoint
from careers.facts.trust import is_said_today, tags
from careers.rolefacts import CodeName, NameView, OtherName, RoleName, ZonedCode
from careers.wording import inside_sentence, plain_name
from roles.models import Occupation, Role, RoleCode, RoleConfusion, RoleTitle
from sources.models import SourcedFact
from sources.prepared import prepared

MATCHES = RoleCode.Match.values
# Whose job zone is a role's: that of the code for what one learns, or else for what one does, or is called.
ZONED = (RoleCode.Use.SCHOOLING, RoleCode.Use.DUTIES, RoleCode.Use.TITLE)
# More other names than a page shows, of the few jobs that have thousands.
MOST_TITLES = 100


def role_name(role: Role | None) -> RoleName | None:
    """The name of a role beside another; readers do not see the page of a draft."""
    return RoleName(role.slug, role.title, _is_readable(role)) if role else None


def titles(role: int, view: Standpoint) -> tuple[OtherName, ...]:
    """The first of what else a role is called, what people wrote here before what an import brought: one query.

    A parent's other names are not its specialties' names.
    """
    about = known(view.today)
    found: dict[str, OtherName] = {}
    for title, imported, source, trust, pk in _titles(role, view):
        name = plain_name(title) if imported else inside_sentence(title)
        if name not in found:
            found[name] = OtherName(name, *about.backing(source, trust, about.also(RoleTitle, pk)))
    return tuple(found.values())


@prepared
def _titles(role: int, view: Standpoint) -> QuerySet[RoleTitle, tuple[Any, ...]]:
    rows = view.in_use_around(RoleTitle.objects.published().filter(role=role)).order_by("imported", "title")
    return rows.values_list("title", "imported", "source", "trust", "pk")[:MOST_TITLES]


def name_views(role: Role, view: Standpoint) -> tuple[NameView, ...]:
    """Who says of the role and another that they are one job, or two, on whichever of the two it was written.

    What is used comes first, then what is only said or claimed, each with why.
    """
    others = sorted(written_of(role, "confused_with"), key=lambda fact: (fact.role.title, fact.position, fact.key))
    facts = [*written_of(role, "confusions"), *others]
    used = view.used(facts, subject=lambda fact: (fact.role_id, fact.key))
    said = [fact for fact in facts if is_said_today(fact, view) and view.holds(fact)]
    return tuple(
        NameView(
            role=fact.role.slug,
            other=fact.other.slug,
            is_one_job=fact.view == RoleConfusion.View.ONE,
            cell=Cell(fact.view, fact.text, fact.why, tags(fact, view.today), citations(fact, view.today)),
            is_readable=_is_readable(fact.role) and _is_readable(fact.other),
            role_title=fact.role.title,
            other_title=fact.other.title,
            is_used=fact.standing == SourcedFact.Standing.USED,
        )
        for fact in [*used.values(), *said]
    )


def codes(family: tuple[Role, ...], leaning: Codes) -> tuple[CodeName, ...]:
    """The statistical codes of a role, or else of its parent, each once."""
    named = next((leaning[member.pk] for member in family if leaning.get(member.pk)), ())
    once = dict.fromkeys((each.code, each.title) for each in named)
    return tuple(dict.fromkeys(CodeName(code, _group(title)) for code, title in once))


def rated_as(family: tuple[Role, ...], rated: Collection[int], leaning: Codes) -> CodeName | None:
    """The code of O*NET whose ratings a role has, or its parent where it has none; imports take from the nearest."""
    for member in family:
        if member.pk in rated:
            codes = [code for code in leaning.get(member.pk, ()) if _is_rated_by(code)]
            nearest = min(codes, key=lambda code: MATCHES.index(code.match), default=None)
            return CodeName(nearest.code, nearest.title) if nearest else None
    return None


def zoned_as(role: Role, leaning: Codes) -> ZonedCode | None:
    """The code of O*NET for what one learns, or else for what one does or is called. A parent's is no specialty's."""
    codes = [code for code in leaning.get(role.pk, ()) if code.system == Occupation.System.ONET]
    found = next((code for use in ZONED for code in codes if code.use == use), None)
    return ZonedCode(found.occupation, found.job_zone, found.match) if found else None


def _is_rated_by(code: CodeRow) -> bool:
    return code.use == RoleCode.Use.DUTIES and code.system == Occupation.System.ONET


def _group(title: str) -> str:
    """What a code stands for: one of the tables has its titles in title case."""
    words = plain_name(title)
    return words[:1].upper() + words[1:]


def _is_readable(role: Role) -> bool:
    return role.status != Role.Status.DRAFT
