"""Brings the tables of the Bureau of Labor Statistics in."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from onet.folders import Refused
from onet.statistics import import_statistics
from sources.documents import BadContent


class Command(BaseCommand):
    help = "Brings pay by state, projections, schooling and fields of study into the database: a folder, or a zip."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *, path: Path, **_options: object) -> None:
        try:
            report = import_statistics(path)
        except (Refused, BadContent) as error:
            raise CommandError(str(error))
        for kind, counts in report.counts.items():
            self.stdout.write(f"{kind}: {counts}")
        for note in report.notes:
            self.stdout.write(note)
