"""Opens an O*NET release and finds out by itself which one it is, and which of its tables are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from onet.folders import CANNOT_READ, Files, Refused, opened
from onet.occupations import OCCUPATIONS, TABLES
from onet.reading import Reading
from onet.tables import Table

# With it, occupations got the codes of 2019, which all else here hangs on.
OLDEST = (25, 1)
NAME = "O*NET "

_NAMED = re.compile(r"O\*NET\W*\s(\d+)\.(\d+)\s+Database", re.ASCII)
_DATED = re.compile(
    r"(January|February|March|April|May|June|July|August|September|October|November|December)\s+(\d{4})\s"
)
_IN_A_PATH = re.compile(r"(?:^|db_|[^0-9._])(\d{2})[._](\d{1,2})(?![0-9])")


@dataclass(frozen=True)
class Release:
    """A release as it was opened, before a row is read."""

    number: str  # 29.3
    month: date | None  # when it came out, where its Read Me says so
    renamed: bool  # whether files bear the names of 30.3 and later
    missing: tuple[str, ...]  # files that are not there; what they hold cannot be told
    reading: Reading

    @property
    def name(self) -> str:
        """As the line that names the source has it."""
        return f"{NAME}{self.number}"


@contextmanager
def open_release(path: Path) -> Iterator[Release]:
    """The release in a folder or zip. `Refused` where it is none, `BadContent` where columns are missing."""
    with opened(path) as files:
        if not any(file.name.lower().endswith(".txt") for file in files.files):
            raise Refused(
                f"{files.name} holds no text tables. O*NET also comes as Excel and CSV; take the zip named “Text”."
            )
        number, month = _which(files)
        if number < OLDEST:
            raise Refused(
                f"{files.name} is O*NET {number[0]}.{number[1]}, whose codes are older than those of 2019. "
                "Take 25.1 (November 2020) or a later release."
            )
        if not OCCUPATIONS.found(files).files:
            raise Refused(f"{files.name} holds no Occupation Data.txt, which all other tables lean on.")
        yield _release(files, number, month)


def _release(files: Files, number: tuple[int, int], month: date | None) -> Release:
    tables: tuple[Table[Any], ...] = TABLES
    found = [table.found(files) for table in tables]
    reading = Reading(files)
    reading.look_at_heads(tables)
    reading.settle()
    return Release(
        number=f"{number[0]}.{number[1]}",
        month=month,
        renamed=any(each.layout for each in found),
        missing=tuple(name for each in found for name in each.missing),
        reading=reading,
    )


def _which(files: Files) -> tuple[tuple[int, int], date | None]:
    """The release's number and month: from its Read Me, else the number from the name of its folder or zip."""
    if read_me := files.matching("Read Me.txt"):
        try:
            with read_me.open() as stream:
                words = stream.read(10_000).decode("utf-8", "replace")
        except CANNOT_READ as error:
            raise Refused(f"{read_me.where} cannot be read ({error}). Take a fresh copy.")
        if named := _NAMED.search(words):
            dated = _DATED.search(words)
            # The month of a release has no time zone.
            month = datetime.strptime(" ".join(dated.groups()), "%B %Y").date() if dated else None  # noqa: DTZ007
            return (int(named[1]), int(named[2])), month
    folders = [files.name, *(Path(file.where).parent.name for file in files.files[:1])]
    for folder in folders:
        if numbered := _IN_A_PATH.search(folder):
            return (int(numbered[1]), int(numbered[2])), None
    raise Refused(
        f"{files.name} does not say which release it is: it holds no Read Me.txt of O*NET, and no folder is named like "
        "db_30_1_text."
    )
