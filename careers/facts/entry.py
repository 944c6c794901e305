"""Ways into jobs that nobody has written steps for, as statistics tell them.

Federal tables name the schooling that people usually need to start in a job, the work they need to have done in a
related one, and how they learn it. A survey asked workers how much schooling their job takes. From these comes one
way for each level of schooling: the usual one first, then those that enough people named. What no table tells stays
unsaid: how long an internship takes, what a master's degree costs.

Nothing of this is stored: it is put together along with the graph of paths, and gives way to steps that an editor
writes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from careers.cells import Range, SourceFacts, Tag, sources_of
from careers.facts.schooling import RANKS, SHORT
from careers.facts.starts import ENOUGH, Level, Start, starts
from careers.planning import MilestoneFacts, Need, RouteFacts
from careers.planning.graph import NOTHING
from careers.wording import article, inside_sentence, sentence
from certifications.models import StateRule
from roles.models import SchoolingLevel

# A job looks open to all where some name less schooling than is usual: that takes half of those who were asked.
MOST = 50
# What one has to hold for each level. Without a diploma nothing is asked.
HELD: dict[str, str] = {
    SchoolingLevel.NONE: "",
    SchoolingLevel.HIGH_SCHOOL: "high-school-diploma",
    SchoolingLevel.SOME_COLLEGE: "some-college",
    SchoolingLevel.CERTIFICATE: "certificate-after-high-school",
    SchoolingLevel.ASSOCIATE: "associate-degree",
    SchoolingLevel.BACHELOR: "bachelors-degree",
    SchoolingLevel.MASTER: "masters-degree",
    SchoolingLevel.DOCTORAL: "doctoral-degree",
}
NEEDS = {level: (Need(slug),) if slug else () for level, slug in HELD.items()}
# Who has one of these needs none of those before it.
LADDER = (
    "high-school-diploma",
    "some-college",
    "two-years-of-college",
    "associate-degree",
    "bachelors-degree",
    "masters-degree",
    "doctoral-degree",
)
EXPERIENCE = {
    "Less than 5 years": ("less than 5 years", Range(0, 60)),
    "5 years or more": ("5 years or more", Range(60, None)),
}
TRAINING = {
    "Short-term on-the-job training": "Once you are hired, you learn on the job for up to a month.",
    "Moderate-term on-the-job training": "Once you are hired, you learn on the job for 1 to 12 months.",
    "Long-term on-the-job training": "Once you are hired, you learn on the job for more than a year.",
}
INTERNSHIP, APPRENTICESHIP = "Internship/residency", "Apprenticeship"
USUAL = "The usual start in federal job tables."
USUAL_AS: dict[str, str] = {
    **{level: sentence(article(inside_sentence(name))).removesuffix(".") for level, name in SHORT.items()},
    SchoolingLevel.NONE: "A start without a diploma",
    SchoolingLevel.SOME_COLLEGE: "Some college",
}
LICENSE = "Ask whether your state wants a license: we have not checked that for this job yet."


Cited = Callable[..., tuple[SourceFacts, ...]]  # the sources with these keys


def _ways(start: Start, known: Collection[str]) -> list[Level]:
    """The levels to start from, the usual one first; of the others those that enough people named."""
    there = [each for each in start.levels if HELD[each.level] in known or not HELD[each.level]]
    usual = RANKS[start.usual] if any(each.level == start.usual for each in there) else -1
    named = [
        each
        for each in there
        if each.level == start.usual or each.percent >= (ENOUGH if RANKS[each.level] > usual else MOST)
    ]
    found = named or sorted(there, key=lambda each: -each.percent)[:1]
    return sorted(found, key=lambda each: (each.level != start.usual, -each.percent, RANKS[each.level]))


def ways_in(
    roles: Iterable[tuple[int, str, str]],
    told: Mapping[int | None, SourceFacts],
    milestones: Collection[str],
    today: date,
) -> Iterator[tuple[MilestoneFacts, tuple[RouteFacts, ...]]]:
    """Each milestone on the way to these roles, by key, slug and title, with its routes: one query but for starts."""
    ruled = set(StateRule.objects.filter(role__isnull=False).values_list("role", flat=True))
    found = starts(today)

    @cache  # a thousand roles have few combinations of sources
    def cited(*sources: int | None) -> tuple[SourceFacts, ...]:
        return sources_of(told[source] for source in sources)

    for pk, slug, title in roles:
        if start := found.get(pk):
            yield from _steps(slug, title, start, cited, milestones, is_ruled=pk in ruled)


@dataclass(frozen=True)
class _Stage:
    """What comes between school and the job, or the job itself: each is reached from the one before."""

    milestone: MilestoneFacts
    months: Range | None
    cost: Range | None
    load: str


def _steps(
    slug: str,
    title: str,
    start: Start,
    cited: Cited,
    known: Collection[str],
    *,
    is_ruled: bool,
) -> Iterator[tuple[MilestoneFacts, tuple[RouteFacts, ...]]]:
    ways = _ways(start, known)
    stages = list(_stages(slug, title, start, known, is_ruled=is_ruled))
    for before, stage in zip([None, *stages], stages, strict=False):
        if before is None:
            routes = [_way(slug, stage, start, level, cited, is_one=len(ways) == 1) for level in ways]
        else:
            needs = (Need(before.milestone.slug),)
            routes = [_route(f"{stage.milestone.slug}-next", stage, needs, sources=cited(start.tables))]
        yield stage.milestone, tuple(routes)


def _stages(slug: str, title: str, start: Start, known: Collection[str], *, is_ruled: bool) -> Iterator[_Stage]:
    if start.training == INTERNSHIP:
        yield _Stage(
            MilestoneFacts(
                slug=f"{slug}-internship",
                title="Internship or residency",
                step_title="Do an internship or residency",
                kind="training",
                text="Federal job tables name one. How long it takes is not on file: ask the school.",
            ),
            months=None,
            cost=None,
            load="work",
        )
    if start.training == APPRENTICESHIP:
        yield _Stage(
            MilestoneFacts(
                slug=f"{slug}-apprenticeship",
                title="Apprenticeship",
                step_title="Work as an apprentice",
                kind="training",
                text="You earn pay while you learn the trade. How long is not on file: ask a union or an employer.",
            ),
            months=None,
            cost=NOTHING,
            load="work",
        )
    if start.experience in EXPERIENCE:
        words, months = EXPERIENCE[start.experience]
        yield _Stage(
            MilestoneFacts(
                slug=f"{slug}-related-work",
                title="Work in a related job",
                step_title="Work in a related job",
                kind="experience",
                text=f"Federal job tables name {words} of it. They do not say which jobs count.",
            ),
            months=months,
            cost=NOTHING,
            load="work",
        )
    noun = inside_sentence(title)
    yield _Stage(
        MilestoneFacts(
            slug=slug if slug not in known else f"{slug}-job",
            title=title,
            step_title=f"Apply for work as {article(noun)}",
            kind="role",
            text=" ".join(words for words in (TRAINING.get(start.training, ""), "" if is_ruled else LICENSE) if words),
            role=slug,
            is_from_tables=True,
        ),
        months=NOTHING,
        cost=NOTHING,
        load="none",
    )


def _way(
    slug: str,
    stage: _Stage,
    start: Start,
    found: Level,
    cited: Cited,
    *,
    is_one: bool,
) -> RouteFacts:
    """One way of several stands under its name; of the only one, the words have to say what they are about."""
    people = f"the {start.asked} people" if start.asked else "the people"
    it = inside_sentence(USUAL_AS[found.level]) if is_one and not found.in_tables else "it"
    survey = f"{found.percent:.0f}% of {people} in a federal survey said that the job takes {it}."
    usual = f"{USUAL_AS[found.level]} is the usual start in federal job tables." if is_one else USUAL
    return _route(
        f"{slug}-with-{found.level}",
        stage,
        NEEDS[found.level],
        sources=cited(*found.sources),
        title=SHORT[found.level],
        text=" ".join([*([usual] if found.in_tables else []), *([survey] if found.percent >= ENOUGH else [])]),
        tags=(Tag.CLOSEST,) if found.in_tables and not start.fits else (),
    )


def _route(
    slug: str,
    stage: _Stage,
    needs: tuple[Need, ...],
    *,
    sources: tuple[SourceFacts, ...],
    title: str = "",
    text: str = "",
    tags: tuple[Tag, ...] = (),
) -> RouteFacts:
    due = (Tag.DUE,) if any(source.is_due for source in sources) else ()
    return RouteFacts(
        slug=slug,
        reaches=stage.milestone.slug,
        needs=needs,
        months=stage.months,
        cost=stage.cost,
        load=stage.load,
        title=title or stage.milestone.title,
        text=text,
        tags=(*tags, *due),
        sources=sources,
    )
