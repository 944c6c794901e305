"""Certifications as columns of a comparison: their at-a-glance rows, each with the code that decides what is alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from careers.cells import MISSING, Cell, sources_of
from careers.credentialfacts import CredentialColumn
from careers.facts.credentialnames import ENDED, STATUS, credential_name, lead_of
from careers.facts.credentials import Gathered, gathered, whole_certifications
from careers.facts.credentialsteps import AN_EXAM, NEVER, TRY_AGAIN, Standing, key_figures, need_words, way_of
from careers.facts.paths import path_graph
from careers.facts.roles import START
from careers.facts.rules import NO_RULE, is_checked
from careers.facts.sources import citations
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.facts.trust import counts, tags
from careers.models import Milestone, RouteNeed, Strength
from careers.planning import PathGraph, UnknownMilestone, span, ways_to_each
from careers.rolefacts import Glance
from careers.wording import (
    amount_words,
    article,
    counted,
    dollars,
    every,
    first_sentence,
    inside_sentence,
    joined,
    month_range,
    sentence,
)
from certifications.models import Certification, Renewal, StateRule
from sources.models import SourcedFact

KINDS: dict[str, str] = {
    Certification.Kind.LICENSE: "A state gives it, and the law asks for it.",
    Certification.Kind.CERTIFICATION: "A third party gives it. It is not a license.",
    Certification.Kind.CERTIFICATE: "A school gives it. It is not a license.",
    Certification.Kind.ASSESSMENT: "A test. It is not a license.",
}
LEVELS: dict[str, str] = {
    Certification.Level.ENTRY: "At most 2 years of school and a few months of work come first.",
    Certification.Level.EXPERIENCED: "Work in the field comes first.",
    Certification.Level.ADVANCED: "It builds on a higher degree, or on another one.",
}
SCHOOLING = (Milestone.Kind.EDUCATION, Milestone.Kind.TRAINING, Milestone.Kind.REQUIREMENT)
WORK = (Milestone.Kind.EXPERIENCE, Milestone.Kind.ROLE)


def credential_columns(slugs: Sequence[str], view: Standpoint) -> list[CredentialColumn]:
    """The certifications with these slugs, in order: a fixed number of queries, however many."""
    rows = {row.slug: row for row in whole_certifications().filter(slug__in=slugs)}
    graph = path_graph(view.place, view.today)
    found = [rows[slug] for slug in slugs]
    has_rules = any(counts(rule, view) for row in found for rule in row.rules.all())
    return [_column(row, view, graph, has_rules=has_rules) for row in found]


@dataclass(frozen=True)
class _Subject:
    found: Certification
    around: Gathered
    view: Standpoint

    @property
    def where(self) -> str:
        return "" if self.view.is_everywhere else f" in {self.view.place_name}"


def _column(found: Certification, view: Standpoint, graph: PathGraph, *, has_rules: bool) -> CredentialColumn:
    about = _Subject(found, gathered(found, view), view)
    figures = {
        title: _coded(cell, found) for title, cell in key_figures(found, about.around.facts, about.around.routes, view)
    }
    rows = [
        Glance("kind", "What it is", _kind(about)),
        Glance("level", "Level", _level(found)),
        Glance("issuer", "Who gives it", Cell(found.issuer_id, found.issuer.title)),
        Glance("lets-you", "What it lets you do", Cell(found.slug, lead_of(found)) if found.lets_you else MISSING),
        Glance("law", f"Asked for by law{about.where}", _law(about)),
        Glance("ways", "Who can take it", _ways(about)),
        Glance("schooling", "Schooling before it", _needs(about, SCHOOLING)),
        Glance("work", "Work before it", _needs(about, WORK)),
        Glance("time", "Time to earn it", _time(about, graph)),
        Glance("exam", "Exam", figures["Format"]),
        Glance("fee", "Fee", _fee(figures["Fee"])),
        Glance("retake", "If you don’t pass", figures["If you don’t pass"]),
        Glance("lasts", "How long it lasts", figures["Good for"]),
        Glance("renewal", "To renew it", _renewal(about)),
        Glance("upkeep", "Fees a year to keep it", _upkeep(about)),
        Glance("standing", "Is it still given?", _standing(found)),
    ]
    if has_rules:
        rows.insert(5, Glance("rule", f"Rule about it{about.where}", _rule(about)))
    return CredentialColumn(
        name=credential_name(found),
        is_license=found.kind == Certification.Kind.LICENSE,
        has_ended=found.status in ENDED,
        glance=tuple(rows),
        roles=about.around.roles,
    )


def _coded(cell: Cell, found: Certification) -> Cell:
    """A key figure; where it holds no figure, its own details decide, and those are never the same."""
    return replace(cell, code=(found.slug, cell.value)) if cell.value in (AN_EXAM, TRY_AGAIN) else cell


def _fee(cell: Cell) -> Cell:
    """The page of one certification sends readers to its first step, which is not here."""
    return replace(cell, context="It depends on who pays.") if cell.context else cell


def _kind(about: _Subject) -> Cell:
    found = about.found
    place = "" if found.place_id == COUNTRY else f", {found.place.name} only"
    return Cell((found.kind, found.place_id), f"{found.get_kind_display()}{place}", KINDS[found.kind])


def _level(found: Certification) -> Cell:
    if found.level == Certification.Level.UNKNOWN:
        return MISSING
    return Cell(found.level, found.get_level_display(), LEVELS[found.level])


def _standing(found: Certification) -> Cell:
    if found.status == Certification.Status.OFFERED:
        return Cell(found.status, "Yes")
    newer = f"{found.replaced_by} takes its place." if found.replaced_by else ""
    kept = found.holders_keep if found.status in ENDED else ""
    context = " ".join(part for part in (newer, f"If you hold it: {inside_sentence(kept)}" if kept else "") if part)
    return Cell((found.status, found.replaced_by_id), STATUS[found.status], context)


# By law -------------------------------------------------------------------------------------------------------


def _law(about: _Subject) -> Cell:
    """What law asks for it. Nothing on file is never “not required”."""
    found, view = about.found, about.view
    asked = [fact for fact in about.around.advice if fact.strength == Strength.LAW and _holds(fact, view)]
    if asked:
        return _by_law("Required by law", [(fact, fact.place.name, fact.role.title) for fact in asked], about)
    naming = [rule for rule in about.around.accepting if is_checked(rule) and _holds(rule, view)]
    if naming:
        told = [(rule, rule.place.name, rule.role.title) for rule in naming if rule.role]
        return _by_law("A rule names it", told, about)
    if found.place_id != COUNTRY and not view.is_everywhere and found.place_id not in view.lineage:
        name = found.place.name
        return Cell(
            ("elsewhere", found.place_id), f"Not in {view.place_name}", f"It is {name}’s own, and holds only there."
        )
    return NO_RULE


def _by_law(value: str, told: Sequence[tuple[SourcedFact, str, str]], about: _Subject) -> Cell:
    places: dict[str, list[str]] = {}
    for fact, place, role in told:
        places.setdefault("" if fact.place_id == COUNTRY else f"in {place} ", []).append(article(inside_sentence(role)))
    context = "; ".join(f"{place}for {joined(list(dict.fromkeys(roles)))}" for place, roles in places.items())
    facts = [fact for fact, _, _ in told]
    return Cell(
        (value, frozenset((fact.place_id, role) for fact, _, role in told)),
        value,
        sentence(context),
        tuple(dict.fromkeys(tag for fact in facts for tag in tags(fact, about.view.today))),
        sources_of(*(citations(fact, about.view.today) for fact in facts)),
    )


def _holds(fact: SourcedFact, view: Standpoint) -> bool:
    """Whether it is about the chosen place; with none chosen, wherever it holds."""
    return view.is_everywhere or fact.place_id in view.lineage


def _rule(about: _Subject) -> Cell:
    """The rule of the chosen place on the certification itself, mostly a score. With none chosen: that it depends."""
    view = about.view
    current = [rule for rule in about.found.rules.all() if counts(rule, view)]
    around = sorted((rule for rule in current if rule.place_id in view.lineage), key=view.distance)
    if not around:
        checked = {rule.place_id for rule in current if is_checked(rule)}
        if not view.is_everywhere or not checked:
            return NO_RULE
        return Cell(frozenset(checked), "Depends on the state", f"On file for {counted(len(checked), 'state')}.")
    first: StateRule = around[0]
    lead = first_sentence(first.text)
    return Cell(
        (first.topic, first.answer, first.amount_min, first.amount_max) if is_checked(first) else None,
        lead.rstrip("."),
        first.text.removeprefix(lead).strip(),
        tags(first, view.today),
        citations(first, view.today),
    )


# Before it ----------------------------------------------------------------------------------------------------


def _ways(about: _Subject) -> Cell:
    routes = about.around.routes
    if not routes:
        return MISSING
    shown = [way_of(route, about.around.facts, about.view) for route in routes]
    asked = [_codes(route.needs.all()) for route in routes]
    return Cell(
        # Of a way without needs on file only its words say what it asks for.
        frozenset(asked) if all(asked) else about.found.slug,
        sentence(joined([inside_sentence(each.title) for each in shown], "or")).rstrip("."),
        f"You need to fit just 1 of {len(shown)}." if len(shown) > 1 else shown[0].text,
        tuple(dict.fromkeys(tag for each in shown for tag in each.tags)),
        sources_of(*(each.sources for each in shown)),
    )


def _codes(needs: Collection[RouteNeed]) -> frozenset[tuple[object, ...]]:
    return frozenset((need.milestone_id, need.amount, need.within_months) for need in needs)


def _needs(about: _Subject, kinds: Collection[str]) -> Cell:
    """What the ways ask for of some kinds: one phrase a way, each once."""
    routes = about.around.routes
    asked = [[need for need in route.needs.all() if need.milestone.kind in kinds] for route in routes]
    phrases = list(dict.fromkeys(" and ".join(map(need_words, needs)) for needs in asked if needs))
    if not phrases:
        return MISSING
    backing = [route for route, needs in zip(routes, asked, strict=True) if needs]
    return Cell(
        frozenset(_codes(needs) for needs in asked),
        sentence(joined(phrases, "or")).rstrip("."),
        "" if all(asked) else "Not every way asks for it.",
        tuple(dict.fromkeys(tag for route in backing for tag in tags(route, about.view.today))),
        sources_of(*(citations(route, about.view.today) for route in backing)),
    )


def _time(about: _Subject, graph: PathGraph) -> Cell:
    """From the shortest to the longest way, for somebody with a high school diploma."""
    found, view = about.found, about.view
    if found.status == Certification.Status.CLOSED:
        return MISSING
    place = view.place if found.place_id == COUNTRY else found.place.code
    goals = {milestone.slug for milestone in about.around.milestones if milestone.slug in graph.milestones}
    try:
        ways = ways_to_each(graph, goals, have=START, place=place, today=view.today)
    except UnknownMilestone:  # no start, and so no time from there
        return MISSING
    months = span(way for each in ways.values() for way in each)
    if months is None:
        return MISSING
    if months.high == 0:
        return Cell((0, 0), "No set time", "The time to study for it is up to you.")
    return Cell((months.low, months.high), month_range(months), "With a high school diploma in hand")


# Keeping it ---------------------------------------------------------------------------------------------------


def _lines(about: _Subject) -> list[list[Renewal]]:
    options: dict[int, list[Renewal]] = {}
    for line in about.found.renewals.all():
        if line.standing == Standing.USED and line.max_times != NEVER:
            options.setdefault(line.option, []).append(line)
    return [options[number] for number in sorted(options)]


def _renewal(about: _Subject) -> Cell:
    """What each option takes. Lines with amounts are alike by these; others only with themselves."""
    options = _lines(about)
    once = [line for line in about.found.renewals.all() if line.standing == Standing.USED and line.max_times == NEVER]
    if not options and once:
        return Cell(NEVER, "It cannot be renewed", sources=sources_of(*(citations(x, about.view.today) for x in once)))
    if not options:
        return MISSING
    lines = [line for option in options for line in option]
    return Cell(
        frozenset(frozenset(map(_line_code, option)) for option in options),
        sentence("; or ".join(" and ".join(map(_takes, option)) for option in options)).rstrip("."),
        "",
        tuple(dict.fromkeys(tag for line in lines for tag in tags(line, about.view.today))),
        sources_of(*(citations(line, about.view.today) for line in lines)),
    )


def _line_code(line: Renewal) -> tuple[object, ...]:
    figures = (line.amount, line.unit, line.fee, line.every_months, line.max_times)
    return figures if line.amount is not None or line.fee is not None else (line.pk,)


def _takes(line: Renewal) -> str:
    """`50 hours every 5 years`; without an amount, what it is that one does."""
    amounts = [amount_words(line.amount, line.unit) if line.amount is not None else ""]
    amounts += [f"{dollars(line.fee)}" if line.fee is not None else ""]
    what = joined([amount for amount in amounts if amount]) or inside_sentence(line.what.rstrip(".")).partition(";")[0]
    return f"{what} every {every(line.every_months)}" if line.every_months else what


def _upkeep(about: _Subject) -> Cell:
    """The fees of renewal, spread over the years; of several options, from the least to the most."""
    yearly: list[float] = []
    paid: list[Renewal] = []
    for option in _lines(about):
        fees = [line for line in option if line.fee is not None and line.every_months]
        if not fees:
            return MISSING  # one that is not on file may cost more, or less
        yearly.append(sum(float(line.fee or 0) * 12 / (line.every_months or 12) for line in fees))
        paid += fees
    if not yearly:
        return MISSING
    low, high = min(yearly), max(yearly)
    return Cell(
        (low, high),
        dollars(round(low, 2)) if low == high else f"{dollars(round(low, 2))} to {dollars(round(high, 2))}",
        "Fees to renew alone, spread over the years. Classes cost extra.",
        tuple(dict.fromkeys(tag for line in paid for tag in tags(line, about.view.today))),
        sources_of(*(citations(line, about.view.today) for line in paid)),
    )
