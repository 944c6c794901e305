"""Plans as the planner shows them: a card for each that stands out, bars on one scale, a picture of all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from careers.cells import Range, SourceFacts, Tag, sources_of
from careers.pathlines import ACCEPTED, cost_words, time_words
from careers.planning import UNKNOWN, EarlyExit, MilestoneFacts, Plan, PlanSet, PlanStep
from careers.planning.front import STUDY
from careers.planning.graph import NOTHING, WEEK_HOURS
from careers.plots import percent
from careers.wording import (
    amount_words,
    article,
    dollars,
    every,
    first_sentence,
    inside_sentence,
    joined,
    lasting,
    month_range,
)

FASTEST, CHEAPEST, LEAST_SCHOOL = "Fastest", "Cheapest", "Least school"
# Which of several plans is shown, as addresses say it and as a choice of them does.
CHEAPEST_PLAN, LEAST_SCHOOLING_PLAN = "cheapest", "least-schooling"
BEST = {"": "Fastest", CHEAPEST_PLAN: "Lowest cost", LEAST_SCHOOLING_PLAN: "Least schooling"}
# How strong the color of each step of a bar is, from the first on; then over again.
TONES = ("1", ".6", ".35")
LANE = 22  # px from one bar to that of what runs at the same time
SHORTEST_BAR = 0.5  # month: shorter ones would not be seen
LONG = 36  # months from which on years say more
WIDEST, HIGHEST, LOWEST = 0.9, 20, 140  # where marks stand in the picture: a share of its width, px from its top
# What is a step of its own to a reader even where it takes no time.
MILESTONES_TO_TELL = ("assessment", "certification", "license")
SETTLED = ("role", "requirement", "condition")


@dataclass(frozen=True)
class Segment:
    """One step of a bar, and how the legend names it. `width` is empty where it takes no time, or none on file."""

    title: str
    time: str
    tone: str
    x: str
    width: str
    y: int
    sources: tuple[SourceFacts, ...]


@dataclass(frozen=True)
class PlanCard:
    """One plan in words. `number` is its place among all plans, from 1; `url` are its steps.

    `tags` say what it is best at; `wins` counts also what nothing is known of.
    """

    number: int
    wins: int
    tags: tuple[str, ...]
    title: str
    text: str
    time: str
    cost: str
    schooling: str
    pay: str
    segments: tuple[Segment, ...]
    height: int
    goal_x: str
    exits: tuple[str, ...]
    reason: str
    warnings: tuple[str, ...]
    url: str
    tags_of_facts: tuple[Tag, ...]
    reason_sources: tuple[SourceFacts, ...]

    @property
    def is_drawn(self) -> bool:
        """Whether any step has a time to draw."""
        return any(segment.width for segment in self.segments)

    @property
    def sources(self) -> tuple[SourceFacts, ...]:
        """In the order in which the card cites them."""
        return sources_of(*(segment.sources for segment in self.segments), self.reason_sources)


@dataclass(frozen=True)
class Dot:
    """One plan in the picture of all: further to the right takes longer, higher up costs more."""

    number: int
    x: str
    y: int


@dataclass(frozen=True)
class Picture:
    """Plans by the middle of their time and cost, with how far both scales go.

    `left_out` says which plans are not in it, since nothing is known of their time or cost.
    """

    dots: tuple[Dot, ...]
    months: str
    months_x: str
    cost: str
    cost_y: int
    left_out: str


def cards(
    plans: PlanSet,
    choices: Mapping[str, int],
    address: Callable[[Sequence[str]], str],
    *,
    hours: float = WEEK_HOURS,
    budget: float = inf,
) -> list[PlanCard]:
    """A card for every plan, the quickest first; each has a step to take. `choices` counts the ways to each milestone.

    `address` is that of the steps with certain routes picked; `hours` a week and `budget` are what plans were made for.
    """
    named = titles(plans.plans)
    longest = max((plan.finish for plan in plans.plans), default=0.0) or 1.0
    return [
        _card(number, plan, plans, named[number - 1], longest, choices, address, hours, budget)
        for number, plan in enumerate(plans.plans, 1)
    ]


def standing_out(found: Iterable[PlanCard]) -> list[PlanCard]:
    """Those that win something, most wins first; of equal ones the quickest first, as they come."""
    return sorted((card for card in found if card.wins), key=lambda card: -card.wins)


def picture(plans: Sequence[Plan]) -> Picture | None:
    """Where each plan stands; None where no two could be told apart."""
    drawn = [(number, plan) for number, plan in enumerate(plans, 1) if UNKNOWN not in (plan.months, plan.cost)]
    if len({plan.score[:2] for _, plan in drawn}) < 2:
        return None
    longest = max(plan.score[0] for _, plan in drawn) or 1.0
    dearest = max(plan.score[1] for _, plan in drawn) or 1.0
    missing = [str(number) for number, plan in enumerate(plans, 1) if UNKNOWN in (plan.months, plan.cost)]
    return Picture(
        dots=tuple(
            Dot(
                number,
                percent(WIDEST * plan.score[0] / longest),
                round(LOWEST - (LOWEST - HIGHEST) * plan.score[1] / dearest),
            )
            for number, plan in drawn
        ),
        months=lasting(longest),
        months_x=percent(WIDEST),
        cost=dollars(round(dearest)),
        cost_y=HIGHEST,
        left_out=f"{'Plan' if len(missing) == 1 else 'Plans'} {joined(missing)}" if missing else "",
    )


def best_of(plans: PlanSet, wanted: str) -> Plan:
    """The plan that goes by one of the names of `BEST`."""
    return {CHEAPEST_PLAN: plans.cheapest, LEAST_SCHOOLING_PLAN: plans.least_schooling}.get(wanted, plans.fastest)


def picks_of(plan: Plan, choices: Mapping[str, int]) -> list[str]:
    """The routes that tell a plan from others, as an address names it."""
    return [step.route.slug for step in plan.steps if choices.get(step.milestone.slug, 0) > 1]


def is_settled(plan: Plan) -> bool:
    """Whether nothing is left but to apply: no step takes time, costs money or has to be earned."""
    rest = all(step.milestone.kind in SETTLED for step in plan.steps)
    return rest and plan.months == NOTHING == plan.cost


def counted_as_held(plans: Iterable[Plan], brought: Mapping[str, Collection[str]]) -> tuple[list[str], list[str]]:
    """Which of the things held make some step shorter or needless, and which change nothing.

    `brought` says of each what it shows that one holds besides: a degree, that one has a diploma.
    """
    asked = {need.milestone for plan in plans for need in plan.held}
    asked |= {step.milestone.slug for plan in plans for step in plan.steps}  # a part of it is held
    asked |= {plan.goal.slug for plan in plans}
    used = [slug for slug, along in brought.items() if not asked.isdisjoint(along)]
    return used, [slug for slug in brought if slug not in used]


def held_words(milestone: MilestoneFacts, amount: float) -> str:
    """`work in a law office (2 years)`; no amount where it is as much as is asked."""
    title = inside_sentence(milestone.title)
    return f"{title} ({amount_words(amount, milestone.unit)})" if milestone.unit and amount < inf else title


def conditions(plan: Plan) -> tuple[MilestoneFacts, ...]:
    """What every step of a plan asks for and nobody can plan: an age, a card."""
    return tuple(dict.fromkeys(each for step in plan.steps for each in step.conditions))


def _card(
    number: int,
    plan: Plan,
    plans: PlanSet,
    title: str,
    longest: float,
    choices: Mapping[str, int],
    address: Callable[[Sequence[str]], str],
    hours: float,
    budget: float,
) -> PlanCard:
    named = ((FASTEST, plans.fastest), (CHEAPEST, plans.cheapest), (LEAST_SCHOOL, plans.least_schooling))
    figures = (plan.months, plan.cost, plan.schooling)
    wins = [(tag, figure) for (tag, best), figure in zip(named, figures, strict=True) if best is plan]
    telling = _telling(plan, plans.plans, choices)
    text, rest = _lead_and_rest(telling.route.text)
    segments, height = _segments(plan, longest)
    exits = [each for each in plan.early_exits if each.month < plan.finish]
    return PlanCard(
        number=number,
        wins=len(wins),
        tags=tuple(tag for tag, figure in wins if figure != UNKNOWN),
        title=title,
        text=text or telling.milestone.text,
        time=time_words(plan.months),
        cost=cost_words(plan.cost),
        schooling=schooling_words(plan.schooling),
        pay=pay_words(plan),
        segments=segments,
        height=height,
        goal_x=percent(plan.finish / longest),
        exits=tuple(_exit(each) for each in exits),
        reason=rest or f"{ACCEPTED[telling.route.strength]}.",
        warnings=tuple(warnings(plan, hours, budget)),
        url=address(picks_of(plan, choices)),
        tags_of_facts=tuple(
            dict.fromkeys(
                tag for step in plan.steps for tag in (*step.route.tags, *step.route.cost_tags) if tag.is_warning
            )
        ),
        reason_sources=telling.route.sources,
    )


def titles(plans: Sequence[Plan]) -> list[str]:
    """What each plan is called: by the longest step that not every plan has, and where that is one for two, the way."""
    mains = [_main_step(plan, plans) for plan in plans]
    first = [main.milestone.step_title or main.milestone.title for main in mains]
    named = []
    for plan, title in zip(plans, first, strict=True):
        alike = [other for other, its in zip(plans, first, strict=True) if its == title and other is not plan]
        ways = [step.route.title for step in plan.steps if any(step.route.slug not in other.routes for other in alike)]
        named.append(f"{title} ({inside_sentence(ways[0])})" if alike and ways else title)
    return named


def _main_step(plan: Plan, plans: Sequence[Plan]) -> PlanStep:
    held_by_all = set.intersection(*({step.milestone.slug for step in other.steps} for other in plans))

    def rank(step: PlanStep) -> tuple[bool, bool, float]:
        return step.milestone.slug not in held_by_all, step.milestone.kind not in SETTLED, step.finish - step.start

    return max(plan.steps, key=rank)


def _telling(plan: Plan, plans: Sequence[Plan], choices: Mapping[str, int]) -> PlanStep:
    """The step whose way says most of a plan: a choice, not the same in every plan, as near the goal as can be."""

    def rank(step: PlanStep) -> tuple[bool, bool, bool]:
        is_own = any(step.route.slug not in other.routes for other in plans)
        return bool(step.route.text), is_own, choices.get(step.milestone.slug, 0) > 1

    return max(reversed(plan.steps), key=rank)


def _lead_and_rest(text: str) -> tuple[str, str]:
    lead = first_sentence(text)
    return lead, text.removeprefix(lead).strip()


def schooling_words(months: Range) -> str:
    """Where “New schooling” stands before it already."""
    return "None" if months == NOTHING else time_words(months)


def pay_words(plan: Plan) -> str:
    """From when on a plan pays: in a job that it leads through, or work that costs nothing. What one might do besides
    is not known, nor whether an internship pays.
    """
    months = [each.month for each in plan.early_exits if each.month < plan.finish]
    months += [step.start for step in plan.steps if step.route.load == "work" and step.cost == NOTHING]
    if not months:
        return "Not in this plan"
    return _from(min(months)) if min(months) >= 1 else "Yes"


def _from(month: float) -> str:
    """`From month 3`, `After 16 years`."""
    return f"From month {int(month) + 1}" if month < LONG else f"After {lasting(month)}"


def _exit(each: EarlyExit) -> str:
    when = "Right away" if each.month == 0 else _from(each.month)
    return f"{when} you could already work as {article(inside_sentence(each.milestone.title))}."


def _segments(plan: Plan, longest: float) -> tuple[tuple[Segment, ...], int]:
    """The steps that a reader spends time on, each in the first lane that is free; and how many px high they are."""
    told = [step for step in plan.steps if _is_told(step)]
    lanes: list[float] = []
    found: list[Segment] = []
    for step in told:
        length = step.finish - step.start
        lane = next((n for n, end in enumerate(lanes) if end <= step.start), len(lanes))
        if length:
            lanes[lane : lane + 1] = [step.finish]
        timed = sum(bool(segment.width) for segment in found)
        found.append(
            Segment(
                title=_step_title(step),
                time=_step_time(step),
                tone=TONES[timed % len(TONES)] if length else "",
                x=percent(step.start / longest) if length else "",
                width=percent(max(length, SHORTEST_BAR) / longest) if length else "",
                y=lane * LANE,
                sources=sources_of(step.route.sources, step.route.cost_sources),
            )
        )
    return tuple(found), max(1, len(lanes)) * LANE


def _is_told(step: PlanStep) -> bool:
    if step.milestone.kind in MILESTONES_TO_TELL or step.finish > step.start:
        return True
    return step.milestone.kind not in SETTLED and (step.months.is_open or step.cost.is_open)


def _step_title(step: PlanStep) -> str:
    if step.milestone.kind == "requirement":
        return step.route.title
    title = step.milestone.step_title or step.milestone.title
    if not step.milestone.unit:
        return title
    return title if step.milestone.unit == "years" else f"{title}, {amount_words(step.asked, step.milestone.unit)}"


def _step_time(step: PlanStep) -> str:
    if step.months == NOTHING:
        return ""
    return "time not on file" if step.months == UNKNOWN else inside_sentence(month_range(step.months))


def warnings(plan: Plan, hours: float, budget: float = inf) -> Iterable[str]:
    """What to know before leaning on a plan: what is not on file, what ends, what may not be taken."""
    if any(_is_stretched(step, hours) for step in plan.steps):
        yield f"At {hours:g} hours a week it takes longer than full time. Ask first if you can study part time."
    if plan.cost.high is not None and plan.cost.high > budget:
        yield f"It can cost up to {dollars(round(plan.cost.high))}, which is more than your budget."
    if plan.cost.is_open and budget < inf:
        yield "It may not keep to your budget: we do not know all that it costs."
    unknown = [inside_sentence(_step_title(step)) for step in plan.steps if step.cost.is_open]
    if unknown:
        yield f"Cost not on file: {joined(unknown)}."
    names = {step.milestone.slug: inside_sentence(step.milestone.title) for step in plan.steps}
    for step in plan.steps:
        if day := step.route.closes:
            yield f"{step.route.title} closes on {day:%b} {day.day}, {day:%Y}."
        for need in step.too_old:
            recent = f"{names[need.milestone]} from the last {every(need.within_months or 0)}"
            yield f"{step.milestone.title} asks for {recent}. In this plan it would be older."
    if any(step.milestone.unit == "credits" and step.months.low < (step.months.high or inf) for step in plan.steps):
        yield "A school may not take all your credits. Ask before you pay."


def _is_stretched(step: PlanStep, hours: float) -> bool:
    """Whether a step takes longer since it asks for more hours of study a week than there are."""
    asks_for = step.route.hours_per_week or WEEK_HOURS
    return step.route.load == STUDY and asks_for > hours and step.finish > step.start
