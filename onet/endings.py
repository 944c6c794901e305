"""Notices a file that was cut off between two lines, which nothing in it shows, by what all others say.

Tables go through their codes in order, and those of a kind end with nearly the same one. Where each code has as many
rows as all others, so has the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from onet.reading import Reading
from onet.tables import Table

# No table here skips more than four occupations that others of its kind tell of.
MOST_SKIPPED = 10
# Of fewer codes nothing can be said about what each has, and how much that may differ.
FEWEST_CODES, EVEN = 10, 1.1

Kind = Sequence[Table[Any]]


def early_ends(reading: Reading, kinds: Iterable[Kind]) -> Iterator[str]:
    """A sentence for each file that ends early, among tables that were read; those of a kind end alike."""
    for tables in kinds:
        files = {
            file.name: rows
            for table in tables
            for file in table.found(reading.files).files
            if (rows := reading.counted.get(file.name))
        }
        bad = reading.files_with_bad_rows()
        for name, rows in files.items():
            if list(rows) != sorted(rows):
                continue
            last = max(rows)
            after = {code for others in files.values() for code in others if code > last}
            if len(after) > MOST_SKIPPED:
                yield f"{name} ends with {last}, and others tell of {len(after):,} codes that follow."
            elif name not in bad and (fewest := _fewest_before(rows)) and rows[last] < fewest:
                yield f"{name} ends with {rows[last]} rows of {last}, where each code before has {fewest} or more."


def ends_before(reading: Reading, table: Table[Any], last: str) -> Iterator[str]:
    """A sentence where a table that was read is in order and should go on to a code, but does not reach it."""
    for file in table.found(reading.files).files:
        rows: Mapping[str, int] = reading.counted.get(file.name, {})
        in_order = len(rows) >= FEWEST_CODES and list(rows) == sorted(rows)
        if in_order and max(rows) < last and file.name not in reading.files_with_bad_rows():
            yield f"{file.name} ends with {max(rows)}, and should go on to {last}."


def _fewest_before(rows: Mapping[str, int]) -> int:
    """How many rows each code has but for the last; 0 where they have not nearly as many as each other."""
    *before, _ = rows.values()
    even = len(before) >= FEWEST_CODES and max(before) <= EVEN * min(before)
    return min(before) if even else 0
