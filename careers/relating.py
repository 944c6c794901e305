"""Works out which roles are close to each other from what is on file, and keeps it for pages to read.

Imports and loads call it at their end. It needs NumPy, which is not installed where the site is only served.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Case, Count, FloatField, Q, Value, When
from django.db.models.functions import Cast

from careers.clock import today
from careers.comparison import CLOSE_PAY
from careers.facts.catalog import ZONED
from careers.facts.families import lineages
from careers.facts.overlap import DUTY, Act, acts
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.wording import counted
from roles.models import Duty, Pay, PayCell, RelatedOccupation, RelatedRole, Role, RoleCode, RoleDuty, RoleSkill, Skill
from sources import versioning
from sources.bulk import insert_rows, look_at, meanwhile
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
        rows = _worked_out()
        kept = list(RelatedRole.objects.order_by("role_id", "position").values_list(*COLUMNS))
        if is_new := kept != rows:
            RelatedRole.objects.all()._raw_delete(connection.alias)
            insert_rows(RelatedRole._meta.db_table, COLUMNS, rows)
            look_at([RelatedRole._meta.db_table])
            versioning.changed()
        DataVersion.objects.worked_out()
    return Report(len({row[0] for row in rows}), len(rows), is_new)


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


def _worked_out() -> list[tuple[Any, ...]]:
    """The rows of `RelatedRole` as they should be."""
    from careers.closeness import closest

    view = Standpoint((COUNTRY,), "", today())
    roles = dict(Role.objects.readable().order_by("slug").values_list("pk", "status"))
    lines = lineages(roles, Role.objects.parents())
    skills = dict(Skill.objects.order_by("slug").values_list("pk", "title"))
    listings = _listings(lines)
    known, wages = _known(roles, lines, list(skills), listings, view), _wages(view)
    with meanwhile():
        return _rows(closest(known), list(roles), list(skills.values()), listings, wages)


def _known(
    roles: Mapping[int, str],
    lines: Mapping[int, Line],
    skills: Sequence[int],
    listings: Mapping[tuple[int, int], Listing],
    view: Standpoint,
) -> Known:
    import numpy as np

    from careers.closeness import Known

    place = {pk: number for number, pk in enumerate(roles)}
    done = acts(lines, view)
    numbers = {act: number for number, act in enumerate(sorted(set().union(*done.values())))}
    pairs = np.array([(place[pk], numbers[act]) for pk in roles for act in done[pk]], int).reshape(-1, 2)
    listed = [(place[role], place[other], listing.position) for (role, other), listing in listings.items()]
    return Known(
        doer=pairs[:, 0],
        duty=pairs[:, 1],
        ratings=_ratings(lines, place, skills, view),
        vocabulary=np.array(_vocabularies(done[pk] for pk in roles), int),
        family=np.array([place[lines[pk][-1]] for pk in roles], int),
        offered=np.array([status == Role.Status.PUBLISHED for status in roles.values()], bool),
        zone=np.array([*_zones(lines).values()], int),
        listed=np.array(listed, int).reshape(-1, 3),
    )


def _vocabularies(done: Iterable[set[Act]]) -> list[int]:
    """1 where most duties of a role are those that an import brought, 0 where they are ours.

    Two roles whose duties are told in different words share none by that alone.
    """
    imported = {(DUTY, pk) for pk in Duty.objects.filter(imported=True).values_list("pk", flat=True)}
    return [int(2 * len(each & imported) > sum(kind == DUTY for kind, _ in each)) for each in done]


def _ratings(lines: Mapping[int, Line], place: Mapping[int, int], skills: Sequence[int], view: Standpoint) -> Any:
    """Role by skill; as on pages, a specialty takes over what it does not rate itself, and what plays no part is 0."""
    import numpy as np

    column = {pk: number for number, pk in enumerate(skills)}
    ratings = np.full((len(place), len(skills)), np.nan, np.float32)
    said = np.zeros(ratings.shape, bool)
    # Both in one column: Django turns each value of either into one of Python, which takes longer than to read it.
    rating = Case(When(not_relevant=True, then=0.0), default=Cast("importance", FloatField()))
    rated = RoleSkill.objects.published().filter(view.in_use()).order_by()
    for role, skill, importance in rated.values_list("role", "skill", rating):
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


def _zones(lines: Mapping[int, Line]) -> dict[int, int]:
    """The job zone of each role by its codes, or else of its parent; 0 where none is on file."""
    found: dict[tuple[int, str], int] = {}
    codes = RoleCode.objects.filter(occupation__job_zone__isnull=False).order_by("-primary", "occupation__code")
    for role, use, zone in codes.values_list("role", "use", "occupation__job_zone"):
        found.setdefault((role, use), zone or 0)
    return {
        pk: next((found[member, use] for member in line for use in ZONED if (member, use) in found), 0)
        for pk, line in lines.items()
    }


def _listings(lines: Mapping[int, Line]) -> dict[tuple[int, int], Listing]:
    """O*NET's lists, which are of codes, as lists of roles: what it says of each pair."""
    stands_for = Q(use=RoleCode.Use.TITLE, primary=True) | Q(use=RoleCode.Use.DUTIES, match=RoleCode.Match.EXACT)
    codes: dict[int, set[int]] = defaultdict(set)
    roles: dict[int, set[int]] = defaultdict(set)
    leaning = RoleCode.objects.filter(stands_for, occupation__system="onet")
    for role, code in leaning.order_by().values_list("role", "occupation"):
        # To ask the database for these roles alone takes it longer than all the rest.
        if role in lines:
            codes[role].add(code)
            roles[code].add(role)
    near: dict[int, list[tuple[int, Listing]]] = defaultdict(list)
    rows = RelatedOccupation.objects.order_by()
    for code, other, position, tier, source in rows.values_list("occupation", "other", "position", "tier", "source"):
        near[code].append((other, Listing(position, tier, source)))
    found: dict[tuple[int, int], Listing] = {}
    for pk, line in lines.items():
        # A specialty without a code of its own has its parent's.
        own = next((codes[member] for member in line if member in codes), set())
        for other, listing in (each for code in own for each in near[code]):
            for role in roles[other].difference(line):
                found[pk, role] = min(listing, found.get((pk, role), listing))
    return found


def _wages(view: Standpoint) -> dict[int, Wage]:
    """Of each role, where its code fits exactly."""
    paid = Pay.objects.published().filter(
        view.in_use(),
        per=Pay.Per.YEAR,
        p50_cell=PayCell.PUBLISHED,
        occupation__role_codes__use=RoleCode.Use.PAY,
        occupation__role_codes__match=RoleCode.Match.EXACT,
    )
    wages: dict[int, Wage] = {}
    survey = ("source", "as_of", "as_of_words")
    columns = ("occupation__role_codes__role", Cast("p50", FloatField()), "occupation", *survey)
    # As on pages, the first code of a role counts.
    for role, dollars, code, *what in paid.order_by(
        "-occupation__role_codes__primary", "occupation__code", "key"
    ).values_list(*columns):
        wages.setdefault(role, Wage(dollars, code, tuple(what)))
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
