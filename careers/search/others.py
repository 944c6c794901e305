"""Certifications, jobs without a page, and roles that ended.

They are few, so they are looked through as they are, and kept until content moves: one query then, and none otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from careers.clock import today
from careers.facts.remembered import kept
from careers.models import Milestone, RouteNeed
from careers.rolefacts import RoleName
from careers.search.words import GLUE, LONGEST_QUERY, MOST_WORDS, Typed, distance, forms, plain, slips_allowed
from certifications.models import Certification
from roles.models import Role, RoleTitle
from sources.models import SourcedFact

MOST_CERTIFICATIONS = 5
NEAREST_CERTIFICATIONS = 3
# How alike two names must be to be taken for a slip of the fingers, from 0 to 1: difflib's own habit.
ALIKE = 0.6
# A single word of a longer text has to be closer, or every “plumber” would be a “number”.
WORDS_ALIKE = 0.8
SHORTEST_WORD = 4
# What is said of a job without a page is no question, so the name has to be very like.
SURELY_ALIKE = 0.85
MOST_JOBS = 3
MOST_RETIRED = 3


@dataclass(frozen=True)
class Job:
    """A job without a page of its own, and the roles whose pages tell of it as a next step."""

    title: str
    after: tuple[RoleName, ...]


def search_jobs(text: str) -> list[Job]:
    """The first few jobs without a page whose name the words start, or are very like.

    The text is what `search_roles` says that it searched for.
    """
    words = _stems(text)
    if not words:
        return []
    jobs = kept("jobs without a page", today(), _jobs)
    meant = [job for job in jobs if _starts(job, words)] or get_close_matches(
        text.capitalize(), jobs, n=1, cutoff=SURELY_ALIKE
    )
    return [Job(job, jobs[job]) for job in meant[:MOST_JOBS]]


def _jobs() -> dict[str, tuple[RoleName, ...]]:
    """The jobs that no role goes by, by title, each with the roles that lead to it."""
    has_page = Role.objects.published().filter(slug=OuterRef("route__reaches__slug"))
    steps = (
        RouteNeed.objects.filter(
            ~Exists(has_page),
            route__status=SourcedFact.Status.PUBLISHED,
            route__reaches__kind=Milestone.Kind.ROLE,
            route__reaches__role=None,
            milestone__role__in=Role.objects.published(),
        )
        .order_by("route__reaches__title", "route__position", "position")
        .values_list("route__reaches__title", "milestone__role__slug", "milestone__role__title")
    )
    after: dict[str, list[RoleName]] = {}
    for job, slug, title in steps:
        after.setdefault(job, []).append(RoleName(slug, title))
    names = _names_of_roles(after)
    return {job: tuple(dict.fromkeys(roles)) for job, roles in after.items() if job.casefold() not in names}


def _names_of_roles(jobs: Iterable[str]) -> set[str]:
    """Those of these names that roles go by, in small letters. “Vet Technician (Vet Tech)” is one, too."""
    says_so = [Q(title__iexact=job) | Q(title__istartswith=f"{job} (") for job in jobs]
    if not says_so:
        return set()
    named = RoleTitle.objects.published().filter(reduce(or_, says_so), role__in=Role.objects.published())
    return {title.partition(" (")[0].casefold() for title in named.order_by().values_list("title", flat=True)}


def search_certifications(text: str, count: int = MOST_CERTIFICATIONS) -> list[Certification]:
    """The first few certifications in whose name, or issuer's name, every word starts one.

    The text is what `search_roles` says that it searched for. An abbreviation that is just that comes first.
    """
    words = _stems(text)
    if not words:
        return []
    named = {row.pk: " ".join(["", *_names_of(row)]).lower() for row in _certifications()}
    found = [row for row in _certifications() if all(f" {word}" in named[row.pk] for word in words)]
    exact = text.lower()
    return sorted(found, key=lambda row: row.abbreviation.lower() != exact)[:count]


def _certifications() -> tuple[Certification, ...]:
    """All of them by title, each with its issuer."""
    return kept("certifications by title", today(), _by_title)


def _by_title() -> tuple[Certification, ...]:
    return tuple(Certification.objects.select_related("issuer").order_by("title"))


def _names_of(row: Certification) -> tuple[str, ...]:
    return row.title, row.abbreviation, row.issuer.title, row.issuer.abbreviation


def meant_certifications(text: str, count: int = NEAREST_CERTIFICATIONS) -> list[Certification]:
    """The certifications that have a word for each that was typed, typing errors forgiven.

    Those with fewer slips come first, then those with fewer words besides.
    """
    typed = [word for word in plain(text).split() if word not in GLUE]
    found = []
    for each in _certifications() if typed else ():
        names = plain(" ".join(_names_of(each))).split()
        slips = [min(distance(word, name) for name in names) for word in typed]
        if all(slip <= slips_allowed(word) for slip, word in zip(slips, typed, strict=True)):
            found.append((sum(slips), len(names), each.title, each))
    return [each for *_, each in sorted(found, key=lambda row: row[:3])[:count]]


def search_retired(text: str) -> list[RoleName]:
    """The first few roles that were retired without another in their place, and whose title starts so."""
    typed = Typed.of(text)
    if len(typed.text) < SHORTEST_WORD:
        return []
    starts = tuple(typed.whole)
    return [role for role in kept("ended roles", today(), _ended) if plain(role.title).startswith(starts)][
        :MOST_RETIRED
    ]


def _ended() -> tuple[RoleName, ...]:
    return tuple(RoleName(*row) for row in Role.objects.ended().order_by("title").values_list("slug", "title"))


def nearest_certifications(text: str, count: int = NEAREST_CERTIFICATIONS) -> list[Certification]:
    """The certifications whose names, letters or addresses are most like the text: two queries with hits."""
    names: dict[str, int] = {}
    for pk, *known in Certification.objects.order_by("pk").values_list("pk", "title", "abbreviation", "slug"):
        for name in filter(None, known):
            names.setdefault(name.lower().replace("-", " "), pk)
    ids = _nearest(text, names, count)
    found = Certification.objects.in_bulk(ids) if ids else {}
    return [found[pk] for pk in ids]


def _nearest(text: str, names: Mapping[str, int], count: int) -> list[int]:
    """The keys of the names most like the text, each once."""
    wanted = " ".join(text.lower()[:LONGEST_QUERY].split())
    close = get_close_matches(wanted, names, n=count * 2, cutoff=ALIKE) or _by_word(wanted, names)
    return list(dict.fromkeys(names[name] for name in close))[:count]


def _by_word(wanted: str, names: Mapping[str, int]) -> list[str]:
    """The names that hold a word much like one of the wanted ones; those with fewer other words first."""
    words = {word for name in names for word in name.split() if len(word) >= SHORTEST_WORD}
    meant = {
        close
        for word in wanted.split()[:MOST_WORDS]
        if len(word) >= SHORTEST_WORD
        for close in get_close_matches(word, words, n=1, cutoff=WORDS_ALIKE)
    }
    held = {name: len(meant.intersection(name.split())) for name in names}
    return sorted((name for name in held if held[name]), key=lambda name: (-held[name], len(name), name))


def _stems(text: str) -> list[str]:
    """The words, each in its shortest form: `paralegals` looks for `paralegal`, which stands in both."""
    return [min(forms(word), key=len) for word in plain(text).split()]


def _starts(name: str, words: Sequence[str]) -> bool:
    """Whether each word is the start of one of the name's."""
    return all(any(part.startswith(word) for part in plain(name).split()) for word in words)
