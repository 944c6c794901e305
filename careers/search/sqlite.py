"""The index in SQLite: names and words in tables, and beside them full-text tables that tell where a word stands.

The full-text tables hold what they need themselves, and we alone write them: a trigger, or a table they would read, is
gone when a migration makes that table anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice, product
from typing import Any

from careers.search.words import NEAR_WORDS, SIGNS, Groups, Term
from sources.bulk import insert_rows

TOKENS = f"\"ascii tokenchars '{SIGNS}'\""
TABLES = {
    "careers_searchname": """
        CREATE TABLE careers_searchname (
            id INTEGER PRIMARY KEY, role_id INTEGER NOT NULL, source_id INTEGER NOT NULL,
            name TEXT NOT NULL, words TEXT NOT NULL)
    """,
    "careers_searchword": "CREATE TABLE careers_searchword (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)",
    # Between words there are only spaces, and whatever else there is belongs to one. The starts of words, up to
    # these lengths, have lists of their own: best first, they can be left after the first few. Of a longer start the
    # lists of all words that it may be come together first, each whole.
    "careers_searchname_fts": f"""
        CREATE VIRTUAL TABLE careers_searchname_fts USING fts5(
            words, tokenize={TOKENS}, detail=none, columnsize=0, prefix='1 2 3 4 5 6 7 8 9 10 11')
    """,
    "careers_searchtext_fts": f"CREATE VIRTUAL TABLE careers_searchtext_fts USING fts5(words, tokenize={TOKENS})",
    "careers_searchword_fts": "CREATE VIRTUAL TABLE careers_searchword_fts USING fts5(word, tokenize='trigram')",
}
# So much is gathered before it is written out. What is written out by the megabyte has to be merged again.
GATHERED_BYTES = 16 << 20
INDEXES = (
    "CREATE INDEX IF NOT EXISTS careers_searchname_role ON careers_searchname (role_id)",
    "CREATE INDEX IF NOT EXISTS careers_searchname_words ON careers_searchname (words)",
)
# What goes with roles, whose numbers come as one list in JSON; the names last, as they tell which rows are theirs.
REMOVALS = (
    """
    DELETE FROM careers_searchname_fts WHERE rowid IN (
        SELECT id FROM careers_searchname WHERE role_id IN (SELECT value FROM json_each(%s)))
    """,
    "DELETE FROM careers_searchtext_fts WHERE rowid IN (SELECT value FROM json_each(%s))",
    "DELETE FROM careers_searchname WHERE role_id IN (SELECT value FROM json_each(%s))",
)
# After `clear`: an index of rows that are there is made faster than one that each row is put into.
WHEN_FILLED = INDEXES
NAMED = "SELECT rowid FROM careers_searchname_fts WHERE careers_searchname_fts MATCH %s"
TOLD = """
    SELECT rowid AS role_id, {apart} AS apart, rank AS position
    FROM careers_searchtext_fts
    WHERE careers_searchtext_fts MATCH %s AND rowid NOT IN (SELECT value FROM json_each(%s))
