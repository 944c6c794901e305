"""Every path: what somebody can become from where they stand, how soon, for how much, with how little schooling.

The address is the whole state: `?state=`, `?have=` (what one starts with), `?months=` and `?budget=` (the most that one
has of each), `?sort=`, `?page=`. “What can I become within 12 months and $3,000 in Ohio?” is one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from careers.cells import NOT_ON_FILE, Range, Tag
from careers.facts.origins import origins
from careers.facts.paths import path_graph
from careers.facts.reach import RoleReach, role_reaches
from careers.facts.standpoint import Standpoint
from careers.pathlines import cost_words, time_words
from careers.planning import UNKNOWN, PathGraph, Plan
from careers.planning.graph import NOTHING as AT_ONCE
from careers.planning.reach import Doubt, Limits, Reach, within
from careers.views import answers
from careers.views.answers import BUDGET_ERROR, NOTHING
from careers.views.citing import attributions
from careers.views.pages import HtmxRequest, chosen_view, render_page, states
from careers.views.paging import asked_page, page_links
from careers.wording import amount_words, counted, dollars, inside_sentence, joined, joined_first

SCHOOLING = (
    (NOTHING, "Nothing yet"),
    ("high-school-diploma", "A high school diploma"),
    ("two-years-of-college", "Some college (2 years)"),
    ("associate-degree", "An associate degree"),
    ("bachelors-degree", "A bachelor’s degree"),
)
SORTS = {"": "Fastest", "cost": "Lowest cost", "schooling": "Least schooling", "title": "Title"}
MOST_MONTHS, MOST_DOLLARS = 600, 1_000_000
MONTHS_ERROR = f"Enter a number of months from 0 to {MOST_MONTHS}, like 12."
SHOWN_LETTERS = 40
PAGE_SIZE = 20
MOST_NAMED = 40  # of the roles that no plan leads to


@require_safe
def paths(request: HtmxRequest) -> HttpResponse:
    """Every role with the plans to it that keep to the limits: a fixed number of queries.

    A limit that is no number is a 422: it does not count, and stays as it was typed.
    """
    view, problem = chosen_view(request)
    graph = path_graph(view.place, view.today)
    asked, notes = Asked.of(request.GET, graph, view)
    starts = starts_of(graph, asked.have)
    offered = {start.value for group in starts for start in group.options}
    named = "usual" if not asked.have else asked.have[0] if len(asked.have) == 1 and asked.have[0] in offered else ""
    lines = role_reaches(graph, view, asked.held, budget=asked.limits.dollars, start=named)
    reached = _reached(lines, asked)
    pages = Paginator(range(len(reached)), PAGE_SIZE)
    number, odd_page = asked_page(asked.page, pages.num_pages)
    asked = replace(asked, page=str(number) if number > 1 else "")
    rows = [_row(*found) for found in reached[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    heading = _heading(len(reached), asked, view)
    errors = asked.errors
    # What is no number limits nothing, so it stays behind where the list goes on.
    wrong = dict(errors)
    kept = replace(
        asked,
        months="" if "months" in wrong else asked.months,
        budget="" if "budget" in wrong else asked.budget,
    )
    unreached = [] if asked.limits.are_set else [line for line in lines if line.outcome is None and line.has_steps]
    context = {
        "asked": asked,
        "view": view,
        "states": states(),
        "starts": starts,
        "sorts": SORTS,
        "errors": errors,
        "error_of": dict(errors),
        "notes": [*filter(None, [problem, odd_page]), *notes],
        "heading": heading,
        "title": f"{'Error: ' if errors else ''}{heading if asked.limits.are_set else 'Every path'}",
        "live": f"{heading}{f', page {number} of {pages.num_pages}' if pages.num_pages > 1 else ''}.",
        "rows": rows,
        "attributions": attributions(origins(view.today)),
        "count": len(reached),
        "derived": sum(line.is_from_tables for line, _ in reached),
        "pages": page_links(pages, number, lambda page: replace(kept, page=str(page) if page > 1 else "").address),
        "unsure": sum(bool(reach.doubts) for _, reach in reached),
        "chips": _chips(asked, graph),
        "without_limits": replace(asked, months="", budget="", page="").address,
        "unreached": [
            Unreached(title, found[:MOST_NAMED], len(found[MOST_NAMED:]))
            for title, found in (
                (f"No way on file from {start_words(graph, asked.have)}", unreached),
                ("Steps not on file yet", [line for line in lines if not line.has_steps]),
            )
            if found
        ],
        "have_query": asked.have_query,
        "start_words": start_words(graph, asked.have),
        "works": any(graph.milestones[slug].unit and amount == inf for slug, amount in asked.held.items()),
    }
    status = 422 if errors else 404 if odd_page else 200
    response = render_page(request, "careers/paths.html", context, partial="paths", status=status)
    if request.htmx and not errors:
        response["HX-Push-Url"] = asked.address  # without the fields that were left empty
    return response


# The address ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """What an address asks for, months and budget as they were typed; `have` is empty where nothing is said."""

    state: str = ""
    have: tuple[str, ...] = ()
    months: str = ""
    budget: str = ""
    sort: str = ""
    page: str = ""
    held: Mapping[str, float] = field(default_factory=dict)  # what counts as held

    @classmethod
    def of(cls, query: QueryDict, graph: PathGraph, view: Standpoint) -> tuple[Asked, list[str]]:
        """The same with a sentence for each thing in it that there is not."""
        held = answers.having(query, graph)
        notes = [*held.notes, *(words for _, words in held.errors)]
        sort = query.get("sort", "").strip()
        if sort not in SORTS:
            notes.append(f"We cannot sort by “{sort[:SHOWN_LETTERS]}”, so the fastest comes first.")
        asked = cls(
            state="" if view.is_everywhere else view.place.removeprefix("US-"),
            have=tuple(held.words),
            held=held.or_usual(graph),
            months=query.get("months", "").strip(),
            budget=query.get("budget", "").strip(),
            sort=sort if sort in SORTS else "",
            page=query.get("page", "").strip(),
        )
        return asked, notes

    @property
    def limits(self) -> Limits:
        months, budget = number(self.months, MOST_MONTHS), number(self.budget, MOST_DOLLARS)
        return Limits(inf if months is None else months, inf if budget is None else budget)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """The id of each field that holds no such number, and the words that stand at it."""
        fields = (
            ("months", self.months, MOST_MONTHS, MONTHS_ERROR),
            ("budget", self.budget, MOST_DOLLARS, BUDGET_ERROR),
        )
        return [(name, words) for name, typed, most, words in fields if typed and number(typed, most) is None]

    @property
    def address(self) -> str:
        named = ("state", "have", "months", "budget", "sort", "page")
        said = {name: getattr(self, name) for name in named}
        return reverse("careers:paths", query={name: value for name, value in said.items() if value} or None)

    @property
    def have_query(self) -> str:
        """State and start as the pages of the steps take them."""
        query = urlencode({"state": [self.state] if self.state else [], "have": self.have}, doseq=True)
        return f"?{query}" if query else ""


def number(typed: str, most: float) -> float | None:
    """An amount as people type it: `18`, `1.5`, `$6,000`. None for what is no number from 0 to the most."""
    amount = answers.number(typed)
    return amount if amount is not None and amount <= most else None


# What to start with -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Start:
    """One choice of what to start with: the value of `have`, and how it is called."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class StartGroup:
    """Choices under one heading."""

    label: str
    options: tuple[Start, ...]


