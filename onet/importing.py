"""One import as a whole: everything of it is brought in, or nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from careers.relating import NO_NUMPY, can_relate, relating
from careers.search import knows, rebuilding
from onet.endings import early_ends
from onet.folders import Refused
from onet.intake import Intake
from onet.linking import link_roles
from onet.mapping import FILLS, bring_in
from onet.occupations import KINDS, TABLES
from onet.progress import Progress
from onet.reading import Reading
from onet.releases import NAME, Release, open_release
from onet.writing import Counts, Writer
from roles.models import Occupation, RelatedRole
from sources import versioning
from sources.alone import alone
from sources.beside import beside
from sources.bulk import keys_not_asked, look_at, meanwhile
from sources.documents import Problem
from sources.models import ImportRun, Source

CHECK_EVERY = timedelta(days=180)
OLDER_IS_MEANT = "It would take back what came since. With --older it is brought in all the same."
# No release took away a tenth of the rows of a kind. A table that was cut off between two lines does, and nothing
# in it shows that.
GREAT_LOSS = 500, 0.25
# Only new codes, which come every ten years, take the place of so many occupations.
GREAT_CHANGE = 50, 0.1
# Who saves a page is done by then, and another import is not: who starts a second one is told so.
PATIENCE_SECONDS = 1


@dataclass
class Report:
    """What an import did, or would do."""

    release: str
    counts: Mapping[str, Counts]
    missing: tuple[str, ...] = ()
    left_out: list[Problem] = field(default_factory=list)
    # Whole sentences: what came, what went, what was left alone.
    notes: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return any(counts.any_change for counts in self.counts.values())

    def __str__(self) -> str:
        lines = [*self.notes]
        lines += [f"{name} is not in this release: what it would say stays as it is here." for name in self.missing]
        for kind, counts in self.counts.items():
            if counts.any_change or counts.ours or counts.deleted_here:
                lines.append(f"{kind}: {counts}")
        if self.left_out:
            one = len(self.left_out) == 1
            lines.append("1 bad row was left out." if one else f"{len(self.left_out):,} bad rows were left out.")
        if not self.changed:
            anew = sum(counts.cited_anew for counts in self.counts.values())
            cited = f", and {anew:,} rows cite it now" if anew else ""
            lines.append(f"Nothing changed: all of {self.release} is here already{cited}.")
        return "\n".join(lines)


class Work(Protocol):
    """Brings the rows of a reading in through the writer, and returns what there is to tell."""

    def __call__(self, writer: Writer) -> list[str]: ...


def run(
    release: str,
    reading: Reading,
    work: Work,
    *,
    fills: Sequence[type[Model]] = (),
    missing: tuple[str, ...] = (),
    dry_run: bool = False,
    skip_bad: bool = False,
    fewer: bool = False,
) -> Report:
    """Do the work in one transaction that moves the data version once, if anything changed.

    `fills` are the tables that most of the rows go to. `BadContent` where rows are bad and not to be skipped, `Refused`
    where a file seems cut off, or much of what is here would go, and `fewer` does not say that this is meant; then
    nothing is written.
    """
    with keys_not_asked(), alone(seconds=PATIENCE_SECONDS):
        writer = Writer(release)
        # What is not to be written need not keep anybody from reading.
        held = () if dry_run else fills
        with versioning.one_bump(), writer.rules_held_at_the_end(held), _no_looking_for_waste():
            notes = work(writer)
            left_out = reading.settle(skip_bad=skip_bad)
            if not fewer:
                _refuse_cut_off(reading.doubts)
                _refuse_great_loss(writer.counts)
            if not dry_run:
                _follow(writer, fills)
                notes += [] if can_relate() else [NO_NUMPY]
        report = Report(release, writer.counts, missing, left_out, notes)
        ImportRun.objects.create(release=release, finished_at=timezone.now(), changed=report.changed, words=str(report))
        if dry_run:
            transaction.set_rollback(True)
    return report


def import_release(
    path: Path,
    *,
    dry_run: bool = False,
    skip_bad: bool = False,
    older: bool = False,
    fewer: bool = False,
    successors: Mapping[str, str] | None = None,
    progress: Callable[[int], Progress] = Progress,
) -> Report:
    """Bring an O*NET release in, from a folder or a zip. `Refused` where it is none.

    So is one that is older than what is here, unless `older` says that this is meant.
    """
    with open_release(path) as release:
        told = progress(sum(file.size for table in TABLES for file in table.found(release.reading.files).files))

        def work(writer: Writer) -> list[str]:
            # Not before: another import may have been at work until now.
            if not older:
                _refuse_older(release)
            intake = Intake(release, writer, source_of(release), told)
            bring_in(intake, successors or {})
            link_roles(writer)
            release.reading.doubts += early_ends(release.reading, KINDS)
            return intake.notes

        with told:
            return run(
                release.name,
                release.reading,
                work,
                fills=FILLS,
                missing=release.missing,
                dry_run=dry_run,
                skip_bad=skip_bad,
                fewer=fewer,
            )


def _refuse_cut_off(doubts: Sequence[str]) -> None:
    if doubts:
        raise Refused(f"{' '.join(doubts)} Was it cut off? If it is whole, --fewer brings it in as it is.")


def _refuse_great_loss(kinds: Mapping[str, Counts]) -> None:
    for kind, counts in kinds.items():
        here = counts.removed + counts.retired + counts.changed + counts.same
        for gone, what, (rows, share) in (
            (counts.removed, "would go", GREAT_LOSS),
            (counts.retired, "would be retired", GREAT_CHANGE),
        ):
            if gone >= rows and gone >= here * share:
                raise Refused(
                    f"{gone:,} of {here:,} {kind} {what}. Was a table cut off? If it is whole, --fewer lets them go."
                )


def _refuse_older(release: Release) -> None:
    here = Occupation.objects.filter(system=Occupation.System.ONET, imported=True).order_by()
    numbers = [name.removeprefix(NAME).split(".") for name in here.values_list("release", flat=True).distinct()]
    newest = max((tuple(map(int, number)) for number in numbers if all(map(str.isdigit, number))), default=())
    if newest > tuple(map(int, release.number.split("."))):
        raise Refused(f"O*NET {'.'.join(map(str, newest))} is here, and {release.name} is older. {OLDER_IS_MEANT}")


def source_of(release: Release) -> int:
    """The source that the release's facts cite; made where there is none yet."""
    today = timezone.localdate()
    source, _ = Source.objects.get_or_create(
        slug=f"onet-{release.number.replace('.', '-')}",
        defaults={
            "title": f"{release.name} Database",
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


def _follow(writer: Writer, fills: Iterable[type[Model]]) -> None:
    """Bring what is worked out of all rows up to date, and meanwhile hold these against their rules."""
    if writer.written:
        look_at(model._meta.db_table for model in writer.written.union(fills))
    jobs = [rebuilding()] if knows(writer.written) else []
    jobs += [relating()] if can_relate() else []
    works = [next(job) for job in jobs]
    with ExitStack() as stack:
        results: Iterator[Any] | None = None
        for job in jobs:
            with meanwhile():
                if results is None:
                    # To copy this process takes a while, too. What it works with is of no more use here.
                    results = stack.enter_context(beside(works))
                    del works
                    writer.hold_rules()
                found = next(results)
            with suppress(StopIteration):
                job.send(found)
    # This alone came after the rules were held.
    connection.check_constraints([RelatedRole._meta.db_table])


@contextmanager
def _no_looking_for_waste() -> Iterator[None]:
    """What an import makes is needed to its end, or goes by itself: to look for circles takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
