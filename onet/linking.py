"""Which of the Bureau’s codes roles lean on for pay and outlook: their own O*NET codes tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.apps import apps

from roles.models import Occupation, Outlook, Pay, RoleCode
from sources import versioning
from sources.history import DELETED

BATCH = 500
SOC_LENGTH = len("23-2011")
WHOLE = ".00"  # the end of an O*NET code that stands for all of its SOC code
FIGURES = (RoleCode.Use.PAY, RoleCode.Use.OUTLOOK)
# Whose name a role goes by tells more of its pay than whose duties it has.
NEAREST = (RoleCode.Use.TITLE, RoleCode.Use.DUTIES)


@dataclass(frozen=True)
class Links:
    """What linking did, in roles' links."""

    added: int
    changed: int
    removed: int


class Link(NamedTuple):
    """A code that a role leans on, and how well it fits."""

    occupation: int
    match: str


def link_roles(combined: Mapping[str, str] | None = None) -> Links:
    """Lean each role on the Bureau's code for its O*NET code, where it leans on none of our choice: a few queries.

    `combined` tells under which code the pay of several SOC codes is published together; without it, what earlier
    imports knew of that stays. A link that somebody took off does not come back.
    """
    wanted: dict[tuple[int, str], Link] = {}
    mine = list(RoleCode.objects.filter(imported=True, use__in=FIGURES, occupation__system=Occupation.System.BLS))
    own = set(RoleCode.objects.filter(imported=False, use__in=FIGURES).values_list("role", "use"))
    codes = dict(Occupation.objects.filter(system=Occupation.System.BLS).values_list("code", "pk"))
    known = _known(mine, codes) if combined is None else combined
    there = (
        set(Pay.objects.published().order_by().values_list("occupation", flat=True).distinct()),
        set(Outlook.objects.published().order_by().values_list("occupation", flat=True).distinct()),
    )
    for use, told in zip(FIGURES, there, strict=True):
        figures = {code: pk for code, pk in codes.items() if pk in told}
        for role, link in _nearest(figures, known):
            if (role, use) not in own:
                wanted.setdefault((role, use), link)
    taken_off = _taken_off()
    wanted = {key: link for key, link in wanted.items() if (*key, link.occupation) not in taken_off}
    return _write(wanted, mine)


def _known(mine: list[RoleCode], codes: Mapping[str, int]) -> dict[str, str]:
    """The combined codes by SOC code, as far as links tell that are there."""
    names = {pk: code for code, pk in codes.items()}
    together = {link.role_id: names[link.occupation_id] for link in mine if link.match == RoleCode.Match.COMBINED}
    found = RoleCode.objects.filter(occupation__system=Occupation.System.ONET, role__in=together)
    return {code[:SOC_LENGTH]: together[role] for role, code in found.values_list("role", "occupation__code")}


def _nearest(figures: Mapping[str, int], combined: Mapping[str, str]) -> Iterator[tuple[int, Link]]:
    """Each role with the codes among these that its O*NET codes lead to, the nearest first."""
    found = RoleCode.objects.filter(occupation__system=Occupation.System.ONET, use__in=NEAREST)
    rows = found.order_by("-primary", "occupation__code").values_list("role", "use", "match", "occupation__code")
    for role, _, fit, code in sorted(rows, key=lambda row: NEAREST.index(row[1])):
        soc, own = code[:SOC_LENGTH], RoleCode.Match(fit)
        if soc in figures:
            theirs = RoleCode.Match.EXACT if code.endswith(WHOLE) else RoleCode.Match.PART
        elif (soc := combined.get(soc, "")) in figures:
            theirs = RoleCode.Match.COMBINED
        else:
            continue
        yield role, Link(figures[soc], theirs if own == RoleCode.Match.EXACT else own)


def _taken_off() -> set[tuple[int, str, int]]:
    """The links that somebody deleted: role, use and code."""
    history = apps.get_model("history", "HistoricalRoleCode")
    found = history.objects.filter(history_type=DELETED, imported=True, history_user__isnull=False)
    return set(found.values_list("role", "use", "occupation"))


def _write(wanted: Mapping[tuple[int, str], Link], mine: Iterable[RoleCode]) -> Links:
    new, changed, gone = dict(wanted), [], []
    for link in mine:
        now = new.pop((link.role_id, link.use), None)
        if now is None:
            gone.append(link.pk)
        elif now != (link.occupation_id, link.match):
            link.occupation_id, link.match = now
            changed.append(link)
    RoleCode.objects.filter(pk__in=gone).delete()
    RoleCode.objects.bulk_update(changed, ["occupation", "match"], BATCH)
    RoleCode.objects.bulk_create(
        (
            RoleCode(role_id=role, use=use, occupation_id=link.occupation, match=link.match, imported=True)
            for (role, use), link in new.items()
        ),
        BATCH,
    )
    if new or changed:  # deletions say so themselves
        versioning.changed()
    return Links(len(new), len(changed), len(gone))