"""
APART = """(
    (rowid NOT IN (SELECT rowid FROM careers_searchtext_fts WHERE careers_searchtext_fts MATCH %s))
    + (rowid NOT IN (SELECT rowid FROM careers_searchtext_fts WHERE careers_searchtext_fts MATCH %s))
)"""
# So many ways to put the forms of several words beside each other are tried.
MOST_WAYS = 32
NAME_OF_HIT = "JOIN careers_searchname name ON name.id = hit.id"
NEAR = "SELECT trim(word) FROM careers_searchword_fts WHERE careers_searchword_fts MATCH %s ORDER BY rank LIMIT %s"


def create(cursor: Any) -> None:
    for statement in (*TABLES.values(), *INDEXES):
        cursor.execute(statement)


def drop(cursor: Any) -> None:
    for table in TABLES:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")


def clear(cursor: Any) -> None:
    """Make the tables anew: to empty a full-text table, row by row, takes longer than to fill it."""
    drop(cursor)
    for statement in TABLES.values():
        cursor.execute(statement)
    for table in ("careers_searchname_fts", "careers_searchtext_fts"):
        # A name of our own and a number: the way to hand a setting to a full-text table.
        cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {GATHERED_BYTES})")  # noqa: S608


def remove(cursor: Any, role_ids: Sequence[int]) -> None:
    ids = [json.dumps(list(role_ids))]
    for statement in REMOVALS:
        cursor.execute(statement, ids)


def add(
    cursor: Any,
    names: Sequence[tuple[int, int, int, str, str]],
    texts: Iterable[tuple[int, str]],
    words: Iterable[str],
) -> None:
    insert_rows("careers_searchname", ("id", "role_id", "source_id", "name", "words"), names)
    # A full-text table writes out what it has at the end of each statement that brings more than one row.
    cursor.execute(
        "INSERT INTO careers_searchname_fts (rowid, words) SELECT id, words FROM careers_searchname"
        " WHERE role_id IN (SELECT value FROM json_each(%s)) ORDER BY id",
        [json.dumps(list({each[1] for each in names}))],
    )
    cursor.executemany("INSERT INTO careers_searchtext_fts (rowid, words) VALUES (%s, %s)", list(texts))
    cursor.execute("SELECT coalesce(max(id), 0) FROM careers_searchword")
    (before,) = cursor.fetchone()
    cursor.executemany(
        "INSERT INTO careers_searchword (word) VALUES (%s) ON CONFLICT DO NOTHING", [(word,) for word in words]
    )
    # A word and the spaces around it, so that its ends count, too, and short words have trigrams.
    cursor.execute(
        "INSERT INTO careers_searchword_fts (rowid, word)"
        " SELECT id, '  ' || word || ' ' FROM careers_searchword WHERE id > %s",
        [before],
    )


def as_held(text: str) -> str:
    """A text as `add` takes it."""
    return text


def forget(cursor: Any, words: Sequence[str]) -> None:
    """Those of these words that stand in no name any more are offered no more as what was meant."""
    for word in words:
        cursor.execute(f"{NAMED} LIMIT 1", [_quoted(word)])
        if cursor.fetchone() is None:
            cursor.execute(
                "DELETE FROM careers_searchword_fts WHERE rowid IN (SELECT id FROM careers_searchword WHERE word = %s)",
                [word],
            )
            cursor.execute("DELETE FROM careers_searchword WHERE word = %s", [word])


def asked(readings: Sequence[Groups]) -> str:
    """The question to a full-text table: any of these readings, of which each needs all its groups."""
    return " OR ".join(
        "(" + " AND ".join("(" + " OR ".join(map(_term, group)) + ")" for group in groups) + ")" for groups in readings
    )


def told(groups: Groups, in_a_row: Groups, known: Sequence[int]) -> tuple[str, list[str]]:
    """A query for the roles, but those known, of whose text each group is a part, and its values.

    `apart` is 0 where the words stand in a row, 1 where they are near each other, or else 2.
    """
    if len(groups) == 1:
        return TOLD.format(apart=0), [asked([groups]), json.dumps(known)]
    rows = " OR ".join(_term(_joined(way)) for way in islice(product(*in_a_row), MOST_WAYS))
    near = " OR ".join(
        f"NEAR({' '.join(map(_term, way))}, {NEAR_WORDS})" for way in islice(product(*groups), MOST_WAYS)
    )
    return TOLD.format(apart=APART), [rows, near, asked([groups]), json.dumps(known)]


def _joined(words: Sequence[Term]) -> Term:
    return Term(" ".join(term.word for term in words), is_start=words[-1].is_start)


def asked_near(word: str) -> str:
    padded = f"  {word} "
    return " OR ".join(_quoted(padded[start : start + 3]) for start in range(len(padded) - 2))


def _term(term: Term) -> str:
    return f"{_quoted(term.word)}*" if term.is_start else _quoted(term.word)


def _quoted(word: str) -> str:
    # Words hold letters and digits, and at their end signs that mean nothing in quotes.
    return f'"{word}"'
