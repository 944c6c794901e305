"""Brings an O*NET release in."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from onet.folders import Refused
from onet.importing import import_release
from sources.documents import BadContent


class Command(BaseCommand):
    help = "Brings an O*NET release into the database: a folder of its text tables, or the zip as published."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *, path: Path, **_options: object) -> None:
        try:
            report = import_release(path)
        except (Refused, BadContent) as error:
            raise CommandError(str(error))
        for kind, counts in report.counts.items():
            self.stdout.write(f"{kind}: {counts}")
