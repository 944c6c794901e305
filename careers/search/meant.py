"""What was meant where no role has all that was typed: typing errors are forgiven, and words left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, NamedTuple

from careers.search.doers import doers, is_field
from careers.search.everyday import NAMES_FOR
from careers.search.index import backend
from careers.search.roles import (
    CALLED_SO,
    FORMER_NAME,
    IN_TITLE,
    SHORTEST_START,
    THE_FIRST,
    TITLE,
    Found,
    closest,
    names_matching,
    rows_of,
    search_roles,
    signs,
)
from careers.search.words import (
    ASKING,
    GLUE,
    MOST_WORDS,
    SURE_START,
    Groups,
    Term,
    Typed,
    distance,
    forms,
    may_mean,
    slips_allowed,
    slips_at_start,
    words_in,
)
from roles.models import Role

NEAREST = 5
# The everyday words that are long enough for a slip.
SAID = tuple(word for word in sorted(words_in(map(" ".join, NAMES_FOR))) if len(word) > SURE_START)
# As close as this a name of few letters has to be.
SURELY = frozenset(IN_TITLE | CALLED_SO | {FORMER_NAME})
# How many words are looked at that may have been meant by one, and how many of them are tried.
MOST_NEAR, MOST_TRIED = 60, 8
KNOWN = "SELECT word FROM careers_searchword WHERE word IN ({words})"
# The nearest words, and those that only begin so: “sec” is further from “secretary” than from sixty others.
NEAR_OR_BEGUN = (
    "SELECT * FROM ({near}) AS near UNION SELECT * FROM "
    "(SELECT word FROM careers_searchword WHERE word LIKE %s ORDER BY length(word), word LIMIT %s) AS begun"
)
SHORTEST_BEGUN = 3

# Which of some words are told of together, as sums of their numbers.
TOGETHER = "SELECT DISTINCT sum(word) FROM ({told}) AS told GROUP BY role_id"

# The words that may have been meant by one that was typed, and how many slips that takes.
Meant = dict[str, int]


def second_best(text: str, search: Callable[..., Found] = search_roles) -> tuple[Found, list[Role]]:
    """Where no role has all words: what as many of them find as may be, or the roles that were meant; not both.

    What is meant wins where it has more of the words. Up to six queries, and one a word less.
    """
    typed = Typed.of(text)
    kept, left_out = ([], []) if typed.code else _kept(typed)
    meant = nearest_roles(text, more_than=len(kept))
    if meant or not kept:
        return Found((), typed.shown, typed.was_cut), meant
    found = search(" ".join(kept), goes_on=False)
    part = replace(found, words=typed.shown, was_cut=typed.was_cut, kept=" ".join(kept), left_out=tuple(left_out))
    return part, []


def _kept(typed: Typed) -> tuple[list[str], list[str]]:
    """As many of the words as any role tells of together, and the others. One query.

    Of as many those win that stand further back: who fixes cars has to do with cars. Words that only ask win nothing.
    """
    words = list(dict.fromkeys(word for word in typed.words if word not in GLUE and len(word) >= SHORTEST_START))
    asked = [word for word in words if word not in ASKING][:MOST_WORDS]
    if len(words) < 2 or not asked:
        return [], []
    queries, values = [], []
    for place, word in enumerate(asked):
        groups = Typed.of(word).groups(goes_on=False)
        told, about = backend().told(groups, groups, [])
        # The query is our own and marks what was typed; the rest are numbers.
        queries.append(f"SELECT role_id, {1 << place} AS word FROM ({told}) AS told_{place}")  # noqa: S608
        values += about
    sets = [int(found) for (found,) in rows_of(TOGETHER.format(told=" UNION ALL ".join(queries)), values)]
    best = max(sets, key=lambda found: (found.bit_count(), found), default=0)
    kept = [word for place, word in enumerate(asked) if best >> place & 1]
    return kept, [word for word in words if word not in kept]


def nearest_roles(text: str, count: int = NEAREST, *, more_than: int = 0, by_title: bool = False) -> list[Role]:
    """The roles whose names are most like the text, typing errors forgiven: up to four queries, and one a word less.

    Only those that are as good a guess as the first, which has to have more words than `more_than`. The name of a
    retired role leads to the one that replaces it. A code is like no name. Of a few letters, or `by_title`, that guess
    has to be in a title or a whole name: somewhere in other names there is nearly always something like it.
    """
    typed = Typed.of(text)
    is_strict = by_title or len(typed.text) <= SURE_START
    ids = [] if typed.code else _nearest(typed, more_than, among=SURELY if is_strict else None)[:count]
    found = Role.objects.published().select_related("field").in_bulk(ids) if ids else {}
    return [found[pk] for pk in ids if pk in found]


@dataclass(frozen=True)
class Reading:
    """One way to read what was typed: what each word may mean."""

    words: tuple[Meant, ...]

    @property
    def groups(self) -> Groups:
        return tuple(tuple(Term(word) for word in meant) for meant in self.words)

    def in_name(self, name: Sequence[str]) -> Guess | None:
        """What was meant if it is this name, of these words; None where it does not have them all."""
        found = []
        for meant in self.words:
            slips, word = min(((meant[word], word) for word in name if word in meant), default=(-1, ""))
            if slips < 0:
                return None
            found.append((slips, word, slips > 0 and 0 in meant.values()))
        return Guess(
            slips=sum(slips for slips, *_ in found),
            is_doubtful=any(was_known for *_, was_known in found),
            text=" ".join(word for _, word, _ in found),
        )


class Guess(NamedTuple):
    """What may have been meant, in how many slips of the fingers, and whether they are in words that are known."""

    slips: int
    is_doubtful: bool
    text: str


def _nearest(typed: Typed, more_than: int, among: frozenset[int] | None) -> list[int]:
    """The roles whose names are nearest to what was typed, nearest first. Where none has all words, fewer do."""
    # Of more words there are thousands of ways to leave some out.
    words = ([word for word in typed.asked if word not in GLUE] or list(typed.asked))[:MOST_WORDS]
    if more_than >= len(words):
        return []
    meant = [_meant(word, is_last=place == len(words)) for place, word in enumerate(words, 1)]
    for count in range(len(words), more_than, -1):
        readings = [Reading(chosen) for chosen in combinations(meant, count) if all(chosen)]
        if count == len(words):
            readings += _with_other_spaces(words, meant)
        rows = names_matching([reading.groups for reading in readings], THE_FIRST) if readings else []
        slips, found = _best_guesses(readings, rows, among)
        if count == len(words):
            as_said, said = _as_people_say(words, meant)
            if said and (as_said < slips or not found):
                return said
            # What takes as many slips may be meant as well.
            found += [pk for pk in said if as_said == slips and pk not in found]
        if found:
            return found
    return []


def _as_people_say(words: Sequence[str], meant: Sequence[Meant]) -> tuple[int, list[int]]:
    """The slips in everyday words, if no name has them, and the roles that are meant by those: one query, or none."""
    said = [word if 0 in near.values() else _said(word) for word, near in zip(words, meant, strict=True)]
    slips = sum(map(distance, words, said))
    typed = Typed.of(" ".join(said))
    if not slips or not typed.meant:
        return 0, []
    return slips, [pk for (*_, pk), _ in closest(names_matching(typed.meant, THE_FIRST), typed)]


def _said(word: str) -> str:
    """The everyday word that is most like one that was typed, which stays where none is."""
    most = slips_allowed(word)
    like = [known for known in SAID if known[0] in word[:2] and abs(len(known) - len(word)) <= most]
    slips, nearest = min(((distance(word, known), known) for known in like), default=(most + 1, word))
    return nearest if slips <= most else word


def _best_guesses(
    readings: Sequence[Reading], rows: Iterable[Any], among: frozenset[int] | None
) -> tuple[int, list[int]]:
    """How many slips it takes at least, and the roles with a name that takes so many, the closest first, as in search.

    With `among`, only those whose name is as close as one of these.

    What is not as close as the first was not meant. A slip in a word that is known is none, unless it is all that keeps
    the text from being a name: who fixes cars does not mix them.
    """
    guesses: dict[Guess, list[Any]] = {}
    for row in rows:
        name = row[1].split()
        guess = min((found for reading in readings if (found := reading.in_name(name))), default=None)
        if guess and (not guess.is_doubtful or row[1] in Typed.of(guess.text).whole):
            guesses.setdefault(guess, []).append(row)
    least = min((guess.slips for guess in guesses), default=0)
    places = sorted(
        place
        for guess, held in guesses.items()
        if guess.slips == least
        for place, _ in closest(held, Typed.of(guess.text))
        if among is None or place[0] in among
    )
    # To be called just so is as good, whatever else the title says.
    strengths = [TITLE if tier in CALLED_SO else tier for tier, *_ in places]
    best = [pk for (*_, pk), each in zip(places, strengths, strict=True) if each == strengths[0]]
    return least, list(dict.fromkeys(best))


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
    near = sorted(
        (slips, abs(len(found) - len(word)), found)
        for found, slips in slips_to.items()
        if slips <= most and may_mean(word, found)
    )
    tried = max(MOST_TRIED, sum(not slips for slips, *_ in near))
    meant = {found: slips for slips, _, found in near[:tried]}
    # Who does it is meant as well, as for words without a slip: most of these are no words, which finds nothing.
    does = {doer: slips for found, slips in meant.items() if slips and is_field(found) for doer in doers(found)}
    return meant | {doer: min(slips, meant.get(doer, slips)) for doer, slips in does.items()}


def _with_other_spaces(words: Sequence[str], meant: Sequence[Meant]) -> list[Reading]:
    """What was typed, with one space put in, or left out: one query. Where that makes known words, it is no slip."""
    halves = [(place, word[:end], word[end:]) for place, word in enumerate(words) for end in range(1, len(word))]
    joined = {place: words[place] + words[place + 1] for place in range(len(words) - 1)}
    asked = list({part for _, *parts in halves for part in parts} | set(joined.values()))
    known = {word for (word,) in rows_of(KNOWN.format(words=signs(asked)), asked)} if asked else set()
    found = [
        Reading((*meant[:place], {first: 0}, {second: 0}, *meant[place + 1 :]))
        for place, first, second in halves
        if first in known and second in known
    ]
    found += [
        Reading((*meant[:place], {word: 0}, *meant[place + 2 :])) for place, word in joined.items() if word in known
    ]
    return [reading for reading in found if all(reading.words)]
