"""Roles by words: in names first, then in what is told of them. And what was meant, where nothing is found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from careers.search.index import FORMER, LEAST_IMPORTANCE, OWN, ROLE_OF_KEY, backend, kind_of, rank_of
from careers.search.words import GLUE, Groups, Term, Typed, common_start, distance, slips_allowed, slips_at_start
from roles.models import Role, RoleCode

NEAREST = 5
# Of a list that is offered while somebody types, as many names are looked at: the best come first.
MOST_NAMES = 200
# With fewer roles than this, words that only start one of a name's are enough.
FEW = 5
# How many words are looked at that may have been meant by one, and how many of them are tried.
MOST_NEAR, MOST_TRIED = 60, 8


@dataclass(frozen=True)
class Hit:
    """A role that matches. Where its title does not, `also_called` or `once_called` is the name by which it does.

    What it was once called is a former name, or the title of a retired role that it replaces.
    """

    pk: int
    slug: str
    title: str
    field: str
    workplace: str
    also_called: str = ""
    once_called: str = ""
    code: str = ""  # the federal code that was typed, with its title
    is_named: bool = True  # the words stand in one of its names, and not in its text alone
    is_called_so: bool = False  # one of its names is just what was typed


@dataclass(frozen=True)
class Found:
    """What matches, best first; what was searched for; whether that is less than was typed, or there are more."""

    hits: tuple[Hit, ...]
    words: str
    was_cut: bool
    is_more: bool = False

    @property
    def namesakes(self) -> tuple[Hit, ...]:
        """The roles that go by just this name, where several do."""
        called = tuple(hit for hit in self.hits if hit.is_called_so)
        return called if len(called) > 1 else ()


# The hits come first, once: what is not known of new tables must not make a database look for them again and again.
HIT = """
    WITH hit AS MATERIALIZED ({hits})
    SELECT name.id, name.words, name.name, role.id, role.slug, role.title, field.slug, field.workplace
    FROM hit {name_of_hit}
    JOIN roles_role role ON role.id = name.role_id JOIN roles_field field ON field.id = role.field_id
    WHERE role.status = 'published'
"""
SAME = "SELECT id FROM careers_searchname WHERE words IN ({whole})"
# The best name of each role, and all that are just what was typed.
OF_EACH = f"SELECT min(rowid) AS id FROM ({{named}}) found GROUP BY {ROLE_OF_KEY}"  # noqa: S608 - words of our own
THE_FIRST = "SELECT rowid AS id FROM ({named} ORDER BY rowid LIMIT {most}) found"
TOLD = """
    WITH told AS MATERIALIZED ({told})
    SELECT role.id, role.slug, role.title, field.slug, field.workplace
    FROM told JOIN roles_role role ON role.id = told.role_id JOIN roles_field field ON field.id = role.field_id
    WHERE role.status = 'published'
    ORDER BY {first}role.origin, told.position, role.title
"""
# Roles go first of which one piece of text has all words, those before them of which a duty has them in this order.
IN_ONE_PIECE = """
    NOT EXISTS (SELECT 1 FROM roles_roleduty piece
        WHERE piece.role_id = role.id AND piece.status = 'published' AND {in_order}),
    NOT (
        EXISTS (SELECT 1 FROM roles_roleskill rated JOIN roles_skill piece ON piece.id = rated.skill_id
            WHERE rated.role_id = role.id AND rated.status = 'published' AND NOT rated.not_relevant
            AND coalesce(rated.importance, 100) >= {least} AND {in_skill})
        OR EXISTS (SELECT 1 FROM roles_roleduty piece
            WHERE piece.role_id = role.id AND piece.status = 'published' AND {in_duty})
        OR EXISTS (SELECT 1 FROM roles_roletool piece
            WHERE piece.role_id = role.id AND piece.status = 'published' AND {in_tool})
    ),
