"""A path as a page shows it: steps with their words and cards, and the bars of the plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from careers.cells import NOT_ON_FILE, Range, SourceFacts, Tag, sources_of
from careers.comparison import MOST
from careers.planning import (
    UNKNOWN,
    Alternative,
    EarlyExit,
    MilestoneFacts,
    Need,
    Path,
    PlanSet,
    RouteFacts,
    Step,
    Unlock,
)
from careers.planning.graph import NOTHING
from careers.plots import Tick, percent
from careers.wording import amount_words, article, counted, dollar_range, every, inside_sentence, joined, month_range

# The four strengths as they stand under a step, and on a card.
STRENGTHS = {
    "law": "Required by law",
    "certifier": "Asked by the certifying body",
    "employers": "Asked by employers",
    "helpful": "Helpful, not needed",
}
NOT_COUNTED = "Not counted"  # the time it takes to find a job
ACCEPTED = {
    "law": "Meets the law",
    "certifier": "Accepted by the certifying body",
    "employers": "Accepted by employers",
}
MOST_GRID_LINES = 5
MONTHS_BETWEEN_LINES = (1, 2, 3, 6, 12, 24, 36, 48, 60, 120)
SHORTEST_BAR = 1  # month: shorter ones would not be seen


@dataclass(frozen=True)
class Card:
    """One way to take a step; its address is the page with this way in the plan."""

    id: str
    title: str
    text: str
    first: str
    beside: str
    time: str
    cost: str
    strength: str
    url: str
    picks: tuple[str, ...]
    is_picked: bool
    tags: tuple[Tag, ...]
    sources: tuple[SourceFacts, ...]
    marks: tuple[str, ...]  # Fastest, Cheapest, Least schooling
    total: str  # what the whole plan comes to with it


@dataclass(frozen=True)
class Reason:
    """Why a step is there: what asks for it, how strongly, and who says so."""

    text: str
    tags: tuple[Tag, ...]
    sources: tuple[SourceFacts, ...]


@dataclass(frozen=True)
class Line:
    """One step in words. `state` is `have`, `need` or `optional`."""

    number: int
    state: str
    title: str
    amount: str
    text: str
    time: str
    cost: str
    strength: str
    notes: tuple[str, ...]  # what else there is to know: what comes first, what would be too old
    beside: str
    cards: tuple[Card, ...]
    inner_title: str
    inner_text: str
    inner_cards: tuple[Card, ...]
    certification: str  # the slug of what it earns, where that has a page
    is_timed: bool
    reasons: tuple[Reason, ...]
    tick: str  # the milestone to tick; empty where that follows from another
    is_ticked: bool
    tags: tuple[Tag, ...]
    sources: tuple[SourceFacts, ...]

    @property
    def all_sources(self) -> tuple[SourceFacts, ...]:
        """In the order in which the page cites them."""
        cards = (card.sources for card in (*self.cards, *self.inner_cards))
        return sources_of(*cards, self.sources)

    @property
    def ways(self) -> str:
        """The first ways that fit side by side, as an address says them."""
        return urlencode([("way", ",".join(card.picks)) for card in self.cards[:MOST]])

    @property
    def cited(self) -> tuple[SourceFacts, ...]:
        """With those of its reasons."""
        return sources_of(self.all_sources, *(reason.sources for reason in self.reasons))


@dataclass(frozen=True)
class Bar:
    """One row of the plan. `kind` is `main`, `par` (at the same time), `opt`, `goal`; empty: time not on file."""

    title: str
    kind: str
    x: str
    width: str
    months: str


@dataclass(frozen=True)
class Plan:
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    kinds: frozenset[str]


def lines(
    path: Path,
    milestones: Mapping[str, MilestoneFacts],
    address: Callable[[Sequence[str]], str],
    named: PlanSet | None = None,
    have: Collection[str] | None = None,
) -> tuple[Line, ...]:
    """The steps of a path, the optional ones last. `address` is that of the page with certain routes picked.

    `named` are the plans that cards are marked by. Where it is said what one has, steps can be ticked and have reasons.
    """
    numbers = {step.milestone.slug: step for step in path.steps}
    return tuple(_line(step, milestones, address, named, have, numbers) for step in (*path.steps, *path.optional))


def plan(path: Path, goal: str) -> Plan:
    """The bars of a path by the middle of ranges, up to the goal and for what may follow it right away."""
    after = [step for step in path.optional if step.months and not step.also]
    drawn = [step for step in (*path.to_do, *after) if step.months is None or step.finish > step.start]
    end = max([path.finish, SHORTEST_BAR, *(max(step.finish, step.start + SHORTEST_BAR) for step in drawn)])
    every = next((months for months in MONTHS_BETWEEN_LINES if end <= months * MOST_GRID_LINES), 240)
    last = ceil(end / every) * every
    ticks = [Tick(percent(month / last), str(month)) for month in range(0, last + 1, every)]
    ticks[0], ticks[-1] = Tick(ticks[0].x, "Start"), Tick(ticks[-1].x, f"{last} mo.")
    rows = [_bar(step, last) for step in drawn if not step.is_optional]
    rows += [_exit(each, last) for each in path.early_exits if each.month < path.finish]
    rows += [_bar(step, last) for step in drawn if step.is_optional and step.start < path.finish]
    rows.append(Bar(goal, "goal", percent(path.finish / last), "", _month_words(path.finish, path.finish)))
    rows += [_bar(step, last) for step in drawn if step.is_optional and step.start >= path.finish]
    return Plan(tuple(rows), tuple(ticks), frozenset(row.kind for row in rows))


def announcement(path: Path) -> str:
    """`Plan updated: 24 months, $2,880 to $17,800.`"""
    cost = dollar_range(None if path.cost == UNKNOWN else path.cost)
    done = f" {progress(path)}." if path.done else ""
    return f"Plan updated: {inside_sentence(month_range(path.months))}, {inside_sentence(cost)}.{done}"


def progress(path: Path) -> str:
    """`3 of 8 steps done`."""
    return f"{len(path.done)} of {counted(len(path.steps), 'step')} done"


def critical_words(path: Path) -> str:
    """Which steps decide when the goal is reached."""
    numbers = [str(step.number) for step in path.to_do if not step.while_others and step.finish > step.start]
    if not numbers or len(path.to_do) < 2:
        return ""
    which, sets, it = ("Step", "sets", "it takes") if len(numbers) == 1 else ("Steps", "set", "one takes")
    return f"{which} {joined(numbers)} {sets} the date: if {it} longer, so does the plan."


def exit_words(exit_: EarlyExit) -> str:
    """`From month 9 you can already work as a teacher aide`."""
    job = article(inside_sentence(exit_.milestone.title))
    when = f"From month {ceil(exit_.month) + 1}" if exit_.month > 0 else "From the start"
    return f"{when} you can already work as {job}"


def time_words(months: Range | None) -> str:
    """Where “Time” stands before it already."""
    return NOT_ON_FILE if months in (None, UNKNOWN) else month_range(months)


def cost_words(cost: Range | None) -> str:
    """Where “Cost” stands before it already."""
    return NOT_ON_FILE if cost in (None, UNKNOWN) else dollar_range(cost)


def _line(
    step: Step,
    milestones: Mapping[str, MilestoneFacts],
    address: Callable[[Sequence[str]], str],
    named: PlanSet | None,
    have: Collection[str] | None,
    steps: Mapping[str, Step],
) -> Line:
    state = "have" if step.is_done else "optional" if step.is_optional else "need"
    advice, taken = step.recommendation, [route for route in (step.inner_route, step.route) if route]
    cards = _cards(step.alternatives, milestones, address, named)
    inner_cards = _cards(step.inner_alternatives, milestones, address, named)
    # What stands on a card is not said a second time.
    told = [route for route, shown in ((step.route, cards), (step.inner_route, inner_cards)) if route and not shown]
    texts = [step.milestone.text, advice.text if advice else ""]
    inner_texts = [step.inner.text] if step.inner else []
    for route in () if advice else told:
        (inner_texts if route is step.inner_route else texts).append(route.text)
    sources = sources_of(
        advice.sources if advice else (),
        *(route.sources for route in told if not step.is_done and not advice),
        *(route.cost_sources for route in taken if not step.is_done),
    )
    tags = [*(advice.tags if advice else ())]
    tags += [tag for route in told if not step.is_done and not advice for tag in route.tags]
    tags += [tag for route in taken if not step.is_done for tag in route.cost_tags]
    unit = (step.inner or step.milestone).unit
    counted = [] if step.is_done else [route.cost_note for route in taken if route.cost_note]
    return Line(
        number=step.number,
        state=state,
        title=step.milestone.step_title or step.milestone.title,
        amount=amount_words(step.amount, unit) if unit and not step.is_done else "",
        text=_sentences(texts),
        time="Done" if step.is_done else _step_time(step),
        cost=cost_words(step.cost),
        strength="" if step.is_done or cards else STRENGTHS.get(step.strength, ""),
        notes=(*_notes(step, milestones), *counted),
        beside=_beside(step.while_others),
        cards=cards,
        inner_title=step.inner.title if step.inner else "",
        inner_text=_sentences(inner_texts),
        inner_cards=inner_cards,
        certification=step.milestone.certification or (step.inner.certification if step.inner else ""),
        is_timed=(step.is_done or (step.route is not None and not step.milestone.is_condition) or step.is_optional)
        and not _is_told_by_card(step),
        reasons=() if have is None else tuple(_reason(unlock, steps) for unlock in step.unlocks),
        tick="" if have is None else _tick(step, have),
        is_ticked=step.is_done,
        tags=tuple(dict.fromkeys(tags)),
        sources=sources,
    )


def _reason(unlock: Unlock, steps: Mapping[str, Step]) -> Reason:
    above = next((step for step in steps.values() if unlock.milestone in (step.milestone, step.inner)), None)
    what = f"step {above.number}" if above else inside_sentence(unlock.milestone.title)
    by = STRENGTHS.get(unlock.route.strength, "")
    text = f"Why: {what} needs it. {by}." if by else f"Why: {what} needs it."
    return Reason(text, unlock.route.tags, unlock.route.sources)


def _tick(step: Step, have: Collection[str]) -> str:
    """What is ticked is what the time goes into, so that it counts wherever else it is asked for."""
    if step.is_done:
        return step.milestone.slug if step.milestone.slug in have else ""
    return (step.inner or step.milestone).slug


def _is_told_by_card(step: Step) -> bool:
    """Whether a card says the time of a step, counting in nothing that is a step of its own."""
    picked = [card for card in step.alternatives if card.is_picked]
    return any(not card.first and card.months == (step.months or UNKNOWN) for card in picked)


def _step_time(step: Step) -> str:
    if step.milestone.kind == "role" and step.months == NOTHING:
        return NOT_COUNTED
    return time_words(step.months)


def _cards(
    alternatives: Sequence[Alternative],
    milestones: Mapping[str, MilestoneFacts],
    address: Callable[[Sequence[str]], str],
    named: PlanSet | None,
) -> tuple[Card, ...]:
    return tuple(
        Card(
            id=f"alt-{card.route.slug}",
            title=card.route.title,
            text=card.route.text,
            first=joined([inside_sentence(milestone.title) for milestone in card.first]),
            beside=" ".join(_card_beside(route, milestones[route.reaches]) for route in card.beside),
            time=time_words(card.months),
            cost=_card_cost(card),
            strength=ACCEPTED.get(card.route.strength, ""),
            url=address(card.picks),
            picks=card.picks,
            is_picked=card.is_picked,
            tags=card.route.tags,
            sources=card.route.sources,
            marks=_marks(card, alternatives, named),
            total=_total(card),
        )
        for card in alternatives
    )


def _marks(card: Alternative, cards: Sequence[Alternative], named: PlanSet | None) -> tuple[str, ...]:
    """Of which named plans it is part. Where all cards are alike in that, or only the least is known, of none."""
    if named is None:
        return ()
    plans = {"Fastest": named.fastest, "Cheapest": named.cheapest, "Least schooling": named.least_schooling}
    return tuple(
        name
        for criterion, (name, plan) in enumerate(plans.items())
        if card.route.slug in plan.routes
        and not plan.score[criterion + 3]
        and len({other.score[criterion] for other in cards}) > 1
    )


def _total(card: Alternative) -> str:
    """`Whole plan: 24 months, $2,880`; nothing where the card says as much already."""
    if (card.total_months, card.total_cost) == (card.months, card.cost) or card.total_months == UNKNOWN:
        return ""
    cost = f", {inside_sentence(dollar_range(card.total_cost))}" if card.total_cost != UNKNOWN else ""
    return f"Whole plan: {inside_sentence(month_range(card.total_months))}{cost}."


def _card_cost(card: Alternative) -> str:
    words = cost_words(card.cost)
    return f"{words}, you earn pay" if card.route.load == "work" and card.cost == Range(0, 0) else words


def _card_beside(route: RouteFacts, milestone: MilestoneFacts) -> str:
    hours = f", {route.weekly_hours} hours a week" if route.weekly_hours else ""
    return f"At the same time: {inside_sentence(milestone.title)}{hours}."


def _sentences(texts: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(text for text in texts if text))


def _notes(step: Step, milestones: Mapping[str, MilestoneFacts]) -> list[str]:
    notes = []
    asked = [_needed(need, milestones[need.milestone]) for need in step.also]
    if step.is_optional:
        asked += [inside_sentence(milestone.title) for milestone in step.conditions]
    if asked:
        lead = "One way" if step.has_other_ways else "You also need"
        notes.append(f"{lead}: {joined(asked)}.")
    for need in step.needs:
        if need.within_months and need not in step.also:
            title = inside_sentence(milestones[need.milestone].title)
            old = " In this plan it would be older." if need in step.too_old else ""
            notes.append(f"Needs {title} from the last {every(need.within_months)}.{old}")
    return notes


def _needed(need: Need, milestone: MilestoneFacts) -> str:
    details = [amount_words(need.amount, milestone.unit)] if need.amount and milestone.unit else []
    details += [f"from the last {every(need.within_months)}"] if need.within_months else []
    return inside_sentence(milestone.title) + (f" ({', '.join(details)})" if details else "")


def _beside(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    steps = joined([str(number) for number in numbers])
    return f"You can do this during {'step' if len(numbers) == 1 else 'steps'} {steps}"


def _bar(step: Step, last: float) -> Bar:
    title = f"{step.number}. {_plan_title(step)}"
    if step.months is None:
        return Bar(title, "", "", "", NOT_ON_FILE)
    kind = "opt" if step.is_optional else "par" if step.while_others else "main"
    width = max(step.finish - step.start, SHORTEST_BAR)
    more = " or more" if step.months.is_open else ""
    return Bar(
        title, kind, percent(step.start / last), percent(width / last), _month_words(step.start, step.finish) + more
    )


def _exit(exit_: EarlyExit, last: float) -> Bar:
    """A row for a job one can work in from then on."""
    return Bar(exit_words(exit_), "goal", percent(exit_.month / last), "", f"Month {ceil(exit_.month) + 1}")


def _plan_title(step: Step) -> str:
    """A choice goes by what its time is spent on, or else by the way that was chosen."""
    if step.inner and step.inner_route and step.inner_route.months != NOTHING:
        return step.inner.title
    route: RouteFacts | None = step.route
    return route.title if route and step.milestone.is_choice else step.milestone.title


def _month_words(start: float, finish: float) -> str:
    first, last = int(start) + 1, ceil(finish)
    if last == 0:
        return NOT_COUNTED
    return f"Month {last}" if first >= last else f"Months {first} to {last}"
