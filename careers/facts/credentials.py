"""Certifications and licenses whole: what the page of one says, and a line of each for the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from careers.cells import MISSING, Cell, Range, sources_of
from careers.credentialfacts import (
    CredentialFacts,
    CredentialLine,
    CredentialName,
    Linked,
    PlaceRule,
    Reason,
    RenewalLine,
    Step,
    Told,
    Way,
)
from careers.facts.certifications import fee_span
from careers.facts.remembered import remembered
from careers.facts.rules import is_checked, when_of
from careers.facts.sources import citations, data_date_words
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.facts.trust import is_said_today, main_source, tags
from careers.models import Milestone, RoleRecommendation, Route, RouteCost, RouteNeed, Strength
from careers.rolefacts import RoleName
from careers.wording import (
    MONTHS,
    amount_words,
    article,
    counted,
    dollar_range,
    every,
    first_sentence,
    inside_sentence,
    joined,
    long_date,
    month_range,
    sentence,
)
from certifications.models import Certification, CertificationFact, Renewal, StateRule
from roles.models import Role
from sources.models import SourcedFact

Topic = CertificationFact.Topic
Standing = SourcedFact.Standing

# What is said last, under the steps and the reasons.
MORE = (Topic.AIMED_AT, Topic.ACCREDITATION, Topic.OTHER)
EXAM = (Topic.EXAM, Topic.EXAM_PART, Topic.PASSING_SCORE, Topic.RETAKE)
STANDINGS: list[str] = [Standing.USED, Standing.ALSO, Standing.CLAIMED, Standing.HISTORICAL]
PUBLIC = Q(route__status=SourcedFact.Status.PUBLISHED)
# What key figures say where no figure is on file. Two that say so need not be alike.
AN_EXAM, TRY_AGAIN = "An exam", "You can try again"
LONGEST_FIGURE = 24  # letters that fit a key figure

NEVER = 0  # the most times that what cannot be renewed is renewed

# Said where a text does not say it already: no reader shall take the one for the other.
NO_LICENSE: dict[str, str] = {
    Certification.Kind.LICENSE: "It is a license: the state gives it, and the law asks for it.",
    Certification.Kind.CERTIFICATION: "It is not a license.",
    Certification.Kind.ASSESSMENT: "It is a test, not a license.",
}


def credential(slug: str, view: Standpoint) -> CredentialFacts:
    """The facts of one certification: a fixed number of queries. Raises Certification.DoesNotExist."""
    found = whole_certifications().get(slug=slug)
    around = gathered(found, view)
    facts, routes, advice, accepting = around.facts, around.routes, around.advice, around.accepting
    following, asked = _ahead(around.milestones)
    return CredentialFacts(
        name=credential_name(found),
        lead=lead_of(found),
        issuer_title=found.issuer.title,
        issuer_url=found.issuer.url,
        place_name="" if found.place_id == COUNTRY else found.place.name,
        status=found.status,
        holders_keep=found.holders_keep,
        last_day=_last_day(routes, view),
        replaced_by=credential_name(found.replaced_by) if found.replaced_by else None,
        replaces=tuple(credential_name(older) for older in found.replaces.all()),
        ribbon=key_figures(found, facts, routes, view),
        roles=around.roles or _of_its_successor(found),
        ways=tuple(way_of(route, facts, view) for route in routes),
        eligibility=_told(facts, [Topic.ELIGIBILITY], found, view),
        steps=_steps(found, facts, view),
        renewals=_renewals(found, view),
        renewals_beside=_renewals_of(found, (Standing.ALSO, Standing.CLAIMED), view),
        past_renewals=_renewals_of(found, (Standing.HISTORICAL,), view),
        is_renewal_missing=_is_renewal_missing(found),
        needed=_needed(advice, view),
        helps=_helps(advice, following, view),
        can_wait=_can_wait(found, advice, accepting, asked),
        named_in=_naming(accepting, view),
        has_rule_here=any(_is_here(rule, view) and counts(rule, view) for rule in (*found.rules.all(), *accepting)),
        rules=_rules(found, view),
        more=_told(facts, MORE, found, view),
        namesakes=_namesakes(found),
    )


@dataclass(frozen=True)
class Gathered:
    """What there is to say of a certification at a place on a day: its rows, sifted."""

    milestones: list[Milestone]
    facts: list[CertificationFact]
    routes: list[Route]
    advice: list[RoleRecommendation]
    accepting: list[StateRule]
    roles: tuple[Linked, ...]


def whole_certifications() -> QuerySet[Certification]:
    """Certifications with everything that hangs on them: a fixed number of queries, however many."""
    return Certification.objects.with_facts().prefetch_related(
        Prefetch("milestones", Milestone.objects.prefetch_related(*_hanging_on_milestones()))
    )


def gathered(found: Certification, view: Standpoint) -> Gathered:
    """The rows that count, of a certification that came with everything: no query."""
    milestones = list(found.milestones.all())
    routes = [route for milestone in milestones for route in milestone.routes.all() if _is_shown(route, found, view)]
    advice = _advice(milestones, view)
    accepting = [rule for rule in found.accepted_by.all() if counts(rule, view) and _is_offered(rule.role)]
    return Gathered(
        milestones=milestones,
        facts=sorted(found.facts.all(), key=lambda fact: STANDINGS.index(fact.standing)),
        routes=routes,
        advice=advice,
        accepting=accepting,
        roles=_linked(advice, accepting, routes, view),
    )


def credential_listing(view: Standpoint) -> tuple[CredentialLine, ...]:
    """A line for each certification: one query, and those of `credential_lines` when content has changed."""
    return remembered("credentials", view, lambda: tuple(credential_lines(view)))


def credential_lines(view: Standpoint) -> list[CredentialLine]:
    """Every certification and license by workplace, then by title: a fixed number of queries."""
    rows = Certification.objects.select_related("issuer", "place").prefetch_related(
        Prefetch("facts", CertificationFact.objects.published().filter(topic=Topic.FEE)),
        Prefetch("rules", StateRule.objects.published().select_related("place")),
        Prefetch("accepted_by", StateRule.objects.published().select_related("role", "place")),
    )
    roles = roles_by_certification()
    # What took the place of another is for the same people.
    found = []
    for row in rows:
        linked = roles.get(row.pk) or roles.get(row.replaced_by_id, [])
        fees = [fee for fee in row.facts.all() if counts(fee, view)]
        amounts = [float(fee.min) for fee in fees if fee.unit == "USD" and fee.min is not None]
        accepting = [rule for rule in row.accepted_by.all() if _is_offered(rule.role)]
        naming = [rule for rule in (*row.rules.all(), *accepting) if counts(rule, view) and is_checked(rule)]
        line = CredentialLine(
            name=credential_name(row),
            summary=first_sentence(row.lets_you),
            kind=row.kind,
            level=row.level,
            level_words="" if row.level == Certification.Level.UNKNOWN else row.get_level_display(),
            place=row.place.code,
            place_name="" if row.place_id == COUNTRY else row.place.name,
            named_in=frozenset(rule.place.code for rule in naming) - {COUNTRY},
            roles=tuple(RoleName(role.slug, role.title) for role in linked),
            fee=fee_span(fees),
            lowest_fee=min(amounts, default=None),
            workplace=linked[0].field.workplace if linked else "",
            field_slugs=tuple(dict.fromkeys(role.field.slug for role in linked)),
            has_ended=row.status in ENDED,
        )
        rank = (linked[0].field.position, linked[0].field.title) if linked else (2**15, "")
        found.append((rank, row.title.lower(), line))
    return [line for *_, line in sorted(found, key=lambda entry: entry[:2])]


def roles_by_certification() -> dict[int | None, list[Role]]:
    """The published roles that advice, rules and ways in tie to each certification: four queries."""
    pairs = [
        *RoleRecommendation.objects.published()
        .filter(standing=Standing.USED, milestone__certification__isnull=False)
        .order_by("position")
        .values_list("milestone__certification", "role"),
        *StateRule.objects.published()
        .filter(standing=Standing.USED, accepts__isnull=False, role__isnull=False)
        .order_by("pk")
        .values_list("accepts", "role"),
        *RouteNeed.objects.filter(PUBLIC, route__reaches__certification__isnull=False, milestone__role__isnull=False)
        .order_by("route__position", "position")
        .values_list("route__reaches__certification", "milestone__role"),
    ]
    published = Role.objects.published().select_related("field").in_bulk({role for _, role in pairs})
    found: dict[int | None, list[Role]] = {}
    for certification, role in dict.fromkeys(pairs):
        if role in published:
            found.setdefault(certification, []).append(published[role])
    return found


def _hanging_on_milestones() -> tuple[Prefetch[str] | str, ...]:
    return (
        Prefetch(
            "routes", Route.objects.published().exclude(strength=Strength.HELPFUL).select_related("source", "place")
        ),
        "routes__also_sources",
        Prefetch("routes__needs", RouteNeed.objects.select_related("milestone__role")),
        Prefetch("routes__costs", RouteCost.objects.published().select_related("source")),
        "routes__costs__also_sources",
        Prefetch(
            "recommended_for", RoleRecommendation.objects.published().select_related("source", "place", "role__field")
        ),
        "recommended_for__also_sources",
    )


# What counts, and for whom ------------------------------------------------------------------------------------


def counts(fact: SourcedFact, view: Standpoint) -> bool:
    return fact.standing == Standing.USED and view.is_current(fact)


def _is_offered(role: Role | None) -> bool:
    return role is not None and role.status == Role.Status.PUBLISHED


def _is_shown(route: Route, found: Certification, view: Standpoint) -> bool:
    """Ways that are open today; of what has ended, those there were."""
    if route.standing not in (Standing.USED, Standing.ALSO):
        return False
    closed = (route.closes and route.closes < view.today) or not view.is_current(route)
    return not closed or found.status == Certification.Status.CLOSED


def _last_day(routes: Sequence[Route], view: Standpoint) -> str:
    """`The last day to apply was Sep 30, 2025.`: nothing while a way has no end."""
    days = [route.closes for route in routes if route.closes]
    if not days or len(days) < len(routes):
        return ""
    return f"The last day to apply {'was' if max(days) < view.today else 'is'} {long_date(max(days))}."


def _advice(milestones: Iterable[Milestone], view: Standpoint) -> list[RoleRecommendation]:
    facts = [fact for milestone in milestones for fact in milestone.recommended_for.all()]
    return [fact for fact in facts if counts(fact, view) and _is_offered(fact.role)]


def _linked(
    advice: Iterable[RoleRecommendation],
    accepting: Iterable[StateRule],
    routes: Iterable[Route],
    view: Standpoint,
) -> tuple[Linked, ...]:
    """The roles it is for, or else those whose work counts toward it."""
    found: dict[str, Linked] = {}
    for fact in advice:
        name = RoleName(fact.role.slug, fact.role.title)
        how = inside_sentence(Strength(fact.strength).label)
        found.setdefault(name.slug, Linked(name, how, _backed(how, fact, view)))
    for rule in accepting:
        if rule.role:
            name = RoleName(rule.role.slug, rule.role.title)
            how = f"a rule in {rule.place.name} names it"
            found.setdefault(name.slug, Linked(name, how, _backed(how, rule, view)))
    if not found:
        jobs = ((route, need.milestone.role) for route in routes for need in route.needs.all())
        how = "work as one counts toward it"
        for route, role in jobs:
            if role and _is_offered(role):
                found.setdefault(role.slug, Linked(RoleName(role.slug, role.title), how, _backed(how, route, view)))
    return tuple(found.values())


def _of_its_successor(found: Certification) -> tuple[Linked, ...]:
    """The roles of what took its place, where nothing ties one that has ended to a role: five queries then."""
    if not found.replaced_by_id:
        return ()
    how = "what took its place is for this role"
    roles = roles_by_certification().get(found.replaced_by_id, [])
    return tuple(Linked(RoleName(role.slug, role.title), how, Cell(how, how)) for role in roles)


def _backed(words: str, fact: SourcedFact, view: Standpoint) -> Cell:
    return Cell(words, words, tags=tags(fact, view.today), sources=citations(fact, view.today))


def credential_name(found: Certification) -> CredentialName:
    """How other pages name it. It comes with its issuer."""
    offered = found.status == Certification.Status.OFFERED
    return CredentialName(
        slug=found.slug,
        title=str(found),
        kind=found.get_kind_display(),
        issuer=found.issuer.title,
        status="" if offered else STATUS[found.status],
        short=found.abbreviation or found.title,
    )


ENDED = (Certification.Status.CLOSED, Certification.Status.CLOSING)
STATUS: dict[str, str] = {
    Certification.Status.CLOSING: "Being phased out",
    Certification.Status.CLOSED: "Closed to new people",
    Certification.Status.UNVERIFIED: "Not confirmed",
}


def lead_of(found: Certification) -> str:
    told = "license" in found.lets_you.lower()
    return " ".join(part for part in (found.lets_you, "" if told else NO_LICENSE.get(found.kind, "")) if part)


def _namesakes(found: Certification) -> tuple[CredentialName, ...]:
    """What is mistaken for it: what editors name, and whatever has the same letters."""
    named = {other.pk: other for other in found.not_the_same_as.all()}
    same = Certification.objects.filter(abbreviation=found.abbreviation).exclude(abbreviation="").exclude(pk=found.pk)
    alike = {other.pk: other for other in same.select_related("issuer")}
    return tuple(credential_name(other) for other in (named | alike).values())


# Statements ---------------------------------------------------------------------------------------------------


def _told(facts: Sequence[CertificationFact], topics: Sequence[str], found: Certification, view: Standpoint) -> Told:
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


def _figure(used: Sequence[CertificationFact], value: str, context: str, view: Standpoint) -> Cell:
    """A key figure with what backs it; its details stand further down."""
    if not value:
        return MISSING
    marks = dict.fromkeys(tag for fact in used for tag in tags(fact, view.today))
    return Cell(value, value, context, tuple(marks), sources_of(*(citations(fact, view.today) for fact in used)))


def key_figures(
    found: Certification, facts: Sequence[CertificationFact], routes: Sequence[Route], view: Standpoint
) -> tuple[tuple[str, Cell], ...]:
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
            again = any(_renewals(found, view))
            return _figure([fact], amount_words(fact.min, fact.unit), "then you renew it" if again else "", view)
    return MISSING


# Getting it, and keeping it -----------------------------------------------------------------------------------


def way_of(route: Route, facts: Sequence[CertificationFact], view: Standpoint) -> Way:
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
    details = [amount_words(need.amount, need.milestone.unit)] if need.amount and need.milestone.unit else []
    if need.within_months:
        details.append(f"from the last {every(need.within_months)}")
    more = f" ({', '.join(details)})" if details else ""
    title = inside_sentence(need.milestone.title)
    return f"{f'a job as {article(title)}' if need.milestone.kind == Milestone.Kind.ROLE else title}{more}"


def _steps(found: Certification, facts: Sequence[CertificationFact], view: Standpoint) -> tuple[Step, ...]:
    used = [fact for fact in facts if counts(fact, view)]
    fees = [fact for fact in used if fact.topic == Topic.FEE]
    exams = [fact for fact in used if fact.topic == Topic.EXAM]
    steps = [Step("Apply and pay", ("Fee", fee_span(fees)), _told(facts, [Topic.FEE], found, view))]
    tested = _told(facts, EXAM, found, view)
    if tested.cells:
        steps.append(Step("Pass the exam", ("Format", _format(exams, (), view).value if exams else ""), tested))
    lasting = _told(facts, [Topic.VALIDITY], found, view)
    if lasting.cells or found.renewals.all():
        rhythm = {line.every_months for line in found.renewals.all() if line.standing == Standing.USED}
        again = every(months) if len(rhythm) == 1 and (months := next(iter(rhythm))) else ""
        steps.append(Step("Keep it current", ("Every", again), lasting, is_upkeep=True))
    return tuple(step for step in steps if step.told.cells or step.is_upkeep)


def _renewals(found: Certification, view: Standpoint) -> tuple[tuple[RenewalLine, ...], ...]:
    """What keeps it alive: any one of the options, all lines of it together."""
    options: dict[int, list[RenewalLine]] = {}
    for line in found.renewals.all():
        if line.standing == Standing.USED and line.max_times != NEVER:
            options.setdefault(line.option, []).append(_renewal(line, view))
    return tuple(tuple(options[number]) for number in sorted(options))


def _renewals_of(found: Certification, standings: Sequence[str], view: Standpoint) -> tuple[RenewalLine, ...]:
    return tuple(_renewal(line, view) for line in found.renewals.all() if line.standing in standings)


def _is_renewal_missing(found: Certification) -> bool:
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


# Is it worth it -----------------------------------------------------------------------------------------------


def _needed(advice: Iterable[RoleRecommendation], view: Standpoint) -> tuple[Reason, ...]:
    return tuple(_by_role("You want to work as {}.", [fact for fact in advice if fact.strength == Strength.LAW], view))


def _helps(advice: Iterable[RoleRecommendation], further: Iterable[Milestone], view: Standpoint) -> tuple[Reason, ...]:
    advised = [fact for fact in advice if fact.strength != Strength.LAW]
    next_up = sorted(further, key=lambda goal: (goal.position, goal.slug))
    return (
        *_by_role("You want to stand out as {}.", advised, view),
        *(Reason(f"You want this next: {inside_sentence(goal.title)}. It counts toward it.") for goal in next_up),
    )


def _by_role(words: str, facts: Iterable[RoleRecommendation], view: Standpoint) -> list[Reason]:
    """Roles of which the same is said share a line."""
    alike: dict[str, list[RoleRecommendation]] = {}
    for fact in facts:
        alike.setdefault(fact.text or fact.role.slug, []).append(fact)
    return [Reason(words.format(_any([fact.role for fact in same])), _said(same[0], view)) for same in alike.values()]


def _naming(rules: Iterable[StateRule], view: Standpoint) -> tuple[PlaceRule, ...]:
    """The rules about roles that accept it, the chosen state's first.

    Whether it is the only thing they accept is for their words to say.
    """
    alike: dict[tuple[str, str], list[StateRule]] = {}
    for rule in sorted(rules, key=lambda rule: not _is_here(rule, view)):
        alike.setdefault((rule.place.name, rule.text), []).append(rule)
    return tuple(
        PlaceRule(
            f"{place}, {joined([inside_sentence(rule.role.title) for rule in same if rule.role])}", _said(same[0], view)
        )
        for (place, _), same in alike.items()
    )


def _can_wait(
    found: Certification, advice: Iterable[RoleRecommendation], accepting: Sequence[StateRule], asked: set[int]
) -> tuple[Reason, ...]:
    """Only what follows from what is on file: nobody asks for it on the way in, or it holds elsewhere."""
    if found.status == Certification.Status.CLOSED:
        return (Reason("You do not hold it yet. New people can no longer get it."),)
    asked = asked | {rule.role_id for rule in accepting if rule.role_id}
    free = [fact.role for fact in advice if fact.strength != Strength.LAW and fact.role_id not in asked]
    reasons = [Reason(f"You look for a first job as {_any(free)}. No way in on file asks for it.")] if free else []
    if found.place_id != COUNTRY:
        reasons.append(Reason(f"You will not work in {found.place.name}. It is that state’s own."))
    return tuple(reasons)


def _ahead(milestones: Iterable[Milestone]) -> tuple[list[Milestone], set[int]]:
    """What a certification counts toward next, and the roles whose ways in lead over it at last: two queries."""
    needs = (
        RouteNeed.objects.filter(PUBLIC)
        .exclude(route__strength=Strength.HELPFUL)
        .values_list("milestone", "route__reaches", "route__reaches__kind", "route__reaches__role")
    )
    ahead: dict[int, list[tuple[int, int | None]]] = {}
    for need, goal, kind, role in needs:
        ahead.setdefault(need, []).append((goal, role if kind == Milestone.Kind.ROLE else None))
    steps = [milestone.pk for milestone in milestones]
    following = {goal for step in steps for goal, job in ahead.get(step, ()) if job is None}
    seen: set[int] = set()
    roles: set[int] = set()
    while steps:
        for goal, job in ahead.get(steps.pop(), ()):
            if job:
                roles.add(job)
            elif goal not in seen:
                seen.add(goal)
                steps.append(goal)
    return list(Milestone.objects.filter(pk__in=following).exclude(kind=Milestone.Kind.ROLE)), roles


def _any(roles: Sequence[Role]) -> str:
    """`a paralegal`, `a teacher assistant or a paraprofessional`"""
    return joined(list(dict.fromkeys(article(inside_sentence(role.title)) for role in roles)), "or")


def _said(fact: StateRule | RoleRecommendation, view: Standpoint) -> Cell:
    return Cell(fact.key, fact.text, tags=tags(fact, view.today), sources=citations(fact, view.today))


def _rules(found: Certification, view: Standpoint) -> tuple[PlaceRule, ...]:
    """What places say of it, those that say the same in one line; the chosen state comes first.

    What is to start, or held once, comes after what holds.
    """
    alike: dict[tuple[bool, str, str, str], list[StateRule]] = {}
    for rule in sorted(found.rules.all(), key=lambda rule: (not _is_here(rule, view), rule.place_id != COUNTRY)):
        if counts(rule, view) or view.is_coming(rule) or view.is_past(rule):
            alike.setdefault((_is_here(rule, view), rule.topic, rule.text, when_of(rule, view)), []).append(rule)
    ordered = sorted(alike.items(), key=lambda each: (view.is_past(each[1][0]), view.is_coming(each[1][0])))
    return tuple(
        PlaceRule(
            places=joined(sorted("All states" if rule.place_id == COUNTRY else rule.place.name for rule in same)),
            cell=Cell(
                same[0].answer,
                same[0].text,
                tags=tags(same[0], view.today),
                sources=citations(same[0], view.today),
            ),
            when=when,
        )
        for (*_, when), same in ordered
    )


def _is_here(rule: StateRule, view: Standpoint) -> bool:
    return not view.is_everywhere and rule.place_id == view.place
