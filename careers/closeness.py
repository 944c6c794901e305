"""How close roles are, by the duties and the skills that are on file for them, and which are closest to each.

Closeness runs from 0 to 100 and is the same both ways. One half of it are duties, one half skills:

- Duties that two roles share count by how rare each is (the logarithm of how many roles there are to one that has it),
  against all duties of both: the cosine of the angle between the two. What everybody does says little.
- Skills count by how a role's ratings lie above or below those of all roles together: the cosine again, or 0 where
  that is below 0. So roles that stand out in the same things are close. A rating that is not on file counts as that of
  all roles together.

Where the ratings of one of the two are not on file at all, duties decide alone. Where their duties cannot be held
against each other, because one has none on file or they are told in different vocabularies, skills alone may bring them
closer: but for less, since roles with like ratings are many, and those that do the same work few.

NumPy does the work, for all pairs at once. Nothing here knows rows or Django.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from careers.comparison import CLOSE_SKILLS
from careers.nearby import OF_ONE_FAMILY

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

# What likeness of skills is worth where duties say nothing: what both come to, on the average, for roles that are near.
SKILLS_ALONE = 0.6
# The first in O*NET's list goes ahead of roles that are so many points closer; those below it, of fewer.
LISTED_POINTS, LISTED = 30, 20
# What belongs to the same family as a role comes after others, as if it were so many points less close.
OWN_FAMILY_POINTS = 50
# So does what asks for far more preparation, which takes years, unless O*NET lists it: so many job zones up.
FAR_UP, FAR_UP_POINTS = 2, 50
# A role less close than this is suggested only where O*NET lists it.
LEAST = 20
# A skill is named where the other role leans on it so much, and by as much more as tells two ratings apart.
NEEDED, MOST_NAMED = 50, 3
# So many pairs are looked at together: they fill some tens of megabytes.
PAIRS = 1 << 21
# Shorter than this is what rounding leaves of nothing.
TINY = 1e-6


@dataclass(frozen=True)
class Known:
    """What is on file for n roles. They are told by their place here, which decides between equals, too."""

    doer: Ints  # each duty of each role once: whose it is,
    duty: Ints  # and which, from 0
    ratings: Floats  # n × skills, from 0 to 100; NaN is not on file
    vocabulary: Ints  # by n: in which words its duties are told, from 0
    family: Ints  # by n: the same number for a role and its specialties
    offered: Bools  # by n: whether it may be suggested
    zone: Ints  # by n: the job zone, from 1; 0 is not on file
    listed: Ints  # m × 3: a role, another that O*NET lists for it, the place in that list, from 1; each pair once


@dataclass(frozen=True)
class Close:
    """Suggestions, role by role and the best first: as many numbers in each of these."""

    role: Ints
    other: Ints
    closeness: Ints
    shared: Ints  # duties in common
    to_build: Ints  # by suggestion up to three skills that the other leans on much more, the most first; then -1


def closest(known: Known, most: int = 10) -> Close:
    """For each role those that somebody in it could turn to, at most so many."""
    duties, skills, listed = _Duties(known), _Skills(known), _Listed(known)
    found: list[tuple[Ints, Ints, Floats]] = []
    for rows, near in _blocks(duties, skills):
        role, other = _best(near, rows, known, listed, most)
        found.append((role, other, near[role - rows.start, other]))
    role, other, near = (np.concatenate(parts) for parts in zip(*found, strict=True)) if found else _nobody()
    return Close(role, other, _points(near), duties.shared(role, other), skills.gaps(role, other))


def closeness(known: Known) -> Ints:
    """Of each role to each, from 0 to 100: a square."""
    rows = [_points(near) for _, near in _blocks(_Duties(known), _Skills(known))]
    return np.concatenate(rows) if rows else np.zeros((0, 0), int)


class _Duties:
    """Who does what, and how much that says."""

    def __init__(self, known: Known) -> None:
        self.roles, kinds = len(known.vocabulary), int(known.duty.max(initial=-1)) + 1
        order = np.lexsort((known.duty, known.doer))
        self.doer, self.duty = known.doer[order], known.duty[order]
        doers = np.bincount(self.duty, minlength=kinds)
        weight = np.log(1 + self.roles / np.maximum(doers, 1))[self.duty]
        length = np.sqrt(np.bincount(self.doer, weight**2, self.roles))
        self.weight = weight / length[self.doer]
        # 0 where there are none, so that they are of no vocabulary.
        self.told_in = np.where(length > 0, known.vocabulary + 1, 0)
        # The same once more, duty by duty: where those who do it stand, and how many they are.
        self.by_duty = np.argsort(self.duty, kind="stable")
        self.first, self.doers = np.cumsum(doers) - doers, doers

    def alike(self, rows: slice) -> Floats:
        """Of these roles to all: from 0, nothing in common, to 1."""
        own = np.arange(*np.searchsorted(self.doer, [rows.start, rows.stop]))
        doers = self.doers[self.duty[own]]
        # Beside each duty of these roles stand all who do it.
        one = np.repeat(own, doers)
        other = self.by_duty[_runs(self.first[self.duty[own]], doers)]
        pair = (self.doer[one] - rows.start) * self.roles + self.doer[other]
        both = self.weight[one] * self.weight[other]
        return np.bincount(pair, both, (rows.stop - rows.start) * self.roles).astype(np.float32).reshape(-1, self.roles)

    def comparable(self, rows: slice) -> Bools:
        told = self.told_in[rows, None]
        return (told == self.told_in) & (told > 0)

    def shared(self, role: Ints, other: Ints) -> Ints:
        """How many duties the roles of each pair have in common."""
        first, end = np.searchsorted(self.doer, [role, role + 1])
        own = _runs(first, end - first)
        pair = np.repeat(np.arange(len(role)), end - first)
        kinds = len(self.doers)
        does_too = np.isin(other[pair] * kinds + self.duty[own], self.doer * kinds + self.duty)
        return np.bincount(pair, does_too, len(role)).astype(int)


class _Skills:
    """What each role is rated for."""

    def __init__(self, known: Known) -> None:
        self.ratings = known.ratings
        rated = ~np.isnan(known.ratings)
        self.has_any: Bools = np.asarray(rated.any(axis=1))
        filled = np.where(rated, known.ratings, 0)
        usual = filled.sum(axis=0) / np.maximum(rated.sum(axis=0), 1)
        apart = np.where(rated, filled - usual, 0)
        length = np.sqrt((apart**2).sum(axis=1, keepdims=True))
        # In one more column those are alike that stand out in nothing at all.
        plain = (length < TINY) & self.has_any[:, None]
        self.apart = np.hstack([apart / np.maximum(length, TINY) * ~plain, plain]).astype(np.float32)

    def alike(self, rows: slice) -> Floats:
        """Of these roles to all: from 0, in nothing the same, to 1."""
        found: Floats = np.maximum(self.apart[rows] @ self.apart.T, 0)
        return found

    def comparable(self, rows: slice) -> Bools:
        return self.has_any[rows, None] & self.has_any

    def gaps(self, role: Ints, other: Ints) -> Ints:
        """By pair the skills that the other role leans on much more, the widest gap first; then -1."""
        named = np.full((len(role), MOST_NAMED), -1)
        if not self.ratings.shape[1]:
            return named
        wanted = self.ratings[other]
        # What is not on file is neither.
        gap = np.nan_to_num(np.where(wanted >= NEEDED, wanted - self.ratings[role], 0), nan=0)
        for each in range(MOST_NAMED):
            widest = gap.argmax(axis=1)
            much = gap[np.arange(len(role)), widest] >= CLOSE_SKILLS
            named[much, each] = widest[much]
            gap[np.arange(len(role)), widest] = 0
        return named


class _Listed:
    """O*NET's lists."""

    def __init__(self, known: Known) -> None:
        self.role, self.other, self.place = known.listed[np.argsort(known.listed[:, 0], kind="stable")].T

    def ahead(self, rows: slice) -> tuple[Ints, Ints, Floats]:
        """Which pairs go ahead of others: roles, counted from the first of these, and others; and by how much."""
        these = slice(*np.searchsorted(self.role, [rows.start, rows.stop]))
        points = LISTED_POINTS / LISTED * np.maximum(LISTED + 1 - self.place[these], 0)
        return self.role[these] - rows.start, self.other[these], (points / 100).astype(np.float32)


