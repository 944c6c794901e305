"""Roles side by side. The address is the whole state: roles in column order, then `?state=` and `?show=`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from careers import sentences
from careers.cells import SourceFacts, Tag, sources_of
from careers.comparison import Comparison, Presence, Row, all_sources
from careers.comparison import compare as compare_roles
from careers.facts.origins import origins_of
from careers.facts.paths import path_graph
from careers.facts.roles import roles_facts
from careers.plots import PayPlot, PayScale, pay_plot, pay_scale, percent
from careers.rolefacts import UNKNOWN, DutyFacts, NameView, RoleFacts, SkillFacts
from careers.templatetags.shell import address
from careers.views import sidebyside
from careers.views.citing import attributions
from careers.views.pages import HtmxRequest, chosen_view
from careers.views.subjects import PATHS, ROLES
from careers.wording import joined, sentence

T = TypeVar("T")
# So many of the widest gaps are drawn, of more skills than fit a page; all of them stand in the table of numbers.
PLOTTED, MOST_PLOTTED = 10, 30

# Of more duties than these in one column, the first are shown.
MANY_DUTIES, FIRST_DUTIES = 20, 12


@require_safe
def compare(request: HtmxRequest, slugs: list[str]) -> HttpResponse:
    """Two to four roles side by side. One role, or a fault in the choice: the picker, with what is right kept."""
    roles = sidebyside.chosen(request, ROLES, slugs)
    if isinstance(roles, HttpResponse):
        return roles
    view, problem = chosen_view(request)
    facts = roles_facts(roles, view, path_graph(view.place, view.today))
    whole = compare_roles(facts)
    shown = whole.differences() if sidebyside.only_differences(request) else whole
    sources = all_sources(whole)
    return sidebyside.answer(
        request,
        ROLES,
        columns=facts,
        whole=whole,
        shown=shown,
        view=view,
        problem=problem,
        sources=sources,
        own={
            "title": sentences.title(whole),
            "long_title": sentences.long_title(whole),
            "finding": sentences.finding(whole),
            "names_title": sentences.names_title(whole.name_views),
            "name_notes": _name_notes(whole),
            "pay_line": sentences.pay_line(whole),
            "same_pay_lines": sentences.same_pay_lines(whole),
            "schooling_sources": _spread(shown.schooling, lambda level: level.cell.sources),
            "any_certifications": any(role.certifications for role in facts),
            "is_counted": any(level.is_counted for role in facts for level in role.schooling),
            **duties_and_skills(whole, shown),
            **_pay(whole),
            "attributions": attributions(sources, origins_of(roles, view.today)),
            "paths_url": PATHS.address([role.slug for role in roles]),
            "moves": _moves(whole),
        },
    )


def _name_notes(whole: Comparison) -> list[tuple[str, NameView]]:
    """Who takes two titles for one job or two, and which two are meant where there are more."""
    names = {role.slug: role.noun for role in whole.roles}
    return [
        ("" if whole.is_pair else f"{names[view.role].capitalize()} and {names[view.other]}: ", view)
        for view in whole.name_views
    ]


def _spread(rows: Sequence[Row[T]], sources: Callable[[T], Iterable[SourceFacts]]) -> tuple[SourceFacts, ...]:
    """Every source of the rows once: what the source line under a block names."""
    return sources_of(*(sources(cell) for row in rows for cell in row.cells if cell))


def _marks(rows: Iterable[Row[DutyFacts]] | Iterable[Row[SkillFacts]]) -> tuple[Tag, ...]:
    """Every tag of the rows once: what the source line under a block says of them."""
    return tuple(dict.fromkeys([tag for row in rows for cell in row.cells if cell for tag in cell.tags]))


def _shared_marks(rows: Iterable[Row[SkillFacts]]) -> tuple[Tag, ...]:
    """The same without what each rating says of itself."""
    return tuple(tag for tag in _marks(rows) if tag is not Tag.FEW_ANSWERS)


@dataclass(frozen=True)
class SkillPlot:
    """One line of the skills plot: where the marks stand, and the ends of the bar between them."""

    title: str
    tags: tuple[Tag, ...]
    ratings: tuple[float | None, ...]
    numbers: tuple[str, ...]
    levels: tuple[str, ...]

    @property
    def marks(self) -> list[tuple[int, str]]:
        return [(slot, percent(rating / 100)) for slot, rating in enumerate(self.ratings, 1) if rating is not None]

    @property
    def ends(self) -> tuple[str, str]:
        known = [rating for rating in self.ratings if rating is not None]
        return percent(min(known) / 100), percent(max(known) / 100)


@dataclass(frozen=True)
class PayLine:
    """One role's row of the pay plot, and notes on its figures. Drawn where all can stand on one scale."""

    role: RoleFacts
    slot: int
    plot: PayPlot | None
    notes: tuple[str, ...]


