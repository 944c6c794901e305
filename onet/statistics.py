"""What becomes what: the tables of the Bureau of Labor Statistics as pay, outlook, schooling and fields of study.

Every code of the tables becomes an occupation, and roles lean on it by their O*NET codes (`linking`). Where a code has
a figure of our own in use for the same thing, that stays alone: two figures for one thing would say nothing. The
figures of another year come in the place of those that are there.

Fields of study belong to O*NET's occupations: those that are not on file yet are counted, and left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max, Model, QuerySet
from django.utils import timezone

from onet.bls import (
    ATTAINMENT,
    COMBINED_CODES,
    KINDS,
    LAST_PROGRAM,
    NATIONAL_WAGES,
    PROGRAMS,
    PROJECTIONS,
    STATE_WAGES,
    TABLES,
    StateWages,
    Statistics,
    open_statistics,
)
from onet.endings import MOST_SKIPPED, early_ends, ends_before
from onet.figures import COUNTRY, OutlookRow, PayRow, ShareRow, attainment, national_pay, outlook, state_pay
from onet.folders import Refused
from onet.importing import CHECK_EVERY, OLDER_IS_MEANT, Report, run
from onet.linking import SOC_LENGTH, link_roles
from onet.progress import Progress
from onet.tables import Row, Table
from onet.writing import Cells, Counts, Writer
from roles.models import Occupation, Outlook, Pay, Program, SurveyShare
from sources.keys import key_from
from sources.models import FactQuerySet, Place, Source, SourcedFact

BLS, ONET = Occupation.System.BLS, Occupation.System.ONET
ATTAINED = SurveyShare.Question.ATTAINMENT
# When the census asked workers how far they went to school, by the first year of the projections.
ASKED = {2024: (date(2023, 1, 1), "2022 to 2023")}
SHOWN = 5
# With so many codes the tables are those of the whole country, and should be so of each state; it is known to happen
# that the Bureau leaves one out.
FULL, MOST_STATES_MISSING = 500, 2
FIGURES = PayRow._fields[3:]

# How what is passed over is said.
NOTES = {
    "places": "Pay in places that are not on file was left out: {}.",
    "codes": "Pay in states was left out for codes that the table of the nation lacks: {}.",
    "occupations": "Fields of study were left out for O*NET occupations that are not on file: {}. "
    "Import O*NET, then this once more.",
}

# The tables that most of the rows go to.
FILLS: tuple[type[Model], ...] = (Pay, Outlook, SurveyShare, Program.occupations.through)

key_of = cache(key_from)


def import_statistics(
    path: Path,
    *,
    dry_run: bool = False,
    skip_bad: bool = False,
    older: bool = False,
    fewer: bool = False,
    progress: Callable[[int], Progress] = Progress,
) -> Report:
    """Bring all tables in, from a folder or a zip. `Refused` where none of them is there.

    So are tables of an older year than what is here, unless `older` says that this is meant.
    """
    with open_statistics(path) as statistics:
        reading = statistics.reading
        told = progress(sum(file.size for table in TABLES for file in table.found(reading.files).files))

        def work(writer: Writer) -> list[str]:
            # Not before: another import may have been at work until now.
            if not older:
                _refuse_older(statistics)
            mapping = StatisticsMapping(statistics, writer, told)
            mapping.bring_in()
            reading.doubts += [
                *early_ends(reading, KINDS),
                *mapping.early_ends(),
                *mapping.untold(),
                *ends_before(reading, PROGRAMS, LAST_PROGRAM),
            ]
            return mapping.notes()

        with told:
            release = release_words(statistics)
            return run(
                release,
                reading,
                work,
                fills=FILLS,
                missing=statistics.missing,
                dry_run=dry_run,
                skip_bad=skip_bad,
                fewer=fewer,
            )


def _refuse_older(statistics: Statistics) -> None:
    paid = Pay.objects.filter(occupation__system=BLS, imported=True).aggregate(newest=Max("as_of"))["newest"]
    if paid and statistics.wages_year and statistics.wages_year < paid.year:
        raise Refused(f"Pay of {paid.year} is here, and that of {statistics.wages_year} is older. {OLDER_IS_MEANT}")
    since = Outlook.objects.filter(occupation__system=BLS, imported=True).aggregate(newest=Max("period_from"))["newest"]
    if since and statistics.period and statistics.period[0] < since:
        first = statistics.period[0]
        raise Refused(f"Projections from {since} are here, and those from {first} are older. {OLDER_IS_MEANT}")


def release_words(statistics: Statistics) -> str:
    """“OEWS May 2025, projections 2024 to 2034”."""
    year, period = statistics.wages_year, statistics.period
    parts = [f"OEWS May {year}"] if year else []
    parts += ["projections {} to {}".format(*period)] if period else []
    return ", ".join(parts) or "fields of study"


@dataclass
class StatisticsMapping:
    """Brings one set of tables in, each after those that its rows name."""

    statistics: Statistics
    writer: Writer
    progress: Progress
    codes: dict[str, int] = field(init=False)
    # What rows name and is not on file, by what it is.
    unknown: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # The last code that the table of states has of each of them, in its order.
    last_codes: dict[str, str] = field(default_factory=dict)

    def bring_in(self) -> None:
        self.combined, self.projections = list(self._rows(COMBINED_CODES)), list(self._rows(PROJECTIONS))
        self.national = list(self._rows(NATIONAL_WAGES))
        self._occupations()
        if year := self.statistics.wages_year:
            self._pay(wages_source(year), year)
        if period := self.statistics.period:
            source = projections_source(period)
            self._outlooks(source, period)
            self._attainment(source, period)
        self._programs()
        self._links()

    def _occupations(self) -> None:
        """The codes that have figures. What several jobs are counted in is said in its description."""
        if self._has(NATIONAL_WAGES):
            titles = {row.code: row.title for row in self.national if row.group == "detailed"}
        else:
            titles = {row.code: row.title for row in self._rows(STATE_WAGES)}
        titles |= {row.code: row.title for row in self.projections if row.kind == "Line item"}
        stored = Occupation.objects.filter(system=BLS)
        described = dict(stored.values_list("code", "description"))
        if self._has(COMBINED_CODES):
            described = {code: self._counted_together(code) for code in titles}
        self.writer.merge(
            Occupation,
            ["system", "code", "title", "description"],
            [[(BLS.value, code, title, described.get(code, "")) for code, title in titles.items()]],
            key=2,
            stored=stored,
            same={"release": self.writer.release},
            remove=False,
        )
        self.codes = dict(stored.values_list("code", "pk"))

    def _counted_together(self, code: str) -> str:
        parts = [part.soc_title for part in self.combined if part.code == code]
        return f"Counted together: {'; '.join(parts)}." if parts else ""

    def _pay(self, source: Source, year: int) -> None:
        ours = Pay.objects.filter(occupation__system=BLS, imported=False)
        used, taken = _in_use(ours, "place", "per"), set(ours.values_list("occupation", "key"))
        places = set(Place.objects.values_list("code", flat=True))

        def rows(found: Iterable[PayRow]) -> Iterator[Cells]:
            for code, place, per, *figures in found:
                occupation = self._code(code)
                if place not in places:
                    self.unknown["places"].add(place)
                elif occupation:
                    yield occupation, place, per, key_of(place, per, source.slug), *figures

        def merge(table: Table[Any], found: Iterable[Iterator[PayRow]], stored: QuerySet[Pay]) -> None:
            self.writer.merge(
                Pay,
                ["occupation_id", "place_id", "per", "key", *FIGURES],
                (
                    self._but_ours("pay", rows(block), lambda row: row[:3] in used or (row[0], row[3]) in taken)
                    for block in found
                ),
                key=3,
                stored=stored,
                same={"source_id": source.pk, "as_of": date(year, 5, 1), "as_of_words": f"May {year}"},
                whole=partial(self._whole, table),
                kind="pay",
            )

        imported = Pay.objects.filter(occupation__system=BLS, imported=True)
        if self._has(NATIONAL_WAGES):
            merge(NATIONAL_WAGES, map(national_pay, self.national), imported.filter(place=COUNTRY))
        if self._has(STATE_WAGES):
            blocks = (chain.from_iterable(map(state_pay, block)) for block in self._of_states())
            merge(STATE_WAGES, blocks, imported.exclude(place=COUNTRY))

    def _of_states(self) -> Iterator[list[StateWages]]:
        for block in self.blocks(STATE_WAGES):
            self.last_codes |= {row.state: row.code for row in block}
            yield block

    def _outlooks(self, source: Source, period: tuple[int, int]) -> None:
        ours = _in_use(Outlook.objects.filter(imported=False))
        key = key_of(COUNTRY, period[0], source.slug)
        rows = (
            (occupation, key, *figures)
            for row in self.projections
            if row.kind == "Line item"
            for code, *figures in [outlook(row)]
            if (occupation := self._code(code))
        )
        self.writer.merge(
            Outlook,
            ["occupation_id", "key", *OutlookRow._fields[1:]],
            [self._but_ours("outlooks", rows, lambda row: row[:1] in ours)],
            key=1,
            stored=Outlook.objects.filter(occupation__system=BLS, imported=True),
            same={
                "source_id": source.pk,
                "period_from": period[0],
                "period_to": period[1],
                "as_of": date(period[0], 1, 1),
                "as_of_words": "{} to {}".format(*period),
            },
            whole=partial(self._whole, PROJECTIONS),
            kind="outlooks",
        )

    def _attainment(self, source: Source, period: tuple[int, int]) -> None:
        if not self._has(ATTAINMENT):
            return
        asked, asked_words = ASKED.get(period[0], (None, ""))
        shares = SurveyShare.objects.filter(question=ATTAINED, occupation__system=BLS)
        ours = set(shares.answered_here().values_list("occupation"))
        edited = shares.filter(imported=False, pk__in=SurveyShare.edited_here())
        # Who edits one level does not tell of the others.
        alone, taken = _in_use(edited, "category"), set(edited.values_list("occupation", "key"))
        rows = (
            (self.codes[code], category, key_of(ATTAINED.value, category, source.slug), *figures)
            for row in self._rows(ATTAINMENT)
            if row.code in self.codes  # the first line tells of all workers
            for code, category, *figures in attainment(row)
        )
        self.writer.merge(
            SurveyShare,
            ["occupation_id", "category", "key", *ShareRow._fields[2:]],
            [
                self._but_ours(
                    "attainment", rows, lambda row: row[:1] in ours or row[:2] in alone or (row[0], row[2]) in taken
                )
            ],
            key=2,
            stored=shares.filter(imported=True),
            same={
                "question": ATTAINED.value,
                "source_id": source.pk,
                "as_of": asked,
                "as_of_words": asked_words,
            },
            whole=partial(self._whole, ATTAINMENT),
            kind="attainment",
        )

    def _programs(self) -> None:
        if not self._has(PROGRAMS):
            return
        rows = list(self._rows(PROGRAMS))
        self.writer.merge(
            Program,
            ["code", "title"],
            [((row.program, row.title) for row in rows)],
            key=1,
            stored=Program.objects.all(),
            same={"source_id": programs_source().pk},
            whole=partial(self._whole, PROGRAMS),
        )
        there = dict(Occupation.objects.filter(system=ONET).values_list("code", "pk"))
        self.unknown["occupations"] |= {row.code for row in rows} - there.keys()
        ends = ((row.program, there[row.code]) for row in rows if row.code in there)
        self.writer.link(
            Program,
            "occupations",
            ends,
            of=Program.objects.all(),
            whole=partial(self._whole, PROGRAMS),
            kind="links of fields of study to occupations",
        )

    def _links(self) -> None:
        """Without a table of what is counted together, what is known of that stays."""
        link_roles(self.writer, {row.soc: row.code for row in self.combined} if self._has(COMBINED_CODES) else None)

    def early_ends(self) -> Iterator[str]:
        """A sentence where the table of states seems cut off: it ends within a state, or lacks some."""
        if len(self.codes) < FULL or not self.last_codes:
            return
        name = STATE_WAGES.found(self.statistics.reading.files).files[0].name
        *others, last = self.last_codes
        ends = min((self.last_codes[state] for state in others), default="")
        if sum(self.last_codes[last] < code <= ends for code in self.codes) > MOST_SKIPPED:
            yield f"{name} ends with {self.last_codes[last]} in {last}, and goes on to {ends} in all others."
        states = Place.objects.filter(kind=Place.Kind.STATE).values_list("code", flat=True)
        missing = {code.rpartition("-")[2] for code in states} - self.last_codes.keys()
        if len(missing) > MOST_STATES_MISSING:
            yield f"{name} says nothing of {some_of(missing)}."

    def untold(self) -> Iterator[str]:
        """A sentence where codes with pay are neither O*NET's nor in the table of what is counted together."""
        onet = {code[:SOC_LENGTH] for code in Occupation.objects.filter(system=ONET).values_list("code", flat=True)}
        if len(onet) < FULL or not self._has(COMBINED_CODES) or not self._whole(COMBINED_CODES):
            return
        paid = {row.code for row in self.national if row.group == "detailed"}
        if untold := paid - onet - {row.code for row in self.combined}:
            name = COMBINED_CODES.found(self.statistics.reading.files).files[0].name
            yield f"{name} does not say what is counted together in {some_of(untold)}."

    def notes(self) -> list[str]:
        """What was passed over, since what it names is not on file."""
        return [NOTES[what].format(some_of(names)) for what, names in self.unknown.items() if names]

    # --- what all of them use

    def _but_ours(self, kind: str, rows: Iterable[Cells], is_ours: Callable[[Cells], bool]) -> Iterator[Cells]:
        """The rows that no figure of our own stands in the place of; the others are counted."""
        counts = self.writer.counts.setdefault(kind, Counts())
        for row in rows:
            if is_ours(row):
                counts.ours += 1
            else:
                yield row

    def _code(self, code: str) -> int | None:
        found = self.codes.get(code)
        if found is None:
            self.unknown["codes"].add(code)
        return found

    def blocks(self, table: Table[Row]) -> Iterator[list[Row]]:
        size = sum(file.size for file in table.found(self.statistics.reading.files).files)
        return self.progress.of(table, self.statistics.reading.blocks(table), size)

    def _has(self, table: Table[Any]) -> bool:
        return bool(table.found(self.statistics.reading.files).files)

    def _whole(self, table: Table[Any]) -> bool:
        """Whether all rows of it were good: what one that is left out says, nobody knows, so nothing counts as gone."""
        return not self.statistics.reading.left_out(table)

    def _rows(self, table: Table[Row]) -> Iterator[Row]:
        for block in self.blocks(table):
            yield from block


