"""Roles by words: in names first, then in what is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from careers.search.demand import asked_to_use, openings
from careers.search.doers import is_field
from careers.search.index import FORMER, OTHER, OWN, ROLE_OF_KEY, backend, is_not_ours, kind_of, rank_of
from careers.search.words import (
    Groups,
    Typed,
    plain,
)
from roles.models import Role, RoleCode

# So many roles are listed at most, and so many names looked at: those of a list that is offered while somebody types
# need not be many, as the best come first. So many are listed by name, as a word that more have says little; but a few
# letters start words of most, and what they may be the start of is to be found.
MOST_FOUND, MOST_NAMES, MOST_NAMES_OFFERED = 1000, 8000, 200
MOST_NAMED, START_OF_MOST = 600, 3
# A single letter starts too many words to be looked for as a start in what is told of roles.
SHORTEST_START = 2
# How a name has what was typed, the closest first. A title is just that; so is another name of a role whose title has
# the words, too, or that was written here; a title says who does it; a title says in other words what everyday ones
# mean; a title starts so; such a name says who does it; any other name is just that; any other name says it in other
# words; a title goes on within a word, or has it in a row; any other name starts so, or says who does it; what only has
# the words; former names.
TITLE, NAME_OF_TITLE, DOER, TITLE_MEANT, TITLE_STARTS, DOER_OF_TITLE, NAME, NAME_MEANT, TITLE_HAS = range(9)
NAME_STARTS, DOERS_NAME, TITLE_HAS_WORDS, NAME_HAS, FORMER_NAME = range(9, 14)
WORTH_MORE = {NAME: NAME_OF_TITLE, DOERS_NAME: DOER_OF_TITLE}
CALLED_SO = {TITLE, NAME_OF_TITLE, NAME}
IN_TITLE = {TITLE, DOER, TITLE_MEANT, TITLE_STARTS, DOER_OF_TITLE, TITLE_HAS, TITLE_HAS_WORDS}
# Where several roles go by it, the most openings tell which is meant.
MEANT = CALLED_SO | {DOER, DOER_OF_TITLE, DOERS_NAME, TITLE_MEANT}
# Who leads others is meant less often than whom they lead.
LEADS_OTHERS = "first-line supervisor"
# So short a text is a word of its own, as AI, before it is the start of one.
FEW_LETTERS = 2
# With fewer roles than this, words that only start one of a name's are enough.
FEW = 5


class Hit(NamedTuple):
    """A role that matches. Where its title does not, `also_called` or `once_called` is the name by which it does.

    What it was once called is a former name, or the title of a retired role that it replaces.
    """

    pk: int
    slug: str
    title: str
    workplace: str
    also_called: str = ""
    once_called: str = ""
    code: str = ""  # the federal code that was typed, with its title
    is_named: bool = True  # the words stand in one of its names, and not in its text alone
    is_called_so: bool = False  # one of its names is just what was typed
    is_meant: bool = False  # one of its names says it in other words


@dataclass(frozen=True)
class Found:
    """What matches, best first; what was searched for; whether that is less than was typed, or there are more.

    Where no role has all words, `kept` are those that it was found by, and `left_out` the others. Where names say it in
    other words, `meant` are what was said and those words.
    """

    hits: tuple[Hit, ...]
    words: str
    was_cut: bool
    is_more: bool = False
    kept: str = ""
    left_out: tuple[str, ...] = ()
    meant: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def found_by(self) -> str:
        return self.kept or self.words

    @property
    def namesakes(self) -> tuple[Hit, ...]:
        """The roles that go by just this name, where several do."""
        called = tuple(hit for hit in self.hits if hit.is_called_so)
        is_other = self.meant and not self.hits[0].is_called_so
        return called if len(called) > 1 and not is_other else ()


# The hits come first, once: what is not known of new tables must not make a database look for them again and again.
HIT = """
    WITH hit AS MATERIALIZED ({hits})
    SELECT name.id, name.words, name.name, hit.looked_at, role.id, role.slug, role.title, field.workplace
    FROM hit {name_of_hit}
    JOIN roles_role role ON role.id = name.role_id JOIN roles_field field ON field.id = role.field_id
    WHERE role.status = 'published'
