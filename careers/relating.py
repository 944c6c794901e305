"""Works out which roles are close to each other from what is on file, and keeps it for pages to read.

Imports and loads call it at their end. It needs NumPy, which is not installed where the site is only served.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Case, Count, Field, FloatField, Q, Value, When
from django.db.models.functions import Cast

from careers.clock import today
from careers.comparison import CLOSE_PAY
from careers.facts.families import lineages
from careers.facts.names import ZONED
from careers.facts.overlap import DUTY, Act, ToldAct, acts, told_acts
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.wording import counted
from roles.models import Duty, Pay, PayCell, RelatedOccupation, RelatedRole, Role, RoleCode, RoleDuty, RoleSkill, Skill
from sources import versioning
from sources.beside import Job
from sources.bulk import insert_rows, look_at
from sources.models import DataVersion

if TYPE_CHECKING:
    from careers.closeness import Close, Known

NO_NUMPY = "Which roles are close to each other was not worked out anew: that takes NumPy. To install it: make import"

# The columns of `RelatedRole` that are worked out, in order.
COLUMNS = (
    "role_id",
    "other_id",
    "position",
    "closeness",
    "shared_duties",
    "to_build",
    "more_pay",
    "pay_source_id",
    "tier",
    "onet_position",
    "source_id",
)
Line = tuple[int, ...]
# What suggestions are worked out of, and a person can change.
LEANS_ON: tuple[Any, ...] = (Role, RoleCode, RoleDuty, RoleSkill, Duty, Skill, Pay)


class Listing(NamedTuple):
    """The place of a role in O*NET's list for another, and who says so."""

    position: int
    tier: str
    source: int


class Wage(NamedTuple):
    """What the middle of a role earns in a year, of which code, by which survey: its source, and of when it is."""

    dollars: float
    code: int
    survey: tuple[Any, ...]


@dataclass(frozen=True)
class Report:
    """How many suggestions there are for how many roles, and whether any of them is new."""

    roles: int
    suggestions: int
    is_new: bool

    def __str__(self) -> str:
        found = f"{counted(self.suggestions, 'suggestion')} for {counted(self.roles, 'role')}"
        return f"{found} worked out{'' if self.is_new else ': nothing new'}"


def can_relate() -> bool:
    """Whether what it takes is installed."""
    return find_spec("numpy") is not None


def relate_roles() -> Report:
    """Keep for each role those that somebody in it could turn to. Where nothing is new, nothing is written."""
    with transaction.atomic():
        return _keep(_worked_out(_on_file()))


def relating() -> Job:
    """As `relate_roles`, for whoever has what is worked out done beside something else, in a transaction."""
    rows = yield partial(_worked_out, _on_file())
    _keep(rows)


def changes_since() -> int:
    """How many changes of what suggestions hang on they do not know of yet: two queries."""
    since = DataVersion.objects.values_list("worked_out_at", flat=True).first()
    first, *others = (
        (model.history.filter(history_date__gt=since) if since else model.history.all())
        .order_by()
        .values(label=Value(model._meta.label))
        .annotate(count=Count("pk"))
        .values_list("label", "count")
        for model in LEANS_ON
    )
    return sum(count for _, count in first.union(*others, all=True))


class _OnFile(NamedTuple):
    """All that suggestions are worked out of, as it was read."""

    # Readable ones by slug: their status.
    roles: dict[int, str]
    parents: dict[int, int | None]
    # Their titles.
    skills: dict[int, str]
    duties: list[ToldAct]
    # The canonical duties that an import brought.
    imported: set[int]
    # Role, skill, how important it is.
    ratings: list[tuple[int, int, float | None]]
    # Role, use of a code, its job zone.
    zones: list[tuple[int, str, int | None]]
    # Role, code of O*NET's that it stands for.
    codes: list[tuple[int, int]]
    # Two codes, the place of the second in the list of the first, its tier and who says so.
    listed: list[tuple[int, int, int, str, int]]
    # Role, dollars, code, survey.
    wages: list[tuple[Any, ...]]