"""
KNOWN = "SELECT word FROM careers_searchword WHERE word IN ({words})"


def search_roles(text: str, among: QuerySet[Role] | None = None) -> Found:
    """Every role in which all words stand: in a name first, then anywhere. Two queries; three where few names match.

    The last word may be only the start of one, and a plural finds the singular. Only the first words count:
    `LONGEST_QUERY` letters, `MOST_WORDS` words. With `among`, only what is there counts: one query more. Without words
    it is all of it by title.
    """
    typed = Typed.of(text)
    if not typed.shown:
        roles = (Role.objects.published() if among is None else among).order_by("title")
        listed = roles.values_list("pk", "slug", "title", "field__slug", "field__workplace")
        return Found(tuple(Hit(*row) for row in listed), "", was_cut=typed.was_cut)
    hits: list[Hit] = []
    if typed.words:
        named, _ = _named(typed, OF_EACH)
        hits = _each_once(_coded(typed), _just(typed), named, _told(typed.groups()))
    if among is not None:
        kept = set(among.values_list("pk", flat=True))
        hits = [hit for hit in hits if hit.pk in kept]
    return Found(tuple(hits), typed.shown, typed.was_cut)


def suggest_roles(text: str) -> Found:
    """The roles that match best while somebody types, by name; where no role is called so, those that tell of it.

    One query; two where few names match, three where none does. However many names there are, only the first
    `MOST_NAMES` that match are looked at.
    """
    typed = Typed.of(text)
    if not typed.words:
        return Found((), typed.shown, typed.was_cut)
    named, is_more = _named(typed, THE_FIRST)
    hits = _each_once(_coded(typed), named) or _told(typed.groups())
    return Found(tuple(hits), typed.shown, typed.was_cut, is_more)


def nearest_roles(text: str, count: int = NEAREST) -> list[Role]:
    """The roles whose names are most like the text, typing errors forgiven: up to four queries, and one a word less.

    The name of a retired role leads to the one that replaces it. A code is like no name.
    """
    typed = Typed.of(text)
    ids = [] if typed.code else _nearest(typed)[:count]
    found = Role.objects.published().select_related("field").in_bulk(ids) if ids else {}
    return [found[pk] for pk in ids if pk in found]


# What stands in the index ------------------------------------------------------------------------------------


def _rows(query: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def _names(readings: Sequence[Groups], which: str, whole: Iterable[str] = ()) -> list[Any]:
    """The names that match a reading or are just one of these: as `HIT` has them. One query."""
    hits, values = which.format(named=backend().NAMED, most=MOST_NAMES), [backend().asked(readings)]
    if whole := list(whole):
        hits = f"{hits} UNION ALL {SAME.format(whole=_signs(whole))}"
        values += whole
    return _rows(HIT.format(hits=hits, name_of_hit=backend().NAME_OF_HIT), values)


def _signs(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _named(typed: Typed, which: str) -> tuple[list[Hit], bool]:
    """The roles with a name in which all words stand, best first, and whether there may be more of them.

    Where these are few, those follow in which all words start one: “med assist” means medical assistants, too.
    """
    rows = _names([typed.groups()], which, typed.whole)
    hits = _ranked(rows, typed)
    if len(hits) < FEW and len(typed.words) > 1:
        known = {hit.pk for hit in hits}
        hits += [hit for hit in _ranked(_names([typed.groups(starts=True)], which), typed) if hit.pk not in known]
    return hits, which == THE_FIRST and len(rows) >= MOST_NAMES


def _ranked(rows: Iterable[Any], typed: Typed) -> list[Hit]:
    """Each role once, by the best of its names."""
    best: dict[int, tuple[tuple[int, int, str], Hit]] = {}
    for key, words, name, pk, slug, title, field, workplace in rows:
        kind, is_whole = kind_of(key), words in typed.whole
        order = (_tier(kind, words, typed), rank_of(key), title.lower())
        if pk not in best or order < best[pk][0]:
            other, former = ("", "") if kind == OWN else ("", name) if kind == FORMER else (name, "")
            hit = Hit(pk, slug, title, field, workplace, other, former, is_called_so=is_whole)
            best[pk] = order, hit
    return [hit for _, hit in sorted(best.values(), key=lambda found: found[0])]


def _tier(kind: int, words: str, typed: Typed) -> int:
    """Just what was typed, as title or another name; what starts so, or has it in a row; what only has the words.

    Of former names it counts no further how they have them: they come last.
    """
    if words in typed.whole:
        return 0 if kind == OWN else 1
    if kind == FORMER:
        return 7
    whole = tuple(typed.whole)
    if words.startswith(whole):
        return 2 if kind == OWN else 4
    if kind == OWN:
        return 3 if any(f" {name}" in words for name in whole) else 5
    return 6


def _told(groups: Groups) -> list[Hit]:
    """The roles of which all these words are told, first those with all in one piece, then ours: one query."""
    stems = [common_start([term.word for term in group]) for group in groups] if len(groups) > 1 else []
    in_order, each = f"% {'% '.join(stems)}%", [f"% {stem}%" for stem in stems]
    pieces = {
        "in_order": _all_in("piece.text", [in_order]),
        "in_skill": _all_in("piece.title || ' ' || piece.onet_title", each),
        "in_duty": _all_in("piece.text", each),
        "in_tool": _all_in("piece.title", each),
    }
    first = IN_ONE_PIECE.format(least=LEAST_IMPORTANCE, **pieces) if stems else ""
    values = [backend().asked([groups]), *([in_order, *each * 3] if stems else [])]
    rows = _rows(TOLD.format(told=backend().TOLD, first=first), values)
    return [replace(Hit(*row), is_named=False) for row in rows]


def _all_in(text: str, patterns: Sequence[str]) -> str:
    """Whether a text is like each of these: near enough to say which role goes first."""
    return " AND ".join([f"' ' || {text} {backend().LIKE} %s"] * len(patterns))


def _just(typed: Typed) -> list[Hit]:
    """The roles in whose names or text a single letter stands alone: R is a tool before it is the start of a word."""
    if len(typed.text) != 1:
        return []
    groups = typed.groups(goes_on=False)
    named = _ranked(_names([groups], OF_EACH), typed)
    known = {hit.pk for hit in named}
    return [*(hit for hit in _told(groups) if hit.pk not in known), *named]


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
            row.role.field.slug,
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


# What was meant ----------------------------------------------------------------------------------------------

# The words that may have been meant by one that was typed, and how many slips that takes.
Meant = dict[str, int]


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
    words = [word for word in typed.words if word not in GLUE] or list(typed.words)
    meant = [_meant(word, is_last=place == len(words)) for place, word in enumerate(words, 1)]
    for count in range(len(words), 0, -1):
        readings = [Reading(chosen) for chosen in combinations(meant, count) if all(chosen)]
        if count == len(words):
            readings += _with_other_spaces(words, meant)
        rows = _names([reading.groups for reading in readings], THE_FIRST) if readings else []
        if rows:
            return _by_slips(readings, rows)
    return []


def _by_slips(readings: Sequence[Reading], rows: Iterable[Any]) -> list[int]:
    """The roles, by how many slips lead to a name of theirs, and how many words it has besides."""
    found = []
    for key, words, _, pk, *_ in rows:
        name = words.split()
        ways = [
            (slips, len(name) - len(reading.words))
            for reading in readings
            if (slips := reading.slips_to(name)) is not None
        ]
        if ways:
            found.append((min(ways), key, pk))
    return list(dict.fromkeys(pk for _, _, pk in sorted(found)))


def _meant(word: str, *, is_last: bool) -> Meant:
    """The known words that are most like one that was typed: one query. Of the last, only the start may be there."""
    slips_to = {
        near: distance(word, near) for (near,) in _rows(backend().NEAR, [backend().asked_near(word), MOST_NEAR])
    }
    if is_last:
        slips_to = {near: min(slips, slips_at_start(word, near)) for near, slips in slips_to.items()}
    most = slips_allowed(word)
    near = sorted((slips, abs(len(found) - len(word)), found) for found, slips in slips_to.items() if slips <= most)
    return {found: slips for slips, _, found in near[:MOST_TRIED]}


def _with_other_spaces(words: Sequence[str], meant: Sequence[Meant]) -> list[Reading]:
    """What was typed, with one space put in, or left out: one query."""
    halves = [(place, word[:end], word[end:]) for place, word in enumerate(words) for end in range(1, len(word))]
    joined = {place: words[place] + words[place + 1] for place in range(len(words) - 1)}
    asked = list({part for _, *parts in halves for part in parts} | set(joined.values()))
    known = {word for (word,) in _rows(KNOWN.format(words=_signs(asked)), asked)} if asked else set()
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