"""
SAME = "SELECT id, 0 FROM careers_searchname WHERE words IN ({whole})"
# The best name of each role, or the best names; `looked_at` is how many names that took. What is written into both is
# our own, and comes from nobody else.
OF_EACH = f"""
    SELECT id, looked_at FROM (
        SELECT min(rowid) AS id, count(*) AS looked_at FROM ({{named}} ORDER BY rowid LIMIT {MOST_NAMES}) found
        GROUP BY {ROLE_OF_KEY} ORDER BY id LIMIT {{most}}
    ) best
"""  # noqa: S608
THE_FIRST = f"SELECT rowid AS id, 1 AS looked_at FROM ({{named}} ORDER BY rowid LIMIT {MOST_NAMES_OFFERED}) found"  # noqa: S608
# Those first that tell of the words closest together; of a skill that is just that, those that need it most; then those
# that were written here.
TOLD = """
    WITH told AS MATERIALIZED ({told} LIMIT {most}), needed AS MATERIALIZED (
        SELECT role_id, max(coalesce(importance, 100)) AS importance FROM roles_roleskill
        WHERE skill_id IN (SELECT id FROM roles_skill WHERE replace(lower(title), '-', ' ') IN ({whole})
            OR replace(lower(onet_title), '-', ' ') IN ({whole})) AND status = 'published' AND NOT not_relevant
        GROUP BY role_id)
    SELECT role.id, role.slug, role.title, field.workplace
    FROM told JOIN roles_role role ON role.id = told.role_id JOIN roles_field field ON field.id = role.field_id
    LEFT JOIN needed ON needed.role_id = told.role_id
    WHERE role.status = 'published'
    ORDER BY told.apart, coalesce(needed.importance, 0) DESC, role.origin, told.position, role.title
