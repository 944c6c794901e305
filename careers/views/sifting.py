"""Lists that are sifted: filters, order, page and what is picked to compare, all of it in the address.

Roles and certifications are listed by the same rules. What differs is in a `Listing`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from careers.comparison import MOST
from careers.facets import LETTER, RULE, Facet, Shelf, together
from careers.facts.standpoint import Standpoint
from careers.views.pages import HtmxRequest, Moved, Unknown, render_page, states
from careers.views.paging import asked_page, page_links, shortened
from careers.views.subjects import Subject
from careers.wording import counted, joined

PAGE_SIZE = 20
# What else an address may say. Links that people follow from elsewhere bear marks of their own.
OTHER_NAMES = ("sort", "state", "page", "pick", "clear")
MARKS_OF_OTHERS = ("utm_", "fbclid", "gclid")
# How many are repeated of values that we do not know.
SHOWN_VALUES = 3


class Named(Protocol):
    """What can be picked."""

    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def noun(self) -> str: ...


class Result(Protocol):
    """An entry that was found, with whatever is to be said of how."""

    @property
    def line(self) -> Any: ...


@dataclass(frozen=True)
class Listing:
    """What is listed, and where: its words, the names of its facets, its orders, how an entry looks."""

    subject: Subject
    page: str
    thing: str
    things: str
    title: str
    facets: tuple[str, ...]
    sorts: Mapping[str, str]
    usual_order: str
    result: str  # the template of an entry
    is_searched: bool = False

    def count(self, count: int) -> str:
        return counted(count, self.thing, self.things)


@dataclass(frozen=True)
class Asked:
    """What an address asks of a list; `filters` are the values picked of each facet, `picks` what to compare."""

    listing: Listing
    words: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    state: str = ""
    page: str = ""
    picks: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: QueryDict, listing: Listing) -> Asked:
        return cls(
            listing=listing,
            words=query.get("q", "") if listing.is_searched else "",
            filters={name: values for name in listing.facets if (values := _each_once(query.getlist(name)))},
            sort=query.get("sort", ""),
            state=query.get("state", ""),
            page=query.get("page", "").strip(),
            picks=tuple(slug for slug in map(str.strip, query.getlist("pick")) if slug),
        )

    @property
    def letter(self) -> str:
        """The letter with which titles are to begin."""
        return next(iter(self.filters.get(LETTER, ())), "")

    @property
    def address(self) -> str:
        """The address that asks for this; what is not asked for is left out."""
        said = {"q": self.words, **self.filters, "sort": self.sort, "state": self.state, "page": self.page}
        query = {name: value for name, value in {**said, "pick": self.picks}.items() if value}
        return reverse(self.listing.page, query=query or None)

    def on_page(self, number: int) -> Asked:
        return replace(self, page="" if number == 1 else str(number))

    def without(self, name: str, value: str) -> Asked:
        """The same with one filter off."""
        return self.with_only(name, *(other for other in self.filters.get(name, ()) if other != value))

    def with_only(self, name: str, *values: str) -> Asked:
        """The same with just these values of one filter."""
        others = {facet: known for facet, known in self.filters.items() if facet != name}
        return replace(self, filters={**others, name: values} if values else others)


@dataclass(frozen=True)
class Choice:
    """One option of a facet: how many entries it would show, and whether it is on."""

    facet: str
    value: str
    label: str
    count: int
    is_on: bool
    asked: Asked

    @property
    def without(self) -> str:
        """The address without it."""
        return self.asked.without(self.facet, self.value).address

    @property
    def address(self) -> str:
        """The address with it, and with no other of its facet."""
        return self.asked.with_only(self.facet, self.value).address

    @property
    def sign(self) -> str:
        """How it stands among the letters."""
        return self.value.upper() if len(self.value) == 1 else "#"


@dataclass(frozen=True)
class Group:
    """One facet as the page shows it."""

    name: str
    title: str
    hint: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Pick:
    """One thing in the tray, and the address without it."""

    name: Named
    without: str


@dataclass(frozen=True)
class Sifted:
    """What of a list an address shows: the context that all lists share, and the answer's status."""

    asked: Asked
    here: Asked
    results: list[Any]
    status: int
    context: dict[str, Any]

    def answer(self, request: HtmxRequest, template: str, more: Mapping[str, Any]) -> HttpResponse:
        """The page, or its results. htmx takes over the address that says what is shown."""
        notes = [*self.context["notes"], *more.get("notes", ())]
        context = {**self.context, **more, "notes": notes}
        response = render_page(request, template, context, partial="results", status=self.status)
        if request.htmx:
            response["HX-Push-Url"] = self.here.address if self.status == 200 else "false"
            patch_vary_headers(response, ["HX-Current-URL"])  # what was picked before
        return response


