"""Search and browse: one page for both. Words, filters, order and page are all in the address."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.cells import sources_of
from careers.facts.lines import RoleLine, role_lines
from careers.facts.standpoint import Standpoint
from careers.search import LONGEST_QUERY, MOST_WORDS, Found, Hit, nearest_roles, search_roles
from careers.views.pages import HtmxRequest, chosen_view, render_page
from careers.wording import counted, joined
from roles.models import Field, Role

PAGE_SIZE = 20
SORTS = {"": "Best match", "title": "Title", "pay": "Highest pay", "time": "Shortest time"}
# No list has a page whose number has more digits; int() refuses very long ones with an error.
MOST_DIGITS = 9
# How much is repeated of a value that we do not know.
SHOWN_LETTERS, SHOWN_VALUES = 40, 3


@dataclass(frozen=True)
class Asked:
    """What an address asks for."""

    words: str = ""
    fields: tuple[str, ...] = ()
    sort: str = ""
    state: str = ""
    page: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        return cls(
            words=query.get("q", ""),
            fields=tuple(dict.fromkeys(filter(None, query.getlist("field")))),
            sort=query.get("sort", ""),
            page=query.get("page", "").strip(),
        )

    @property
    def address(self) -> str:
        """The address that asks for this; what is not asked for is left out."""
        query = {"q": self.words, "field": self.fields, "sort": self.sort, "state": self.state, "page": self.page}
        return reverse("careers:roles", query={name: value for name, value in query.items() if value} or None)

    def on_page(self, number: int) -> str:
        return replace(self, page="" if number == 1 else str(number)).address


@dataclass(frozen=True)
class Workplace:
    """A field by the name that pages show."""

    slug: str
    label: str
    roles: int


@dataclass(frozen=True)
class Choice:
    """One value of a filter: how many roles match the words there, whether it is on, the address without it."""

    slug: str
    label: str
    count: int
    is_on: bool
    without: str


@dataclass(frozen=True)
class Result:
    """One role of the list, with the other name by which it was found."""

    line: RoleLine
    also_called: str


@dataclass(frozen=True)
class PageLink:
    """A page by its number; without an address it stands for those left out."""

    label: str
    address: str = ""
    is_current: bool = False


@require_safe
def browse(request: HtmxRequest) -> HttpResponse:
    """Roles that match, 20 to a page. A page that does not exist is a 404 that shows the last one there is."""
    typed = Asked.of(request.GET)
    view, problem = chosen_view(request)
    workplaces = _workplaces()
    found = search_roles(typed.words, Role.objects.published())
    asked = replace(
        typed,
        words=found.words,
        fields=tuple(slug for slug in typed.fields if slug in workplaces),
        sort=typed.sort if typed.sort in SORTS else "",
        state="" if view.is_everywhere else view.place.removeprefix("US-"),
        page="",
    )
    hits = [hit for hit in found.hits if not asked.fields or hit.field in asked.fields]
    pages = Paginator(hits, PAGE_SIZE)
    number, odd_page = _page(typed.page, pages.num_pages)
    results = _results(hits, asked.sort, number, view)
    choices = _choices(workplaces, found, asked)
    heading = _heading(len(hits), asked)
    context = {
        "asked": asked,
        "sorts": SORTS,
        "choices": choices,
        "picked": [choice for choice in choices if choice.is_on],
        "results": results,
        "heading": heading,
        "live": f"{_matching(len(hits))}.",
        "title": _title(heading, asked, number),
        "notes": [note for note in (problem, *_notes(typed, asked, found)) if note],
        "state_query": f"?state={asked.state}" if asked.state else "",
        "odd_page": odd_page,
        "here": asked.on_page(number),
        "page": number,
        "pages": _page_links(pages, number, asked),
        "all_count": sum(workplace.roles for workplace in workplaces.values()),
        "nearest": nearest_roles(found.words) if found.words and not found.hits else [],
        "without_filters": replace(asked, fields=()).address,
        "without_filters_count": len(found.hits),
        # What a change of filter or order keeps: not what stands in the search field and was not searched for.
        "kept": json.dumps({name: value for name, value in (("q", asked.words), ("state", asked.state)) if value}),
        **_pay_sources([result.line for result in results]),
    }
    return render_page(request, "careers/roles.html", context, partial="results", status=404 if odd_page else 200)


def _workplaces() -> dict[str, Workplace]:
    """The fields in their order, each with the number of its published roles: one query."""
    published = Count("roles", filter=Q(roles__status=Role.Status.PUBLISHED))
    rows = Field.objects.annotate(count=published).values_list("slug", "workplace", "count")
    return {slug: Workplace(slug, label, count) for slug, label, count in rows}


def _page(typed: str, last: int) -> tuple[int, str]:
    """The page to show, and what is wrong with the one asked for."""
    if not typed:
        return 1, ""
    if not (typed.isascii() and typed.isdigit() and typed.strip("0")):
        return 1, f"“{_short(typed)}” is not the number of a page."
    if len(typed) > MOST_DIGITS or int(typed) > last:
        return last, f"There is no page {_short(typed)}."
    return int(typed), ""


def _results(hits: Sequence[Hit], sort: str, page: int, view: Standpoint) -> list[Result]:
    """The results of one page. By pay or time all that match are looked at, else only those of the page."""
    here = slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    if sort == "title":
        hits = sorted(hits, key=lambda hit: hit.title.lower())
    if sort not in ("pay", "time"):
        hits = hits[here]
    roles = Role.objects.in_bulk([hit.pk for hit in hits])
    lines = role_lines([roles[hit.pk] for hit in hits], view)
    results = [Result(line, hit.also_called) for line, hit in zip(lines, hits, strict=True)]
    if sort not in ("pay", "time"):
        return results
    order = _by_pay if sort == "pay" else _by_time
    return sorted(results, key=lambda result: order(result.line))[here]


def _by_pay(line: RoleLine) -> float:
    """Highest first; what is not on file last."""
    return -line.pay.p50 if line.pay and line.pay.p50 is not None else float("inf")


def _by_time(line: RoleLine) -> float:
    """Shortest first, by the middle of the range; what is not on file last."""
    return line.months.middle if line.months else float("inf")


def _choices(workplaces: dict[str, Workplace], found: Found, asked: Asked) -> list[Choice]:
    """The workplaces that have roles, in their order: one in which nothing matches stays, with a 0."""
    counts = Counter(hit.field for hit in found.hits)
    return [
        Choice(
            slug=workplace.slug,
            label=workplace.label,
            count=counts[workplace.slug],
            is_on=workplace.slug in asked.fields,
            without=replace(asked, fields=tuple(slug for slug in asked.fields if slug != workplace.slug)).address,
        )
        for workplace in workplaces.values()
        if workplace.roles or workplace.slug in asked.fields
    ]


def _page_links(pages: Paginator[Hit], number: int, asked: Asked) -> list[PageLink]:
    """All pages, or the first, the last and those around this one."""
    if pages.num_pages == 1:
        return []
    return [
        PageLink(str(page), asked.on_page(page), page == number) if isinstance(page, int) else PageLink(str(page))
        for page in pages.get_elided_page_range(number, on_each_side=2, on_ends=1)
    ]


def _matching(count: int) -> str:
    return f"{counted(count, 'role') if count else 'No roles'} {'matches' if count == 1 else 'match'}"


def _heading(count: int, asked: Asked) -> str:
    """`6 roles match “assistant”`, `6 roles match your filters`, `6 roles`."""
    if asked.words:
        return f"{_matching(count)} “{asked.words}”"
    if asked.fields:
        return f"{_matching(count)} your filters"
    return counted(count, "role") if count else "No roles on file yet"


def _title(heading: str, asked: Asked, page: int) -> str:
    """What the title bar says, without the site's name."""
    parts = [heading] if asked.words or asked.fields else ["Find a role"]
    return ", ".join([*parts, f"page {page}"] if page > 1 else parts)


