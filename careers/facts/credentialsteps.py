"""How a certification is got and kept: its key figures, ways, steps and renewals, and what is said of each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from careers.cells import MISSING, Cell, Range, sources_of
from careers.credentialfacts import RenewalLine, Step, Told, Way
from careers.facts.certifications import fee_span
from careers.facts.sources import citations, data_date_words
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.facts.trust import counts, is_said_today, main_source, tags
from careers.models import Milestone, Route, RouteNeed
from careers.wording import (
    MONTHS,
    amount_words,
    article,
    counted,
    dollar_range,
    every,
    inside_sentence,
    joined,
    month_range,
    sentence,
)
from certifications.models import Certification, CertificationFact, Renewal
from sources.models import SourcedFact

Topic = CertificationFact.Topic
Standing = SourcedFact.Standing
EXAM = (Topic.EXAM, Topic.EXAM_PART, Topic.PASSING_SCORE, Topic.RETAKE)
# What key figures say where no figure is on file. Two that say so need not be alike.
AN_EXAM, TRY_AGAIN = "An exam", "You can try again"
LONGEST_FIGURE = 24  # letters that fit a key figure
NEVER = 0  # the most times that what cannot be renewed is renewed


def key_figures(
    found: Certification, facts: Sequence[CertificationFact], routes: Sequence[Route], view: Standpoint
) -> tuple[tuple[str, Cell], ...]:
    """What people ask first: the fee, the format, another try, how long it lasts."""

    def used(topic: str) -> list[CertificationFact]:
        about = [fact for fact in facts if fact.topic == topic]
        # Of what has ended, the last that was so is all there is.
        return [fact for fact in about if counts(fact, view)] or (about if found.status == "closed" else [])

    return (
        ("Fee", _fee(used(Topic.FEE), routes, view)),
        ("Format", _format(used(Topic.EXAM), used(Topic.EXAM_PART), view)),
        ("If you don’t pass", _retake(used(Topic.RETAKE), view)),
        ("Good for", _good_for(found, used(Topic.VALIDITY), view)),
    )


def _fee(fees: Sequence[CertificationFact], routes: Sequence[Route], view: Standpoint) -> Cell:
    span = fee_span(fees)
    if span:
        payers = {fee.audience for fee in fees if fee.unit == "USD"}
        return _figure(fees, span[:1].upper() + span[1:], "more in step 1" if len(payers) > 1 else "", view)
    costs = [cost for route in routes for cost in route.costs.all() if counts(cost, view) and cost.min is not None]
    if not costs:
        return MISSING
    highs = [cost.max for cost in costs if cost.max is not None]
    low = min(cost.min for cost in costs if cost.min is not None)
    value = dollar_range(Range(float(low), float(max(highs)) if len(highs) == len(costs) else None))
    marks = dict.fromkeys(tag for cost in costs for tag in tags(cost, view.today))
    return Cell(value, value, "", tuple(marks), sources_of(*(citations(cost, view.today) for cost in costs)))


def _format(exams: Sequence[CertificationFact], parts: Sequence[CertificationFact], view: Standpoint) -> Cell:
    measured = [fact for fact in exams if fact.min is not None]
    short = [fact for fact in exams if fact.min is None and len(fact.text) <= LONGEST_FIGURE]
    shown = (measured or short or list(exams))[:1]
    if not shown:
        return MISSING
    (first,) = shown
    context = joined([inside_sentence(part.text.rstrip(".")) for part in parts[:1]])
    if measured:
        return _figure(shown, amount_words(first.min or 0, first.unit), context, view)
    return _figure(shown, first.text.rstrip(".") if short else AN_EXAM, context, view)


def _retake(facts: Sequence[CertificationFact], view: Standpoint) -> Cell:
    if not facts:
        return MISSING
    fees = [fact for fact in facts if fact.unit == "USD" and fact.min is not None]
    waits = [fact for fact in facts if fact.unit != "USD" and fact.min is not None]
    wait = f"wait {amount_words(waits[0].min or 0, waits[0].unit)}" if waits and waits[0].unit in WAITS else ""
    if fees:
        return _figure([*fees, *waits[:1]], f"{fee_span(fees)} a retake", wait, view)
    if wait:
        return _figure(waits[:1], f"{wait[:1].upper()}{wait[1:]}", "then try again", view)
    return _figure(facts, TRY_AGAIN, "", view)


WAITS = ("days", "weeks", "months")


def _good_for(found: Certification, facts: Sequence[CertificationFact], view: Standpoint) -> Cell:
    if found.validity == Certification.Validity.CONTINUOUS:
        return Cell("for good", "For good", "while you keep it up", sources=_figure(facts, "–", "", view).sources)
    for fact in facts:
        if fact.min is not None and fact.unit in MONTHS:
            again = any(renewals(found, view))
            return _figure([fact], amount_words(fact.min, fact.unit), "then you renew it" if again else "", view)
    return MISSING


def _figure(used: Sequence[CertificationFact], value: str, context: str, view: Standpoint) -> Cell:
    """A key figure with what backs it; its details stand further down."""
    if not value:
        return MISSING
    marks = dict.fromkeys(tag for fact in used for tag in tags(fact, view.today))
    return Cell(value, value, context, tuple(marks), sources_of(*(citations(fact, view.today) for fact in used)))


def way_of(route: Route, facts: Sequence[CertificationFact], view: Standpoint) -> Way:
    """A way to it. What it costs stands with it where no fee of the whole is on file."""
    has_fee = any(fact.topic == Topic.FEE and counts(fact, view) for fact in facts)
    costs = [cost for cost in route.costs.all() if counts(cost, view) and cost.min is not None]
    cost = None
    if costs and not has_fee:
        high = [cost.max for cost in costs if cost.max is not None]
        low = sum((cost.min for cost in costs if cost.min is not None), Decimal(0))
        cost = Range(float(low), float(sum(high)) if len(high) == len(costs) else None)
    months = None
    if route.months_min is not None and (route.months_max or route.months_min):
        months = Range(float(route.months_min), None if route.months_max is None else float(route.months_max))
    return Way(
        title=route.title,
        text=route.text,
        needs="; ".join(need_words(need) for need in route.needs.all()),
        months=month_range(months) if months else "",
        cost=dollar_range(cost) if cost else "",
        tags=tags(route, view.today),
        sources=sources_of(citations(route, view.today), *(citations(each, view.today) for each in costs if cost)),
    )


def need_words(need: RouteNeed) -> str:
    """`2 years of work as a paralegal (from the last 3 years)`"""
    details = [amount_words(need.amount, need.milestone.unit)] if need.amount and need.milestone.unit else []
    if need.within_months:
        details.append(f"from the last {every(need.within_months)}")
    more = f" ({', '.join(details)})" if details else ""
    title = inside_sentence(need.milestone.title)
    return f"{f'a job as {article(title)}' if need.milestone.kind == Milestone.Kind.ROLE else title}{more}"


def steps_of(found: Certification, facts: Sequence[CertificationFact], view: Standpoint) -> tuple[Step, ...]:
    """Pay, pass, keep: each with what is said of it."""
    used = [fact for fact in facts if counts(fact, view)]
    fees = [fact for fact in used if fact.topic == Topic.FEE]
    exams = [fact for fact in used if fact.topic == Topic.EXAM]
    steps = [Step("Apply and pay", ("Fee", fee_span(fees)), told_of(facts, [Topic.FEE], found, view))]
    tested = told_of(facts, EXAM, found, view)
    if tested.cells:
        steps.append(Step("Pass the exam", ("Format", _format(exams, (), view).value if exams else ""), tested))
    lasting = told_of(facts, [Topic.VALIDITY], found, view)
    if lasting.cells or found.renewals.all():
        rhythm = {line.every_months for line in found.renewals.all() if line.standing == Standing.USED}
        again = every(months) if len(rhythm) == 1 and (months := next(iter(rhythm))) else ""
        steps.append(Step("Keep it current", ("Every", again), lasting, is_upkeep=True))
    return tuple(step for step in steps if step.told.cells or step.is_upkeep)


def renewals(found: Certification, view: Standpoint) -> tuple[tuple[RenewalLine, ...], ...]:
    """What keeps it alive: any one of the options, all lines of it together."""
    options: dict[int, list[RenewalLine]] = {}
    for line in found.renewals.all():
        if line.standing == Standing.USED and line.max_times != NEVER:
            options.setdefault(line.option, []).append(_renewal(line, view))
    return tuple(tuple(options[number]) for number in sorted(options))


def renewals_of(found: Certification, standings: Sequence[str], view: Standpoint) -> tuple[RenewalLine, ...]:
    """Lines on renewing that are not in use, of some standings."""
    return tuple(_renewal(line, view) for line in found.renewals.all() if line.standing in standings)


def is_renewal_missing(found: Certification) -> bool:
    """Whether it has to be renewed, for all we know, and nothing says how."""
    told = any(line.standing == Standing.USED for line in found.renewals.all())
    return not told and found.validity != Certification.Validity.CONTINUOUS


def _renewal(line: Renewal, view: Standpoint) -> RenewalLine:
    parts = [
        amount_words(line.amount, line.unit) if line.amount is not None else "",
        dollar_range(Range(float(line.fee), float(line.fee))) if line.fee is not None else "",
    ]
    amount = joined([part for part in parts if part])
    rhythm = f"every {every(line.every_months)}" if line.every_months else ""
    most = f"at most {counted(line.max_times, 'time')}" if line.max_times else ""
    return RenewalLine(
        Cell(
            code=line.key,
            value=sentence(line.what.rstrip(".")),
            context=line.why if line.standing in (Standing.USED, Standing.ALSO) else _where(line),
            tags=tags(line, view.today),
            sources=citations(line, view.today),
        ),
        sentence(", ".join(part for part in (" ".join(part for part in (amount, rhythm) if part), most) if part)),
    )


def told_of(facts: Sequence[CertificationFact], topics: Sequence[str], found: Certification, view: Standpoint) -> Told:
    """All that is said of some topics, what is used first. Where voices differ, each has its source and date."""
    about = [fact for topic in topics for fact in facts if fact.topic == topic]
    disputed = {fact.topic for fact in about if fact.standing != Standing.USED}
    return Told(
        cells=tuple(_statement(fact, found, view, is_disputed=fact.topic in disputed) for fact in about),
        is_disputed=any(is_said_today(fact, view) for fact in about),
    )


def _statement(fact: CertificationFact, found: Certification, view: Standpoint, *, is_disputed: bool) -> Cell:
    elsewhere = "" if fact.place_id in (COUNTRY, found.place_id) else f"{fact.place.name}: "
    text = fact.text.rstrip(".")
    date = data_date_words(fact) if fact.as_of_words or fact.as_of else ""
    # Its date stands with its source where there are several.
    dated = f" ({date})" if date and date not in text and not is_disputed else ""
    return Cell(
        code=fact.key,
        value=f"{elsewhere}{text}{dated}.",
        context=_where(fact) if is_disputed else fact.why,
        tags=tags(fact, view.today),
        sources=citations(fact, view.today),
    )


def _where(fact: SourcedFact) -> str:
    """Who says so and when, for a statement that others contradict; and why we take it for what it is."""
    said = ", ".join(part for part in (main_source(fact).title.rstrip("."), data_date_words(fact)) if part)
    stop = "" if said.endswith(("?", "!")) else "."
    return f"{said}{stop} {fact.why}".strip()
