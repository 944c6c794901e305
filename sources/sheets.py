"""Rows as CSV and as JSON: safe to open in a spreadsheet, and read back as what they were."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from sources.documents import Problem
from sources.rows import Column, Row, decimal_words
from sources.texts import unfit_character

MOST_BYTES = 5_000_000
MOST_ROWS = 5_000
FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}

# What makes a spreadsheet run a cell as a formula, in the wide forms of Japanese too. Quotes before it count as well,
# so that the one which we put there is told from theirs.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?\Z")
_MOST_DIGITS = 30
# As the forms of the admin take them: a spreadsheet writes the second.
_DATES = ("%Y-%m-%d", "%m/%d/%Y")


class BadSheet(ValueError):
    """A file that is no table at all, and why, in a sentence."""


@dataclass(frozen=True)
class Sheet:
    """The cells of a file as they were written, each row with the number that a spreadsheet gives it."""

    name: str
    columns: Sequence[str]
    rows: Sequence[tuple[int, Mapping[str, Any]]]
    problems: list[Problem] = field(default_factory=list)


class Digits(str):
    """A number of JSON as it was written: it may have more digits than fit anywhere."""

    __slots__ = ()


# --- out


def write(columns: Sequence[Column], rows: Iterable[Row], kind: str) -> bytes:
    """The file: a line or an object for each row."""
    if kind == "json":
        found = [{column.name: _json(row[column.name]) for column in columns} for row in rows]
        return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow([column.name for column in columns])
    lines.writerows([_cell(row[column.name]) for column in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")  # without the mark Excel takes it for another encoding


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return decimal_words(value)
        case date():
            return value.isoformat()
        case tuple() | list():
            return ", ".join(value)
        case str():
            return f"'{value}" if _FORMULA.match(value) else value
    return str(value)


def _json(value: Any) -> Any:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
    return value


# --- in


def read(name: str, raw: bytes) -> Sheet:
    """The cells of a CSV or JSON file. BadSheet where it is neither; single cells are judged later."""
    if len(raw) > MOST_BYTES:
        raise BadSheet(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Split it into several.")
    if raw[:2] in (b"PK", b"\xd0\xcf"):
        raise BadSheet("This is a workbook, not a CSV file. Save the sheet as “CSV UTF-8” and choose that file.")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise BadSheet("The file is UTF-16 text. Save it as “CSV UTF-8” and choose that file.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadSheet(f"Line {line} is not UTF-8 text. Save the file as “CSV UTF-8” and choose that one.")
    if not text.strip():
        raise BadSheet("The file is empty.")
    sheet = _read_json(name, text) if _is_json(name, text) else _read_csv(name, text)
    if not sheet.rows and not sheet.problems:
        raise BadSheet("The file has no rows.")
    if len(sheet.rows) > MOST_ROWS:
        raise BadSheet(f"The file has {len(sheet.rows):,} rows; {MOST_ROWS:,} are the most. Split it into several.")
    return sheet


def _is_json(name: str, text: str) -> bool:
    return name.lower().endswith(".json") or (not name.lower().endswith(".csv") and text.lstrip()[0] in "[{")


def _read_csv(name: str, text: str) -> Sheet:
    first = text.lstrip("\r\n").partition("\n")[0]
    between = max(",;\t", key=first.count)  # where a comma is in numbers, spreadsheets put a semicolon between cells
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    rows: list[tuple[int, Mapping[str, Any]]] = []
    problems: list[Problem] = []
    columns: list[str] = []
    try:
        for number, cells in enumerate(lines, start=1):
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _without_empty_end([cell.strip() for cell in cells])
                continue
            if any(cell.strip() for cell in cells[len(columns) :]):
                what = f"has {len(cells)} cells, and the first line names {len(columns)} columns"
                problems.append(Problem(name, number, "", what))
            given = zip(columns, [*cells, *[""] * len(columns)], strict=False)
            rows.append((number, {column: _plain(cell) for column, cell in given}))
    except csv.Error as error:
        raise BadSheet(f"Line {lines.line_num} is not CSV: {_why_no_csv(str(error))}.")
    return Sheet(name, columns, rows, problems)


def _without_empty_end(columns: list[str]) -> list[str]:
    while columns and not columns[-1]:
        columns = columns[:-1]
    return columns


def _plain(cell: str) -> str:
    """The cell without the quote that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _why_no_csv(error: str) -> str:
    if "field limit" in error:
        return f"one of its cells holds more than {csv.field_size_limit():,} characters"
    if "unexpected end" in error:
        return "a quotation mark is opened and never closed"
    if "expected after" in error:
        return "text follows a closing quotation mark; write a quotation mark inside a cell twice"
    return error


