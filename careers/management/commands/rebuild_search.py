"""Makes the search index anew."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from careers.search import index
from sources import trouble
from sources.versioning import changed


class Command(BaseCommand):
    help = "Makes the search index anew from the roles on file. Nothing else changes."

    def handle(self, **_options: object) -> None:
        try:
            index.rebuild()
            changed()  # or browsers keep what was found before
        except DatabaseError as error:
            raise CommandError(trouble.in_words(error))
        names, roles = index.count()
        self.stdout.write(f"Search knows {names:,} names of {roles:,} roles.")
