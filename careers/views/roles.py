"""One role: what you do, what it takes, what it pays, who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Sized
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from careers.cells import SourceFacts, Tag, sources_of
from careers.facts.gaps import gap_words
from careers.facts.names import MOST_TITLES
from careers.facts.nearby import backing, nearby
from careers.facts.occupations import SCHOOLING, OccupationFacts, Preparation, Tools, occupation_facts
from careers.facts.paths import Lead, leads_to, path_graph
from careers.facts.roles import role_facts
from careers.facts.rules import ruled_kinds
from careers.facts.standpoint import COUNTRY
from careers.plots import pay_plot, pay_scale
from careers.rolefacts import Glance, NameView, OtherName, RoleFacts, Wording
from careers.views.citing import cited
from careers.views.pages import (
    HtmxRequest,
    Moved,
    chosen_view,
    known_roles,
    redirect_with_query,
    render,
    render_page,
    states,
)
from careers.wording import counted, inside_sentence, joined, joined_first, listed
from roles.models import Role, RoleCode

NEARBY = 5
# More duties than this are easier to read in groups.
MANY_DUTIES = 12
# Of an occupation's many tasks the page opens with these.
FIRST_DUTIES = 10
# Other names that are shown at once.
FIRST_NAMES = 12
# Of more skills than `MANY_SKILLS`, the page opens with the `TOP_SKILLS` rated highest.
MANY_SKILLS = 12
TOP_SKILLS = 10
# Nobody writes down more skills than this for one role: a survey that asks about every job brought them in.
MOST_CHOSEN = 30
# Of the tools that ads for the job name, those that a page names at once; and of those that ads for all jobs do.
FIRST_TOOLS = 12
FIRST_HOT_TOOLS = 6
# At-a-glance rows that the ribbon and sections of their own show already.
RIBBON = {"schooling", "first-job", "pay", "rule", "certification"}


@require_safe
def role(request: HtmxRequest, slug: str) -> HttpResponse:
    """All about one role. `?state=` chooses whose rules are shown."""
    try:
        (found,) = known_roles([slug])
    except Moved as moved:
        return redirect_with_query(request, "careers:role", *moved.slugs)
    view, problem = chosen_view(request)
    graph = path_graph(view.place, view.today)
    facts = role_facts(found, view, graph)
    named = {item.slug for item in facts.certifications}  # those have a section of their own
    leads = [lead for lead in leads_to(found, view, graph) if lead.certification not in named]
    close = nearby(found, view, NEARBY)
    more = occupation_facts(found, facts.zoned_as, view)
    sources = sources_of(_sources(facts, leads), more.sources)
    backed = backing(close, sources, view)
    sources = sources_of(sources, backed.lists, backed.pay, backed.asks)
    has_local_rules = any(rule.place != COUNTRY for rule in facts.rules)
    traits = [row for row in facts.glance if row.slug not in RIBBON]
    is_onets = found.origin == Role.Origin.ONET
    duties, more_duties = _first_duties(facts.wordings, is_onets=is_onets)
    scale = pay_scale([facts.pay])
    context = {
        "role": facts,
        "title": facts.title if view.is_everywhere else f"{facts.title} in {view.place_name}",
        "view": view,
        "problem": problem,
        "states": states(),
        "has_steps": facts.has_steps,
        "leads": leads,
        "nearby": close,
        "backed": backed,
        "scale": scale,
        "plot": pay_plot(facts.pay, scale) if facts.pay else None,
        "glance": {row.slug: row.cell for row in facts.glance},
        "names": _names(facts),
        "sections": _sections_of(facts, duties, traits, leads, more),
        "gap": gap_words(has_duties=bool(facts.wordings), has_skills=bool(facts.skills)) if is_onets else "",
        "traits": traits,
        "name_notes": _name_notes(facts),
        "duty_groups": _duty_groups(duties),
        "more_duties": more_duties,
        "more_duties_words": counted(len(more_duties), "more duty", "more duties"),
        "cites_each_duty": len({wording.sources for wording in facts.wordings}) > 1,
        "missing": _missing(facts, traits, leads),
        "interests": more.interests,
        "interest_sources": more.interest_sources,
        "is_counted": bool(facts.schooling) and facts.schooling[0].is_counted,
        "is_weighed": bool(facts.schooling) and not facts.schooling[0].is_counted,
        "preparation": _preparation(facts, more.preparation),
        "duty_sources": sources_of(*(wording.sources for wording in facts.wordings)),
        "has_local_rules": has_local_rules,
        "required_here": any(rule.place != COUNTRY and rule.requires_credential for rule in facts.rules),
        "ruled_kinds": () if has_local_rules or view.is_everywhere else ruled_kinds(found, view),
        "live": f"Showing rules for {'all states' if view.is_everywhere else view.place_name}.",
        **_skills(facts, is_onets=is_onets),
        **_tools(more.tools),
        **_freshness(facts, sources),
        **cited(sources),
    }
    return render_page(request, "careers/role.html", context, partial="role")


@require_safe
def role_by_code(request: HttpRequest, code: str) -> HttpResponse:
    """An occupation's code leads to its primary role, or offers the choice; that of none but retired roles to these."""
    found = RoleCode.objects.filter(occupation__code=code, role__in=Role.objects.readable()).select_related("role")
    leaning = list(found.order_by("role__title"))
    codes = [each for each in leaning if each.role.status == Role.Status.PUBLISHED] or leaning
    roles = {each.role.slug: each.role for each in codes}
    primary = {each.role.slug for each in codes if each.primary}
    if len(primary) == 1:
        return redirect_with_query(request, "careers:role", primary.pop(), permanent=False)
    if not roles:
        raise Http404(f"No role leans on the code {code}")
    return render(request, "careers/role_choice.html", {"code": code, "roles": list(roles.values())})


