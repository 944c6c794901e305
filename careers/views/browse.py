"""Search and browse: one page for both. Words, filters, order, page and the roles picked are all in the address."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from careers.cells import sources_of
from careers.comparison import MOST
from careers.facets import NAMES, RULE, Facet, counts, facets, stands
from careers.facts.lines import listing
from careers.facts.schooling import SHORT
from careers.rolefacts import RoleLine, RoleName
from careers.search import (
    LONGEST_QUERY,
    MOST_WORDS,
    Found,
    nearest_roles,
    search_certifications,
    search_jobs,
    search_roles,
)
from careers.views.pages import HtmxRequest, Moved, UnknownRole, chosen_view, known_roles, render_page, states
from careers.views.paging import asked_page, page_links, shortened
from careers.views.subjects import ROLES
from careers.wording import counted, joined
from roles.models import Field, Role

PAGE_SIZE = 20
SORTS = {"": "Best match", "title": "Title", "pay": "Highest pay", "time": "Shortest time"}
# What else an address may say. Links that people follow from elsewhere bear marks of their own.
OTHER_NAMES = ("q", "sort", "state", "page", "pick", "clear")
MARKS_OF_OTHERS = ("utm_", "fbclid", "gclid")
# How many values that we do not know are repeated.
SHOWN_VALUES = 3


@dataclass(frozen=True)
class Asked:
    """What an address asks for; `filters` are the values picked of each facet, `picks` the roles to compare."""

    words: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    state: str = ""
    page: str = ""
    picks: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        return cls(
            words=query.get("q", ""),
            filters={name: values for name in NAMES if (values := _each_once(query.getlist(name)))},
            sort=query.get("sort", ""),
            state=query.get("state", ""),
            page=query.get("page", "").strip(),
            picks=tuple(slug for slug in map(str.strip, query.getlist("pick")) if slug),
        )

    @property
    def address(self) -> str:
        """The address that asks for this; what is not asked for is left out."""
        said = {"q": self.words, **self.filters, "sort": self.sort, "state": self.state, "page": self.page}
        query = {name: value for name, value in {**said, "pick": self.picks}.items() if value}
        return reverse("careers:roles", query=query or None)

    def on_page(self, number: int) -> Asked:
        return replace(self, page="" if number == 1 else str(number))

    def without(self, name: str, value: str) -> Asked:
        """The same with one filter off."""
        rest = tuple(other for other in self.filters.get(name, ()) if other != value)
        others = {facet: values for facet, values in self.filters.items() if facet != name}
        return replace(self, filters={**others, name: rest} if rest else others)


@dataclass(frozen=True)
class Choice:
    """One option of a facet: how many roles it would show, whether it is on, the address without it."""

    facet: str
    value: str
    label: str
    count: int
    is_on: bool
    without: str


@dataclass(frozen=True)
class Group:
    """One facet as the page shows it."""

    name: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Result:
    """One role of the list, with the other or former name by which it was found."""

    line: RoleLine
    also_called: str
    once_called: str


@dataclass(frozen=True)
class Pick:
    """A role in the tray, and the address without it."""

    role: RoleName
    without: str


@require_safe
def browse(request: HtmxRequest) -> HttpResponse:
    """Roles that match, 20 to a page: four queries, eight with words and a state, and those of a changed listing.

    What does not exist is a 404 (a page, a role picked) or a 422 (a filter, more than four picks): the page
    says what it left out, and shows the rest.
    """
    typed = Asked.of(request.GET)
    if "clear" in request.GET:
        return HttpResponseRedirect(replace(typed, filters={}, page="").address)
    view, problem = chosen_view(request)
    lines = listing(view)
    among = facets(
        dict(Field.objects.values_list("slug", "workplace")), SHORT, "" if view.is_everywhere else view.place_name
    )
    found = search_roles(typed.words, Role.objects.published())
    picks = _picks(request, typed.picks, lines.values())
    asked = Asked(
        words=found.words,
        filters=_known(typed.filters, among),
        sort=typed.sort if typed.sort in SORTS else "",
        state="" if view.is_everywhere else view.place.removeprefix("US-"),
        picks=tuple(role.slug for role in picks.kept),
    )
    every = [Result(lines[hit.pk], hit.also_called, hit.once_called) for hit in found.hits if hit.pk in lines]
    matching = _sorted([result for result in every if stands(result.line, among, asked.filters)], asked.sort)
    pages = Paginator(matching, PAGE_SIZE)
    number, odd_page = asked_page(typed.page, pages.num_pages)
    here = asked.on_page(number)
    jobs = search_jobs(found.words)
    results = list(pages.page(number).object_list)
    groups = _groups(among, lines.values(), [result.line for result in every], asked)
    on = [choice for group in groups for choice in group.choices if choice.is_on]
    odd = _odd(request.GET, typed, asked, among)
    status = _status(picks, odd_page, odd)
    heading = _heading(len(matching), asked)
    context = {
        "asked": asked,
        "groups": groups,
        "counts": json.dumps({g.name: {c.value: c.count for c in g.choices if c.count} for g in groups}),
        "picked": on,
        "states": states(),
        "place": view.place_name,
        "sorts": SORTS,
        "heading": heading,
        "title": f"{'Error: ' if status == 422 else ''}{_title(heading, asked, number)}",
        "live": picks.problem or (f"{_picked(picks)}." if picks.is_changed else f"{_matching(len(matching))}."),
        "alert": picks.problem,
        "notes": [note for note in (problem, *_unheeded(typed, asked, found), *odd, *picks.notes) if note],
        "results": results,
        "certifications": search_certifications(found.words),
        "jobs": jobs,
        "nearest": nearest_roles(found.words) if found.words and not found.hits and not jobs else [],
        "odd_page": odd_page,
        "here": here.address,
        "page": number,
        "pages": page_links(pages, number, lambda page: asked.on_page(page).address),
        "all_count": len(lines),
        "without_filters": replace(asked, filters={}).address,
        "without_filters_count": len(every),
        "without_picks": replace(here, picks=()).address,
        "without_sort": replace(asked, sort="").address,
        # What a change of filter keeps: not what stands in the search field and was not searched for.
        "kept": json.dumps({"q": asked.words, "state": asked.state}),
        **_tray(picks, here, results),
        **_pay_sources([result.line for result in results]),
    }
    response = render_page(request, "careers/roles.html", context, partial="results", status=status)
    if request.htmx:
        response["HX-Push-Url"] = here.address if status == 200 else "false"
        patch_vary_headers(response, ["HX-Current-URL"])  # what was picked before
    return response


# Filters ----------------------------------------------------------------------------------------------------


def _known(filters: Mapping[str, tuple[str, ...]], among: Sequence[Facet]) -> dict[str, tuple[str, ...]]:
    known = {facet.name: tuple(v for v in filters.get(facet.name, ()) if v in facet.options) for facet in among}
    return {name: values for name, values in known.items() if values}


def _groups(
    among: Sequence[Facet], lines: Collection[RoleLine], found: Sequence[RoleLine], asked: Asked
) -> list[Group]:
    """The options under which any role on file stands, in their order: one that nothing matches stays, with a 0."""
    matching, on_file = counts(found, among, asked.filters), counts(list(lines), among, {})
    groups = []
    for facet in among:
        picked = asked.filters.get(facet.name, ())
        choices = tuple(
            Choice(
                facet=facet.name,
                value=value,
                label=label,
                count=matching[facet.name][value],
                is_on=value in picked,
                without=asked.without(facet.name, value).address,
            )
            for value, label in facet.options.items()
            if on_file[facet.name][value] or value in picked
        )
        groups.append(Group(facet.name, facet.title, choices))
    return [group for group in groups if group.choices]


# Picks ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Picks:
    """The roles picked to compare, what is wrong with the choice, and whether the tray changed."""

    kept: tuple[RoleName, ...]
    unknown: tuple[str, ...]
    problem: str
    notes: tuple[str, ...]
    is_changed: bool


def _picks(request: HtmxRequest, slugs: Sequence[str], lines: Collection[RoleLine]) -> Picks:
    """At most four of the roles picked: those that were picked before stay, in their order."""
    before = _picked_before(request)
    slugs = sorted(slugs, key=lambda slug: before.index(slug) if slug in before else len(before))
    names, unknown = _names(slugs, {line.slug: line.name for line in lines})
    roles = tuple({role.slug: role for role in names}.values())
    kept, refused = roles[:MOST], roles[MOST:]
    notes = []
    if unknown:
        notes.append(f"We know no role called {_quoted(unknown, last='or')}, so it is not picked.")
    if refused:
        notes.append(f"Not picked: {joined([role.noun for role in refused])}.")
    return Picks(
        kept=kept,
        unknown=unknown,
        problem=ROLES.too_many if len(slugs) > MOST else "",
        notes=tuple(notes),
        is_changed=bool(request.htmx) and [role.slug for role in kept] != before,
    )


def _picked_before(request: HtmxRequest) -> list[str]:
    """What the address of the page from which htmx asks has picked."""
    url = request.htmx.current_url if request.htmx else None
    return QueryDict(urlsplit(url).query).getlist("pick") if url else []


def _names(slugs: Sequence[str], known: Mapping[str, RoleName]) -> tuple[list[RoleName], tuple[str, ...]]:
    """The roles of these slugs, retired and renamed ones too, and the slugs that name none: mostly no query."""
    others = [slug.lower() for slug in slugs if slug not in known]
    unknown: tuple[str, ...] = ()
    roles: list[Role] = []
    try:
        roles = known_roles(others) if others else []
    except Moved as moved:
        roles = known_roles(moved.slugs)
    except UnknownRole as error:
        roles, unknown = error.keep, error.slugs
    rest = [slug for slug in others if slug not in unknown]
    found = {**known, **{slug: RoleName(role.slug, role.title) for slug, role in zip(rest, roles, strict=True)}}
    wanted = (slug if slug in known else slug.lower() for slug in slugs)
    return [found[slug] for slug in wanted if slug in found], tuple(dict.fromkeys(unknown))


def _tray(picks: Picks, here: Asked, results: Sequence[Result]) -> dict[str, Any]:
    slugs = [role.slug for role in picks.kept]
    shown = {result.line.slug for result in results}
    state = {"state": here.state} if here.state else None
    return {
        "tray": [Pick(r, replace(here, picks=tuple(s for s in slugs if s != r.slug)).address) for r in picks.kept],
        "tray_words": _picked(picks),
        "tray_does": f"Compare {counted(len(slugs), 'role')}" if len(slugs) > 1 else "Compare",
        # Without a script a button sends what is ticked by now; the link keeps the order in which it was picked.
        "tray_url": reverse("careers:compare", args=[slugs], query=state) if slugs else "",
        "tray_room": MOST - len(slugs),
        "picked_elsewhere": [slug for slug in slugs if slug not in shown],
    }


def _picked(picks: Picks) -> str:
    return f"{len(picks.kept)} of {MOST} picked"


# Order and pages --------------------------------------------------------------------------------------------


def _sorted(results: list[Result], sort: str) -> list[Result]:
    if sort == "title":
        return sorted(results, key=lambda result: result.line.title.lower())
    if sort == "pay":
        return sorted(results, key=lambda result: _by_pay(result.line))
    if sort == "time":
        return sorted(results, key=lambda result: _by_time(result.line))
    return results


def _by_pay(line: RoleLine) -> float:
    """Highest first; what is not on file last."""
    return -line.pay.p50 if line.pay and line.pay.p50 is not None else float("inf")


def _by_time(line: RoleLine) -> float:
    """Shortest first, by the middle of the range; what is not on file last."""
    return line.months.middle if line.months else float("inf")


# What the page says -----------------------------------------------------------------------------------------


def _matching(count: int) -> str:
    return f"{counted(count, 'role') if count else 'No roles'} {'matches' if count == 1 else 'match'}"


def _heading(count: int, asked: Asked) -> str:
    """`6 roles match “assistant”`, `6 roles match your filters`, `6 roles`."""
    if asked.words:
        return f"{_matching(count)} “{asked.words}”"
    if asked.filters:
        return f"{_matching(count)} your filters"
    return counted(count, "role") if count else "No roles on file yet"


def _title(heading: str, asked: Asked, page: int) -> str:
    """What the title bar says, without the site's name."""
    parts = [heading] if asked.words or asked.filters else ["Find a role"]
    return ", ".join([*parts, f"page {page}"] if page > 1 else parts)


