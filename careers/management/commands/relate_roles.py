"""Works out which roles are close to each other."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from careers import relating
from sources import trouble


class Command(BaseCommand):
    help = "Works out which roles are close to each other, by duties, skills and O*NET's lists. Imports do it, too."

    def handle(self, *, verbosity: int, **_options: object) -> None:
        if not relating.can_relate():
            raise CommandError(relating.NO_NUMPY)
        try:
            report = relating.relate_roles()
        except DatabaseError as error:
            raise CommandError(trouble.in_words(error))
        if verbosity:
            self.stdout.write(str(report))