"""


def search_roles(text: str, *, goes_on: bool = True) -> Found:
    """The roles in which all words stand, `MOST_FOUND` at most: in a name first, then anywhere.

    Two queries; one more where few names match, where few roles tell of the words, for a letter or two, or for a tool
    that job ads name; and one each for those tools, and for the openings in jobs, when content has changed. The last
    word of a name may be only the start of one where it may go on, and a plural finds the singular. Only the first
    words count: `LONGEST_QUERY` letters, `MOST_WORDS` words.
    """
    typed = Typed.of(text, goes_on=goes_on)
    if not typed.words:
        return Found((), typed.shown, typed.was_cut)
    named, is_more = _named(typed, OF_EACH)
    are_many = len(named) >= _most_named(typed)
    told = [] if are_many else _told(typed, named)
    hits = _each_once(_coded(typed), _alone_first(typed, told), _users(typed, named), named, told)
    is_more = is_more or are_many or len(told) == MOST_FOUND or len(hits) > MOST_FOUND
    return Found(tuple(hits[:MOST_FOUND]), typed.shown, typed.was_cut, is_more, meant=_in_other_words(typed, hits))


def suggest_roles(text: str, *, goes_on: bool = True) -> Found:
    """The roles that match best while somebody types, by name; where no role is called so, those that tell of it.

    One query; two where few names match, three or four where none does, and two more for a tool that job ads name.
    However many names there are, only the first `MOST_NAMES_OFFERED` that match are looked at.
    """
    typed = Typed.of(text, goes_on=goes_on)
    if not typed.words:
        return Found((), typed.shown, typed.was_cut)
    named, is_more = _named(typed, THE_FIRST)
    users = _users(typed, named)
    hits = _each_once(_coded(typed), _alone(typed, THE_FIRST), users, named)
    if users or not hits:
        hits = _each_once(hits, _told(typed))
    return Found(tuple(hits), typed.shown, typed.was_cut, is_more, meant=_in_other_words(typed, hits))


def _in_other_words(typed: Typed, hits: Iterable[Hit]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not typed.everyday or not any(hit.is_meant for hit in hits):
        return ()
    return tuple((" ".join(said), tuple(map(" ".join, names))) for said, names in typed.everyday if names)


# What stands in the index ------------------------------------------------------------------------------------


def rows_of(query: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def names_matching(
    readings: Sequence[Groups], which: str, whole: Iterable[str] = (), most: int = MOST_NAMED
) -> list[Any]:
    """The names that match a reading, of so many roles, or are just one of these: as `HIT` has them. One query."""
    hits, values = which.format(named=backend().NAMED, most=most), [backend().asked(readings)]
    if whole := list(whole):
        hits = f"{hits} UNION ALL {SAME.format(whole=signs(whole))}"
        values += whole
    return rows_of(HIT.format(hits=hits, name_of_hit=backend().NAME_OF_HIT), values)


def signs(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _named(typed: Typed, which: str) -> tuple[list[Hit], bool]:
    """The roles with a name in which all words stand, best first, and whether there may be more of them.

    Where these are few, those follow in which all words start one: “med assist” means medical assistants, too.
    """
    rows = names_matching([typed.groups(), *typed.meant], which, typed.whole | typed.doers, _most_named(typed))
    hits = ranked(rows, typed)
    if len(hits) < FEW and len(typed.words) > 1:
        known = {hit.pk for hit in hits}
        begun = ranked(names_matching([typed.groups(starts=True)], which), typed)
        hits += [hit for hit in begun if hit.pk not in known]
    most = MOST_NAMES_OFFERED if which == THE_FIRST else MOST_NAMES
    return hits, sum(looked_at for _, _, _, looked_at, *_ in rows) >= most


def _most_named(typed: Typed) -> int:
    return MOST_FOUND if len(typed.text) <= START_OF_MOST else min(MOST_FOUND, MOST_NAMED)


def ranked(rows: Iterable[Any], typed: Typed) -> list[Hit]:
    """Each role once, by the best of its names: those first whose name is closest to what was typed."""
    return [_hit(row, typed, is_meant=tier in {TITLE_MEANT, NAME_MEANT}) for (tier, *_), row in closest(rows, typed)]


def closest(rows: Iterable[Any], typed: Typed) -> list[tuple[tuple[Any, ...], Any]]:
    """The best row of each role, the closest first, with its place among them: how close it is, then all else.

    Of roles that match alike, those written here come first, then those of which more names do: it is their word. Where
    several go by what was typed, those come before with the most openings a year: they are most often meant.
    """
    wanted = _Wanted.of(typed)
    best: dict[int, tuple[_Closeness, int, Any]] = {}
    named: dict[int, int] = {}
    for row in rows:
        key, words, _, looked_at, pk, _, title, _ = row
        rank = rank_of(key)
        closeness = _closeness(kind_of(key), words, title, wanted, is_ours=not is_not_ours(rank))
        named[pk] = named.get(pk, 0) + looked_at
        known = best.get(pk)
        if known is None or (closeness, rank) < known[:2]:
            best[pk] = closeness, rank, row
    often = openings() if sum(tier in MEANT for (tier, *_), *_ in best.values()) > 1 else {}
    found = []
    for (tier, is_begun, is_other), rank, row in best.values():
        key, _, _, _, pk, _, title, _ = row
        often_meant = often.get(pk, 0) if tier in MEANT else 0
        # Of titles the shorter is closer.
        words = 0 if kind_of(key) == OTHER else rank
        letters = title.lower()
        leads = letters.startswith(LEADS_OTHERS)
        place = (tier, is_begun, leads, is_not_ours(rank), is_other, -often_meant, words, -named[pk], rank, letters, pk)
        found.append((place, row))
    found.sort()
    return found


def _hit(row: Any, typed: Typed, *, is_meant: bool) -> Hit:
    key, words, name, _, pk, slug, title, workplace = row
    kind = kind_of(key)
    also, once = ("", "") if kind == OWN else ("", name) if kind == FORMER else (name, "")
    return Hit(pk, slug, title, workplace, also, once, is_called_so=words in typed.whole, is_meant=is_meant)


class _Wanted(NamedTuple):
    """What was typed in each of its forms: as the start of a name, and within one; whole where a space follows.

    And the names of who does it, and whether what was typed is a field; what was asked for as it stands; each word in
    its forms; and what everyday words mean: words of which one says it, those that do so together, and all of them.
    """

    names: frozenset[str]
    doers: frozenset[str]
    is_field: bool
    typed: str
    starts: tuple[str, ...]
    whole: tuple[str, ...]
    inside: tuple[str, ...]
    whole_inside: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    meant: frozenset[str]
    meant_together: tuple[tuple[frozenset[str], ...], ...]
    all_meant: frozenset[str]

    @classmethod
    def of(cls, typed: Typed) -> _Wanted:
        names, meant = sorted(typed.whole), [_words_of(way) for way in typed.meant]
        return cls(
            names=typed.whole,
            doers=typed.doers,
            is_field=is_field(typed.asked[-1]),
            typed=" ".join([*typed.asked, ""]),
            starts=tuple(names),
            whole=tuple(f"{name} " for name in names),
            inside=tuple(f" {name}" for name in names),
            whole_inside=tuple(f" {name} " for name in names),
            words=_words_of(typed.groups(goes_on=False)),
            meant=frozenset(chain.from_iterable(chain.from_iterable(way for way in meant if len(way) == 1))),
            meant_together=tuple(way for way in meant if len(way) > 1),
            all_meant=frozenset(chain.from_iterable(chain.from_iterable(meant))),
        )

    def are_meant_by(self, words: str) -> bool:
        """Whether these say in the words of names what was typed in everyday ones."""
        said = words.split()
        return not self.meant.isdisjoint(said) or any(
            all(not group.isdisjoint(said) for group in way) for way in self.meant_together
        )

    def are_begun_by(self, words: str) -> bool:
        """Whether these begin with a word that says so."""
        return words.partition(" ")[0] in self.all_meant

    def stand_in(self, title: str) -> bool:
        """Whether all words stand in a title."""
        letters = title.lower()
        if letters.isascii() and "'" not in letters and not any(word in letters for word in self.words[-1]):
            return False  # as most: quicker seen so than word by word
        return all(map(set(plain(title).split()).intersection, self.words))


# Titles are asked for again and again, as often as the other names of their roles.
_in_words = lru_cache(maxsize=1024)(plain)


def _words_of(groups: Groups) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(term.word for term in group) for group in groups)


# Which of the kinds above; whether it is only half so, as where the last word only begins there; whether the title says
# nothing of it.
_Closeness = tuple[int, bool, bool]


def _closeness(kind: int, words: str, title: str, wanted: _Wanted, *, is_ours: bool) -> _Closeness:
    """How close a name with these words is to what was typed, of a role with this title.

    Of former names it counts no further how they have the words: they come last.
    """
    if words in wanted.names or words in wanted.doers:
        whole, part = (TITLE, NAME) if words in wanted.names else (DOER, DOERS_NAME)
        if kind == OWN:
            return whole, False, False
        is_said = wanted.stand_in(title) if whole == TITLE else set(words.split()) <= set(plain(title).split())
        if is_said or is_ours:
            if part == DOERS_NAME and wanted.is_field:
                # Who does what was typed goes before all titles that start so, as of those who teach it.
                return DOER, True, not is_said
            return WORTH_MORE[part], False, not is_said
        return (NAME_MEANT if part == DOERS_NAME and wanted.all_meant else part), False, True
    if kind == FORMER:
        return FORMER_NAME, False, False
    if wanted.all_meant:
        if wanted.are_meant_by(in_title := words if kind == OWN else _in_words(title)):
            return TITLE_MEANT, not wanted.are_begun_by(in_title), kind != OWN
        if wanted.are_meant_by(words):
            return NAME_MEANT, True, False  # after a name that just says who does it
    # Whole words end in a space.
    words += " "
    if words.startswith(wanted.whole):
        return (TITLE_STARTS, not words.startswith(wanted.typed), False) if kind == OWN else (NAME_STARTS, False, False)
    if words.startswith(wanted.starts):
        return (TITLE_HAS, False, False) if kind == OWN else (NAME_STARTS, True, False)
    if any(map(words.__contains__, wanted.whole_inside)):
        return TITLE_HAS if kind == OWN else NAME_HAS, False, False
    if any(map(words.__contains__, wanted.inside)):
        return TITLE_HAS if kind == OWN else NAME_HAS, True, False
    return TITLE_HAS_WORDS if kind == OWN else NAME_HAS, False, False


def _told(typed: Typed, named: Sequence[Hit] = ()) -> list[Hit]:
    """The roles of which all words are told, those that tell of them in a row first, then those closest together.

    One query. Where few roles are found, those follow in which the last word is the start of one. Those that are known
    by name already are left out, as most are; but a letter in a name is no more than one that is told.
    """
    known = [hit.pk for hit in named] if len(typed.text) > FEW_LETTERS else []
    told = _telling(typed, known, goes_on=False)
    if typed.goes_on and len(named) + len(told) < FEW and len(typed.words[-1]) >= SHORTEST_START:
        told = _each_once(told, _telling(typed, known, goes_on=True))
    return told


def _telling(typed: Typed, known: Sequence[int], *, goes_on: bool) -> list[Hit]:
    told, values = backend().told(typed.groups(goes_on=goes_on), typed.in_a_row(goes_on=goes_on), known)
    whole = sorted(typed.whole)
    query = TOLD.format(told=told, most=MOST_FOUND, whole=signs(whole))
    rows = rows_of(query, [*values, *whole, *whole])
    return [Hit(pk, slug, title, workplace, is_named=False) for pk, slug, title, workplace in rows]


def _alone(typed: Typed, which: str) -> list[Hit]:
    """The roles in whose names a letter or two stand alone: AI is a word before it is the start of one. One query."""
    if len(typed.text) > FEW_LETTERS or not typed.text.isalpha():
        return []
    return ranked(names_matching([typed.groups(goes_on=False)], which), typed)


def _alone_first(typed: Typed, told: Sequence[Hit]) -> Iterable[Hit]:
    """Those, and those that tell of it. A letter in a name is mostly one of an abbreviation: R is a tool first."""
    if len(typed.text) > FEW_LETTERS or not typed.text.isalpha():
        return ()
    alone = _alone(typed, OF_EACH)
    known = {hit.pk for hit in alone}
    only_told = [hit for hit in told if hit.pk not in known]
    return [*alone, *only_told] if len(typed.text) > 1 else [*only_told, *alone]


def _users(typed: Typed, named: Sequence[Hit]) -> list[Hit]:
    """The roles whose job ads often name just this as a tool, where no name has all its words. One query, or none.

    Names in which they only begin another go after them: Excelsior machines after Excel.
    """
    if typed.meant or len(typed.text) <= FEW_LETTERS or any(_says(typed, hit) for hit in named[:1]):
        return []
    ids = asked_to_use(" ".join(typed.asked), goes_on=not named and typed.goes_on)
    if not ids or any(_says(typed, hit) for hit in named):
        return []
    users = Role.objects.published().filter(pk__in=ids).values_list("pk", "slug", "title", "field__workplace")
    hits = {pk: Hit(pk, slug, title, workplace, is_named=False) for pk, slug, title, workplace in users}
    return [hits[pk] for pk in ids if pk in hits]


def _says(typed: Typed, hit: Hit) -> bool:
    """Whether the name by which a role was found has all that was typed, whole, or says who does it."""
    name = plain(hit.also_called or hit.once_called or hit.title)
    return name in typed.doers or all(map(set(name.split()).intersection, _words_of(typed.groups(goes_on=False))))


def _coded(typed: Typed) -> list[Hit]:
    """The roles that lean on the federal code that was typed, or on one that starts so: one query, or none.

    First those that the code leads to, then those that lean on it for more than figures.
    """
    if not typed.code:
        return []
    same = Q(occupation__code__startswith=typed.code) | Q(occupation__code=typed.code.removesuffix(".00"))
    uses: list[str] = [RoleCode.Use.TITLE, RoleCode.Use.DUTIES]
    leaning = RoleCode.objects.filter(same, role__status=Role.Status.PUBLISHED).select_related(
        "role__field", "occupation"
    )
    rows = sorted(
        leaning,
        key=lambda row: (
            not row.primary,
            uses.index(row.use) if row.use in uses else len(uses),
            row.occupation.code,
            row.role.title,
        ),
    )
    return _each_once(
        Hit(
            row.role_id,
            row.role.slug,
            row.role.title,
            row.role.field.workplace,
            code=str(row.occupation),
        )
        for row in rows
    )


def _each_once(*hits: Iterable[Hit]) -> list[Hit]:
    """Each role by the first hit for it."""
    found: dict[int, Hit] = {}
    for hit in chain(*hits):
        found.setdefault(hit.pk, hit)
    return list(found.values())