@dataclass(frozen=True)
class Names:
    """What else a role is called: the names that are shown, and the others behind words that say how many there are."""

    first: tuple[OtherName, ...]
    more: str
    rest: str


def _names(facts: RoleFacts) -> Names | None:
    own = {code.title.lower() for code in facts.codes}  # how federal lists name it: no other name
    titles = [title for title in facts.titles if title.value.lower() not in own]
    if not titles:
        return None
    others = titles[FIRST_NAMES:]
    rest, more = f"{listed(title.value for title in others)}.", counted(len(others), "more name")
    if len(facts.titles) >= MOST_TITLES:
        rest, more = f"{rest} There are more; a search finds each of them.", "Many more names"
    return Names(first=tuple(titles[:FIRST_NAMES]), more=more if others else "", rest=rest)


def _skills(facts: RoleFacts, *, is_onets: bool) -> dict[str, Any]:
    """What people chose and described for a role, whole; of what a survey asks about every job, the head."""
    rated = [skill for skill in facts.skills if skill.importance is not None]
    is_survey = len(rated) > (MANY_SKILLS if is_onets else MOST_CHOSEN)
    head = [skill for skill in rated if not (is_survey and is_onets and skill.is_knowledge)]
    shown = head[: TOP_SKILLS if len(rated) > MANY_SKILLS else None]
    top = {skill.slug for skill in shown}
    behind = [skill for skill in rated if skill.slug not in top]
    described = [
        skill for skill in facts.skills if skill.description and (not is_survey or skill.is_chosen or skill.slug in top)
    ]
    return {
        "rated": rated,
        "rated_count": str(len(rated)),
        "rated_sources": sources_of(*(skill.sources for skill in rated)),
        "top_rated": shown,
        "is_survey": is_survey,
        "more_rated": [skill for skill in behind if not (is_survey and skill.is_knowledge)],
        "knowledge": [skill for skill in behind if is_survey and skill.is_knowledge],
        "irrelevant": _irrelevant(facts),
        "described": described,
        "has_levels": any(skill.level is not None for skill in described),
        "named": [skill for skill in facts.skills if skill.importance is None and not skill.not_relevant],
    }


def _tools(tools: Tools | None) -> dict[str, Any]:
    """The tools by kind, and the first of those that ads name."""
    if tools is None:
        return {"tools": None}
    return {
        "tools": tools,
        "tools_words": f"All {counted(tools.count, 'tool')} by kind",
        "tools_in_demand": joined_first(tools.in_demand, FIRST_TOOLS),
        "hot_tools": joined_first(tools.hot, FIRST_HOT_TOOLS),
    }


@dataclass(frozen=True)
class Irrelevant:
    """The skills that play no part: how many, and their names as they stand in a sentence."""

    count: str
    names: str


def _irrelevant(facts: RoleFacts) -> Irrelevant | None:
    names = [inside_sentence(skill.title) for skill in facts.skills if skill.not_relevant]
    count = counted(len(names), "skill that plays no part", "skills that play no part")
    return Irrelevant(count, ", ".join(names)) if names else None


def _sections_of(
    facts: RoleFacts, duties: Sized, traits: Sized, leads: Sized, more: OccupationFacts
) -> list[tuple[str, str]]:
    """The sections of the page, as its contents name them: where each begins, and what it is about."""
    sections = [
        ("duties", "Duties", duties),
        ("glance", "The job", traits or facts.trait_claims or facts.name_views),
        ("skills", "Skills", facts.skills),
        ("interests", "Interests", more.interests),
        ("schooling", "Schooling", True),
        ("pay", "Pay", True),
        ("rules", "State rules", True),
        ("certifications", "Certifications", facts.certifications),
        ("tools", "Tools", more.tools),
        ("leads", "Where it leads", leads),
        ("areas", "Kinds of this job", facts.variants),
        ("sources", "Sources", True),
    ]
    return [(anchor, title) for anchor, title, is_there in sections if is_there]