def starts_of(graph: PathGraph, have: Sequence[str]) -> list[StartGroup]:
    """Schooling, then years of work in a field, as far as they are on file; and what the address says besides."""
    work = [(m.slug, m.title) for m in graph.milestones.values() if m.kind == "experience" and m.unit == "years"]
    schooling = [(slug, label) for slug, label in SCHOOLING if slug == NOTHING or slug in graph.milestones]
    offered = {slug for slug, _ in (*schooling, *work)}
    others = [(word, _title(word, graph)) for word in have if word not in offered]
    chosen = (*have, *graph.usual)[:1]
    groups = (("Schooling", schooling), ("Years of work", sorted(work, key=lambda each: each[1])), ("Other", others))
    return [
        StartGroup(label, tuple(Start(slug, words, slug in chosen) for slug, words in options))
        for label, options in groups
        if options
    ]


def _title(word: str, graph: PathGraph) -> str:
    """What a value of `have` names, with its amount where it has one: `Work as a paralegal, 2 years`."""
    slug, _, amount = word.partition(":")
    milestone = graph.milestones[slug]
    return f"{milestone.title}, {amount_words(float(amount), milestone.unit)}" if amount else milestone.title


def start_words(graph: PathGraph, have: Sequence[str]) -> str:
    """`high school diploma or GED`, as a sentence goes on after “from”."""
    words = [word for word in (have or graph.usual) if word != NOTHING]
    return joined_first([inside_sentence(_title(word, graph)) for word in words], 3) or "nothing yet"