def sift(
    request: HtmxRequest,
    typed: Asked,
    view: Standpoint,
    shelf: Shelf,
    among: Sequence[Facet[Any]],
    show: Callable[[Sequence[int]], list[Any]],
    *,
    words: str = "",
    found_by: str = "",
    found: Sequence[int] | None = None,
    is_more: bool = False,
    problem: str = "",
) -> Sifted:
    """Sift what stands on a shelf by what an address asks for, and show one page of it.

    `found` are the numbers that the words found, best first, or None where nothing was looked for; with `is_more` there
    are others besides. `found_by` is what of the words found them. What does not exist is a 404 (a page, something
    picked) or a 422 (a filter, more than four picks): the page says what it left out, and shows the rest.
    """
    listing = typed.listing
    picks = _picks(request, listing.subject, typed.picks)
    asked = _understood(typed, words, view, among, picks)
    every = shelf.all if found is None else together(found, shelf.size)
    matching = shelf.sifted(every, asked.filters)
    count, every_count = matching.bit_count(), every.bit_count()
    pages = Paginator(range(count), PAGE_SIZE)
    number, odd_page = asked_page(typed.page, pages.num_pages)
    here = asked.on_page(number)
    in_order = shelf.ordered(matching, asked.sort if asked.sort or found is None else found)
    results = show(list(islice(in_order, (number - 1) * PAGE_SIZE, number * PAGE_SIZE)))
    odd = _odd(request.GET, typed, asked, among)
    status = _status(picks, odd_page, odd)
    first = every_count if is_more else 0
    heading = _heading(count, asked, found_by, first)
    context = {
        "listing": listing,
        "subject": listing.subject,
        "asked": asked,
        "here": here.address,
        "place": view.place_name,
        "states": states(),
        "heading": heading,
        "title": f"{'Error: ' if status == 422 else ''}{_title(heading, asked, number)}",
        "live": picks.problem or (f"{_picked(picks)}." if picks.is_changed else f"{_matching(count, listing, first)}."),
        "alert": picks.problem,
        "notes": [note for note in (problem, *_unheeded(typed, asked), *odd, *picks.notes) if note],
        "results": results,
        "parts": [("", results)],
        "first": first,
        "page": number,
        "odd_page": odd_page,
        "pages": page_links(pages, number, lambda page: asked.on_page(page).address),
        "sorts": _orders(listing, is_asked=found is not None),
        # Where nothing is found, there is nothing to choose among.
        **_choices(options(among, shelf, every, asked) if every or asked.filters else []),
        **_ways_back(asked, here, shelf.size, every_count),
        **_tray(listing, picks, here, results),
    }
    return Sifted(asked, here, results, status, context)


def _understood(typed: Asked, words: str, view: Standpoint, among: Sequence[Facet[Any]], picks: Picks) -> Asked:
    """What of an address counts: its first page without what does not exist."""
    return replace(
        typed,
        words=words,
        filters=_known(typed.filters, among),
        sort=typed.sort if typed.sort in typed.listing.sorts else "",
        state="" if view.is_everywhere else view.place.removeprefix("US-"),
        page="",
        picks=tuple(each.slug for each in picks.kept),
    )


def _ways_back(asked: Asked, here: Asked, size: int, every_count: int) -> dict[str, Any]:
    """Addresses without a part of what was asked, and how much there is then."""
    listing = asked.listing
    return {
        "all_count": size,
        "all_words": listing.count(size),
        "without_filters": replace(asked, filters={}).address,
        "without_filters_count": every_count,
        "without_filters_words": listing.count(every_count),
        "without_picks": replace(here, picks=()).address,
        "without_sort": replace(asked, sort="").address,
        # What a change of filter keeps: not what stands in the search field and was not searched for.
        "kept": json.dumps({**({"q": asked.words} if listing.is_searched else {}), "state": asked.state}),
    }


