"""The occupations of a release, the roles that stand for them, and which roles take what belongs to each code.

An occupation becomes a role of its own, named by the one (“Registered nurse”), unless one of ours is the primary one of
its code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from onet.ahead import Blocks
from onet.folders import Refused
from onet.intake import ONET, Intake, free, key_of
from onet.occupations import JOB_ZONES, OCCUPATIONS
from onet.tables import Table
from onet.titles import of_members, of_other_kinds, one_of
from onet.wording import sentence_case
from roles.models import MajorGroup, Occupation, Role, RoleCode, RoleTitle
from sources.models import RenamedSlug


@dataclass
class Takers:
    """Brings occupations and their roles in, and knows then who takes what."""

    intake: Intake
    # What came instead of an occupation that is no more, where somebody said so.
    successors: Mapping[str, str]
    # By code what the release says of an occupation: its title and its description.
    described: dict[str, tuple[str, str]] = field(init=False)
    # By code the occupations of the release, the roles that were made for them, and those that take what belongs to it.
    occupations: dict[str, int] = field(init=False)
    made: dict[str, int] = field(init=False)
    for_titles: dict[str, list[int]] = field(init=False)
    for_duties: dict[str, list[int]] = field(init=False)
    # Roles of O*NET's that take from no code.
    without_titles: set[int] = field(init=False)
    without_duties: set[int] = field(init=False)

    def bring_in(self) -> None:
        self._occupations()
        self._roles()
        self._codes()
        self._takers()

    def merge(
        self,
        model: Any,
        fields: Sequence[str],
        blocks: Blocks,
        *,
        of: Sequence[Table[Any]],
        stored: QuerySet[Any] | None = None,
    ) -> None:
        """Facts of roles, out of these tables.

        What a retired role had, or one that leans on no code, stays as the last release said it.
        """
        stored = model.objects.all() if stored is None else stored
        without = self.without_titles if model is RoleTitle else self.without_duties
        self.intake.writer.merge(
            model,
            fields,
            blocks,
            key=2,
            stored=stored.exclude(role__status=Role.Status.RETIRED).exclude(role__in=without),
            same={"source_id": self.intake.source},
            whole=partial(self.intake.whole, *of),
        )

    def _occupations(self) -> None:
        before = Occupation.objects.filter(system=ONET)
        zones = dict(before.values_list("code", "job_zone"))
        known, followed = set(zones), before.filter(imported=True).exists()
        if self.intake.has(JOB_ZONES):
            now: dict[str, int | None] = {row.code: row.zone for row in self.intake.rows(JOB_ZONES)}
            # What a row that is left out says, nobody knows: then what was known stays.
            zones = zones | now if self.intake.release.reading.left_out(JOB_ZONES) else now
        self.described = {row.code: (row.title, row.description) for row in self.intake.rows(OCCUPATIONS)}
        self.intake.writer.merge(
            Occupation,
            ["system", "code", "title", "description", "job_zone"],
            [
                [
                    (ONET.value, code, title, description, zones.get(code))
                    for code, (title, description) in self.described.items()
                ]
            ],
            key=2,
            stored=Occupation.objects.filter(system=ONET),
            same={"release": self.intake.release.name},
            remove=False,
        )
        if followed:
            self.intake.notes += [
                f"New: {code} {title}." for code, (title, _) in self.described.items() if code not in known
            ]
        there = dict(Occupation.objects.filter(system=ONET).values_list("code", "pk"))
        self.occupations = {code: there[code] for code in self.described if code in there}

    def _roles(self) -> None:
        fields = dict(MajorGroup.objects.values_list("code", "field"))

        def field_of(code: str) -> int | None:
            """That of the narrowest group that the code belongs to."""
            return next((fields[code[:end]] for end in range(len(code), 1, -1) if code[:end] in fields), None)

        slugs = self._slugs()
        rows = []
        for code, slug in slugs.items():
            title, description = self.described[code]
            title = _role_title(title)
            field = field_of(code)
            if field is None:
                raise Refused(
                    f"No field takes the occupations of major group {code[:2]}. Load the content first: "
                    "manage.py load_fixtures."
                )
            rows.append((slug, title, description, field))
        counts = self.intake.writer.merge(
            Role,
            ["slug", "title", "summary", "field_id"],
            [rows],
            key=1,
            stored=Role.objects.filter(origin=Role.Origin.ONET),
            same={
                "status": Role.Status.PUBLISHED.value,
                "origin": Role.Origin.ONET.value,
                "replaced_by_id": None,
                "summary_source_id": self.intake.source,
            },
            remove=False,
        )
        there = dict(Role.objects.filter(origin=Role.Origin.ONET).values_list("slug", "pk"))
        self.made = {code: there[slug] for code, slug in slugs.items() if slug in there}
        counts.retired = self._retire()

    def _slugs(self) -> dict[str, str]:
        """The slug of the role of each code, but for codes that a role of ours stands for."""
        holders = RoleCode.objects.filter(use=RoleCode.Use.TITLE, primary=True, occupation__system=ONET)
        held = {
            code: (slug, origin)
            for code, slug, origin in holders.values_list("occupation__code", "role__slug", "role__origin")
        }
        slugs = {code: held[code][0] for code in self.occupations if code in held and held[code][1] == Role.Origin.ONET}
        taken = set(Role.objects.exclude(origin=Role.Origin.ONET).values_list("slug", flat=True))
        taken |= set(RenamedSlug.objects.filter(model=Role._meta.label_lower).values_list("old", flat=True))
        taken |= {slug for slug, _ in held.values()}
        deleted = self.intake.writer.names_deleted_here(Role, "slug")
        for code in self.occupations:
            if code in held:
                continue
            wanted = key_of(one_of(self.described[code][0]).replace("/", " "))
            if wanted not in deleted:
                slugs[code] = free(wanted, taken)
            taken.add(slugs.get(code, wanted))
        return slugs

    def _retire(self) -> int:
        """Roles of occupations that are no more, or that a role of ours stands for by now, lead on to those."""
        primary = RoleCode.objects.filter(use=RoleCode.Use.TITLE, primary=True)
        now = dict(primary.filter(role__status=Role.Status.PUBLISHED).values_list("occupation__code", "role"))
        now |= self.made
        left = Role.objects.filter(origin=Role.Origin.ONET, status=Role.Status.PUBLISHED)
        left = left.exclude(pk__in=self.made.values())
        codes = RoleCode.objects.filter(role__in=left, use=RoleCode.Use.TITLE, occupation__system=ONET)
        retired = {}
        titles = dict(Role.objects.values_list("pk", "title"))
        # The occupation may stand in a row that is left out.
        unsure = self.intake.release.reading.left_out(OCCUPATIONS)
        for role, imported, code in codes.values_list("role", "role__imported", "occupation__code"):
            came = self._came_instead(code, now)
            successor = now.get(came)
            successor = None if successor == role else successor
            unknown = "no successor is known" if came == code else f"{came}, which came instead, has no role"
            leads = f"its page leads on to “{titles[successor]}”" if successor else unknown
            what = f"{code} {titles[role]} is no longer in {self.intake.release.name}"
            if code in self.described:
                what = f"{code} {titles[role]} stands under a role of ours now"
            if unsure and code not in self.described:
                self.intake.notes.append(f"Left alone: {code} {titles[role]} has no good row in {OCCUPATIONS.name}.")
            elif imported:
                retired[role] = (Role.Status.RETIRED.value, successor)
                self.intake.notes.append(f"Retired: {what}; {leads}.")
            else:
                self.intake.notes.append(f"Left alone: {what}, but somebody edited the role here.")
        self.intake.writer.change(
            Role, ["status", "replaced_by_id"], retired, why=f"No longer in {self.intake.release.name}"
        )
        return len(retired)

    def _came_instead(self, code: str, now: Mapping[str, int]) -> str:
        """What came instead of the code, or of that in turn where it is no more, either; else the code itself."""
        passed = {code}
        came = self.successors.get(code, code)
        while came not in now and came not in passed:
            passed.add(came)
            came = self.successors.get(came, came)
        return came

    def _codes(self) -> None:
        uses = (RoleCode.Use.TITLE, RoleCode.Use.DUTIES, RoleCode.Use.SCHOOLING)
        others = Role.objects.filter(origin=Role.Origin.ONET).exclude(pk__in=self.made.values())
        # Without the others, and not with these alone: SQLite would look for each of them at each code.
        stored = RoleCode.objects.filter(role__origin=Role.Origin.ONET, occupation__system=ONET)
        stored = stored.exclude(role__in=set(others.values_list("pk", flat=True)))
        ours = RoleCode.objects.filter(primary=True).exclude(role__in=self.made.values())
        taken = set(ours.values_list("occupation", "use"))
        rows = [
            (
                role,
                self.occupations[code],
                use.value,
                RoleCode.Match.EXACT.value,
                (self.occupations[code], use) not in taken,
            )
            for code, role in self.made.items()
            for use in uses
        ]
        self.intake.writer.merge(
            RoleCode,
            ["role_id", "occupation_id", "use", "match", "primary"],
            [rows],
            key=3,
            stored=stored,
        )

    def _takers(self) -> None:
        codes = RoleCode.objects.filter(occupation__system=ONET).exclude(role__status=Role.Status.RETIRED)
        titles, duties = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
        for code, role in codes.filter(use=RoleCode.Use.TITLE, primary=True).values_list("occupation__code", "role"):
            # To ask for these codes alone takes a database longer.
            if code in self.occupations:
                titles[code].append(role)
        # A role that leans on several codes takes from the nearest.
        served = set()
        nearest = {match: place for place, match in enumerate(RoleCode.Match.values)}
        leaning = codes.filter(use=RoleCode.Use.DUTIES).values_list("occupation__code", "role", "match", "primary")
        for code, role, *_ in sorted(leaning, key=lambda each: (nearest[each[2]], not each[3], each[0])):
            if role not in served and code in self.occupations:
                served.add(role)
                duties[code].append(role)
        self.for_titles, self.for_duties = titles, duties
        self._leave_alone(set(chain.from_iterable(titles.values())), served)

    def _leave_alone(self, with_titles: set[int], with_duties: set[int]) -> None:
        """Roles of O*NET's whose code somebody took off lose nothing by it: what they have stays as it is."""
        theirs = Role.objects.filter(origin=Role.Origin.ONET).exclude(status=Role.Status.RETIRED)
        named = dict(theirs.order_by("title").values_list("pk", "title"))
        self.without_titles, self.without_duties = named.keys() - with_titles, named.keys() - with_duties
        made = set(self.made.values())
        self.intake.notes += [
            f"Left alone: what “{title}” has, since somebody took a code off it here."
            for role, title in named.items()
            if role in made and role in self.without_titles | self.without_duties
        ]


def _role_title(title: str) -> str:
    """What a page calls the role: the one of “Registered Nurses”, in sentence case; its slug does without the last."""
    return of_members(of_other_kinds(sentence_case(one_of(title))))
