"""Certifications and licenses whole: what the page of one says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from careers.cells import Cell
from careers.credentialfacts import CredentialFacts, Linked
from careers.facts.credentiallines import is_offered, roles_by_certification
from careers.facts.credentialnames import credential_name, lead_of, namesakes
from careers.facts.credentialsteps import (
    is_renewal_missing,
    key_figures,
    renewals,
    renewals_of,
    steps_of,
    told_of,
    way_of,
)
from careers.facts.credentialworth import ahead, can_wait, helps, is_here, naming, needed, rules_about
from careers.facts.sources import citations
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.facts.trust import counts, tags
from careers.models import Milestone, RoleRecommendation, Route, RouteCost, RouteNeed, Strength
from careers.rolefacts import RoleName
from careers.wording import inside_sentence, long_date
from certifications.models import Certification, CertificationFact, StateRule
from sources.models import SourcedFact

Topic = CertificationFact.Topic
Standing = SourcedFact.Standing
# What is said last, under the steps and the reasons.
MORE = (Topic.AIMED_AT, Topic.ACCREDITATION, Topic.OTHER)
STANDINGS: list[str] = [Standing.USED, Standing.ALSO, Standing.CLAIMED, Standing.HISTORICAL]


def credential(slug: str, view: Standpoint) -> CredentialFacts:
    """The facts of one certification: a fixed number of queries. Raises Certification.DoesNotExist."""
    found = whole_certifications().get(slug=slug)
    around = gathered(found, view)
    facts, routes, advice, accepting = around.facts, around.routes, around.advice, around.accepting
    following, asked = ahead(around.milestones)
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
        eligibility=told_of(facts, [Topic.ELIGIBILITY], found, view),
        steps=steps_of(found, facts, view),
        renewals=renewals(found, view),
        renewals_beside=renewals_of(found, (Standing.ALSO, Standing.CLAIMED), view),
        past_renewals=renewals_of(found, (Standing.HISTORICAL,), view),
        is_renewal_missing=is_renewal_missing(found),
        needed=needed(advice, view),
        helps=helps(advice, following, view),
        can_wait=can_wait(found, advice, accepting, asked),
        named_in=naming(accepting, view),
        has_rule_here=any(is_here(rule, view) and counts(rule, view) for rule in (*found.rules.all(), *accepting)),
        rules=rules_about(found, view),
        more=told_of(facts, MORE, found, view),
        namesakes=namesakes(found),
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
    accepting = [rule for rule in found.accepted_by.all() if counts(rule, view) and is_offered(rule.role)]
    return Gathered(
        milestones=milestones,
        facts=sorted(found.facts.all(), key=lambda fact: STANDINGS.index(fact.standing)),
        routes=routes,
        advice=advice,
        accepting=accepting,
        roles=_linked(advice, accepting, routes, view),
    )


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
    return [fact for fact in facts if counts(fact, view) and is_offered(fact.role)]


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
            if role and is_offered(role):
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
