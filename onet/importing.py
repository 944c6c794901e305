"""Brings a whole release into the database, or nothing of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from onet.mapping import Mapping
from onet.occupations import TABLES
from onet.releases import Release, open_release
from onet.writing import Counts, Writer
from sources import versioning
from sources.documents import Problem
from sources.models import Source

CHECK_EVERY = timedelta(days=180)


@dataclass
class Report:
    release: str
    counts: dict[str, Counts]
    missing: tuple[str, ...]
    left_out: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def import_release(
    path: Path, *, dry_run: bool = False, skip_bad: bool = False, successors: dict[str, str] | None = None
) -> Report:
    with open_release(path) as release, transaction.atomic():
        writer = Writer(release.name)
        with versioning.one_bump():
            mapping = Mapping(release, writer, source_of(release), successors or {})
            mapping.bring_in()
            for table in TABLES:
                for _ in release.reading.blocks(table) if table.name in UNREAD else ():
                    pass
            left_out = release.reading.settle(skip_bad=skip_bad)
        if dry_run:
            transaction.set_rollback(True)
    return Report(release.name, writer.counts, release.missing, left_out)


UNREAD = ("Scales Reference", "Job Zone Reference", "Related Occupations")


def source_of(release: Release) -> int:
    """The source that the release's facts cite; made where there is none yet."""
    slug = f"onet-{release.number.replace('.', '-')}"
    today = timezone.localdate()
    source, _ = Source.objects.get_or_create(
        slug=slug,
        defaults={
            "title": f"O*NET {release.number} Database",
            "publisher": "U.S. Department of Labor, Employment and Training Administration",
            "url": "https://www.onetcenter.org/database.html",
            "kind": Source.Kind.GOVERNMENT,
            "published_words": f"{release.month:%B %Y}" if release.month else "",
            "undated": release.month is None,
            "checked_on": today,
            "review_by": today + CHECK_EVERY,
            "attribution": (
                f"This product includes information from the {release.name} Database by the U.S. Department of Labor, "
                "Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a "
                f"trademark of USDOL/ETA. {settings.SITE_NAME} has modified all or some of this information. "
                "USDOL/ETA has not approved, endorsed, or tested these modifications."
            ),
        },
    )
    return int(source.pk)
