"""Certifications, and jobs without a page. They are few, so they are looked through as they are, in any database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.db.models import Case, Q, When

from careers.models import Milestone, RouteNeed
from careers.rolefacts import RoleName
from careers.search.words import GLUE, LONGEST_QUERY, MOST_WORDS, Typed, distance, forms, plain, slips_allowed
from certifications.models import Certification
from roles.models import Role
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
    """The first few jobs without a page whose name the words start, or are very like: one query.

    The text is what `search_roles` says that it searched for.
    """
    words = _stems(text)
    if not words:
        return []
    steps = (
        RouteNeed.objects.filter(
            route__status=SourcedFact.Status.PUBLISHED,
            route__reaches__kind=Milestone.Kind.ROLE,
            route__reaches__role=None,
            milestone__role__in=Role.objects.published(),
        )
        .exclude(route__reaches__slug__in=Role.objects.published().values("slug"))
        .order_by("route__reaches__title", "route__position", "position")
        .values_list("route__reaches__title", "milestone__role__slug", "milestone__role__title")
    )
    after: dict[str, list[RoleName]] = {}
    for job, slug, title in steps:
        after.setdefault(job, []).append(RoleName(slug, title))
    meant = [job for job in after if _starts(job, words)] or get_close_matches(
        text.capitalize(), after, n=1, cutoff=SURELY_ALIKE
    )
    return [Job(job, tuple(dict.fromkeys(after[job]))) for job in meant[:MOST_JOBS]]


def search_certifications(text: str, count: int = MOST_CERTIFICATIONS) -> list[Certification]:
    """The first few certifications in whose name, or issuer's name, every word stands: one query.

    The text is what `search_roles` says that it searched for. An abbreviation that is just that comes first.
    """
    words = _stems(text)
    if not words:
        return []
    among = Certification.objects.select_related("issuer")
    for word in words:
        among = among.filter(
            Q(title__icontains=word)
            | Q(abbreviation__icontains=word)
            | Q(issuer__title__icontains=word)
            | Q(issuer__abbreviation__icontains=word)
        )
    exact = Case(When(abbreviation__iexact=text, then=0), default=1)
    return list(among.order_by(exact, "title")[:count])


def meant_certifications(text: str, count: int = NEAREST_CERTIFICATIONS) -> list[Certification]:
    """The certifications that have a word for each that was typed, typing errors forgiven: one query.

    Those with fewer slips come first, then those with fewer words besides.
    """
    typed = [word for word in plain(text).split() if word not in GLUE]
    found = []
    for each in Certification.objects.select_related("issuer") if typed else ():
        names = plain(f"{each.title} {each.abbreviation} {each.issuer.title} {each.issuer.abbreviation}").split()
        slips = [min(distance(word, name) for name in names) for word in typed]
        if all(slip <= slips_allowed(word) for slip, word in zip(slips, typed, strict=True)):
            found.append((sum(slips), len(names), each.title, each))
    return [each for *_, each in sorted(found, key=lambda row: row[:3])[:count]]


def search_retired(text: str) -> list[Role]:
    """The first few roles that were retired without another in their place, and whose title starts so: one query."""
    typed = Typed.of(text)
    if len(typed.text) < SHORTEST_WORD:
        return []
    among = Role.objects.ended().filter(title__istartswith=typed.words[0][:SHORTEST_WORD]).order_by("title")
    return [role for role in among if plain(role.title).startswith(tuple(typed.whole))][:MOST_RETIRED]


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
