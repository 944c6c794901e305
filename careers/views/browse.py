"""Search and browse: one page for both. Words, filters, order, page and the roles picked are all in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from careers.cells import sources_of
from careers.comparison import MOST
from careers.facets import NAMES, facets
from careers.facts.catalog import Catalog, catalog
from careers.facts.lines import lines_of
from careers.facts.origins import origins
from careers.facts.schooling import SHORT
from careers.facts.standpoint import Standpoint
from careers.rolefacts import RoleLine, RoleName
from careers.search import (
    LONGEST_QUERY,
    MOST_WORDS,
    Found,
    Hit,
    Reason,
    in_other_words,
    meant_certifications,
    reasons,
    search_certifications,
    search_jobs,
    search_retired,
    search_roles,
    second_best,
)
from careers.views.citing import attributions
from careers.views.pages import HtmxRequest, chosen_view
from careers.views.sifting import Asked, Listing, sift
from careers.views.subjects import ROLES
from careers.views.wishes import wish_of
from careers.wording import joined, plain_name

LISTING = Listing(
    subject=ROLES,
    page="careers:roles",
    thing="role",
    things="roles",
    title="Find a role",
    facets=NAMES,
    sorts={
        "": "Best match",
        "title": "Title",
        "pay": "Highest pay",
        "time": "Shortest time",
        "growth": "Fastest growth",
    },
    usual_order="the best match comes first",
    result="careers/_roles_result.html",
    is_searched=True,
)
TOO_LONG = (
    f"That is more than we can look for. We took the start of it, up to {LONGEST_QUERY} letters and {MOST_WORDS} words."
)


@dataclass(frozen=True)
class Result:
    """One role of the list, and by what it was found where its title does not say so: a name, a code, what it tells."""

    line: RoleLine
    also_called: str = ""
    once_called: str = ""
    code: str = ""
    reason: Reason | None = None


@require_safe
def browse(request: HtmxRequest) -> HttpResponse:
    """Roles that match, 20 to a page: a fixed number of queries, and those of a changed catalog."""
    typed = Asked.of(request.GET, LISTING)
    if "clear" in request.GET:
        return HttpResponseRedirect(replace(typed, filters={}, page="").address)
    if wish := wish_of(typed.words):
        # What is wished of any role is no word of one: “no college” would find who works at colleges.
        filters = {**typed.filters, **wish.filters}
        return HttpResponseRedirect(replace(typed, words="", filters=filters, sort=wish.sort or typed.sort).address)
    view, problem = chosen_view(request)
    known = catalog(view)
    among = facets(known.fields, SHORT, "" if view.is_everywhere else view.place_name)
    found = search_roles(typed.words) if typed.words.replace("\0", " ").strip() else None
    words = found.words if found else ""
    others: dict[str, list[Any]] = {
        "certifications": search_certifications(words),
        "jobs": search_jobs(words),
        "retired": search_retired(words),
    }
    meant: dict[str, list[Any]] = {"nearest": [], "meant_certifications": []}
    if found and not found.hits:
        found, meant = _second_best(found, others)
    hits = {known.numbers[hit.pk]: hit for hit in found.hits if hit.pk in known.numbers} if found else {}
    found_by = found.found_by if found else ""
    sifted = sift(
        request,
        typed,
        view,
        known.shelf,
        among,
        lambda numbers: _results(numbers, hits, found_by, known, view),
        words=words,
        found_by=found_by,
        found=[*hits] if found else None,
        is_more=found is not None and found.is_more,
        problem=problem,
    )
    lines = [result.line for result in sifted.results]
    more = {
        **others,
        **meant,
        "notes": _notes(found) if found else [],
        "twins": _twins(found, view) if found else None,
        "in_other_words": in_other_words(found) if found else "",
        # The facets count what tables say of all roles, also where none of these is shown.
        "attributions": attributions(*(line.summary_sources for line in lines), origins(view.today)),
        **_pay_sources(lines),
    }
    return sifted.answer(request, "careers/roles.html", more)


def _second_best(found: Found, others: Mapping[str, list[Any]]) -> tuple[Found, dict[str, list[Any]]]:
    """Where no role has all words, what some of them find if nothing else matches, and what may have been meant."""
    meant = [] if others["certifications"] else meant_certifications(found.words)
    part, nearest = (found, []) if others["jobs"] else second_best(found.words)
    is_known = bool(meant) or any(others.values())
    return found if is_known else replace(part, was_cut=found.was_cut), {
        "nearest": nearest,
        "meant_certifications": meant,
    }


def _notes(found: Found) -> list[str]:
    """What of the words did not count."""
    notes = [TOO_LONG] if found.was_cut else []
    if found.left_out:
        left_out = joined([f"“{word}”" for word in found.left_out])
        notes.append(f"No role has all of these words, so we left out {left_out}.")
    return notes


def _results(
    numbers: Sequence[int], hits: Mapping[int, Hit], words: str, known: Catalog, view: Standpoint
) -> list[Result]:
    """What is shown of some roles of the catalog. One that was taken off just now is left out."""
    lines = lines_of([known.keys[number] for number in numbers], view)
    why = reasons(words, [hits[number] for number in numbers if number in hits])
    results = []
    for number in numbers:
        line, hit = lines.get(known.keys[number]), hits.get(number)
        if line and hit:
            names = plain_name(hit.also_called), plain_name(hit.once_called)
            results.append(Result(line, *names, hit.code, why.get(hit.pk)))
        elif line:
            results.append(Result(line))
    return results


@dataclass(frozen=True)
class Twins:
    """Roles that go by just the words that were looked for, and the address that puts them side by side."""

    roles: tuple[RoleName, ...]
    address: str


def _twins(found: Found, view: Standpoint) -> Twins | None:
    """The first few that go by one name, where several do: which of them is meant is for the reader to say."""
    roles = tuple(RoleName(hit.slug, hit.title) for hit in found.namesakes[:MOST])
    state = {} if view.is_everywhere else {"state": view.place.removeprefix("US-")}
    return Twins(roles, ROLES.address([role.slug for role in roles], state)) if roles else None


def _pay_sources(lines: Sequence[RoleLine]) -> dict[str, Any]:
    """Where the pay figures of a list come from: one line for all of them."""
    paid = [line.pay for line in lines if line.pay]
    sources = sources_of(*(pay.cell.sources for pay in paid))
    return {
        "pay_sources": sources,
        "pay_is_wide": any(pay.lacks for pay in paid),
        "pay_dates": joined(list(dict.fromkeys(pay.date_words for pay in paid if pay.date_words))),
        "pay_checked": min((source.checked_on for source in sources), default=None),
    }
