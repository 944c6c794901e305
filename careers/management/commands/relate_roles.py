"""Works out which roles are close to each other."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from careers import relating


class Command(BaseCommand):
    help = "Works out which roles are close to each other, by duties, skills and O*NET's lists. Imports do it, too."

    def handle(self, *, verbosity: int, **_options: object) -> None:
        if not relating.can_relate():
            raise CommandError(relating.NO_NUMPY)
        report = relating.relate_roles()
        if verbosity:
            self.stdout.write(str(report))