def _on_file() -> _OnFile:
    """A dozen queries, and little more: what is read beside the rest of an import is worked out beside it, too."""
    view = Standpoint((COUNTRY,), "", today())
    # Both in one column: Django turns each value of either into one of Python, which takes longer than to read it.
    # As on pages, what plays no part is 0.
    rating = Case(When(not_relevant=True, then=0.0), default=Cast("importance", FloatField()), output_field=Field())
    rated = RoleSkill.objects.published().filter(view.in_use()).order_by()
    zoned = RoleCode.objects.filter(occupation__job_zone__isnull=False).order_by("-primary", "occupation__code")
    stands_for = Q(use=RoleCode.Use.TITLE, primary=True) | Q(use=RoleCode.Use.DUTIES, match=RoleCode.Match.EXACT)
    leaning = RoleCode.objects.filter(stands_for, occupation__system="onet").order_by()
    lists = RelatedOccupation.objects.order_by()
    return _OnFile(
        roles=dict(Role.objects.readable().order_by("slug").values_list("pk", "status")),
        parents=Role.objects.parents(),
        skills=dict(Skill.objects.order_by("slug").values_list("pk", "title")),
        duties=told_acts(view),
        imported=set(Duty.objects.filter(imported=True).values_list("pk", flat=True)),
        ratings=list(rated.values_list("role", "skill", rating)),
        zones=list(zoned.values_list("role", "use", "occupation__job_zone")),
        codes=list(leaning.values_list("role", "occupation")),
        listed=list(lists.values_list("occupation", "other", "position", "tier", "source")),
        wages=_paid(view),
    )


def _paid(view: Standpoint) -> list[tuple[Any, ...]]:
    """By year, where the code of the role fits exactly. As on pages, the first code of a role counts."""
    paid = Pay.objects.published().filter(
        view.in_use(),
        per=Pay.Per.YEAR,
        p50_cell=PayCell.PUBLISHED,
        occupation__role_codes__use=RoleCode.Use.PAY,
        occupation__role_codes__match=RoleCode.Match.EXACT,
    )
    survey = ("source", "as_of", "as_of_words")
    columns = ("occupation__role_codes__role", Cast("p50", FloatField()), "occupation", *survey)
    return list(paid.order_by("-occupation__role_codes__primary", "occupation__code", "key").values_list(*columns))


def _keep(rows: list[tuple[Any, ...]]) -> Report:
    kept = list(RelatedRole.objects.order_by("role_id", "position").values_list(*COLUMNS))
    if is_new := kept != rows:
        RelatedRole.objects.all()._raw_delete(connection.alias)
        insert_rows(RelatedRole._meta.db_table, COLUMNS, rows)
        look_at([RelatedRole._meta.db_table])
        versioning.changed()
    DataVersion.objects.worked_out()
    return Report(len({row[0] for row in rows}), len(rows), is_new)


def _worked_out(file: _OnFile) -> list[tuple[Any, ...]]:
    """The rows of `RelatedRole` as they should be."""
    from careers.closeness import closest

    lines = lineages(file.roles, file.parents)
    listings = _listings(file, lines)
    found = closest(_known(file, lines, listings))
    return _rows(found, list(file.roles), list(file.skills.values()), listings, _wages(file))


def _known(file: _OnFile, lines: Mapping[int, Line], listings: Mapping[tuple[int, int], Listing]) -> Known:
    import numpy as np

    from careers.closeness import Known

    place = {pk: number for number, pk in enumerate(file.roles)}
    done = acts(lines, file.duties)
    numbers = {act: number for number, act in enumerate(sorted(set().union(*done.values())))}
    pairs = np.array([(place[pk], numbers[act]) for pk in place for act in done[pk]], int).reshape(-1, 2)
    listed = [(place[role], place[other], listing.position) for (role, other), listing in listings.items()]
    return Known(
        doer=pairs[:, 0],
        duty=pairs[:, 1],
        ratings=_ratings(file, lines, place),
        vocabulary=np.array(_vocabularies(file.imported, (done[pk] for pk in place)), int),
        family=np.array([place[lines[pk][-1]] for pk in place], int),
        offered=np.array([status == Role.Status.PUBLISHED for status in file.roles.values()], bool),
        zone=np.array([*_zones(file, lines).values()], int),
        listed=np.array(listed, int).reshape(-1, 3),
    )


