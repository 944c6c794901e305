"""Rows above rows, like the place that a place is part of: it may not lead round in a circle."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)


def circle(start: Name, above: Mapping[Name, Name | None]) -> list[Name]:
    """The way up from `start` back to itself, with `start` at both ends; empty where it leads elsewhere.

    A circle further up, which `start` only leads into, is that of the rows in it.
    """
    way: list[Name] = [start]
    at = above.get(start)
    while at is not None and at not in way:
        way.append(at)
        at = above.get(at)
    return [*way, start] if at == start else []
