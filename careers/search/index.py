"""What search looks through: the names of all roles that readers find, and all that is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache, partial
from types import ModuleType
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from careers.search import postgres, sqlite
from careers.search.words import plain, words_in
from roles.models import Role
from sources.beside import Job
from sources.bulk import rules_at_the_end

OWN, OTHER, FORMER = range(3)
# As `NAMES` and `TEXTS` give them.
Called = tuple[int, int, int, str, str]
Told = tuple[int, str, str, str]
# The rows of names, of texts as the database holds them, and of words.
Index = tuple[list[tuple[int, int, int, str, str]], list[tuple[int, Any]], list[str]]


class Kind(StrEnum):
    """What a piece of the text of a role is, as pages call it."""

    SUMMARY = "Summary"
    DUTY = "Duty"
    SKILL = "Skill"
    TOOL = "Tool"


# A skill that counts for less is named by nearly every role.
LEAST_IMPORTANCE = 50
# So many times what an index holds are many: then its parts are made when all is in.
MANY = 4
# The parts of a name's key, from its end: its number among the names of its role, the role, how many words it has,
# and what comes first of all: the kind of name, and within it the roles that were written here.
NUMBER_BITS, ROLE_BITS, WORDS_BITS = 12, 24, 5
MOST_WORDS = 2**WORDS_BITS - 1
KIND_SHIFT = NUMBER_BITS + ROLE_BITS + WORDS_BITS + 1
# The role in a key, as SQL. The key itself is the order in which hits are taken, without a look at their rows.
ROLE_OF_KEY = f"((rowid >> {NUMBER_BITS}) & {2**ROLE_BITS - 1})"


def backend(of: BaseDatabaseWrapper | None = None) -> ModuleType:
    """The module for the database in use."""
    return {"sqlite": sqlite, "postgresql": postgres}[(of or connection).vendor]


def key_of(kind: int, *, is_ours: bool, words: int, role_id: int, number: int) -> int:
    rank = kind << 1 | (not is_ours)
    return ((rank << WORDS_BITS | min(words, MOST_WORDS)) << ROLE_BITS | role_id) << NUMBER_BITS | number


def kind_of(key: int) -> int:
    return key >> KIND_SHIFT


def rank_of(key: int) -> int:
    """Which of two names of one kind goes first: those of roles written here, then those of fewer words."""
    return (key >> (NUMBER_BITS + ROLE_BITS)) & (2 ** (WORDS_BITS + 1) - 1)


def is_not_ours(rank: int) -> bool:
    """Whether a name of this rank is that of a role which was not written here."""
    return rank > MOST_WORDS


def create(database: BaseDatabaseWrapper) -> None:
    """Make the tables, empty, for a migration. They are no models: full-text tables cannot be."""
    with database.cursor() as cursor:
        backend(database).drop(cursor)  # a copy that was put back may have some of them
        backend(database).create(cursor)


def drop(database: BaseDatabaseWrapper) -> None:
    with database.cursor() as cursor:
        backend(database).drop(cursor)


def is_there() -> bool:
    return not backend().TABLES.keys() - set(connection.introspection.table_names())


def is_stale() -> bool:
    """Whether the index cannot be of what is on file: it is missing, or its names are others. Three queries at most."""
    if not is_there():
        return True
    with connection.cursor() as cursor:
        cursor.execute(SUMS.format(names="careers_searchname"))
        held = cursor.fetchone()
        cursor.execute(SUMS.format(names=f"({_query(NAMES)})"))
        return bool(held != cursor.fetchone())


def texts_of(role_ids: Sequence[int]) -> list[tuple[int, Kind, str, str]]:
    """All that is told of these roles: role, kind, text, and what O*NET calls it where that is other. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_query(TEXTS, role_ids))
        return [(role_id, Kind(kind), text, also) for role_id, kind, text, also in cursor.fetchall()]