def _first_duties(wordings: tuple[Wording, ...], *, is_onets: bool) -> tuple[tuple[Wording, ...], tuple[Wording, ...]]:
    """Of a long list that nobody here has written, those that stand at the head of it, and the others."""
    if not is_onets or len(wordings) <= MANY_DUTIES:
        return wordings, ()
    ordered = sorted(wordings, key=lambda wording: not wording.is_core)
    return tuple(ordered[:FIRST_DUTIES]), tuple(ordered[FIRST_DUTIES:])


def _duty_groups(wordings: tuple[Wording, ...]) -> list[tuple[str, list[Wording]]]:
    """A long list of duties by what they are about, in the order in which they come up; a short one as it is."""
    groups: dict[str, list[Wording]] = {}
    for wording in wordings:
        about = wording.group or "Other duties"
        groups.setdefault(about if len(wordings) > MANY_DUTIES else "", []).append(wording)
    return list(groups.items())


def _name_notes(facts: RoleFacts) -> list[tuple[str, NameView]]:
    """Who takes this job and another for one or for two, and which other is meant where there are several."""
    others = [view.other_title if view.role == facts.slug else view.role_title for view in facts.name_views]
    named = len(set(others)) > 1
    return [(f"{other}: " if named else "", view) for other, view in zip(others, facts.name_views, strict=True)]


def _preparation(facts: RoleFacts, told: Preparation | None) -> Preparation | None:
    """Without the answers that stand in a table of their own already, as levels of schooling."""
    if told is None or not any(level.is_counted for level in facts.schooling):
        return told
    return replace(told, answers=tuple(answer for answer in told.answers if answer[0] != SCHOOLING))


def _missing(facts: RoleFacts, traits: Sequence[Glance], leads: Sequence[Lead]) -> str:
    """The sections that the page has not, since there is nothing to stand in them."""
    sections = {
        "duties": facts.wordings,
        "skills": facts.skills,
        "who you report to": traits,
        "certifications": facts.certifications,
        "next jobs": leads,
    }
    return joined([name for name, found in sections.items() if not found])


def _sources(facts: RoleFacts, leads: list[Lead]) -> tuple[SourceFacts, ...]:
    """Every source of the page, in the order in which the page cites it."""
    return sources_of(
        facts.summary.sources,
        *(title.sources for title in facts.titles),
        *(row.cell.all_sources for row in facts.glance),
        *(facts.outlook.cell.sources for _ in [1] if facts.outlook),
        *(wording.sources for wording in facts.wordings),
        *(skill.sources for skill in facts.skills),
        *(level.cell.sources for level in facts.schooling),
        *(also.sources for level in facts.schooling for also in level.also),
        *(facts.pay.cell.sources for _ in [1] if facts.pay),
        *(claim.cell.sources for claim in (*facts.trait_claims, *facts.claims)),
        *(rule.cell.sources for rule in (*facts.rules, *facts.coming_rules, *facts.past_rules)),
        *(claim.cell.sources for claim in facts.rule_claims),
        *(item.cell.sources for item in facts.certifications),
        *(sources for lead in leads for sources in (lead.sources, lead.backed_by)),
        *(view.cell.sources for view in facts.name_views),
    )


def _freshness(facts: RoleFacts, sources: tuple[SourceFacts, ...]) -> dict[str, Any]:
    """How many facts the page shows, when the last of its sources was checked, how many are due."""
    cells = [
        *(row.cell.tags for row in facts.glance if row.cell.sources),
        *(wording.tags for wording in facts.wordings),
        *(skill.tags for skill in facts.skills),
        *(level.cell.tags for level in facts.schooling),
        *(item.cell.tags for item in facts.certifications),
        *(rule.cell.tags for rule in (*facts.rules, *facts.coming_rules, *facts.past_rules)),
        *(title.tags for title in facts.titles),
    ]
    borne = Counter(chain.from_iterable(cells))
    due, unchecked = borne[Tag.DUE], borne[Tag.UNCHECKED]
    are, them = ("is", "it") if unchecked == 1 else ("are", "them")
    if not cells:
        return {"fact_words": "No facts are on file yet."}
    return {
        "fact_words": f"{counted(len(cells), 'fact')} from {counted(len(sources), 'source')}.",
        "due_words": f"{counted(due, 'fact is', 'facts are') if due else 'No fact is'} due for a check.",
        "unchecked_words": f"{unchecked} {are} from general knowledge. We mark {them}." if unchecked else "",
        "last_check": max((source.checked_on for source in sources), default=None),
    }
