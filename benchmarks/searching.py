"""What is found while somebody types, beside raw FTS5, and how much is found in spite of a slip of the fingers.

    PATHSIDE_DATA=FOLDER .venv/bin/python -m benchmarks.searching [--queries 400]

At full size. The floor is one FTS5 table of the same names, asked by hand for the 20 occupations that fit best by
bm25, the last word as the start of one. Both are asked the same in turns, in one process; the 95th percentiles are
compared. Then names of occupations are typed letter by letter, and with one letter wrong.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import string
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.figures import Figure, report
from benchmarks.fullsize import full_size, set_up
from benchmarks.planning import percentile

AT_MOST, FORGIVEN, FOUND = 1.5, 90.0, 100.0
BEST = (
    "SELECT occupation, min(best) AS first FROM (SELECT rowid, rank AS best FROM names WHERE names MATCH ?) AS hits "
    "JOIN title ON title.id = hits.rowid GROUP BY occupation ORDER BY first LIMIT 20"
)
SAMPLE, FIRST = 300, 5

Names = Sequence[tuple[int, str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--queries", type=int, default=400)
    count = parser.parse_args().queries
    with full_size() as database:
        set_up(database)
        names = known(database)
        dice = random.Random(11)
        asked = typed(names, dice, count)
        raw = floor(names)
        from careers.search import suggest_roles

        ours, least = in_turns(asked, suggest_roles, raw)
        figures = [
            Figure(
                "Search as one types, p95",
                "raw FTS5, best 20 occupations by bm25",
                percentile(ours, 0.95) / percentile(least, 0.95),
                AT_MOST,
                ours=in_words(ours),
                floors=in_words(least),
            )
        ]
        figures += [prefixes(names, dice), slips(names, dice)]
    report(*figures)


def known(database: Path) -> Names:
    """Every published role's own and other names."""
    with sqlite3.connect(database) as connection:
        found = connection.execute(
            "SELECT id, title FROM roles_role WHERE status = 'published' UNION SELECT role_id, roles_roletitle.title "
            "FROM roles_roletitle JOIN roles_role ON roles_role.id = role_id WHERE roles_role.status = 'published' "
            "AND roles_roletitle.status = 'published' AND standing = 'used' ORDER BY 1, 2"
        ).fetchall()
    connection.close()
    return found


def typed(names: Names, dice: random.Random, count: int) -> list[str]:
    """What people have typed when they pause: 3 to 9 letters of a word, now and then after another word."""
    asked: list[str] = []
    while len(asked) < count:
        words = [word.strip("(),/&-.").lower() for word in dice.choice(names)[1].split()]
        words = [word for word in words if len(word) > 2 and word.isascii() and word.isalpha()]
        if words:
            last = dice.choice(words)[: dice.randint(3, 9)]
            asked.append(f"{dice.choice(words)} {last}" if len(words) > 1 and dice.random() < 0.4 else last)
    return asked


def floor(names: Names) -> Callable[[str], object]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE title (id integer PRIMARY KEY, occupation integer, words text)")
    connection.executemany("INSERT INTO title (occupation, words) VALUES (?, ?)", names)
    connection.execute(
        "CREATE VIRTUAL TABLE names USING fts5(words, content='title', content_rowid='id', tokenize='unicode61', "
        "prefix='2 3 4')"
    )
    for order in ("rebuild", "optimize"):
        connection.execute("INSERT INTO names (names) VALUES (?)", [order])

    def best(text: str) -> object:
        *whole, last = text.split()
        return connection.execute(BEST, [" AND ".join([*(f'"{word}"' for word in whole), f'"{last}"*'])]).fetchall()

    return best


def in_turns(asked: Sequence[str], *ways: Callable[[str], object]) -> list[list[float]]:
    seconds: list[list[float]] = [[] for _ in ways]
    for turn in range(3):
        for text in asked:
            for way, times in zip(ways, seconds, strict=True):
                start = time.process_time()
                way(text)
                if turn:  # the first warms both up
                    times.append(time.process_time() - start)
    return seconds


def in_words(seconds: list[float]) -> str:
    return f"{percentile(seconds, 0.95) * 1e3:.2f} ms, {percentile(seconds, 0.5) * 1e3:.2f} in the median"


def prefixes(names: Names, dice: random.Random) -> Figure:
    """Names typed letter by letter: how often the role is among all that is found."""
    from careers.search import search_roles

    tried = found = 0
    for role, name in dice.sample(names, SAMPLE // 3):
        for end in range(2, len(name) + 1):
            tried += 1
            found += any(hit.pk == role for hit in search_roles(name[:end]).hits)
    return Figure(
        "Starts of names that find the role", "what is asked for", 100 * found / tried, FOUND, at_least=True, unit="%"
    )


def slips(names: Names, dice: random.Random) -> Figure:
    """Names with one letter wrong: how often a role of that name is among the first few found or suggested."""
    from careers.search import nearest_roles, search_roles

    forgiven = 0
    for _, name in (sample := dice.sample([each for each in names if len(each[1]) > 4], SAMPLE)):
        meant = {role for role, other in names if other.lower() == name.lower()}
        text = slipped(name, dice)
        first = [hit.pk for hit in search_roles(text).hits[:FIRST]] or [role.pk for role in nearest_roles(text, FIRST)]
        forgiven += not meant.isdisjoint(first)
    return Figure(
        "Names with one letter wrong, role among the first 5",
        "what is asked for",
        100 * forgiven / len(sample),
        FORGIVEN,
        at_least=True,
        unit="%",
    )


def slipped(name: str, dice: random.Random) -> str:
    """The name with one letter left out, doubled up, replaced, or two of them swapped."""
    places = [place for place, letter in enumerate(name) if letter.isalpha()]
    place, other = dice.choice(places), dice.choice(string.ascii_lowercase)
    before, letter, after = name[:place], name[place], name[place + 1 :]
    return dice.choice(
        (
            before + after,
            before + other + letter + after,
            before + other + after,
            before + after[:1] + letter + after[1:],
        )
    )


if __name__ == "__main__":
    main()