def _blocks(duties: _Duties, skills: _Skills) -> Iterator[tuple[slice, Floats]]:
    """How close roles are to all, from 0 to 1: some rows at a time."""
    step = max(1, PAIRS // max(1, duties.roles))
    for start in range(0, duties.roles, step):
        rows = slice(start, min(start + step, duties.roles))
        by_duties, by_skills = duties.alike(rows), skills.alike(rows)
        near: Floats = (by_duties + by_skills) / np.float32(2)
        has_duties, has_skills = duties.comparable(rows), skills.comparable(rows)
        np.copyto(near, by_duties, where=~has_skills)
        np.maximum(near, SKILLS_ALONE * by_skills, out=near, where=~has_duties)
        yield rows, near


def _best(near: Floats, rows: slice, known: Known, listed: _Listed, most: int) -> tuple[Ints, Ints]:
    """What to suggest for each of these roles, the best first: roles, and others."""
    rank = near.copy()
    row, other, ahead = listed.ahead(rows)
    own = known.zone[rows, None]
    far_up = (own > 0) & (known.zone >= own + FAR_UP)
    far_up[row, other] = False
    rank[far_up] -= FAR_UP_POINTS / 100
    rank[row, other] += ahead
    rank[known.family[rows, None] == known.family] -= OWN_FAMILY_POINTS / 100
    enough = near >= LEAST / 100
    enough[row, other] = True
    rank[~(enough & known.offered)] = -np.inf
    np.fill_diagonal(rank[:, rows.start :], -np.inf)
    # In the order of places, so that of equals the first stays first; more of them than families leave out.
    top = np.sort(np.argpartition(-rank, min(most * 3, rank.shape[1] - 1), axis=1)[:, : most * 3], axis=1)
    order = np.argsort(-np.take_along_axis(rank, top, axis=1).round(4), axis=1, kind="stable")
    top = np.take_along_axis(top, order, axis=1)
    family = known.family[top]
    before = np.tril(family[:, :, None] == family[:, None, :], -1).sum(axis=2)
    keep = (before < OF_ONE_FAMILY) & np.isfinite(np.take_along_axis(rank, top, axis=1))
    keep &= keep.cumsum(axis=1) <= most
    at, column = np.nonzero(keep)
    return rows.start + at, top[at, column]


def _runs(first: Ints, count: Ints) -> Ints:
    """For each of these so many numbers from the first on, one run behind the other."""
    ends = np.cumsum(count)
    return np.arange(count.sum()) + np.repeat(first - (ends - count), count)


def _points(near: Floats) -> Ints:
    """From 0 to 100. What comes to just a half goes up, whatever the last digits of two ways to it."""
    return np.floor(np.clip(near, 0, 1) * 100 + 0.501).astype(int)


def _nobody() -> tuple[Ints, Ints, Floats]:
    return np.zeros(0, int), np.zeros(0, int), np.zeros(0, np.float32)