def _orders(listing: Listing, *, is_asked: bool) -> dict[str, str]:
    """By what the list can be sorted. Where nothing is looked for, nothing matches best, and titles go from A to Z."""
    if is_asked or not listing.is_searched:
        return dict(listing.sorts)
    return {
        "": listing.sorts["title"],
        **{key: name for key, name in listing.sorts.items() if key not in ("", "title")},
    }


# Filters ----------------------------------------------------------------------------------------------------


def _known(filters: Mapping[str, tuple[str, ...]], among: Sequence[Facet[Any]]) -> dict[str, tuple[str, ...]]:
    known = {facet.name: tuple(v for v in filters.get(facet.name, ()) if v in facet.options) for facet in among}
    return {name: values for name, values in known.items() if values}


def options(among: Sequence[Facet[Any]], shelf: Shelf, found: int, asked: Asked) -> list[Group]:
    """The options under which anything on file stands, in their order: one that nothing matches stays, with a 0."""
    matching = shelf.counts(found, asked.filters)
    groups = []
    for facet in among:
        picked = asked.filters.get(facet.name, ())
        choices = tuple(
            Choice(
                facet=facet.name,
                value=value,
                label=label,
                count=matching[facet.name].get(value, 0),
                is_on=value in picked,
                asked=asked,
            )
            for value, label in facet.options.items()
            if shelf.held(facet.name, value) or value in picked
        )
        groups.append(Group(facet.name, facet.title, facet.hint, choices))
    return [group for group in groups if group.choices]


def _choices(groups: Sequence[Group]) -> dict[str, Any]:
    """The facets as pages show them: letters by themselves, what is picked once more, and how many each choice has."""
    return {
        "groups": [group for group in groups if group.name != LETTER],
        "letters": next((group.choices for group in groups if group.name == LETTER), ()),
        "picked": [choice for group in groups for choice in group.choices if choice.is_on],
        "counts": json.dumps({g.name: {c.value: c.count for c in g.choices if c.count} for g in groups}),
    }


# Picks ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Picks:
    """What is picked to compare, what is wrong with the choice, and whether the tray changed."""

    kept: tuple[Named, ...]
    unknown: tuple[str, ...]
    problem: str
    notes: tuple[str, ...]
    is_changed: bool


def _picks(request: HtmxRequest, subject: Subject, slugs: Sequence[str]) -> Picks:
    """At most four of those picked: those that were picked before stay, in their order."""
    before = _picked_before(request)
    slugs = sorted(slugs, key=lambda slug: before.index(slug) if slug in before else len(before))
    names, unknown = _names(subject, slugs)
    each_once = tuple({name.slug: name for name in names}.values())
    kept, refused = each_once[:MOST], each_once[MOST:]
    notes = []
    if unknown:
        notes.append(f"We know no {subject.noun} called {_quoted(unknown, last='or')}, so it is not picked.")
    if refused:
        notes.append(f"Not picked: {joined([name.noun for name in refused])}.")
    return Picks(
        kept=kept,
        unknown=unknown,
        problem=subject.too_many if len(slugs) > MOST else "",
        notes=tuple(notes),
        is_changed=bool(request.htmx) and [name.slug for name in kept] != before,
    )


def _picked_before(request: HtmxRequest) -> list[str]:
    """What the address of the page from which htmx asks has picked."""
    url = request.htmx.current_url if request.htmx else None
    return QueryDict(urlsplit(url).query).getlist("pick") if url else []


def _names(subject: Subject, slugs: Sequence[str]) -> tuple[list[Named], tuple[str, ...]]:
    """What these slugs name, retired and renamed ones too, and the slugs that name nothing: no query without slugs."""
    lowered = [slug.lower() for slug in slugs]
    try:
        return [subject.name(row) for row in (subject.known(lowered) if lowered else [])], ()
    except Moved as moved:
        return [subject.name(row) for row in subject.known(moved.slugs)], ()
    except Unknown as error:
        return [subject.name(row) for row in error.keep], tuple(dict.fromkeys(error.slugs))


