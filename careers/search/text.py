"""Search by plain text matching: right for some hundred roles, whatever the database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from careers.models import Milestone, RouteNeed
from careers.rolefacts import RoleName
from certifications.models import Certification
from roles.models import Role, RoleDuty, RoleSkill, RoleTitle
from sources.models import SourcedFact

LONGEST_QUERY = 100
MOST_WORDS = 8
MOST_CERTIFICATIONS = 5
NEAREST = 3
# How alike two names must be to be taken for a slip of the fingers, from 0 to 1: difflib's own habit.
ALIKE = 0.6
# A single word of a longer text has to be closer, or every “plumber” would be a “number”.
WORDS_ALIKE = 0.8
SHORTEST_WORD = 4
# The last rank of a hit.
TEXT_ALONE = 4
# What is said of a job without a page is no question, so the name has to be very like.
SURELY_ALIKE = 0.85
MOST_JOBS = 3


@dataclass(frozen=True)
class Hit:
    """A role that matches. Where its title does not, `also_called` or `once_called` is the name by which it does.

    What it was once called is the title of a retired role that it replaces.
    """

    pk: int
    title: str
    field: str
    also_called: str = ""
    once_called: str = ""
    is_named: bool = True  # the words stand in one of its names, and not in its text alone


@dataclass(frozen=True)
class Job:
    """A job without a page of its own, and the roles whose pages tell of it as a next step."""

    title: str
    after: tuple[RoleName, ...]


@dataclass(frozen=True)
class Found:
    """What matches, best first; what was searched for; and whether that is less than was typed."""

    hits: tuple[Hit, ...]
    words: str
    was_cut: bool


def search_roles(text: str, among: QuerySet[Role]) -> Found:
    """Roles in which every word stands: in a name first, then anywhere. One query; two where words are given.

    A plural finds the singular. Only the first words count: `LONGEST_QUERY` letters, `MOST_WORDS` words.
    """
    typed = " ".join(text.replace("\0", " ").split())
    shown = " ".join(typed[:LONGEST_QUERY].split()[:MOST_WORDS])
    words = [_singular(word) for word in shown.lower().split()]
    for word in words:
        among = among.filter(
            Q(title__icontains=word)
            | Q(summary__icontains=word)
            # Sets of roles, not joins: titles × duties × skills of a role would be a row each.
            | Q(pk__in=RoleTitle.objects.published().filter(title__icontains=word).values("role"))
            | Q(pk__in=Role.objects.replaced().filter(title__icontains=word).values("replaced_by"))
            | Q(pk__in=RoleDuty.objects.published().filter(text__icontains=word).values("role"))
            | Q(pk__in=RoleSkill.objects.published().filter(skill__title__icontains=word).values("role"))
        )
    roles = list(among.order_by("title").values_list("pk", "title", "field__slug"))
    others, former = _other_names(words) if words else ({}, {})
    ranked = []
    for pk, title, field in roles:
        rank, name, old = _rank(title, others.get(pk, ()), former.get(pk, ()), words)
        ranked.append((rank, title.lower(), Hit(pk, title, field, name, old, is_named=rank < TEXT_ALONE)))
    ranked.sort(key=lambda entry: entry[:2])
    return Found(tuple(hit for _, _, hit in ranked), shown, was_cut=shown != typed)


def search_jobs(text: str) -> list[Job]:
    """The first few jobs without a page whose name the words start, or are very like: one query.

    The text is what `search_roles` says that it searched for.
    """
    words = [_singular(word) for word in text.lower().split()]
    if not words:
        return []
    steps = (
        RouteNeed.objects.filter(
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
    meant = [job for job in after if _starts(job, words)] or get_close_matches(
        text.capitalize(), after, n=1, cutoff=SURELY_ALIKE
    )
    return [Job(job, tuple(dict.fromkeys(after[job]))) for job in meant[:MOST_JOBS]]


def search_certifications(text: str) -> list[Certification]:
    """The first few certifications in whose name, or issuer's name, every word stands: one query.

    The text is what `search_roles` says that it searched for. An abbreviation that is just that comes first.
    """
    words = [_singular(word) for word in text.lower().split()]
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
    return list(among.order_by(exact, "title")[:MOST_CERTIFICATIONS])


def nearest_roles(text: str, count: int = NEAREST) -> list[Role]:
    """The roles whose names are most like the text, typing errors forgiven: two queries, three with hits.

    The name of a retired role leads to the one that replaces it.
    """
    published = Role.objects.published()
    names: dict[str, int] = {}
    others = RoleTitle.objects.published().filter(role__in=published).order_by().values_list("role_id", "title")
    former = Role.objects.replaced().filter(replaced_by__in=published).order_by().values_list("replaced_by_id", "title")
    for pk, title in others.union(former).order_by("role_id", "title"):
        names.setdefault(title.lower(), pk)
    names |= {title.lower(): pk for pk, title in published.values_list("pk", "title")}
    ids = _nearest(text, names, count)
    found = published.in_bulk(ids) if ids else {}
    return [found[pk] for pk in ids]


def nearest_certifications(text: str, count: int = NEAREST) -> list[Certification]:
    """The certifications whose names, letters or addresses are most like the text: two queries with hits."""
    names: dict[str, int] = {}
    for pk, *known in Certification.objects.order_by("pk").values_list("pk", "title", "abbreviation", "slug"):
        for name in filter(None, known):
            names.setdefault(name.lower().replace("-", " "), pk)
    ids = _nearest(text, names, count)
    found = Certification.objects.in_bulk(ids) if ids else {}
    return [found[pk] for pk in ids]


def split_at_matches(name: str, words: str) -> list[tuple[str, bool]]:
    """A name in pieces, and whether each is one of the words: together they are the name."""
    looked_for = sorted(map(_singular, words.lower().split()), key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, looked_for))})", name, flags=re.IGNORECASE) if looked_for else [name]
    return [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]


def _nearest(text: str, names: Mapping[str, int], count: int) -> list[int]:
    """The keys of the names most like the text, each once."""
    wanted = " ".join(text.lower()[:LONGEST_QUERY].split())
    close = get_close_matches(wanted, names, n=count * 2, cutoff=ALIKE) or _by_word(wanted, names)
    return list(dict.fromkeys(names[name] for name in close))[:count]


def _by_word(wanted: str, names: Iterable[str]) -> list[str]:
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


def _singular(word: str) -> str:
    """`paralegals` looks for `paralegal`, which stands in both."""
    return word[:-1] if len(word) > SHORTEST_WORD and word.endswith("s") and not word.endswith("ss") else word


def _other_names(words: Sequence[str]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """The other names in use, and the former ones, that hold all words, by role: one query."""
    facts = RoleTitle.objects.published().filter(standing=SourcedFact.Standing.USED)
    retired = Role.objects.replaced()
    for word in words:
        facts, retired = facts.filter(title__icontains=word), retired.filter(title__icontains=word)
    is_old = {old: Value(old, output_field=BooleanField()) for old in (False, True)}
    in_use = facts.order_by().values_list("role_id", "title", is_old[False])
    former = retired.order_by().values_list("replaced_by_id", "title", is_old[True])
    names: dict[bool, dict[int, list[str]]] = {False: {}, True: {}}
    for pk, title, old in in_use.union(former):
        names[bool(old)].setdefault(pk, []).append(title)
    return names[False], names[True]


def _rank(title: str, others: Sequence[str], former: Sequence[str], words: Sequence[str]) -> tuple[int, str, str]:
    """0 for the role's own title, up to `TEXT_ALONE`; and the other name that matched.

    A former name goes last: it is told where no name in use matches, or where it is just what was asked for.
    """
    own = title.lower()
    if own.split() == list(words):
        return 0, "", ""
    if _starts(title, words):
        return 1, "", ""
    if all(word in own for word in words):
        return 2, "", ""
    old = next((name for name in former if name.lower().split() == list(words)), "")
    if others and not old:
        return 3, min(others, key=lambda name: (len(name), name)), ""
    return (3, "", old or min(former, key=lambda name: (len(name), name))) if former else (TEXT_ALONE, "", "")


def _starts(name: str, words: Sequence[str]) -> bool:
    """Whether each word is the start of one of the name's."""
    return all(any(part.startswith(word) for part in name.lower().split()) for word in words)
