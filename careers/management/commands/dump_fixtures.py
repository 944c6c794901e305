"""Writes the content files anew."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from careers import content
from sources.documents import BadContent


class Command(BaseCommand):
    help = "Writes the database back as content files. Loading them again changes nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures")

    def handle(self, *, path: Path, verbosity: int, **_options: object) -> None:
        try:
            result = content.dump(Path(path))
        except BadContent as error:
            raise CommandError(f"{error}\nNothing was written.")
        except (OSError, DatabaseError) as error:
            raise CommandError(f"The content could not be written: {error}")
        if verbosity == 0:
            return
        for name in result.left:
            self.stdout.write(f"left alone: {name}, which holds nothing that is in the database")
        self.stdout.write(f"{path}: {result}")
