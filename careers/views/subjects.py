"""What can be put side by side: roles, or certifications. The words and addresses in which they differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.http import urlencode

from careers.comparison import MOST
from careers.credentialfacts import CredentialName
from careers.facts.credentialnames import credential_name
from careers.facts.kinship import for_the_same_roles
from careers.facts.nearby import nearby
from careers.facts.standpoint import Standpoint
from careers.rolefacts import RoleName
from careers.search import nearest_certifications, nearest_roles
from careers.templatetags.shell import address
from careers.views.naming import meant, role_slugs
from careers.views.pages import known_certifications, known_roles
from careers.wording import joined
from certifications.models import Certification
from roles.models import Role


@dataclass(frozen=True)
class Subject:
    """What stands in the columns: how sentences and addresses name it, and where it comes from.

    `page`, `comparison` and `picker` are names of addresses; the noun names the picker's selects in addresses, too.
    """

    noun: str
    nouns: str
    page: str
    comparison: str
    picker: str
    trail: tuple[tuple[str, str], ...]  # addresses and names of the pages above a comparison
    parts: str  # the template of what a comparison says below the glance
    known: Callable[[Sequence[str]], list[Any]]
    suggestions: Callable[[Any, Standpoint], Sequence[RoleName | CredentialName]]
    why_suggested: str
    nearest: Callable[[str], list[Any]]
    names: Callable[[Sequence[Any]], str]
    name: Callable[[Any], RoleName | CredentialName]
    compared: str  # what stands side by side, where pages say it
    slugs: Callable[[Sequence[str]], list[str]]  # what the picker's fields name
    meant: Callable[[str], tuple[str, list[RoleName]]]  # what to say of a name that leads nowhere, and what it may mean
    # Where there are few, the picker offers them in selects: what is in them, and the template that shows it.
    choices: Callable[[], list[Any]] | None = None
    options: str = ""
    has_adder: bool = False  # whether one more can be typed in place
    keeps: tuple[str, ...] = ("state", "show")  # what addresses say besides, and changes of the choice keep
    keeps_all: tuple[str, ...] = ()  # those of them that may have several values

    @property
    def too_many(self) -> str:
        return f"You can compare up to {MOST} {self.nouns}. Remove one first."

    @property
    def same_twice(self) -> str:
        return f"Choose two different {self.nouns}."

    def unknown(self, slug: str) -> str:
        return f"We know no {self.noun} called “{slug[:80]}”."

    def address(self, slugs: Sequence[str], query: Mapping[str, str | Sequence[str]] | None = None) -> str:
        """The address of a comparison, in the order given."""
        # Slugs hold nothing that would have to be written differently in HTML.
        plain = address(self.comparison, tuple(slugs))
        return f"{plain}?{urlencode(query, doseq=True)}" if query else plain


def _alike_roles(role: Role, view: Standpoint) -> list[RoleName]:
    """The roles that are close to it."""
    return [other.role for other in nearby(role, view)]


def _names_of_roles(found: Sequence[Role]) -> str:
    """`Paralegal and legal assistant`."""
    first, *others = [RoleName(role.slug, role.title) for role in found]
    return joined([first.title, *(role.noun for role in others)])


def _certifications_to_choose() -> list[Certification]:
    """All of them: what has ended can be put beside what took its place."""
    rows: QuerySet[Certification] = Certification.objects.all()
    order = list(Certification.Kind)
    return sorted(rows, key=lambda row: (order.index(Certification.Kind(row.kind)), row.title.lower()))


ROLES = Subject(
    noun="role",
    nouns="roles",
    page="careers:role",
    comparison="careers:compare",
    picker="careers:compare-picker",
    trail=(("careers:compare-picker", "Compare"),),
    parts="careers/_compare_parts_roles.html",
    known=known_roles,
    suggestions=_alike_roles,
    why_suggested="These share duties or skills with {}.",
    nearest=partial(nearest_roles, by_title=True),
    names=_names_of_roles,
    name=lambda role: RoleName(role.slug, role.title),
    compared="roles",
    slugs=role_slugs,
    meant=meant,
    has_adder=True,
)
PATHS = replace(
    ROLES,
    comparison="careers:compare-paths",
    picker="careers:path-picker",
    trail=(("careers:paths", "Paths"), ("careers:path-picker", "Compare")),
    compared="paths to roles",
    has_adder=False,
    keeps=("state", "show", "have", "hours", "plan"),
    keeps_all=("have",),
)
CERTIFICATIONS = Subject(
    noun="certification",
    nouns="certifications",
    page="careers:certification",
    comparison="careers:compare-certifications",
    picker="careers:certification-picker",
    trail=(("careers:certifications", "Certifications"), ("careers:certification-picker", "Compare")),
    parts="careers/_compare_parts_certifications.html",
    known=known_certifications,
    choices=_certifications_to_choose,
    options="careers/_certification_options.html",
    suggestions=lambda found, _: for_the_same_roles(found.slug),
    why_suggested="These are for some of the same roles.",
    nearest=nearest_certifications,
    name=credential_name,
    names=lambda found: joined([str(each) for each in found]),
    compared="certifications",
    slugs=lambda typed: [slug.lower() for slug in typed],
    meant=lambda _: ("", []),
)
