"""What every part of an import of a release works with: its tables, what writes their rows, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, NamedTuple

from onet.ahead import Blocks
from onet.occupations import ELEMENTS, Element
from onet.progress import Progress
from onet.releases import Release
from onet.tables import Row, Table
from onet.writing import Writer
from roles.models import Occupation
from sources.documents import Problem
from sources.keys import key_from

ONET = Occupation.System.ONET
key_of = cache(key_from)


@dataclass
class Intake:
    """A release on its way in."""

    release: Release
    writer: Writer
    # The primary key of the source that the release is.
    source: int
    progress: Progress
    # What there is to tell, in whole sentences.
    notes: list[str] = field(init=False, default_factory=list)

    @cached_property
    def elements(self) -> list[Element]:
        """Whatever O*NET measures: a few hundred."""
        return list(self.rows(ELEMENTS))

    def blocks(self, table: Table[Row]) -> Iterator[list[Row]]:
        size = sum(file.size for file in table.found(self.release.reading.files).files)
        return self.progress.of(table, self.release.reading.blocks(table), size)

    def has(self, table: Table[Any]) -> bool:
        return bool(table.found(self.release.reading.files).files)

    def whole(self, *tables: Table[Any]) -> bool:
        """Whether all of these tables were there, and all rows that were read of them good.

        What a row that is left out says, nobody knows: so nothing is taken for gone.
        """
        reading = self.release.reading
        return not any(table.found(reading.files).missing or reading.left_out(table) for table in tables)

    def miss(self, table: Table[Any], keys: Iterable[str], named_by: Table[Any]) -> None:
        """Note that a table lacks what another one names, as one does that was cut off: nothing is kept then."""
        reading = self.release.reading
        (file, *_), (other, *_) = table.found(reading.files).files, named_by.found(reading.files).files
        lacks = {Problem(file.name, 1, "", f"does not say what {key} is, which {other.name} names") for key in keys}
        reading.note(set(), lacks, {})

    def rows(self, table: Table[Row]) -> Iterator[Row]:
        for block in self.blocks(table):
            yield from block


class Facts(NamedTuple):
    """Rows of one table, which may be made elsewhere and so ask no database, and what brings them in."""

    rows: Blocks
    write: Callable[[Blocks], object]


def free(slug: str, taken: set[str]) -> str:
    """The slug, with a number behind it where it is taken; it is taken from now on."""
    free, number = slug, 1
    while free in taken:
        number += 1
        free = f"{slug[:76].rstrip('-')}-{number}"
    taken.add(free)
    return free
