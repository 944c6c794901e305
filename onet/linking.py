"""Which of the Bureau’s codes roles lean on for pay and outlook: their own O*NET codes tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onet.writing import Counts, Writer
from roles.models import Occupation, Outlook, Pay, RoleCode

SOC_LENGTH = len("23-2011")
WHOLE = ".00"  # the end of an O*NET code that stands for all of its SOC code
PAY, OUTLOOK = RoleCode.Use.PAY, RoleCode.Use.OUTLOOK
# Whose name a role goes by tells more of its pay than whose duties it has.
NEAREST = (RoleCode.Use.TITLE, RoleCode.Use.DUTIES)
EXACT, PART, COMBINED = RoleCode.Match.EXACT, RoleCode.Match.PART, RoleCode.Match.COMBINED


def link_roles(writer: Writer, combined: Mapping[str, str] | None = None) -> Counts:
    """Lean each role on the Bureau's code for its O*NET code, unless it leans on one of our choice: a few queries.

    `combined` tells under which code the pay of several SOC codes is published together; without it, what earlier
    imports knew of that stays. A link that somebody took off does not come back.
    """
    links = RoleCode.objects.filter(use__in=(PAY, OUTLOOK))
    mine = links.filter(imported=True, occupation__system=Occupation.System.BLS)
    ours = set(links.filter(imported=False).values_list("role", "use"))
    codes = dict(Occupation.objects.filter(system=Occupation.System.BLS).values_list("code", "pk"))
    known = _known() if combined is None else combined
    there = (
        (PAY, set(Pay.objects.published().order_by().values_list("occupation", flat=True).distinct())),
        (OUTLOOK, set(Outlook.objects.published().order_by().values_list("occupation", flat=True).distinct())),
    )
    rows = [
        (role, use.value, occupation, match.value)
        for use, told in there
        for role, occupation, match in _nearest({code: pk for code, pk in codes.items() if pk in told}, known)
        if (role, use) not in ours
    ]
    return writer.merge(
        RoleCode,
        ["role_id", "use", "occupation_id", "match"],
        [rows],
        key=2,
        stored=mine,
        kind="links of roles to pay and outlook",
    )


def _known() -> dict[str, str]:
    """The combined codes by SOC code, as far as links tell that are there."""
    found = RoleCode.objects.filter(match=COMBINED, imported=True, occupation__system=Occupation.System.BLS)
    together = dict(found.values_list("role", "occupation__code"))
    own = RoleCode.objects.filter(occupation__system=Occupation.System.ONET, use__in=NEAREST, role__in=together)
    return {code[:SOC_LENGTH]: together[role] for role, code in own.values_list("role", "occupation__code")}


def _nearest(figures: Mapping[str, int], combined: Mapping[str, str]) -> Iterator[tuple[int, int, RoleCode.Match]]:
    """Each role with the codes among these that its O*NET codes lead to, the nearest first, and how well they fit."""
    found = RoleCode.objects.filter(occupation__system=Occupation.System.ONET, use__in=NEAREST)
    rows = found.order_by("-primary", "occupation__code").values_list("role", "use", "match", "occupation__code")
    for role, _, match, code in sorted(rows, key=lambda row: NEAREST.index(row[1])):
        soc, own = code[:SOC_LENGTH], RoleCode.Match(match)
        if soc in figures:
            theirs = EXACT if code.endswith(WHOLE) else PART
        elif (soc := combined.get(soc, "")) in figures:
            theirs = COMBINED
        else:
            continue
        yield role, figures[soc], theirs if own == EXACT else own
