"""Plans side by side: the ways into one role, or the plans of different roles, by the same rows.

A plan is summed up in a few rows, and its steps are lined up with those of the others, each with its sources.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from careers.cells import MISSING, Cell, Range, SourceFacts, same, sources_of
from careers.comparison import Hidden, Row, align, check_columns, glance_rows, without_alike
from careers.pathlines import NOT_COUNTED, cost_words, exit_words, time_words
from careers.planlines import SETTLED, conditions, is_settled, pay_words, schooling_words, warnings
from careers.planning import UNKNOWN, Plan, PlanSet, PlanStep
from careers.planning.graph import NOTHING, WEEK_HOURS
from careers.rolefacts import Glance
from careers.wording import amount_words, counted, inside_sentence, joined

NOTHING_HIDDEN = Hidden()
GOAL = "goal"  # the last step of each plan, whatever it leads to, is one row
NO_SEARCH = "Finding the job is not counted"


@dataclass(frozen=True)
class WayColumn:
    """One plan, what it is called here, and where its steps are told. `among` are all plans to the same goal.

    Without a plan no way leads there from here, or none is on file. `held` is what counts as had already.
    """

    slug: str
    title: str
    url: str
    plan: Plan | None = None
    among: PlanSet | None = None
    held: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        """As it stands inside a sentence."""
        return inside_sentence(self.title)


@dataclass(frozen=True)
class WayComparison:
    """Two to four plans, in the order asked for: `traits` sum them up, `steps` are those of all of them."""

    columns: tuple[WayColumn, ...]
    traits: tuple[Row[Cell], ...]
    steps: tuple[Row[Cell], ...]
    hidden: Hidden = NOTHING_HIDDEN

    @property
    def is_pair(self) -> bool:
        return len(self.columns) == 2

    @property
    def differs(self) -> bool:
        return not all(row.alike for row in (*self.traits, *self.steps))

    @property
    def sources(self) -> tuple[SourceFacts, ...]:
        """In the order in which the rows cite them."""
        return sources_of(*(cell.sources for row in self.steps for cell in row.cells if cell))

    def differences(self) -> WayComparison:
        """The same without rows that are alike in all, and how many of each kind were left out."""
        traits, hidden_traits = without_alike(self.traits)
        steps, hidden_steps = without_alike(self.steps)
        return replace(self, traits=traits, steps=steps, hidden=Hidden(traits=hidden_traits, steps=hidden_steps))


def compare(columns: Sequence[WayColumn], hours: float = WEEK_HOURS) -> WayComparison:
    """For who studies so many hours a week. Raises TooFewRoles, TooManyRoles or SameRoleTwice, as for roles."""
    check_columns(columns)
    return WayComparison(
        columns=tuple(columns),
        traits=glance_rows([_glance(column, columns, hours) for column in columns]),
        steps=_steps([column.plan for column in columns]),
    )


def finding(columns: Sequence[WayColumn]) -> str:
    """`Shortest: certificate, 12 months. Lowest cost: …`: what each is best at, where one alone is."""
    told = [
        ("Shortest", lambda plan: time_words(plan.months)),
        ("Lowest cost", lambda plan: cost_words(plan.cost)),
        ("Least schooling", lambda plan: inside_sentence(schooling_words(plan.schooling))),
    ]
    found = []
    for criterion, (label, words) in enumerate(told):
        known = [(each.plan.score[criterion], each) for each in columns if each.plan and not _is_open(each, criterion)]
        least = [each for score, each in known if score == min(known, key=lambda one: one[0])[0]]
        if len(known) == len(columns) and len(least) == 1 and least[0].plan:
            found.append(f"{label}: {least[0].noun}, {inside_sentence(words(least[0].plan))}.")
    return " ".join(found)


def _is_open(column: WayColumn, criterion: int) -> bool:
    return column.plan is not None and bool(column.plan.score[criterion + 3])


# What a plan comes to ---------------------------------------------------------------------------------------


def _glance(column: WayColumn, columns: Sequence[WayColumn], hours: float) -> list[Glance]:
    plan = column.plan
    if plan is None:
        return []
    exits = [exit_words(each) for each in plan.early_exits if each.month < plan.finish]
    needed = [inside_sentence(each.title) for each in conditions(plan)]
    others = [each.plan for each in columns if each.plan]
    rows = {
        "This plan is": _said(_names(column), "In between"),
        "Time": _figure(plan.months, time_words(plan.months), NO_SEARCH if _at_once(plan) else ""),
        "Cost": _figure(plan.cost, cost_words(plan.cost)),
        "Time in school": _figure(plan.schooling, schooling_words(plan.schooling)),
        "Pay while you learn": _said([] if _at_once(plan) else [pay_words(plan)], "You start in the job"),
        "Must do": _said([_to_do(plan)]),
        "On the way": Cell(tuple(exits), ". ".join(exits) or "No job on the way"),
        "Counted as yours": _said([inside_sentence(each) for each in column.held], "Nothing"),
    }
    if any(conditions(each) for each in others):
        rows["You also need"] = _said(needed, "Nothing more")
    if any(any(warnings(each, hours)) for each in others):
        said = tuple(warnings(plan, hours))
        rows["Good to know"] = Cell(said, " ".join(said) or "Nothing more")
    return [Glance(title.lower().replace(" ", "-"), title, cell) for title, cell in rows.items()]


def _said(words: Sequence[str], nothing: str = "") -> Cell:
    text = joined(list(words)) or nothing
    return Cell(tuple(words), f"{text[:1].upper()}{text[1:]}")


def _figure(span: Range, words: str, context: str = "") -> Cell:
    return MISSING if span == UNKNOWN else Cell(span, words, context)


def _at_once(plan: Plan) -> bool:
    """Whether nothing stands between somebody and the job but to find it."""
    return plan.goal.kind == "role" and plan.months.high == 0


def _to_do(plan: Plan) -> str:
    if not plan.steps:
        return "Nothing is left to do"
    if is_settled(plan):
        return "Nothing but apply"
    return counted(sum(step.milestone.kind != "requirement" for step in plan.steps), "step")


def _names(column: WayColumn) -> list[str]:
    """What no plan to its goal is better in; not where only the least is known."""
    plan, among = column.plan, column.among
    if plan is None or among is None:
        return []
    best = {"fastest": among.fastest, "cheapest": among.cheapest, "least schooling": among.least_schooling}
    return [
        name
        for criterion, (name, first) in enumerate(best.items())
        if plan.score[criterion] == first.score[criterion] and not plan.score[criterion + 3]
    ]


# Its steps --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _StepLine:
    slug: str
    title: str
    cell: Cell


def _steps(plans: Sequence[Plan | None]) -> tuple[Row[Cell], ...]:
    """A row for each step of any of the plans, in their order; the goal comes last."""
    goals = {plan.goal for plan in plans if plan}
    rows = align(
        [[_line(step, plan, is_one_goal=len(goals) == 1) for step in plan.steps] if plan else [] for plan in plans],
        slug=lambda line: line.slug,
        title=lambda line: line.title,
        alike=lambda lines: same(line.cell if line else MISSING for line in lines),
    )
    filled = [
        Row[Cell](row.slug, row.title, tuple(line.cell if line else None for line in row.cells), row.alike)
        for row in rows
    ]
    return tuple(sorted(filled, key=lambda row: row.slug == GOAL))


def _line(step: PlanStep, plan: Plan, *, is_one_goal: bool) -> _StepLine:
    """What a step is done by, how long it takes and what it costs."""
    route, milestone = step.route, step.milestone
    title = milestone.step_title or milestone.title
    is_goal = milestone.slug == plan.goal.slug
    amount = amount_words(step.asked, milestone.unit) if milestone.unit not in ("", "years") else ""
    context = ", ".join(part for part in (amount, _time(step), _cost(step)) if part)
    return _StepLine(
        slug=GOAL if is_goal else milestone.slug,
        title=title if is_one_goal or not is_goal else "Get the job",
        cell=Cell(
            code=(route.slug, step.months, step.cost, step.asked),
            value=route.title or milestone.title,
            context=f"{context[:1].upper()}{context[1:]}",
            tags=tuple(dict.fromkeys((*route.tags, *route.cost_tags))),
            sources=sources_of(route.sources, route.cost_sources),
        ),
    )


def _time(step: PlanStep) -> str:
    if step.months == NOTHING and step.milestone.kind in SETTLED:
        return f"time {inside_sentence(NOT_COUNTED)}" if step.milestone.kind == "role" else ""
    return "time not on file" if step.months == UNKNOWN else inside_sentence(time_words(step.months))


def _cost(step: PlanStep) -> str:
    if step.cost == NOTHING and step.milestone.kind in SETTLED:
        return ""
    return "cost not on file" if step.cost == UNKNOWN else inside_sentence(cost_words(step.cost))
