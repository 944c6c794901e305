"""Reads tables block by block: each cell checked, each bad row named by file, line and column.

Within a block each different text of a column is checked once, since most columns hold few: reading a release costs
little more than taking its lines apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from functools import partial
from itertools import chain, repeat
from typing import IO, Any, Generic

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from onet.folders import CANNOT_READ, File, Files
from onet.tables import ColumnIn, Row, Table
from sources.documents import BadContent, Problem, got

# Small enough for a processor to keep at hand: eight times this takes half as long again.
BLOCK_BYTES = 1 << 17
LONGEST_LINE = 1 << 16
# Each is remembered and named. A small zip can hold millions, and memory would not hold them.
MOST_PROBLEMS = 100_000

# The keys of a table that rows of another name, and what is wrong with a row that names none of them.
Known = tuple[set[Hashable], str]


class UnreadFiles(BadContent):
    """Some of the problems are those of whole files, which cannot be left out."""


class Reading:
    """Reads tables from files, and remembers what was wrong with them.

    Rows with a problem are left out of what is read. Ask `settle` at the end, before anything is kept.
    """

    def __init__(self, files: Files) -> None:
        self.files = files
        self._bad_rows: set[Problem] = set()
        self._bad_files: set[Problem] = set()
        self._keys: dict[Table[Any], set[Hashable]] = {}
        # By file how many good rows each code has, or whatever its rows stand in the order of.
        self.counted: dict[str, Counter[str]] = {}
        # Sentences about files that seem cut off, though all that they hold is good.
        self.doubts: list[str] = []

    def settle(self, *, skip_bad: bool = False) -> list[Problem]:
        """Raise `BadContent` with all that was wrong, or, with `skip_bad`, return what was wrong with rows left out.

        A file that could not be read to its end is never passed over: what it lacks, nobody knows.
        """
        if self._bad_files:
            raise UnreadFiles([*self._bad_files, *self._bad_rows])
        if self._bad_rows and not skip_bad:
            raise BadContent([*self._bad_rows])
        return sorted(self._bad_rows)

    def found(self) -> tuple[set[Problem], set[Problem], dict[str, Counter[str]]]:
        """What was wrong so far, with rows and with files, and how many rows there were."""
        return self._bad_rows, self._bad_files, self.counted

    def note(self, bad_rows: set[Problem], bad_files: set[Problem], counted: dict[str, Counter[str]]) -> None:
        """Remember what another reading of the same files has found, too."""
        self._bad_rows |= bad_rows
        self._bad_files |= bad_files
        self.counted |= counted

    def left_out(self, table: Table[Any]) -> bool:
        """Whether rows of a table that was read are left out."""
        return not self.files_with_bad_rows().isdisjoint(file.name for file in table.found(self.files).files)

    def files_with_bad_rows(self) -> set[str]:
        return {problem.file for problem in self._bad_rows}

    def rows(self, table: Table[Row]) -> Iterator[Row]:
        return chain.from_iterable(self.blocks(table))

    def blocks(self, table: Table[Row]) -> Iterator[list[Row]]:
        """The good rows of a table, some thousand at a time; nothing where it is missing."""
        known = {
            name: (there, f"{'has no good row' if self.left_out(other) else 'is not'} in {other.name}")
            for name, other in table.refers.items()
            if (there := self._keys_of(other))
        }
        keys: set[Hashable] = set()
        files = table.found(self.files).files
        for file in files:
            yield from self._file(table, file, known, keys)
        unread = {problem.file for problem in self._bad_files}
        if len(table.key) == 1 and unread.isdisjoint(file.name for file in files):
            self._keys[table] = keys

    def look_at_heads(self, tables: Iterable[Table[Any]]) -> None:
        """Note what is wrong with the first line of every table, before any row is read."""
        for table in tables:
            for file in table.found(self.files).files:
                with self._noting(file), file.open() as stream:
                    _, first = next(line_blocks(stream))
                    _places(table, table.heads(table.split(first)[0]))

    def _keys_of(self, table: Table[Any]) -> set[Hashable]:
        """The keys of a table; none where it is missing or cannot be read, so that nothing can be held against it."""
        if table not in self._keys:
            for _ in self.blocks(table):
                pass
        return self._keys.get(table, set())

    def _file(
        self, table: Table[Row], file: File, known: Mapping[str, Known], keys: set[Hashable]
    ) -> Iterator[list[Row]]:
        with self._noting(file), file.open() as stream:
            blocks = line_blocks(stream)
            _, first = next(blocks)
            reader = _Reader(table, file.name, first, known, keys, self._bad_rows)
            number, counted = 1, Counter[str]()
            along = table.pick((table.along,)) if table.along else None
            for number, lines in blocks:
                rows = reader.rows(number, lines)
                if along:
                    counted.update(map(along, rows))
                yield rows
            if number == 1:
                raise Unfit(1, ("", "the file has no rows below its first line; take a fresh copy"))
            self.counted[file.name] = counted

    @contextmanager
    def _noting(self, file: File) -> Iterator[None]:
        """Notes what keeps a file from being read on."""
        try:
            yield
        except Unfit as unfit:
            self._bad_files.update(Problem(file.name, unfit.line, *each) for each in unfit.problems)
        except PermissionError:
            self._bad_files.add(Problem(file.name, 1, "", "may not be read by whoever runs this"))
        except CANNOT_READ as error:
            self._bad_files.add(Problem(file.name, 1, "", f"cannot be read to its end ({error}); take a fresh copy"))


class Unfit(Exception):
    """A file is not read on, because of one of its lines: columns and what is wrong with them."""

    def __init__(self, line: int, *problems: tuple[str, str]) -> None:
        super().__init__(line, problems)
        self.line = line
        self.problems = problems


def line_blocks(stream: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """The first line alone, then thousands of lines at a time, each time with the number of the first of them."""
    number = 1
    block = stream.readline(LONGEST_LINE).removeprefix(b"\xef\xbb\xbf")
    if not block:
        raise Unfit(number, ("", "the file is empty"))
    while block:
        lines = _lines(number, block)
        yield number, lines
        number += len(lines)
        block = stream.read(BLOCK_BYTES) + stream.readline(LONGEST_LINE)


def _lines(number: int, block: bytes) -> list[str]:
    try:
        text = block.decode()
    except UnicodeDecodeError as error:
        line = number + block.count(b"\n", 0, error.start)
        raise Unfit(line, ("", "is not UTF-8 text; take the file as it was published"))
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if (at := text.find("\r")) >= 0:
        line = number + text.count("\n", 0, at)
        raise Unfit(line, ("", "holds a carriage return that ends no line; take the file as it was published"))
    lines = text.split("\n")
    longest = max(map(len, lines))
    if longest >= LONGEST_LINE:
        line = number + list(map(len, lines)).index(longest)
        raise Unfit(line, ("", f"the line has {LONGEST_LINE:,} characters or more"))
    if lines.pop():
        raise Unfit(number + len(lines), ("", "the file ends within this line, as if cut off; take a fresh copy"))
    return lines


class _Reader(Generic[Row]):
    """Makes rows of the lines of one file."""

    def __init__(
        self,
        table: Table[Row],
        file: str,
        first: list[str],
        known: Mapping[str, Known],
        keys: set[Hashable],
        problems: set[Problem],
    ) -> None:
        self.table = table
        self.file = file
        self.known = known
        self.keys = keys
        self.problems = problems
        self.header = table.split(first)[0]
        self.places = _places(table, table.heads(self.header))

    def rows(self, number: int, lines: list[str]) -> list[Row]:
        """The good rows among lines that start with that number; the problems of the others are noted."""
        numbers: Sequence[int] = range(number, number + len(lines))
        cells = self.table.cells(lines, len(self.header))
        if cells is None:
            numbers, cells = self._complete(numbers, self.table.split(lines))
        bad: set[int] = set()
        columns = [self._column(column, cells, numbers, bad) for column in self.table.columns]
        # Not strict: a column that the release lacks repeats its default without an end.
        rows: list[Row] = list(map(partial(tuple.__new__, self.table.row), zip(*columns, strict=False)))
        for look in (self._misfits, self._repeated):
            if bad:
                numbers, rows = _without(bad, numbers, rows)
            bad = look(numbers, rows)
        return _without(bad, numbers, rows)[1] if bad else rows

    def _complete(self, numbers: Sequence[int], rows: list[list[str]]) -> tuple[Sequence[int], list[str]]:
        """The lines that have as many cells as the first line, and those cells."""
        width = len(self.header)
        odd = {number: len(row) for number, row in zip(numbers, rows, strict=True) if len(row) != width}
        for number, count in odd.items():
            self._wrong(number, "", f"the line has {count} cells, and the first line has {width}")
        numbers, rows = _without(set(odd), numbers, rows)
        return numbers, list(chain.from_iterable(rows))

    def _column(self, column: ColumnIn, cells: list[str], numbers: Sequence[int], bad: set[int]) -> Iterable[Any]:
        """What the cells of a column become; of those that are wrong the line is added to `bad`."""
        place = self.places[column.field]
        if place is None:
            return repeat(self.table.row._field_defaults[column.field])
        texts = cells[place :: len(self.header)]
        values, wrong = _checked(column.cells, list(set(texts)))
        if known := self.known.get(column.field):
            there, what = known
            wrong |= {text: what for text, value in values.items() if value is not None and value not in there}
        if wrong:
            for number, text in zip(numbers, texts, strict=True):
                if text in wrong:
                    self._wrong(number, self.header[place], f"{wrong[text]} (got {got(text)})")
                    bad.add(number)
        return map(values.get, texts)

    def _misfits(self, numbers: Sequence[int], rows: list[Row]) -> set[int]:
        """The lines of rows with fields that do not fit each other."""
        if not self.table.fit:
            return set()
        together = list(map(self.table.pick(self.table.fit), rows))
        wrong = {fields: what for fields in set(together) if (what := self.table.misfit(*fields))}
        bad = {number: wrong[fields] for number, fields in zip(numbers, together, strict=True) if fields in wrong}
        for number, what in bad.items():
            self._wrong(number, self._head(self.table.fit[0]), what)
        return set(bad)

    def _repeated(self, numbers: Sequence[int], rows: list[Row]) -> set[int]:
        """The lines of rows whose key another line had before."""
        if not self.table.key:
            return set()
        keys = list(map(self.table.pick(self.table.key), rows))
        new = set(keys)
        bad: set[int] = set()
        again = f"an earlier line has the same {' and '.join(map(self._head, self.table.key))}"
        if len(new) < len(keys) or not self.keys.isdisjoint(new):
            for number, key in zip(numbers, keys, strict=True):
                if key in self.keys:
                    bad.add(number)
                    self._wrong(number, self._head(self.table.key[0]), again)
                self.keys.add(key)
        self.keys |= new
        return bad

    def _head(self, name: str) -> str:
        place = self.places[name]
        return name if place is None else self.header[place]

    def _wrong(self, number: int, head: str, what: str) -> None:
        if len(self.problems) == MOST_PROBLEMS:
            raise Unfit(number, ("", f"is not read on: there are {MOST_PROBLEMS:,} problems already"))
        self.problems.add(Problem(self.file, number, head, what))


def _places(table: Table[Any], heads: list[str]) -> dict[str, int | None]:
    """In which column each field stands; `Unfit` names every one that is missing."""
    places: dict[str, int | None] = {}
    wrong: list[tuple[str, str]] = []
    known = set(chain.from_iterable(column.names for column in table.columns))
    new = [head for head in heads if head and head not in known]
    for column in table.columns:
        there = [name for name in column.names if name in heads]
        if any(heads.count(name) > 1 for name in there):
            wrong.append((there[0], "the file has two columns of that name"))
        elif not there and not column.optional:
            near = get_close_matches(column.names[0], new, 1)
            renamed = f"; is it now called “{near[0]}”?" if near else ""
            wrong.append((" or ".join(column.names), f"the file has no such column{renamed}"))
        places[column.field] = heads.index(there[0]) if there else None
    if wrong:
        raise Unfit(1, *wrong)
    return places


def _checked(cells: TypeAdapter[list[Any]], texts: list[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What each text becomes, and what is wrong with those that become nothing."""
    try:
        return dict(zip(texts, cells.validate_python(texts), strict=True)), {}
    except ValidationError as error:
        wrong = {texts[int(detail["loc"][0])]: _words(detail) for detail in error.errors(include_url=False)}
        good = [text for text in texts if text not in wrong]
        return dict(zip(good, cells.validate_python(good), strict=True)), wrong


_WORDS = {
    "bool_parsing": "should be Y or N",
    "decimal_parsing": "should be a number",
    "finite_number": "should be a number",
    "int_parsing": "should be a whole number",
    "string_too_short": "is empty",
}


def _words(detail: ErrorDetails) -> str:
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    plain = re.sub(r"^(Input|String|Decimal input) ", "", detail["msg"])
    return _WORDS.get(detail["type"]) or plain[:1].lower() + plain[1:]


def _without(bad: set[int], numbers: Sequence[int], rows: list[Any]) -> tuple[list[int], list[Any]]:
    kept = [(number, row) for number, row in zip(numbers, rows, strict=True) if number not in bad]
    return [number for number, _ in kept], [row for _, row in kept]
