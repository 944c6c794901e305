"""Certifications and licenses: the list of all, and the page of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.credentialfacts import CredentialFacts, CredentialLine, CredentialName
from careers.facts.credentials import credential, credential_lines
from careers.facts.kinship import for_the_same_roles
from careers.views.citing import cited
from careers.views.pages import UnknownCertification, carried, chosen_view, states
from careers.views.subjects import CERTIFICATIONS
from careers.wording import counted, joined
from certifications.models import Certification
from sources.models import RenamedSlug

KINDS = {
    Certification.Kind.LICENSE: "Licenses",
    Certification.Kind.CERTIFICATION: "Certifications",
    Certification.Kind.CERTIFICATE: "Certificates",
    Certification.Kind.ASSESSMENT: "Assessments",
}
# How many it is held against at one press.
NEAREST = 2
LONGEST_BUTTON = 24  # letters
# How much is repeated of a value that we do not know.
SHOWN_LETTERS = 40


@dataclass(frozen=True)
class Filter:
    """A kind to look at, or all of them: how many there are, and the address."""

    label: str
    count: int
    address: str
    is_current: bool


@dataclass(frozen=True)
class Group:
    """The certifications of one workplace."""

    label: str
    lines: tuple[CredentialLine, ...]


@require_safe
def certifications(request: HttpRequest) -> HttpResponse:
    """All certifications and licenses by workplace. `?kind=` shows those of one kind."""
    view, problem = chosen_view(request)
    typed = request.GET.get("kind", "").strip().lower()
    kind = typed if typed in KINDS else ""
    if typed and not kind:
        odd = f"We know no kind called “{typed[:SHOWN_LETTERS]}”, so you see all."
        problem = " ".join(part for part in (problem, odd) if part)
    lines = credential_lines(view)
    label = Certification.Kind(kind).label if kind else ""
    shown = [line for line in lines if not kind or line.name.kind == label]
    groups: dict[str, list[CredentialLine]] = {}
    for line in shown:
        groups.setdefault(line.workplace or "Other", []).append(line)
    context = {
        "problem": problem,
        "title": KINDS[Certification.Kind(kind)] if kind else "Certifications and licenses",
        "filters": _filters(lines, kind, request),
        "groups": [Group(name, tuple(found)) for name, found in groups.items()],
        "count": counted(len(shown), "entry", "entries"),
    }
    return render(request, "careers/certifications.html", context)


@require_safe
def certification(request: HttpRequest, slug: str) -> HttpResponse:
    """Is it for me? Who may take it, how it works, what it takes to keep it, and who says so."""
    view, problem = chosen_view(request)
    lowered = slug.lower()
    try:
        found = credential(lowered, view)
    except Certification.DoesNotExist:
        renamed = RenamedSlug.objects.newest(Certification._meta.label_lower, lowered)
        if renamed is None:
            raise UnknownCertification([slug])
        return _moved(request, renamed)
    if slug != lowered:
        return _moved(request, lowered)
    near = for_the_same_roles(lowered)
    context = {
        "found": found,
        "view": view,
        "problem": problem,
        "states": states(),
        "near": [(other, CERTIFICATIONS.address([lowered, other.slug], carried(request))) for other in near],
        "nearest": _short(near[:NEAREST]),
        "nearest_address": CERTIFICATIONS.address(
            [lowered, *(other.slug for other in near[:NEAREST])], carried(request)
        ),
        **_dates(found),
        **cited(found.sources),
    }
    return render(request, "careers/certification.html", context)


def _moved(request: HttpRequest, slug: str) -> HttpResponse:
    address = reverse("careers:certification", args=[slug])
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address, permanent=True)


def _filters(lines: list[CredentialLine], kind: str, request: HttpRequest) -> list[Filter]:
    """All, and each kind that there is one of. The state stays in the address."""
    state = carried(request)
    counts = Counter(line.name.kind for line in lines)
    here = reverse("careers:certifications", query=state or None)
    found = [Filter("All", len(lines), here, not kind)]
    for value, label in KINDS.items():
        if counts[value.label] or value == kind:
            address = reverse("careers:certifications", query={"kind": value.value, **state})
            found.append(Filter(label, counts[value.label], address, value == kind))
    return found


def _short(near: Sequence[CredentialName]) -> str:
    """`RP and CRP`; how many they are where that is too long for a button."""
    names = joined([other.short for other in near])
    return names if len(names) <= LONGEST_BUTTON else counted(len(near), "other")


def _dates(found: CredentialFacts) -> dict[str, Any]:
    return {"last_check": max((source.checked_on for source in found.sources), default=None)}
