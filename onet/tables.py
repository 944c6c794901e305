"""What a table is: which files hold it, which columns it has, and what may stand in them.

A row is a `NamedTuple`. Each of its fields says from which column it comes and, as pydantic reads it, what may stand
there.
"""

from __future__ import annotations

import csv
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar, get_type_hints

from pydantic import TypeAdapter

from onet.folders import File, Files, Refused

Row = TypeVar("Row", bound=NamedTuple)


class Column:
    """The name at the head of a column, and what other releases call it."""

    def __init__(self, *names: str) -> None:
        self.names = names


class ColumnIn(NamedTuple):
    """A field of a row, and the column of a file that it comes from."""

    field: str
    names: tuple[str, ...]
    cells: TypeAdapter[list[Any]]  # checks a list of its cells
    optional: bool  # some releases lack it, and the field's default stands in


class Found(NamedTuple):
    """The files of a table that are there, in one layout, and the names of those that are missing."""

    files: tuple[File, ...]
    missing: tuple[str, ...]
    layout: int


def tabbed(lines: list[str]) -> list[list[str]]:
    """O*NET's way: tabs between cells, and quotation marks mean nothing."""
    return [line.split("\t") for line in lines]


def quoted(lines: list[str]) -> list[list[str]]:
    """Commas between cells, and quotation marks around those that hold one. No cell goes on in the next line."""
    rows = list(csv.reader(lines))
    # A mark left open swallows the lines below it. One by one, it spoils its own alone.
    return rows if len(rows) == len(lines) else [next(csv.reader([line]), []) for line in lines]


@dataclass(frozen=True, eq=False)
class Table(Generic[Row]):
    """What a table is: its rows, its files in each layout, and what holds of every row."""

    row: type[Row]
    # The files that hold it, in one layout or another; in some a table lies in two files.
    layouts: tuple[tuple[str, ...], ...]
    # The fields that tell a row from all others.
    key: tuple[str, ...] = ()
    # The fields that name a row of another table, by its key.
    refers: Mapping[str, Table[Any]] = field(default_factory=dict)
    # The field in whose order the rows stand.
    along: str = ""
    # Which fields of a row must fit each other; the first is the one to look at where they do not.
    fit: tuple[str, ...] = ()
    # Given these fields, what is wrong; empty where they fit.
    misfit: Callable[..., str] = str
    split: Callable[[list[str]], list[list[str]]] = tabbed
    # The plain names of columns, where their heads hold more than that.
    heads: Callable[[list[str]], list[str]] = list

    @property
    def name(self) -> str:
        return self.layouts[0][0].rpartition(".")[0]

    @cached_property
    def columns(self) -> tuple[ColumnIn, ...]:
        hints = get_type_hints(self.row, include_extras=True)
        columns = []
        for name, hint in hints.items():
            (column,) = (each for each in hint.__metadata__ if isinstance(each, Column))
            # What a cell may hold is a value here, read from the row's own hints.
            cells: TypeAdapter[list[Any]] = TypeAdapter(list[hint])  # type: ignore[valid-type]
            columns.append(ColumnIn(name, column.names, cells, name in self.row._field_defaults))
        return tuple(columns)

    def pick(self, fields: tuple[str, ...]) -> Callable[[Row], Any]:
        """Takes these fields from a row: a tuple of them, or the one alone."""
        names = self.row._fields
        return operator.itemgetter(*(names.index(field) for field in fields))

    def cells(self, lines: list[str], width: int) -> list[str] | None:
        """All cells of these lines in one list; None where a line has more of them than that, or fewer."""
        if self.split is not tabbed:
            rows = self.split(lines)
            return list(chain.from_iterable(rows)) if set(map(len, rows)) == {width} else None
        # Twice as fast as line by line, with a cell between lines to tell where they end.
        cells = "\t\n\t".join(lines).split("\t")
        ends = slice(width, None, width + 1)
        if len(cells) + 1 != len(lines) * (width + 1) or set(cells[ends]) - {"\n"}:
            return None
        del cells[ends]
        return cells

    def found(self, files: Files) -> Found:
        """Where the table lies. A folder with the same table in two layouts holds two releases, and is refused."""
        there = [
            Found(
                tuple(each for each in found if each), tuple(n for n, f in zip(names, found, strict=True) if not f), at
            )
            for at, names in enumerate(self.layouts)
            if any(found := [files.matching(name) for name in names])
        ]
        if len(there) > 1:
            one, two = there[0].files[0], there[1].files[0]
            raise Refused(
                f"{files.name} holds {one.where} and {two.where}, one table under its names in two releases: "
                "give the folder of one release."
            )
        return there[0] if there else Found((), self.layouts[0][:1], 0)
