"""One role's rows made into `RoleFacts`: what every page about roles shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized
from dataclasses import replace

from django.db.models import Prefetch, QuerySet

from careers.cells import MISSING, Cell
from careers.facts import certifications, duties, names, pay, rules, schooling, skills
from careers.facts.families import families, goal_of
from careers.facts.sources import citations, source_facts
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.facts.trust import dispute_tags, is_said_today, summary_tags, tags
from careers.models import RoleRecommendation
from careers.planning import PathGraph, UnknownMilestone, Way, span, timed, ways_to_each
from careers.rolefacts import NO_SUMMARY, Claim, Glance, PayFacts, RoleFacts, RoleName
from careers.wording import month_range
from certifications.models import CertificationFact, StateRule
from roles.models import Role, RoleTrait

# The page's own rows of the at-a-glance table stand between the first trait and the others.
MAIN_JOB = "main-job"
# What people have when they ask how long it takes, unless they say otherwise.
START = {"high-school-diploma": 1.0}


def roles_facts(roles: Sequence[Role], view: Standpoint, graph: PathGraph) -> list[RoleFacts]:
    """Facts of roles, in the order given: a fixed number of queries, however many roles and whatever hangs on them."""
    return [_role_facts(family, view, graph) for family in families(roles, _loaded())]


def role_facts(role: Role, view: Standpoint, graph: PathGraph) -> RoleFacts:
    """Facts of one role: as `roles_facts`."""
    return roles_facts([role], view, graph)[0]


def _loaded() -> QuerySet[Role]:
    """Roles with everything that hangs on them."""
    return Role.objects.with_facts().prefetch_related(
        Prefetch("rules", StateRule.objects.published().select_related("source", "place__parent")),
        "rules__also_sources",
        Prefetch(
            "recommendations",
            RoleRecommendation.objects.published().select_related(
                "source", "place", "milestone__certification__issuer"
            ),
        ),
        "recommendations__also_sources",
        Prefetch(
            "recommendations__milestone__certification__facts",
            CertificationFact.objects.published().select_related("source", "place"),
        ),
        "recommendations__milestone__certification__facts__also_sources",
    )


def _role_facts(family: tuple[Role, ...], view: Standpoint, graph: PathGraph) -> RoleFacts:
    role = family[0]
    levels = schooling.schooling(family, view)
    paid = pay.with_dispute(pay.pay(family, view), family, view)
    ways = ways_in(family, view, graph)
    timeline = rules.timeline(family, view)
    places = rules.places_with_rules(family, view)
    helpful = certifications.certifications(family, view)
    computed = [
        Glance("schooling", "Usual schooling", schooling.usual(levels)),
        Glance("first-job", "Time to a first job", time_cell(ways)),
        Glance("pay", "Typical pay", pay.pay_cell(paid)),
        Glance("rule", _rule_title(view), rules.rule_of(family, view)),
        Glance("certification", "Certification", certifications.certification_cell(helpful)),
    ]
    return RoleFacts(
        slug=role.slug,
        title=role.title,
        field_slug=role.field.slug,
        workplace=role.field.workplace,
        summary=_summary(role, view),
        status=role.status,
        replaced_by=names.role_name(role.replaced_by),
        parent=names.role_name(role.parent),
        variants=tuple(RoleName(variant.slug, variant.title) for variant in role.variants.all()),
        titles=names.titles(role, view),
        glance=_glance(family, view, computed),
        wordings=duties.wordings(family, view),
        duties=duties.canonical(family, view),
        skills=skills.skills(family, view),
        schooling=levels,
        pay=paid,
        outlook=pay.outlook(family, view),
        months_to_first_job=span(ways),
        certifications=helpful,
        rules=timeline.now,
        coming_rules=timeline.coming,
        past_rules=timeline.past,
        unchecked_topics=rules.unchecked_topics(family, view),
        rule_places=places,
        claims=pay.claims(family, view),
        trait_claims=_trait_claims(family, view),
        rule_claims=rules.said_of_rules(family, view),
        name_views=names.name_views(role, view),
        codes=names.codes(family),
        taken_over=_taken_over(family, view),
        filled_in=_filled_in(family, view),
    )


def ways_in(family: Sequence[Role], view: Standpoint, graph: PathGraph) -> tuple[Way, ...]:
    """The ways to a first job for somebody with a high school diploma."""
    goal = goal_of(family, graph)
    if not goal:
        return ()
    try:
        return ways_to_each(graph, goal[:1], have=START, place=view.place, today=view.today).get(goal[0], ())
    except UnknownMilestone:  # no start, and so no way from there
        return ()


def time_cell(ways: Sequence[Way]) -> Cell:
    """What every page says of the time to a first job: from the shortest way in to the longest.

    Where nothing is known of the time of some, it says of how many it speaks.
    """
    months, known = span(ways), len(timed(ways))
    if months is None:
        return MISSING
    some = f" on {known} of {len(ways)} ways" if known < len(ways) else ""
    more = ". The time of the rest is not on file." if some else ""
    code = (months.low, months.high, not some)
    return Cell(code, f"{month_range(months)}{some}", f"With a high school diploma in hand{more}")


def _glance(family: tuple[Role, ...], view: Standpoint, computed: list[Glance]) -> tuple[Glance, ...]:
    """The at-a-glance rows in the one order that all roles share: the main job, what is computed, the rest."""
    ordered = sorted(_traits(family, view).values(), key=lambda fact: (fact.trait.position, fact.trait.slug))
    said = [fact for member in family for fact in member.traits.all() if is_said_today(fact, view) and view.holds(fact)]
    rows = [Glance(fact.trait.slug, fact.trait.title, _disputed_trait(fact, said, view)) for fact in ordered]
    first = [row for row in rows if row.slug == MAIN_JOB]
    return (*first, *computed, *(row for row in rows if row.slug != MAIN_JOB))


def _traits(family: tuple[Role, ...], view: Standpoint) -> dict[int, RoleTrait]:
    """What is used of each trait: what a specialty does not say, its parent says."""
    traits: dict[int, RoleTrait] = {}
    for member in family:
        for fact in view.used(member.traits.all(), subject=lambda fact: fact.trait_id).values():
            traits.setdefault(fact.trait_id, fact)
    return traits


def _trait_claims(family: tuple[Role, ...], view: Standpoint) -> tuple[Claim, ...]:
    """What was once so, or is said of rows that nothing is used for. What else is said stands in the rows."""
    used = _traits(family, view)
    told = [fact for member in family for fact in member.traits.all() if view.is_told(fact)]
    alone = [fact for fact in told if fact.trait_id not in used or not is_said_today(fact, view)]
    return tuple(Claim(fact.trait.title, _said_of_trait(fact, view)) for fact in alone)


def _disputed_trait(fact: RoleTrait, said: Sequence[RoleTrait], view: Standpoint) -> Cell:
    """What is used, with what others say of it today."""
    others = [other for other in said if other.trait_id == fact.trait_id]
    cell = _trait_cell(fact, view)
    return replace(
        cell,
        tags=(*cell.tags, *dispute_tags(fact.code, [other.code for other in others])),
        also=tuple(_said_of_trait(other, view) for other in others),
    )


def _said_of_trait(fact: RoleTrait, view: Standpoint) -> Cell:
    cell = _trait_cell(fact, view)
    return replace(cell, context=fact.why or cell.context)


def _trait_cell(fact: RoleTrait, view: Standpoint) -> Cell:
    return Cell(fact.code, fact.text, fact.context, tags(fact, view.today), citations(fact, view.today))


def _rule_title(view: Standpoint) -> str:
    return "Rule in your state" if view.place == COUNTRY else f"Rule in {view.place_name}"


def _summary(role: Role, view: Standpoint) -> Cell:
    if not role.summary:
        return NO_SUMMARY
    cited = (source_facts(role.summary_source, view.today),) if role.summary_source else ()
    return Cell(role.summary, role.summary, tags=summary_tags(role, view.today), sources=cited)


def _sections() -> dict[str, Callable[[tuple[Role, ...], Standpoint], Sized | PayFacts | None]]:
    """What a specialty may take over, section by section. Of duties each line says so itself."""
    return {
        "duties": duties.wordings,
        "glance": lambda family, view: _traits(family, view),
        "skills": skills.skills,
        "schooling": schooling.schooling,
        "pay": pay.pay,
        "rules": rules.rules,
        "certifications": certifications.certifications,
    }


def _taken_over(family: tuple[Role, ...], view: Standpoint) -> frozenset[str]:
    """The sections in which a specialty says nothing of its own and its parent does."""
    if len(family) < 2:
        return frozenset()
    return frozenset(name for name, find in _sections().items() if find(family, view) and not find(family[:1], view))


def _filled_in(family: tuple[Role, ...], view: Standpoint) -> frozenset[str]:
    """The sections in which a specialty says something, and its parent the rest."""
    if len(family) < 2:
        return frozenset()
    found = {name: (find(family[:1], view), find(family, view)) for name, find in _sections().items()}
    return frozenset(
        name
        for name, (own, whole) in found.items()
        if isinstance(own, Sized) and isinstance(whole, Sized) and 0 < len(own) < len(whole)
    )
