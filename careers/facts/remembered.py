"""What takes long to put together, kept until content or the day moves."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar

from careers.facts.standpoint import Standpoint
from sources import versioning

T = TypeVar("T")

# One entry for each subject and place, those asked for last at the end. It is this process's own: what is frozen need
# not be packed and unpacked for every request, as a shared cache would.
_kept: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
MOST_KEPT = 60


def remembered(subject: str, view: Standpoint, make: Callable[[], T]) -> T:
    """What `make` finds for a place on a day: one query a page where it is known already."""
    return kept((subject, view.place), view.today, make)


def kept(subject: Hashable, today: date, make: Callable[[], T]) -> T:
    """The same for what is no matter of one place.

    The version is read before anything else is: what changes meanwhile moves it, and is seen next time.
    """
    version = (versioning.moved(), today)
    known, found = _kept.get(subject, (None, None))
    if known != version:
        found = make()
        _kept[subject] = version, found
    with suppress(KeyError):  # another thread may let it go just now
        _kept.move_to_end(subject)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def forget() -> None:
    """Let everything go."""
    _kept.clear()