def count() -> tuple[int, int]:
    """How many names of how many roles are known."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT role_id) FROM careers_searchname")
        names, roles = cursor.fetchone()
    return names, roles


def rebuild() -> None:
    """Make the whole index anew from what is on file: a few statements, in the transaction of whoever calls."""
    with transaction.atomic(), connection.cursor() as cursor:
        _fill(cursor, _index_of(*_on_file(cursor)))


def rebuilding() -> Job:
    """As `rebuild`, for whoever has what is worked out done beside something else, in a transaction."""
    with connection.cursor() as cursor:
        index = yield partial(_index_of, *_on_file(cursor))
        _fill(cursor, index)


def _fill(cursor: Any, index: Index) -> None:
    """Put this in, in place of all that is there."""
    held = 0
    if is_there():
        held, _ = count()
        backend().clear(cursor)
    else:
        backend().drop(cursor)
        backend().create(cursor)
    names, *_ = index
    with rules_at_the_end(backend().TABLES if len(names) > MANY * held else (), then=backend().WHEN_FILLED):
        backend().add(cursor, *index)


def update(role_ids: Iterable[int]) -> None:
    """Say anew what the index says of these roles; of those that readers do not find, nothing."""
    ids = sorted(set(role_ids))
    if not ids:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        before = _words_of(cursor, ids)
        backend().remove(cursor, ids)
        backend().add(cursor, *_index_of(*_on_file(cursor, ids)))
        if gone := before - _words_of(cursor, ids):
            backend().forget(cursor, sorted(gone))


def _words_of(cursor: Any, role_ids: Sequence[int]) -> set[str]:
    # Keys of rows, which are numbers and hold nothing that SQL would read.
    ids = ", ".join(map(str, role_ids))
    cursor.execute(f"SELECT words FROM careers_searchname WHERE role_id IN ({ids})")  # noqa: S608
    return words_in(words for (words,) in cursor.fetchall())


def _on_file(cursor: Any, role_ids: Sequence[int] | None = None) -> tuple[list[Called], list[Told]]:
    """What roles are called, and what is told of them: two queries."""
    cursor.execute(_query(NAMES, role_ids))
    called = cursor.fetchall()
    cursor.execute(_query(TEXTS, role_ids))
    return called, cursor.fetchall()


def _index_of(called: list[Called], told: Iterable[Told]) -> Index:
    # By role, kind and row: this takes Python less long than the database.
    called.sort()
    in_words = [plain(name) for *_, name in called]
    names: list[tuple[int, int, int, str, str]] = []
    texts: dict[int, list[str]] = {}
    number, before, curated = 0, 0, Role.Origin.CURATED.value
    for (role_id, kind, source_id, origin, name), words in zip(called, in_words, strict=True):
        number = number + 1 if role_id == before else 0
        before = role_id
        count = words.count(" ") + 1
        key = key_of(kind, is_ours=origin == curated, words=count, role_id=role_id, number=number)
        names.append((key, role_id, source_id, name, words))
        texts.setdefault(role_id, []).append(words)
    # Skills and tools are the same words for many roles.
    plain_once = cache(plain)
    for role_id, _, text, also in told:
        texts[role_id].append(plain_once(f"{text} {also}" if also else text))
    names.sort()
    as_held = backend().as_held
    return names, [(role_id, as_held(" ".join(found))) for role_id, found in texts.items()], sorted(words_in(in_words))


# Role, kind of name, the row it stands in, where the role is from, the name. Then the text of roles, in pieces.
NAMES = """
    SELECT id AS role_id, 0 AS kind, id AS source_id, origin, title AS name
    FROM roles_role WHERE status = 'published' {own}
    UNION ALL
    SELECT name.role_id, CASE standing WHEN 'historical' THEN 2 ELSE 1 END, name.id, role.origin, name.title
    FROM roles_roletitle name JOIN roles_role role ON role.id = name.role_id
    WHERE role.status = 'published' AND name.status = 'published' AND name.standing <> 'claimed' {of}
    UNION ALL
    SELECT role.id, 2, once.id, role.origin, once.title
    FROM roles_role once JOIN roles_role role ON role.id = once.replaced_by_id
    WHERE role.status = 'published' AND once.status = 'retired' {of}
"""
# Of other names something of this is another, too, as good as surely.
SUMS = "SELECT count(*), sum(role_id), sum(source_id), sum(length(name)) FROM {names} name"
# What each piece is stands with it, and of a skill the name that O*NET has for it.
TEXTS = """
    SELECT id, '{summary}', summary, '' FROM roles_role WHERE status = 'published' {own}
    UNION ALL
    SELECT role.id, '{duty}', told.text, '' FROM roles_roleduty told JOIN roles_role role ON role.id = told.role_id
    WHERE role.status = 'published' AND told.status = 'published' {told}
    UNION ALL
    SELECT role.id, '{skill}', skill.title, skill.onet_title FROM roles_roleskill told
    JOIN roles_role role ON role.id = told.role_id JOIN roles_skill skill ON skill.id = told.skill_id
    WHERE role.status = 'published' AND told.status = 'published'
      AND NOT told.not_relevant AND coalesce(told.importance, 100) >= {least} {told}
    UNION ALL
    SELECT role.id, '{tool}', told.title, '' FROM roles_roletool told JOIN roles_role role ON role.id = told.role_id
    WHERE role.status = 'published' AND told.status = 'published' {told}
"""


def _query(query: str, role_ids: Sequence[int] | None = None) -> str:
    """The same of these roles alone, where there are any given."""
    ids = ", ".join(str(int(pk)) for pk in role_ids or ())
    # Asked which roles, and not which rows are theirs, PostgreSQL would read the ratings of all.
    columns = {"own": "id", "of": "role.id", "told": "told.role_id"}
    among = {name: "" if role_ids is None else f"AND {column} IN ({ids})" for name, column in columns.items()}
    kinds = {kind.name.lower(): kind.value for kind in Kind}
    return query.format(least=LEAST_IMPORTANCE, **among, **kinds)
