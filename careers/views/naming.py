"""Roles as people name them in a field: by a title, another name, or the part of an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.text import slugify

from careers.rolefacts import RoleName
from careers.search import Hit, nearest_roles, search_roles
from roles.models import Role

MOST_OFFERED = 8


@dataclass(frozen=True)
class Offer:
    """Something that may be meant, and the address of the choice with it."""

    title: str
    address: str


def role_slugs(typed: Sequence[str]) -> list[str]:
    """The slug of each role that is named so, in any case; what names none, or several, stays as it was typed.

    One query, and those of a search for each name that is no title.
    """
    if not any(typed):
        return list(typed)
    rows = Role.objects.readable().filter(Q(title__in=typed) | Q(slug__in=[slugify(name) for name in typed]))
    # Of two that have one title, that of the address counts.
    known = {word: slug for slug, title in rows.values_list("slug", "title") for word in (title, slug)}
    return [known.get(slugify(name)) or known.get(name) or _other_name(name) for name in typed]


def meant(typed: str) -> tuple[str, list[RoleName]]:
    """What to say of a name that leads to no role, or to several, and the roles that may be meant."""
    hits = search_roles(typed).hits
    namesakes = [hit for hit in hits if hit.is_called_so]
    if len(namesakes) > 1:
        return f"{len(namesakes)} roles go by “{typed[:80]}”. Pick one.", _names(namesakes)
    if hits:
        return "", _names([hit for hit in hits if hit.is_named] or hits)
    return "", [RoleName(role.slug, role.title) for role in nearest_roles(typed)]


def _other_name(typed: str) -> str:
    if slugify(typed) == typed.lower():
        return typed.lower()  # a slug already, which may have moved
    namesakes = [hit.slug for hit in search_roles(typed).hits if hit.is_called_so]
    return namesakes[0] if len(namesakes) == 1 else typed


def _names(hits: Sequence[Hit]) -> list[RoleName]:
    return [RoleName(hit.slug, hit.title) for hit in hits[:MOST_OFFERED]]
