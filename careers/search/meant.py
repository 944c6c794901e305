"""What was meant where nothing is found: typing errors are forgiven."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from careers.search.index import backend
from careers.search.roles import THE_FIRST, names_matching, rows_of, signs
from careers.search.words import (
    GLUE,
    MOST_WORDS,
    Groups,
    Term,
    Typed,
    distance,
    forms,
    slips_allowed,
    slips_at_start,
    without_asking,
)
from roles.models import Role

NEAREST = 5
# How many words are looked at that may have been meant by one, and how many of them are tried.
MOST_NEAR, MOST_TRIED = 60, 8
KNOWN = "SELECT word FROM careers_searchword WHERE word IN ({words})"
# The nearest words, and those that only begin so: “sec” is further from “secretary” than from sixty others.
NEAR_OR_BEGUN = (
    "SELECT * FROM ({near}) AS near UNION SELECT * FROM "
    "(SELECT word FROM careers_searchword WHERE word LIKE %s ORDER BY length(word), word LIMIT %s) AS begun"
)
SHORTEST_BEGUN = 3

# The words that may have been meant by one that was typed, and how many slips that takes.
Meant = dict[str, int]


def nearest_roles(text: str, count: int = NEAREST) -> list[Role]:
    """The roles whose names are most like the text, typing errors forgiven: up to four queries, and one a word less.

    The name of a retired role leads to the one that replaces it. A code is like no name.
    """
    typed = Typed.of(text)
    ids = [] if typed.code else _nearest(typed)[:count]
    found = Role.objects.published().select_related("field").in_bulk(ids) if ids else {}
    return [found[pk] for pk in ids if pk in found]


@dataclass(frozen=True)
class Reading:
    """One way to read what was typed: what each word may mean, and the slips that it takes besides."""

    words: tuple[Meant, ...]
    slips: int = 0

    @property
    def groups(self) -> Groups:
        return tuple(tuple(Term(word) for word in meant) for meant in self.words)

    def slips_to(self, name: Sequence[str]) -> int | None:
        """How many slips lead to a name with these words; None where it does not have them all."""
        least = [min((meant[word] for word in name if word in meant), default=None) for meant in self.words]
        return None if None in least else self.slips + sum(slips for slips in least if slips)


def _nearest(typed: Typed) -> list[int]:
    """The roles whose names are nearest to what was typed, nearest first. Where none has all words, fewer do."""
    asked = without_asking(typed.words)
    # Of more words there are thousands of ways to leave some out.
    words = ([word for word in asked if word not in GLUE] or list(asked))[:MOST_WORDS]
    meant = [_meant(word, is_last=place == len(words)) for place, word in enumerate(words, 1)]
    for count in range(len(words), 0, -1):
        readings = [Reading(chosen) for chosen in combinations(meant, count) if all(chosen)]
        if count == len(words):
            readings += _with_other_spaces(words, meant)
        rows = names_matching([reading.groups for reading in readings], THE_FIRST) if readings else []
        if rows:
            return _by_slips(readings, rows)
    return []


def _by_slips(readings: Sequence[Reading], rows: Iterable[Any]) -> list[int]:
    """The roles, by how many slips lead to a name of theirs, and how many words it has besides.

    What takes two slips more than the nearest was not meant.
    """
    found = []
    for key, words, _, _, pk, *_ in rows:
        name = words.split()
        ways = [
            (slips, len(name) - len(reading.words))
            for reading in readings
            if (slips := reading.slips_to(name)) is not None
        ]
        if ways:
            found.append((*min(ways), key, pk))
    found.sort()
    least = found[0][0] if found else 0
    return list(dict.fromkeys(pk for slips, *_, pk in found if slips <= least + 1))


def _meant(word: str, *, is_last: bool) -> Meant:
    """The known words that are most like one that was typed: one query. Of the last, only the start may be there.

    A plural is no slip.
    """
    query, values = backend().NEAR, [backend().asked_near(word), MOST_NEAR]
    if is_last and len(word) >= SHORTEST_BEGUN:
        query, values = NEAR_OR_BEGUN.format(near=query), [*values, f"{word}%", MOST_NEAR]
    same = forms(word)
    slips_to = {near: 0 if near in same else distance(word, near) for (near,) in rows_of(query, values)}
    if is_last:
        slips_to = {near: min(slips, slips_at_start(word, near)) for near, slips in slips_to.items()}
    most = slips_allowed(word)
    near = sorted((slips, abs(len(found) - len(word)), found) for found, slips in slips_to.items() if slips <= most)
    tried = max(MOST_TRIED, sum(not slips for slips, *_ in near))
    return {found: slips for slips, _, found in near[:tried]}


def _with_other_spaces(words: Sequence[str], meant: Sequence[Meant]) -> list[Reading]:
    """What was typed, with one space put in, or left out: one query."""
    halves = [(place, word[:end], word[end:]) for place, word in enumerate(words) for end in range(1, len(word))]
    joined = {place: words[place] + words[place + 1] for place in range(len(words) - 1)}
    asked = list({part for _, *parts in halves for part in parts} | set(joined.values()))
    known = {word for (word,) in rows_of(KNOWN.format(words=signs(asked)), asked)} if asked else set()
    found = [
        Reading((*meant[:place], {first: 0}, {second: 0}, *meant[place + 1 :]), slips=1)
        for place, first, second in halves
        if first in known and second in known
    ]
    found += [
        Reading((*meant[:place], {word: 0}, *meant[place + 2 :]), slips=1)
        for place, word in joined.items()
        if word in known
    ]
    return [reading for reading in found if all(reading.words)]