def _notes(typed: Asked, asked: Asked, found: Found) -> list[str]:
    """What of the address was not followed, and why: nothing is dropped without a word."""
    notes = []
    if found.was_cut:
        limit = f"{LONGEST_QUERY} letters and {MOST_WORDS} words"
        notes.append(f"That is more than we can look for. We took the start of it, up to {limit}.")
    if unknown := [f"“{_short(slug)}”" for slug in typed.fields if slug not in asked.fields]:
        more = len(unknown) - SHOWN_VALUES
        names = joined([*unknown[:SHOWN_VALUES], f"{more} more"] if more > 0 else unknown)
        notes.append(f"We know no workplace called {names}, so that filter is off.")
    if typed.sort != asked.sort:
        notes.append(f"We cannot sort by “{_short(typed.sort)}”, so the best match comes first.")
    return notes


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_LETTERS else f"{text[:SHOWN_LETTERS]}…"


def _pay_sources(lines: Sequence[RoleLine]) -> dict[str, Any]:
    """Where the pay figures of a list come from: one line for all of them."""
    paid = [line.pay for line in lines if line.pay]
    sources = sources_of(*(pay.cell.sources for pay in paid))
    return {
        "pay_sources": sources,
        "pay_dates": joined(list(dict.fromkeys(pay.date_words for pay in paid if pay.date_words))),
        "pay_checked": min((source.checked_on for source in sources), default=None),
    }