# What the page says -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """The best of a role's plans at one thing; `more` is what else that plan takes, where it is not best at it."""

    label: str
    value: str
    more: str


@dataclass(frozen=True)
class Row:
    """A role in the list of paths: what its best plans take, what is not sure about them, and its tags."""

    line: RoleReach
    figures: tuple[Figure, ...]
    doubts: tuple[Doubt, ...]
    tags: tuple[Tag, ...]


@dataclass(frozen=True)
class Unreached:
    """Roles that no plan leads to, and why; of many, how many `more` are not named."""

    title: str
    lines: Sequence[RoleReach]
    more: int


def _reached(lines: Sequence[RoleReach], asked: Asked) -> list[tuple[RoleReach, Reach]]:
    """The roles whose plans keep to the limits, in the order asked for."""
    reached = [(line, reach) for line in lines if line.outcome and (reach := within(line.outcome.plans, asked.limits))]
    if asked.sort != "title":
        reached.sort(key=lambda found: _rank(found[1], asked.sort))
    return reached


def _row(line: RoleReach, reach: Reach) -> Row:
    return Row(line, _figures(reach), reach.doubts, line.outcome.tags if line.outcome else ())


def _rank(reach: Reach, sort: str) -> tuple[tuple[bool, float], ...]:
    """By one figure, then the others: what is open after what is known."""
    plans = reach.plans
    fast, cheap, short = plans.fastest.score, plans.cheapest.score, plans.least_schooling.score
    figures = [(fast[3], fast[0]), (cheap[4], cheap[1]), (short[5], short[2])]
    first = {"": 0, "cost": 1, "schooling": 2}[sort]
    return (figures[first], *figures[:first], *figures[first + 1 :])


def _figures(reach: Reach) -> tuple[Figure, ...]:
    plans = reach.plans
    fast, cheap, short = plans.fastest, plans.cheapest, plans.least_schooling
    return (
        Figure("Fastest", time_words(fast.months), _more(fast, (cheap, _costs))),
        Figure("Lowest cost", cost_words(cheap.cost), _more(cheap, (fast, _takes))),
        Figure("Least schooling", _schooling(short.schooling), _more(short, (fast, _takes), (cheap, _costs))),
    )


def _more(found: Plan, *others: tuple[Plan, Callable[[Plan], str]]) -> str:
    """What a plan takes besides, where another one is better at that."""
    return ", ".join(words(found) for other, words in others if words(other) != words(found))


def _costs(found: Plan) -> str:
    return "cost not on file" if found.cost == UNKNOWN else f"costs {inside_sentence(cost_words(found.cost))}"


def _takes(found: Plan) -> str:
    return "time not on file" if found.months == UNKNOWN else f"takes {inside_sentence(time_words(found.months))}"


def _schooling(months: Range) -> str:
    return "None" if months == AT_ONCE else NOT_ON_FILE if months == UNKNOWN else time_words(months)


def _heading(count: int, asked: Asked, view: Standpoint) -> str:
    """`9 roles within 12 months and $3,000 in Ohio`."""
    limits = [words for words in (_month_words(asked), _dollar_words(asked)) if words]
    roles = counted(count, "role") if count else "No roles"
    parts = [roles, *([f"within {joined(limits)}"] if limits else [])]
    return " ".join([*parts, *([] if view.is_everywhere else [f"in {view.place_name}"])])


def _month_words(asked: Asked) -> str:
    """As they were asked for: 12 months, not 1 year."""
    months = asked.limits.months
    return f"{months:g} month{'' if months == 1 else 's'}" if months < inf else ""


def _dollar_words(asked: Asked) -> str:
    return dollars(asked.limits.dollars) if asked.limits.dollars < inf else ""


@dataclass(frozen=True)
class Chip:
    """Something that is set, and the address without it."""

    label: str
    without: str


def _chips(asked: Asked, graph: PathGraph) -> list[Chip]:
    chips = [
        Chip(
            _title(word, graph),
            replace(asked, have=tuple(other for other in asked.have if other != word), page="").address,
        )
        for word in asked.have
        if word != NOTHING and (len(asked.have) > 1 or (word,) != graph.usual)
    ]
    if words := _month_words(asked):
        chips.append(Chip(f"Within {words}", replace(asked, months="", page="").address))
    if words := _dollar_words(asked):
        chips.append(Chip(f"Up to {words}", replace(asked, budget="", page="").address))
    return chips