def _vocabularies(imported: Iterable[int], done: Iterable[set[Act]]) -> list[int]:
    """1 where most duties of a role are those that an import brought, 0 where they are ours.

    Two roles whose duties are told in different words share none by that alone.
    """
    brought = {(DUTY, pk) for pk in imported}
    return [int(2 * len(each & brought) > sum(kind == DUTY for kind, _ in each)) for each in done]


def _ratings(file: _OnFile, lines: Mapping[int, Line], place: Mapping[int, int]) -> Any:
    """Role by skill; as on pages, a specialty takes over what it does not rate itself."""
    import numpy as np

    column = {pk: number for number, pk in enumerate(file.skills)}
    ratings = np.full((len(place), len(column)), np.nan, np.float32)
    said = np.zeros(ratings.shape, bool)
    for role, skill, importance in file.ratings:
        if role in place:
            at = place[role], column[skill]
            said[at] = True
            ratings[at] = np.nan if importance is None else importance
    for pk, line in lines.items():
        for ancestor in line[1:]:
            taken = said[place[ancestor]] & ~said[place[pk]]
            ratings[place[pk], taken] = ratings[place[ancestor], taken]
            said[place[pk]] |= taken
    return ratings


def _zones(file: _OnFile, lines: Mapping[int, Line]) -> dict[int, int]:
    """The job zone of each role by its codes, or else of its parent; 0 where none is on file."""
    found: dict[tuple[int, str], int] = {}
    for role, use, zone in file.zones:
        found.setdefault((role, use), zone or 0)
    return {
        pk: next((found[member, use] for member in line for use in ZONED if (member, use) in found), 0)
        for pk, line in lines.items()
    }


def _listings(file: _OnFile, lines: Mapping[int, Line]) -> dict[tuple[int, int], Listing]:
    """O*NET's lists, which are of codes, as lists of roles: what it says of each pair."""
    codes: dict[int, set[int]] = defaultdict(set)
    roles: dict[int, set[int]] = defaultdict(set)
    for role, code in file.codes:
        # To ask the database for these roles alone takes it longer than all the rest.
        if role in lines:
            codes[role].add(code)
            roles[code].add(role)
    near: dict[int, list[tuple[int, Listing]]] = defaultdict(list)
    for code, other, position, tier, source in file.listed:
        near[code].append((other, Listing(position, tier, source)))
    found: dict[tuple[int, int], Listing] = {}
    for pk, line in lines.items():
        # A specialty without a code of its own has its parent's.
        own = next((codes[member] for member in line if member in codes), set())
        for other, listing in (each for code in own for each in near[code]):
            for role in roles[other].difference(line):
                found[pk, role] = min(listing, found.get((pk, role), listing))
    return found


def _wages(file: _OnFile) -> dict[int, Wage]:
    wages: dict[int, Wage] = {}
    for role, dollars, code, *survey in file.wages:
        wages.setdefault(role, Wage(dollars, code, tuple(survey)))
    return wages


def _more_pay(one: Wage | None, other: Wage | None) -> tuple[int | None, int | None]:
    """What the other comes to more, or less, in dollars a year, and the source of both; None where nobody can tell.

    About the same is 0.
    """
    if one is None or other is None or one.survey != other.survey or one.code == other.code:
        return None, None
    more = other.dollars - one.dollars
    return 0 if abs(more) < CLOSE_PAY * min(one.dollars, other.dollars) else round(more), one.survey[0]


def _rows(
    found: Close,
    roles: Sequence[int],
    skills: Sequence[str],
    listings: Mapping[tuple[int, int], Listing],
    wages: Mapping[int, Wage],
) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    columns = (found.role, found.other, found.closeness, found.shared, found.to_build)
    for one, two, closeness, shared, to_build in zip(*(column.tolist() for column in columns), strict=True):
        role, other = roles[one], roles[two]
        position = rows[-1][2] + 1 if rows and rows[-1][0] == role else 0
        place, tier, source = listings.get((role, other), (None, "", None))
        names = "\n".join(skills[skill] for skill in to_build if skill >= 0)
        pay = _more_pay(wages.get(role), wages.get(other))
        rows.append((role, other, position, closeness, shared, names, *pay, tier, place, source))
    return sorted(rows, key=itemgetter(0, 2))