def _status(picks: Picks, odd_page: str, odd: Sequence[str]) -> int:
    if picks.problem:
        return 422
    if picks.unknown or odd_page:
        return 404
    return 422 if odd else 200


def _unheeded(typed: Asked, asked: Asked, found: Found) -> list[str]:
    """What of the address was understood and could not be followed."""
    notes = []
    if found.was_cut:
        limit = f"{LONGEST_QUERY} letters and {MOST_WORDS} words"
        notes.append(f"That is more than we can look for. We took the start of it, up to {limit}.")
    if RULE in typed.filters and not asked.state:
        notes.append("Rules differ by state: choose one to filter by its rules.")
    return notes


def _odd(query: QueryDict, typed: Asked, asked: Asked, among: Sequence[Facet]) -> list[str]:
    """What of the address names nothing that there is: nothing is dropped without a word."""
    notes = []
    names = [name for name in query if name not in (*NAMES, *OTHER_NAMES) and not name.startswith(MARKS_OF_OTHERS)]
    if names:
        notes.append(f"There is no filter called {_quoted(names, last='or')}, so it is off.")
    for facet in among:
        known = asked.filters.get(facet.name, ())
        if unknown := [value for value in typed.filters.get(facet.name, ()) if value not in known]:
            notes.append(f"“{facet.title}” has no {_quoted(unknown, last='or')}, so that filter is off.")
    if typed.sort != asked.sort:
        notes.append(f"We cannot sort by “{shortened(typed.sort)}”, so the best match comes first.")
    return notes


def _quoted(values: Sequence[str], last: str = "and") -> str:
    shown = [f"“{shortened(value)}”" for value in values[:SHOWN_VALUES]]
    more = len(values) - SHOWN_VALUES
    return joined([*shown, f"{more} more"] if more > 0 else shown, last)


def _each_once(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))


def _pay_sources(lines: Sequence[RoleLine]) -> dict[str, Any]:
    """Where the pay figures of a list come from: one line for all of them."""
    paid = [line.pay for line in lines if line.pay]
    sources = sources_of(*(pay.cell.sources for pay in paid))
    return {
        "pay_sources": sources,
        "pay_dates": joined(list(dict.fromkeys(pay.date_words for pay in paid if pay.date_words))),
        "pay_checked": min((source.checked_on for source in sources), default=None),
    }
