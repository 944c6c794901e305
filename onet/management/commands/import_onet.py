"""Brings an O*NET release in."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from onet.commands import ImportCommand
from onet.folders import Refused
from onet.importing import Report, import_release


class Command(ImportCommand):
    help = "Brings an O*NET release into the database: a folder of its text tables, or the zip as published."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--successors",
            type=Path,
            metavar="CSV",
            help="which code came instead of one that is no more: two codes a line, old and new",
        )

    def bring_in(self, path: Path, options: dict[str, Any], /, **common: Any) -> Report:
        table = options["successors"]
        return import_release(path, successors=read_successors(table) if table else None, **common)


def read_successors(path: Path) -> dict[str, str]:
    """Old and new code of each line; a line of heads may come first."""
    try:
        # Excel puts a mark of encoding before the first code.
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = [row for row in csv.reader(lines) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"{path} cannot be read: {error}.")
    code = re.compile(r"[0-9]{2}-[0-9]{4}\.[0-9]{2}")
    successors = {}
    for number, row in enumerate(rows, 1):
        if len(row) == 2 and all(code.fullmatch(cell.strip()) for cell in row):
            successors[row[0].strip()] = row[1].strip()
        elif number > 1 or any(map(code.search, row)):
            raise Refused(f"{path}, line {number}: should be two codes like 23-2011.00 (got {','.join(row)!r}).")
    return successors
