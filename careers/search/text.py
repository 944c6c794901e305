"""Search by plain text matching: right for some hundred roles, whatever the database."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from django.db.models import Q, QuerySet

from roles.models import Role, RoleTitle

LONGEST_QUERY = 100
MOST_WORDS = 8
NEAREST = 3


@dataclass(frozen=True)
class Found:
    """Role ids, best match first; what was searched for; and whether that is less than was typed."""

    ids: tuple[int, ...]
    words: str
    was_cut: bool


def search_roles(text: str, among: QuerySet[Role]) -> Found:
    """Roles in which every word stands: in a name first, then anywhere. One query, two where words are given."""
    clean = " ".join(text.replace("\0", " ").split())
    words = clean[:LONGEST_QUERY].lower().split()[:MOST_WORDS]
    was_cut = " ".join(words) != clean.lower()
    if not words:
        return Found(tuple(among.order_by("title").values_list("pk", flat=True)), "", was_cut)
    anywhere = among
    for word in words:
        anywhere = anywhere.filter(
            Q(title__icontains=word)
            | Q(summary__icontains=word)
            | Q(titles__title__icontains=word)
            | Q(duties__text__icontains=word)
            | Q(skills__skill__title__icontains=word)
        )
    names: dict[int, list[str]] = {}
    for pk, title, other in anywhere.values_list("pk", "title", "titles__title").distinct():
        names.setdefault(pk, [title.lower()]).append((other or "").lower())
    ranked = sorted(names, key=lambda pk: (_rank(names[pk], words), names[pk][0]))
    return Found(tuple(ranked), " ".join(words), was_cut)


def _rank(names: list[str], words: list[str]) -> int:
    """0 for the role's own title, up to 3 where the words stand only in its text."""
    title, others = names[0], names[1:]
    if title == " ".join(words):
        return 0
    if all(word in title for word in words):
        return 1
    return 2 if any(all(word in other for word in words) for other in others) else 3


def nearest_roles(text: str, count: int = NEAREST) -> list[Role]:
    """The roles whose names are most like the text, typing errors forgiven: two queries, three with hits."""
    names: dict[str, int] = {}
    published = Role.objects.published()
    for pk, title in RoleTitle.objects.filter(role__in=published).values_list("role_id", "title"):
        names.setdefault(title.lower(), pk)
    names |= {title.lower(): pk for pk, title in published.values_list("pk", "title")}
    close = get_close_matches(text.lower()[:LONGEST_QUERY], names, n=count * 2, cutoff=0.6)
    ids = list(dict.fromkeys(names[name] for name in close))[:count]
    found = published.in_bulk(ids)
    return [found[pk] for pk in ids]
