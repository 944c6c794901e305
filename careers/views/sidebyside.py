"""What comparisons of roles and of certifications share: the choice in an address, and the ways on from there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from careers import sentences
from careers.cells import SourceFacts
from careers.comparison import FEWEST, MOST, Comparison
from careers.credentialcomparison import CredentialComparison
from careers.facts.standpoint import Standpoint
from careers.templatetags.shell import address
from careers.views.citing import cited
from careers.views.pages import HtmxRequest, Moved, Segment, carried, render_page, states
from careers.views.picker import fault_of, kept_view, pick, picked
from careers.views.subjects import Subject
from careers.wording import joined

DIFFERENCES = "differences"
# The id of the form that chooses a state, as htmx names what made a request.
STATE_FORM = "state-form"


class Named(Protocol):
    """What stands at the head of a column."""

    @property
    def slug(self) -> str: ...
    @property
    def noun(self) -> str: ...


def chosen(request: HttpRequest, subject: Subject, slugs: Sequence[str]) -> list[Any] | HttpResponse:
    """The two to four that an address names. One alone, or a fault in the choice: the picker with what is right."""
    lowered = [slug.lower() for slug in slugs]
    if problem := fault_of(lowered, subject):
        return pick(request, subject, *picked(lowered, problem, subject), status=422)
    try:
        found = subject.known(slugs)
    except Moved as moved:
        return redirect(subject.address(moved.slugs, kept_view(request.GET, subject)), permanent=True)
    return pick(request, subject, found) if len(found) < FEWEST else found


def only_differences(request: HttpRequest) -> bool:
    """Whether the address asks to leave out what is alike."""
    return request.GET.get("show") == DIFFERENCES


def answer(
    request: HtmxRequest,
    subject: Subject,
    *,
    columns: Sequence[Named],
    whole: Comparison | CredentialComparison,
    shown: Comparison | CredentialComparison,
    view: Standpoint,
    problem: str,
    sources: Sequence[SourceFacts],
    own: dict[str, Any],
) -> HttpResponse:
    """The page of a comparison, or the part of it that htmx asked for.

    `whole` has every row and `shown` those that are wanted; `own` is the context that only this subject has, the
    title and the finding among it.
    """
    where = "all states" if view.is_everywhere else view.place_name
    context = {
        "comparison": shown,
        "whole": whole,
        "compared": subject.nouns,
        "view": view,
        "problem": " ".join(part for part in (problem, odd_show(request)) if part),
        "states": states(),
        "only_differences": only_differences(request),
        "live": _live(request, where, sentences.hidden_line(shown.hidden)),
        "oldest_check": min((source.checked_on for source in sources), default=None),
        "columns": list(enumerate(columns, start=1)),
        **_links(request, subject, columns),
        **cited(sources),
        **own,
    }
    response = render_page(request, "careers/compare.html", context, partial="cmp")
    patch_vary_headers(response, ["HX-Trigger"])  # what the live region says hangs on it
    return response


def odd_show(request: HttpRequest) -> str:
    """A sentence for a view that there is not; nothing for one that there is."""
    show = request.GET.get("show", "")
    if show in ("", "everything", DIFFERENCES):
        return ""
    return f"There is no view called “{show[:40]}”. You see everything."


def _live(request: HtmxRequest, place: str, hidden_line: str) -> str:
    """What the live region says, by the control that was used: one short sentence an action."""
    if request.htmx.trigger == STATE_FORM:
        return f"State rules for {place}."
    return hidden_line if only_differences(request) else "Everything is shown."


def _links(request: HttpRequest, subject: Subject, columns: Sequence[Named]) -> dict[str, Any]:
    """The same page turned, widened, narrowed: every state is an address."""
    slugs = [column.slug for column in columns]
    query = request.GET.copy()
    if "state" in query:
        query.setlist("state", list(carried(request).values()))
    everything, differences = query.copy(), query.copy()
    everything.pop("show", None)
    differences["show"] = DIFFERENCES
    here = subject.address(slugs)
    everything_url = f"{here}?{everything.urlencode()}".rstrip("?")
    is_narrowed = only_differences(request)
    return {
        "parts": subject.parts,
        "trail": [(address(page), words) for page, words in subject.trail],
        "here": here,
        "canonical": subject.address(sorted(slugs)),
        "everything_url": everything_url,
        "shows": [
            Segment("all", "Everything", everything_url, not is_narrowed),
            Segment(DIFFERENCES, "Only differences", f"{here}?{differences.urlencode()}", is_narrowed),
        ],
        **changes(subject, columns, query),
    }


def changes(subject: Subject, columns: Sequence[Named], query: QueryDict) -> dict[str, Any]:
    """Other choices of what is compared: turned, widened, narrowed, or picked anew."""
    slugs = [column.slug for column in columns]
    kept = kept_view(query, subject)
    picked = urlencode({subject.noun: slugs, **kept, "edit": "1"}, doseq=True)
    picker_address = f"{address(subject.picker)}?{picked}"
    is_more = len(slugs) > FEWEST
    return {
        "subject": subject,
        "swap_url": subject.address(slugs[::-1], kept),
        "edit_url": picker_address,
        "kept": kept,
        "change": [f"{picker_address}#r{place}" for place in range(1, len(slugs) + 1)],
        "add_url": f"{picker_address}#r{len(slugs) + 1}" if len(slugs) < MOST else "",
        "removals": [subject.address([slug for slug in slugs if slug != gone], kept) for gone in slugs]
        if is_more
        else [],
        "pairs": [(subject.address(pair, kept), names) for pair, names in _neighbors(columns)] if is_more else [],
    }


def _neighbors(columns: Sequence[Named]) -> list[tuple[list[str], str]]:
    """Each with the next: two of these at a time fit a phone better."""
    return [([one.slug, other.slug], joined([one.noun, other.noun])) for one, other in pairwise(columns)]