def _read_json(name: str, text: str) -> Sheet:
    try:
        numbers: dict[str, Any] = {"parse_int": Digits, "parse_float": Digits, "parse_constant": Digits}
        found = json.loads(text, object_pairs_hook=_named_once, **numbers)
    except json.JSONDecodeError as error:
        raise BadSheet(f"Line {error.lineno} is not JSON: {error.msg[:1].lower()}{error.msg[1:]}.")
    except RecursionError:
        raise BadSheet("The file is not a list of rows: it is nested too deeply.")
    if not isinstance(found, list):
        raise BadSheet("The file is not a list of rows. Put the rows between [ and ].")
    rows: list[tuple[int, Mapping[str, Any]]] = []
    problems = []
    for number, row in enumerate(found, start=1):
        if isinstance(row, dict):
            rows.append((number, row))
        else:
            problems.append(Problem(name, number, "", "should hold names and values between { and }"))
    return Sheet(name, list(dict.fromkeys(key for _, row in rows for key in row)), rows, problems)


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON. BadSheet where it names something twice, for only one of the values would count."""
    counts = Counter(name for name, _ in pairs)
    twice, times = next(iter(counts.most_common(1)), ("", 0))
    if times > 1:
        raise BadSheet(f"One row says “{twice[:60]}” twice. Keep the one that counts.")
    return dict(pairs)


def value_of(column: Column, raw: Any) -> Any:
    """What a cell says, in the type of its column; ValueError with what is wrong. An empty cell has no value: None."""
    if isinstance(raw, str) and (unfit := unfit_character(raw)):
        raise ValueError(f"holds a control character, {unfit}; take it out")
    if column.many:
        return tuple(_names(raw))
    if raw is None or raw == "" or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(column.django, models.BooleanField):
        return _yes_or_no(raw)
    if isinstance(raw, dict | list):
        raise ValueError("should be a single value")
    if isinstance(raw, bool):
        raise ValueError(f"should not be {str(raw).lower()}")
    if isinstance(column.django, models.IntegerField) and not column.target:
        return int(_number(raw, whole=True))
    if isinstance(column.django, models.DecimalField):
        return Decimal(_number(raw))
    if isinstance(column.django, models.DateField):
        return _date(raw.strip())
    if isinstance(raw, Digits):
        raise ValueError("should be text: put it in quotes")
    return column.tidy(raw)


def _names(raw: Any) -> Iterator[str]:
    if raw is None:
        return
    for part in raw if isinstance(raw, list) else [raw]:
        if not isinstance(part, str) or isinstance(part, Digits):
            raise ValueError("should be names, with commas between them")
        if unfit := unfit_character(part):
            raise ValueError(f"holds a control character, {unfit}; take it out")
        yield from re.findall(r"[^\s,;]+", part)


def _yes_or_no(raw: Any) -> bool:
    word = str(raw).strip().lower()
    if word not in ("true", "yes", "false", "no"):
        raise ValueError("should be true or false")
    return word in ("true", "yes")


def _number(raw: str, *, whole: bool = False) -> str:
    text = raw.strip()
    if not _NUMBER.match(text) or (whole and "." in text):
        kind = "a whole number in plain digits, like 12" if whole else "a number in plain digits, like 61010 or 7.5"
        raise ValueError(f"should be {kind}")
    if len(text) > _MOST_DIGITS:
        raise ValueError("has too many digits")
    return text


def _date(text: str) -> date:
    for form in _DATES:
        try:
            # A day in a table has no time zone.
            return datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError("should be a day like 2025-05-01")