def _in_use(ours: FactQuerySet[Any], *names: str) -> set[Cells]:
    """Of what the facts in use are: the occupation and these columns."""
    used = ours.published().filter(standing=SourcedFact.Standing.USED)
    return set(used.values_list("occupation", *names))


def some_of(names: Iterable[str]) -> str:
    """“A, B, C and 7 more”."""
    found = sorted(names)
    return ", ".join(found[:SHOWN]) + (f" and {len(found) - SHOWN:,} more" if len(found) > SHOWN else "")


def wages_source(year: int) -> Source:
    """What pay of a year cites; made where there is none yet."""
    return _source(
        f"bls-oews-{year}",
        title=f"Occupational Employment and Wage Statistics, May {year}",
        url="https://www.bls.gov/oes/tables.htm",
        published_words=f"May {year}",
        note=(
            "A federal survey of employers. It counts people on a payroll and leaves out those who work for "
            f"themselves. The figures are for May {year}."
        ),
    )


def projections_source(period: tuple[int, int]) -> Source:
    """What projections of these years cite; made where there is none yet."""
    first, last = period
    return _source(
        f"bls-projections-{first}-{last % 100:02}",
        title=f"Employment Projections, {first} to {last}",
        url="https://www.bls.gov/emp/data/occupational-data.htm",
        published_words=f"{first} to {last}",
        note=(
            "Federal tables of jobs now and in ten years, with the schooling that people usually need to start. "
            "The schooling that workers have comes from a census survey of people of 25 and up."
        ),
    )


def programs_source() -> Source:
    """What fields of study cite; made where there is none yet."""
    return _source(
        "onet-cip-2020",
        title="Education (CIP 2020) to O*NET-SOC 2019 crosswalk",
        publisher="U.S. Department of Labor, Employment and Training Administration",
        url="https://www.onetcenter.org/crosswalks.html",
        published_words="CIP 2020",
        note="Which fields of study lead to which occupations.",
        attribution=(
            "This page includes information from the O*NET education crosswalk by the U.S. Department of Labor, "
            "Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. "
            f"{settings.SITE_NAME} has modified all or some of this information. USDOL/ETA has not approved, endorsed, "
            "or tested these modifications."
        ),
    )


def _source(slug: str, **said: str) -> Source:
    today = timezone.localdate()
    source, _ = Source.objects.get_or_create(
        slug=slug,
        defaults={
            "publisher": "U.S. Bureau of Labor Statistics",
            "kind": Source.Kind.GOVERNMENT,
            "checked_on": today,
            "review_by": today + CHECK_EVERY,
            **said,
        },
    )
    return source