def _tray(listing: Listing, picks: Picks, here: Asked, results: Sequence[Result]) -> dict[str, Any]:
    slugs = [name.slug for name in picks.kept]
    shown = {result.line.slug for result in results}
    subject, state = listing.subject, {"state": here.state} if here.state else None
    return {
        "tray": [Pick(r, replace(here, picks=tuple(s for s in slugs if s != r.slug)).address) for r in picks.kept],
        "tray_words": _picked(picks),
        "tray_does": f"Compare {counted(len(slugs), subject.noun, subject.nouns)}" if len(slugs) > 1 else "Compare",
        # Without a script a button sends what is ticked by now; the link keeps the order in which it was picked.
        "tray_url": subject.address(slugs, state) if slugs else "",
        "tray_room": MOST - len(slugs),
        "picked_elsewhere": [slug for slug in slugs if slug not in shown],
    }


def _picked(picks: Picks) -> str:
    return f"{len(picks.kept)} of {MOST} picked"


# What the page says -----------------------------------------------------------------------------------------


def _matching(count: int, listing: Listing, first: int = 0) -> str:
    """`6 roles match`; where only the first so many were looked through, `At least 6 roles match`."""
    if count:
        words = f"At least {listing.count(count)}" if first else listing.count(count)
    else:
        words = f"None of the first {listing.count(first)}" if first else f"No {listing.things}"
    return f"{words} {'matches' if count == 1 else 'match'}"


def _heading(count: int, asked: Asked, found_by: str = "", first: int = 0) -> str:
    """`6 roles match “assistant”`, `6 roles match your filters`, `6 roles`."""
    if asked.words:
        return f"{_matching(count, asked.listing, first)} “{found_by or asked.words}”"
    if asked.filters:
        return f"{_matching(count, asked.listing)} your filters"
    return asked.listing.count(count) if count else f"No {asked.listing.things} on file yet"


def _title(heading: str, asked: Asked, page: int) -> str:
    """What the title bar says, without the site's name."""
    parts = [heading] if asked.words or asked.filters else [asked.listing.title]
    return ", ".join([*parts, f"page {page}"] if page > 1 else parts)


def _status(picks: Picks, odd_page: str, odd: Sequence[str]) -> int:
    if picks.problem:
        return 422
    if picks.unknown or odd_page:
        return 404
    return 422 if odd else 200


def _unheeded(typed: Asked, asked: Asked) -> list[str]:
    """What of the address was understood and could not be followed."""
    if RULE in typed.filters and not asked.state:
        return ["Rules differ by state: choose one to filter by its rules."]
    return []


def _odd(query: QueryDict, typed: Asked, asked: Asked, among: Sequence[Facet[Any]]) -> list[str]:
    """What of the address names nothing that there is: nothing is dropped without a word."""
    notes = []
    known_names = (*typed.listing.facets, *OTHER_NAMES, *(("q",) if typed.listing.is_searched else ()))
    names = [name for name in query if name not in known_names and not name.startswith(MARKS_OF_OTHERS)]
    if names:
        notes.append(f"There is no filter called {_quoted(names, last='or')}, so it is off.")
    for facet in among:
        known = asked.filters.get(facet.name, ())
        if unknown := [value for value in typed.filters.get(facet.name, ()) if value not in known]:
            notes.append(f"“{facet.title}” has no {_quoted(unknown, last='or')}, so that filter is off.")
    if typed.sort != asked.sort:
        order = typed.listing.usual_order if asked.words else "titles stand in order"
        notes.append(f"We cannot sort by “{shortened(typed.sort)}”, so {order}.")
    return notes


def _quoted(values: Sequence[str], last: str = "and") -> str:
    shown = [f"“{shortened(value)}”" for value in values[:SHOWN_VALUES]]
    more = len(values) - SHOWN_VALUES
    return joined([*shown, f"{more} more"] if more > 0 else shown, last)


def _each_once(values: Sequence[str]) -> tuple[str, ...]:
    """What is asked of one facet; no value of any has capitals, so who types some means the same."""
    return tuple(dict.fromkeys(value.lower() for value in values if value))
