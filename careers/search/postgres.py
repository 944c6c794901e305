"""The index in PostgreSQL: names, texts and words in tables, with indexes for full text and for trigrams."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from careers.search.words import NEAR_WORDS, Groups, Term
from sources.bulk import insert_rows, looks_at

TABLES = {
    "careers_searchname": """
        CREATE TABLE careers_searchname (
            id bigint PRIMARY KEY, role_id bigint NOT NULL, source_id bigint NOT NULL,
            name text NOT NULL, words text NOT NULL)
    """,
    # To take a text apart anew for each hit takes a hundred times as long as to read it in parts. Nor is it pressed,
    # which would make it no smaller.
    "careers_searchtext": """
        CREATE TABLE careers_searchtext (role_id bigint PRIMARY KEY, words tsvector NOT NULL);
        ALTER TABLE careers_searchtext ALTER COLUMN words SET STORAGE EXTERNAL
    """,
    "careers_searchword": "CREATE TABLE careers_searchword (word text PRIMARY KEY)",
}
# Our own words, as they are: the parser would see addresses and numbers in them, and no C++.
LEXEMES = "array_to_tsvector(string_to_array(words, ' '))"
# A longer word cannot be held, nor can words behind these be told from the last of them, nor more places of one word.
LONGEST_WORD, MOST_PLACES, MOST_PLACES_OF_ONE = 500, 2**14 - 1, 256
# What stands before all rows and behind them in the binary format of COPY.
COPY_STARTS, COPY_ENDS = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
INDEXES = (
    "CREATE INDEX careers_searchname_role ON careers_searchname (role_id)",
    "CREATE INDEX careers_searchname_words ON careers_searchname (words)",
    f"CREATE INDEX careers_searchname_fts ON careers_searchname USING gin ({LEXEMES})",
    "CREATE INDEX careers_searchtext_fts ON careers_searchtext USING gin (words)",
    "CREATE INDEX careers_searchword_near ON careers_searchword USING gist (word gist_trgm_ops)",
)
WHEN_FILLED = (
    # How the tables are filled decides how they are best read, and nobody has looked yet.
    *looks_at(TABLES),
    # What was added last waits outside of the index, where each question goes through all of it.
    "SELECT gin_clean_pending_list(oid) FROM pg_class WHERE relname LIKE 'careers_search%_fts' "
    "AND pg_has_role(relowner, 'USAGE')",
)
# These are our own words, and `%s` stands for what was typed. The sum is what it was, but no index is in its order:
# to look for the first few, PostgreSQL would rather take all names apart, from the first on, than ask the full text.
NAMED = f"SELECT id + 0 AS rowid FROM careers_searchname WHERE {LEXEMES} @@ %s::tsquery"  # noqa: S608
TOLD = """
    SELECT role_id, {apart} AS apart, -ts_rank(words, question) AS position
    FROM careers_searchtext, CAST(%s AS tsquery) AS question
    WHERE words @@ question AND role_id <> ALL(%s)
"""
# What stands near each other ranks at least so, and so does what stands farther apart many times.
APART = f"""
    CASE WHEN words @@ CAST(%s AS tsquery) THEN 0
    WHEN ts_rank_cd(words, question) >= 0.1 / {NEAR_WORDS + 1} THEN 1 ELSE 2 END
"""
# One look for each hit. How many there are it guesses too high, and then it reads all names.
NAME_OF_HIT = "CROSS JOIN LATERAL (SELECT * FROM careers_searchname WHERE id = hit.id OFFSET 0) name"
NEAR = "SELECT word FROM careers_searchword ORDER BY word <-> %s LIMIT %s"


def create(cursor: Any) -> None:
    cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for statement in (*TABLES.values(), *INDEXES):
        cursor.execute(statement)


def drop(cursor: Any) -> None:
    for table in TABLES:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")


def clear(cursor: Any) -> None:
    """Empty the tables. Readers still see what was there: to make them anew would let them wait."""
    for table in TABLES:
        # A name of our own.
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608


def remove(cursor: Any, role_ids: Sequence[int]) -> None:
    cursor.execute("DELETE FROM careers_searchname WHERE role_id = ANY(%s)", [list(role_ids)])
    cursor.execute("DELETE FROM careers_searchtext WHERE role_id = ANY(%s)", [list(role_ids)])


def add(
    cursor: Any,
    names: Sequence[tuple[int, int, int, str, str]],
    texts: Iterable[tuple[int, bytes]],
    words: Iterable[str],
) -> None:
    insert_rows("careers_searchname", ("id", "role_id", "source_id", "name", "words"), names)
    with cursor.copy("COPY careers_searchtext FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(COPY_STARTS)
        for role_id, text in texts:
            copy.write(struct.pack("!hiqi", 2, 8, role_id, len(text)) + text)
        copy.write(COPY_ENDS)
    cursor.execute("INSERT INTO careers_searchword SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [list(words)])


def forget(cursor: Any, words: Sequence[str]) -> None:
    """Those of these words that stand in no name any more are offered no more as what was meant."""
    cursor.execute(
        "DELETE FROM careers_searchword known WHERE word = ANY(%s) AND NOT EXISTS "  # noqa: S608 - our own words
        f"(SELECT 1 FROM careers_searchname WHERE {LEXEMES} @@ quote_literal(known.word)::tsquery)",
        [list(words)],
    )


def as_held(text: str) -> bytes:
    """A text as a `tsvector` is sent: each word with its places. From a text PostgreSQL took three times as long.

    What stands behind the last place that it knows of stands there, too.
    """
    numbers, words = _numbers(), text.encode().split()
    if words and max(map(len, words)) > LONGEST_WORD:
        words = [word[:LONGEST_WORD].encode() for word in text.split()]
    places: dict[bytes, bytes] = {}
    known = places.get
    # Not strict: few texts have so many words.
    for word, place in zip(words, numbers, strict=False):
        places[word] = known(word, b"") + place
    last = numbers[-1]
    for word in words[MOST_PLACES:]:
        places[word] = known(word, b"").removesuffix(last) + last
    parts = [struct.pack("!i", len(places))]
    for word in sorted(places):
        found = places[word][: 2 * MOST_PLACES_OF_ONE]
        parts.append(b"%b\0%b%b" % (word, numbers[len(found) // 2 - 1], found))
    return b"".join(parts)


@cache
def _numbers() -> list[bytes]:
    """The places of words, from the first on."""
    return [struct.pack("!H", place) for place in range(1, MOST_PLACES + 1)]


def asked(readings: Sequence[Groups]) -> str:
    """The question to a full-text index: any of these readings, of which each needs all its groups."""
    return " | ".join(
        "(" + " & ".join("(" + " | ".join(map(_term, group)) + ")" for group in groups) + ")" for groups in readings
    )


def told(groups: Groups, in_a_row: Groups, known: Sequence[int]) -> tuple[str, list[Any]]:
    """A query for the roles, but those known, of whose text each group is a part, and its values.

    `apart` is 0 where the words stand in a row, 1 where they are near each other, or else 2.
    """
    if len(groups) == 1:
        return TOLD.format(apart=0), [asked([groups]), known]
    rows = " <-> ".join(f"({' | '.join(map(_term, group))})" for group in in_a_row)
    return TOLD.format(apart=APART), [rows, asked([groups]), known]


def asked_near(word: str) -> str:
    return word


def _term(term: Term) -> str:
    # Words hold letters and digits, and at their end signs that mean nothing in quotes.
    return f"'{term.word}':*" if term.is_start else f"'{term.word}'"
