"""One role's rows made into `RoleFacts`: what every page about roles shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized
from dataclasses import dataclass, replace
from functools import lru_cache

from careers.cells import MISSING, Cell, Range
from careers.facts import certifications, codes, duties, names, pay, rules, schooling, skills, starts
from careers.facts.known import Known, known, written_of
from careers.facts.licenses import license_asked
from careers.facts.members import Loaded, load
from careers.facts.paths import goal_of
from careers.facts.remembered import remembered
from careers.facts.sources import citations
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.facts.trust import dispute_tags, is_said_today, summary_tags, tags
from careers.planning import PathGraph, UnknownMilestone, Way, span, timed, ways_to_each
from careers.rolefacts import NO_SUMMARY, Claim, Glance, PayFacts, RoleFacts
from careers.wording import month_range
from roles.models import Role, RoleTrait

# The page's own rows of the at-a-glance table stand between the first trait and the others.
MAIN_JOB = "main-job"
# What people have when they ask how long it takes, unless they say otherwise.
START = {"high-school-diploma": 1.0}


def roles_facts(roles: Sequence[Role], view: Standpoint, graph: PathGraph) -> list[RoleFacts]:
    """What a comparison tells of roles, in the order given, and nothing that only a role's own page does.

    A fixed number of queries, however many roles and whatever hangs on them.
    """
    about = known(view.today)
    found = load(roles, view, about, uses=codes.COMPARED)
    return [_facts(family, found, about, view, graph, is_compared=True) for family in found.families]


def role_facts(role: Role, view: Standpoint, graph: PathGraph) -> RoleFacts:
    """All facts of one role: two queries more than `roles_facts`, for what else it is called and its outlook."""
    about = known(view.today)
    found = load([role], view, about, uses=codes.ALL)
    family = found.families[0]
    timeline = rules.timeline(family, view)
    return replace(
        _facts(family, found, about, view, graph, is_compared=False),
        variants=about.variants(role.pk),
        titles=names.titles(role.pk, view),
        wordings=duties.wordings(family, found.duties),
        outlook=pay.outlook(family, found.codes, view),
        rules=timeline.now,
        coming_rules=timeline.coming,
        past_rules=timeline.past,
        unchecked_topics=rules.unchecked_topics(family, view),
        rule_places=rules.places_with_rules(family, view),
        claims=pay.claims(family, found.codes, view),
        trait_claims=_trait_claims(family, view),
        rule_claims=rules.said_of_rules(family, view),
        codes=names.codes(family, found.codes),
        zoned_as=names.zoned_as(role, found.codes),
        taken_over=_taken_over(family, found, view),
        filled_in=_filled_in(family, found, view),
    )


def _facts(
    family: tuple[Role, ...], found: Loaded, about: Known, view: Standpoint, graph: PathGraph, *, is_compared: bool
) -> RoleFacts:
    role = family[0]
    field = about.fields[role.field_id]
    levels, usual = starts.schooling(family, view, about.told)
    paid = pay.pay(family, found.codes, view, is_compared=is_compared)
    paid = pay.with_dispute(paid, family, found.codes, view)
    time = _timing(family, view, graph)
    helpful = certifications.certifications(family, view)
    rule = rules.rule_of(family, view)
    asked = license_asked(family, view, graph) if rule is rules.NO_RULE else None
    computed = [
        Glance("schooling", "Usual schooling", usual),
        Glance("first-job", "Time to a first job", time.cell),
        Glance("pay", "Typical pay", pay.pay_cell(paid)),
        Glance("rule", _rule_title(view), asked or rule),
        Glance("certification", "Certification", certifications.certification_cell(helpful)),
    ]
    return RoleFacts(
        slug=role.slug,
        title=role.title,
        field_slug=field.slug,
        workplace=field.workplace,
        summary=_summary(role, about),
        status=role.status,
        replaced_by=about.name(role.replaced_by_id),
        parent=about.name(role.parent_id),
        glance=_glance(family, view, computed),
        duties=duties.canonical(family, found.duties),
        skills=skills.skills(family, found.skills),
        schooling=levels,
        pay=paid,
        months_to_first_job=time.months,
        has_steps=time.has_steps,
        certifications=helpful,
        license_asked=asked,
        name_views=names.name_views(role, view),
        rated_as=names.rated_as(family, found.skills, found.codes) if is_compared else None,
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


@dataclass(frozen=True)
class Timing:
    """The time to a first job: from the shortest way in to the longest, and what every page says of it.

    `ways` are the words of a list where that of some ways is not known. Where nothing is known of any, `has_steps`
    tells whether a path is on file all the same.
    """

    months: Range | None
    cell: Cell
    ways: str = ""
    has_steps: bool = True


NO_TIMING = Timing(None, MISSING)


def _timing(family: Sequence[Role], view: Standpoint, graph: PathGraph) -> Timing:
    """That of the `ways_in`; to find these takes longer than to read all else of a role, so it is kept."""
    kept: dict[str, Timing] = remembered("timings", view, dict)
    slug = family[0].slug
    if slug not in kept:
        kept[slug] = replace(timing(ways_in(family, view, graph)), has_steps=goal_of(family, graph) is not None)
    return kept[slug]


def timing(ways: Sequence[Way]) -> Timing:
    """Where nothing is known of the time of some ways, it says of how many it speaks."""
    months = span(ways)
    if months is None or (months.high is None and not months.low):
        return NO_TIMING
    return _told(months, len(timed(ways)), len(ways))


@lru_cache(1024)
def _told(months: Range, known: int, ways: int) -> Timing:
    """The same in words: one for all roles and places of which the same is told."""
    time, since = month_range(months), "After high school" if months.high != 0 else ""
    if known == ways:
        return Timing(months, Cell((months.low, months.high, True), time, since))
    context = f"{since}, by" if since else "By"
    context += f" {known} of the {ways} ways in. {rest_unknown(ways - known)}"
    return Timing(months, Cell((months.low, months.high, False), time, context), f" ({known} of {ways} ways in)")


def rest_unknown(ways: int) -> str:
    """Of ways beside those whose time is known."""
    return f"How long the {'other takes' if ways == 1 else 'others take'} is not on file."


def _glance(family: tuple[Role, ...], view: Standpoint, computed: list[Glance]) -> tuple[Glance, ...]:
    """The at-a-glance rows in the one order that all roles share: the main job, what is computed, the rest."""
    ordered = sorted(_traits(family, view).values(), key=lambda fact: (fact.trait.position, fact.trait.slug))
    told = [fact for member in family for fact in written_of(member, "traits")]
    said = [fact for fact in told if is_said_today(fact, view) and view.holds(fact)]
    rows = [Glance(fact.trait.slug, fact.trait.title, _disputed_trait(fact, said, view)) for fact in ordered]
    first = [row for row in rows if row.slug == MAIN_JOB]
    return (*first, *computed, *(row for row in rows if row.slug != MAIN_JOB))


def _traits(family: tuple[Role, ...], view: Standpoint) -> dict[int, RoleTrait]:
    """What is used of each trait: what a specialty does not say, its parent says."""
    traits: dict[int, RoleTrait] = {}
    for member in family:
        for fact in view.used(written_of(member, "traits"), subject=lambda fact: fact.trait_id).values():
            traits.setdefault(fact.trait_id, fact)
    return traits


def _trait_claims(family: tuple[Role, ...], view: Standpoint) -> tuple[Claim, ...]:
    """What was once so, or is said of rows that nothing is used for. What else is said stands in the rows."""
    used = _traits(family, view)
    told = [fact for member in family for fact in written_of(member, "traits") if view.is_told(fact)]
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


def _summary(role: Role, about: Known) -> Cell:
    if not role.summary:
        return NO_SUMMARY
    source = role.summary_source_id
    cited = (about.told[source],) if source else ()
    role.summary_source = about.sources[source] if source else None
    return Cell(role.summary, role.summary, tags=summary_tags(role, about.today), sources=cited)


Family = tuple[Role, ...]


def _sections(found: Loaded, view: Standpoint) -> dict[str, Callable[[Family], Sized | PayFacts | None]]:
    """What a specialty may take over, section by section. Of duties each line says so itself."""
    return {
        "duties": lambda family: duties.wordings(family, found.duties),
        "glance": lambda family: _traits(family, view),
        "skills": lambda family: skills.skills(family, found.skills),
        "schooling": lambda family: schooling.schooling(family, view),
        "pay": lambda family: pay.pay(family, found.codes, view),
        "rules": lambda family: rules.rules(family, view),
        "certifications": lambda family: certifications.certifications(family, view),
    }


def _taken_over(family: Family, found: Loaded, view: Standpoint) -> frozenset[str]:
    """The sections in which a specialty says nothing of its own and its parent does."""
    if len(family) < 2:
        return frozenset()
    return frozenset(name for name, find in _sections(found, view).items() if find(family) and not find(family[:1]))


def _filled_in(family: Family, found: Loaded, view: Standpoint) -> frozenset[str]:
    """The sections in which a specialty says something, and its parent the rest."""
    if len(family) < 2:
        return frozenset()
    both = {name: (find(family[:1]), find(family)) for name, find in _sections(found, view).items()}
    return frozenset(
        name
        for name, (own, whole) in both.items()
        if isinstance(own, Sized) and isinstance(whole, Sized) and 0 < len(own) < len(whole)
    )
