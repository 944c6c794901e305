"""What one statement looks like wherever it is shown: a value, its context, its tags, its sources.

Role page, comparison, path, handout and API all show the same `Cell`. Which value is used, which tags
it bears and what counts as “the same” are decided where the cell is made (`careers.facts`), once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

NOT_ON_FILE = "Not on file"


class Tag(StrEnum):
    """What a reader should know about a fact before leaning on it."""

    DUE = "Due for a check"
    OLDER = "Older figure"
    CLOSEST = "Closest match"
    DISAGREE = "Sources disagree"
    UNDATED = "No date on page"
    UNCHECKED = "From general knowledge, not checked"
    FEW_ANSWERS = "Few answers"
    CLAIMED = "Claimed only"
    HISTORICAL = "No longer so"

    @property
    def is_warning(self) -> bool:
        return self is not Tag.UNDATED


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Who says so, as source lists and source lines show it."""

    slug: str
    title: str
    publisher: str
    kind: str
    url: str
    date_words: str
    checked_on: date
    is_due: bool
    note: str = ""
    attribution: str = ""
    review_by: date = date.max

    def __hash__(self) -> int:
        """By what no two of them share: pages put hundreds of these into sets."""
        return hash(self.slug)


@dataclass(frozen=True, slots=True)
class Cell:
    """One statement. Its `code` alone decides “same”; None, for what is not on file, equals nothing."""

    code: Hashable
    value: str
    context: str = ""
    tags: tuple[Tag, ...] = ()
    sources: tuple[SourceFacts, ...] = ()
    is_figure: bool = False
    # What others say of it today: shown beside it and never instead of it.
    also: tuple[Cell, ...] = ()

    @property
    def all_sources(self) -> tuple[SourceFacts, ...]:
        """Its own, then those of what others say."""
        return sources_of(self.sources, *(other.sources for other in self.also))

    @property
    def is_missing(self) -> bool:
        return self.code is None


MISSING = Cell(code=None, value=NOT_ON_FILE)


def same(cells: Iterable[Cell]) -> bool:
    """Whether all cells say the same. What is not on file is like nothing, not even itself."""
    codes = [cell.code for cell in cells]
    return bool(codes) and codes[0] is not None and all(code == codes[0] for code in codes)


class Backed(Protocol):
    """A cell, or whatever else says who stands behind it and what is to be known about it."""

    @property
    def sources(self) -> tuple[SourceFacts, ...]: ...
    @property
    def tags(self) -> tuple[Tag, ...]: ...


def shared_tags(facts: Iterable[Backed]) -> tuple[Tag, ...]:
    """The tags that several facts all bear, so that they need to be said just once. What is not on file bears none."""
    told = [fact.tags for fact in facts if fact.sources]
    return tuple(tag for tag in Tag if all(tag in each for each in told)) if len(told) > 1 else ()


def sources_of(*groups: Iterable[SourceFacts]) -> tuple[SourceFacts, ...]:
    """Every source once, in the order of first use: the order that source numbers follow."""
    return tuple({source.slug: source for group in groups for source in group}.values())


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`; no `high` means that no upper end is known."""

    low: float
    high: float | None

    @property
    def middle(self) -> float:
        """What ranges are compared by. Where only the minimum is known, the minimum."""
        return self.low if self.high is None else (self.low + self.high) / 2

    @property
    def is_open(self) -> bool:
        return self.high is None

    def __add__(self, other: Range) -> Range:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(self.low + other.low, high)
