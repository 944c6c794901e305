"""Loads the content files."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from careers import content
from sources import trouble
from sources.documents import BadContent


class Command(BaseCommand):
    help = "Brings the content files into the database. What editors changed there stays as it is."
    # It serves no page, so it need not look at those: make run starts sooner.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--check", action="store_true", help="only say whether the files can be loaded")
        parser.add_argument("--theirs", action="store_true", help="let the files win over what editors changed")

    def handle(
        self, *, path: Path, dry_run: bool, check: bool, theirs: bool, verbosity: int, **_options: object
    ) -> None:
        try:
            report = content.load(Path(path), theirs=theirs, dry_run=dry_run or check)
        except BadContent as error:
            count = len(error.problems)
            raise CommandError(f"{error}\n{count} problem{'s' * (count != 1)}; nothing was written.")
        except DatabaseError as error:
            raise CommandError(trouble.in_words(error))
        if verbosity == 0:
            return
        if check:
            self.stdout.write(f"{path} can be loaded.")
            return
        if verbosity > 1:
            for verb, rows in (("create", report.created), ("update", report.updated), ("remove", report.removed)):
                for row in rows:
                    self.stdout.write(f"{verb} {row}")
        for conflict in report.conflicts:
            self.stdout.write(f"conflict: {conflict}")
        for warning in report.warnings:
            self.stderr.write(self.style.WARNING(f"warning: {warning}"))
        self.stdout.write(f"{report}{' (dry run: nothing was written)' if dry_run else ''}")
