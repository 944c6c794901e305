"""What takes long to put together, kept until content or the day moves."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from threading import Lock
from typing import Any, TypeVar

from careers.facts.standpoint import Standpoint
from sources import versioning

T = TypeVar("T")

# How many answers are kept of one subject: those that were asked for last, of all places and whatever else it is about.
# A list of a thousand roles takes a megabyte or two, and there are 54 places.
MOST = 8

# It is this process's own: what is frozen need not be packed and unpacked for every request, as a shared cache would.
_kept: dict[Hashable, dict[Hashable, tuple[Hashable, Any]]] = {}
_lock = Lock()


def remembered(subject: str, view: Standpoint, make: Callable[[], T], *, about: str = "") -> T:
    """What `make` finds for a place on a day, and for what else it is about: one query a page where it is known."""
    return kept(subject, view.today, make, about=(view.place, about))


def kept(subject: str, today: date, make: Callable[[], T], *, about: Hashable = None) -> T:
    """The same for what is no matter of one place.

    The version is read before anything else is: what changes meanwhile moves it, and is seen next time.
    """
    version = (versioning.moved(), today)
    with _lock:
        answers = _kept.setdefault(subject, {})
        known, found = answers.pop(about, (None, None))
        if known == version:
            answers[about] = known, found  # asked for last
    if known != version:
        found = make()
        with _lock:
            answers[about] = version, found
            while len(answers) > MOST:
                del answers[next(iter(answers))]
    return found


def forget() -> None:
    """Let everything go."""
    _kept.clear()