def duties_and_skills(whole: Comparison, shown: Comparison) -> dict[str, Any]:
    """What the sections on duties and skills draw; a move between two roles has the same."""
    rated = [row for row in shown.skills if any(cell and cell.importance is not None for cell in row.cells)]
    plots = [_skill_plot(row) for row in rated]
    only = shown.duties_of(Presence.ONLY)
    return {
        "columns": [(place, role) for place, role in enumerate(shown.roles, start=1)],
        "duties_line": sentences.duties_line(whole),
        "topics_line": sentences.topics_line(whole),
        "skills_line": sentences.skills_line(whole),
        "same_ratings_lines": sentences.same_ratings_lines(whole),
        "shared_duties": shown.duties_of(Presence.ALL),
        "common_duties": [row for row in shown.duties if row.presence is not Presence.ONLY],
        "only_duties": [
            (place, role, own, *_folded(own))
            for place, role in enumerate(shown.roles, start=1)
            for own in [_own_words(role, only, place - 1)]
        ],
        "cites_each_duty": _is_cited_one_by_one(shown.duties),
        "duty_sources": _spread(whole.duties, lambda duty: duty.sources),
        "duty_marks": _marks(whole.duties),
        "skill_plots": plots,
        "top_plots": plots[:PLOTTED] if len(plots) > MOST_PLOTTED or not whole.is_pair else plots,
        "unrated": _unrated(shown),
        "skill_sources": _spread(shown.skills, lambda skill: skill.sources if skill.importance is not None else ()),
        "skill_marks": _shared_marks(rated),
    }


def _pay(whole: Comparison) -> dict[str, Any]:
    """What the section on pay says and draws, with positions worked out."""
    paid = [role.pay for role in whole.roles if role.pay]
    is_one = len(whole.pay_bases) < 2
    where, per = next(iter(whole.pay_bases)) if is_one and paid else ("", "")
    scale: PayScale = pay_scale(paid if is_one else [])
    return {
        "scale": scale,
        "pay_where": where,
        "pay_per": per,
        "pay_lines": [
            PayLine(role, slot, pay_plot(role.pay, scale) if role.pay and is_one else None, _pay_notes(role, is_one))
            for slot, role in enumerate(whole.roles, start=1)
        ],
        "pay_sources": sources_of(*(pay.cell.sources for pay in paid)),
        "pay_dates": joined(list(dict.fromkeys(pay.date_words for pay in paid))),
        "pay_tags": [tag for pay in paid for tag in pay.cell.tags if tag is not Tag.CLOSEST],
    }


def _pay_notes(role: RoleFacts, is_one: bool) -> tuple[str, ...]:
    """Why the figures are not of the state, where they are not; how well they fit."""
    if not role.pay:
        return ()
    lacks = sentence(role.pay.lacks).removesuffix(".") if is_one else role.pay.of_place
    return tuple(note for note in (lacks, role.pay.match_note) if note)


def _moves(whole: Comparison) -> list[tuple[str, str]]:
    """Addresses and words of the moves between each column and the next, both ways."""
    return [
        (address("careers:move", one.slug, other.slug), f"From {one.noun} to {other.noun}")
        for pair in pairwise(whole.roles)
        for one, other in (pair, pair[::-1])
    ]


def _own_words(role: RoleFacts, rows: Iterable[Row[DutyFacts]], place: int) -> list[tuple[str, DutyFacts]]:
    """Duties in the role's own words; the canonical title where the words stand for several duties at once."""
    words = Counter(duty.wording for duty in role.duties)
    own = [duty for row in rows if (duty := row.cells[place])]
    return [(duty.wording if words[duty.wording] == 1 else duty.title, duty) for duty in own]


def _folded(own: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
    """What is shown of a list, and what is folded away: a column of thirty tasks would bury all that comes below."""
    return (own[:FIRST_DUTIES], own[FIRST_DUTIES:]) if len(own) > MANY_DUTIES else (own, ())


def _is_cited_one_by_one(rows: Iterable[Row[DutyFacts]]) -> bool:
    """Whether not all duties have the same sources."""
    cited = [duty.sources for row in rows for duty in row.cells if duty]
    return any(sources != cited[0] for sources in cited)


def _skill_plot(row: Row[SkillFacts]) -> SkillPlot:
    return SkillPlot(
        title=row.title,
        tags=_marks([row]),
        ratings=tuple([cell.importance if cell else None for cell in row.cells]),
        numbers=tuple([cell.points if cell else UNKNOWN for cell in row.cells]),
        levels=tuple([cell.level_points if cell else UNKNOWN for cell in row.cells]),
    )


def _unrated(shown: Comparison) -> list[tuple[int, RoleFacts, list[SkillFacts]]]:
    """Skills that a source names for a role without rating them."""
    found = []
    for place, role in enumerate(shown.roles, start=1):
        named = [skill for skill in role.skills if skill.importance is None and not skill.not_relevant]
        if named:
            found.append((place, role, named))
    return found
