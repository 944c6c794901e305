"""Ways into jobs that nobody has written steps for, as statistics tell them.

Federal tables name the schooling that people usually need to start in a job, the work they need to have done in a
related one, and how they learn it. A survey asked workers how much schooling their job takes. From these comes one
way for each level of schooling: the usual one first, then those that enough people named. What no table tells stays
unsaid: how long an internship takes, what a master's degree costs.

Nothing of this is stored: it is put together along with the graph of paths, and gives way to steps that an editor
writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from careers.cells import Range, SourceFacts, Tag, sources_of
from careers.facts.schooling import RANKS, SHORT
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.planning import MilestoneFacts, Need, RouteFacts
from careers.planning.graph import NOTHING
from careers.wording import article, inside_sentence
from certifications.models import StateRule
from roles.models import Outlook, RoleCode, SchoolingLevel, SurveyShare

# How many of a hundred people have to name a level of schooling. Few were asked, and a job looks open to all where some
# name less than is usual: that takes half of them.
ENOUGH, MOST = 20, 50
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
# The answers of the survey that name a level.
ANSWERS: dict[str, str] = {
    "Less than high school": SchoolingLevel.NONE,
    "High school diploma or GED": SchoolingLevel.HIGH_SCHOOL,
    "Certificate after high school": SchoolingLevel.CERTIFICATE,
    "Some college": SchoolingLevel.SOME_COLLEGE,
    "Associate degree": SchoolingLevel.ASSOCIATE,
    "Bachelor’s degree": SchoolingLevel.BACHELOR,
    "Master’s degree": SchoolingLevel.MASTER,
    "First professional degree": SchoolingLevel.DOCTORAL,
    "Doctoral degree": SchoolingLevel.DOCTORAL,
}
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
LICENSE = "Ask whether your state wants a license: we have not checked that for this job yet."


@dataclass
class _Level:
    """What is known of a level of schooling as a start: who names it."""

    is_usual: bool = False
    percent: float = 0
    asked: int | None = None
    sources: list[int] = field(default_factory=list)
    fits: bool = True

    @property
    def text(self) -> str:
        people = f"the {self.asked} people" if self.asked else "the people"
        survey = f"{self.percent:.0f}% of {people} in a federal survey said that the job takes it."
        return " ".join([*([USUAL] if self.is_usual else []), *([survey] if self.percent >= ENOUGH else [])])


@dataclass
class _Start:
    """What the tables say of how people get into the job of a role."""

    levels: dict[str, _Level] = field(default_factory=lambda: defaultdict(_Level))
    experience: str = ""
    training: str = ""
    tables: int | None = None  # the source of the usual start

    def ways(self, known: Collection[str]) -> list[tuple[str, _Level]]:
        """The levels to start from, the usual one first; of the others those that enough people named."""
        there = [(level, each) for level, each in self.levels.items() if HELD[level] in known or not HELD[level]]
        usual = min((RANKS[level] for level, each in there if each.is_usual), default=-1)
        named = [
            (level, each)
            for level, each in there
            if each.is_usual or each.percent >= (ENOUGH if RANKS[level] > usual else MOST)
        ]
        found = named or sorted(there, key=lambda way: -way[1].percent)[:1]
        return sorted(found, key=lambda way: (not way[1].is_usual, -way[1].percent, RANKS[way[0]]))


def ways_in(
    roles: Iterable[tuple[int, str, str]],
    told: Mapping[int | None, SourceFacts],
    milestones: Collection[str],
    today: date,
) -> Iterator[tuple[MilestoneFacts, tuple[RouteFacts, ...]]]:
    """Each milestone on the way to these roles, by key, slug and title, with its routes: three queries in all."""
    starts, ruled = _starts(today), set(StateRule.objects.filter(role__isnull=False).values_list("role", flat=True))
    for pk, slug, title in roles:
        if start := starts.get(pk):
            yield from _steps(slug, title, start, told, milestones, is_ruled=pk in ruled)


def _starts(today: date) -> dict[int, _Start]:
    found: dict[int, _Start] = defaultdict(_Start)
    in_use = Standpoint((COUNTRY,), "", today).in_use()
    role, match = "occupation__role_codes__role", "occupation__role_codes__match"
    outlooks = Outlook.objects.published().filter(in_use, occupation__role_codes__use=RoleCode.Use.OUTLOOK)
    columns = (role, match, "entry_schooling", "entry_experience", "entry_training", "source")
    for pk, fit, level, experience, training, source in outlooks.exclude(entry_schooling="").values_list(*columns):
        start = found[pk]
        if start.tables is None:
            start.tables, start.experience, start.training = source, experience, training
            usual = start.levels[level]
            usual.is_usual, usual.fits = True, fit == RoleCode.Match.EXACT
            usual.sources.append(source)
    shares = SurveyShare.objects.published().filter(in_use, occupation__role_codes__use=RoleCode.Use.SCHOOLING)
    shares = shares.filter(question=SurveyShare.Question.EDUCATION, category__in=ANSWERS)
    for pk, answer, percent, asked, source in shares.values_list(role, "category", "percent", "n", "source"):
        level = found[pk].levels[ANSWERS[answer]]
        level.percent += float(percent)
        level.asked = asked
        level.sources.append(source)
    return found


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
    start: _Start,
    told: Mapping[int | None, SourceFacts],
    known: Collection[str],
    *,
    is_ruled: bool,
) -> Iterator[tuple[MilestoneFacts, tuple[RouteFacts, ...]]]:
    ways = start.ways(known)
    stages = list(_stages(slug, title, start, known, is_ruled=is_ruled))
    for before, stage in zip([None, *stages], stages, strict=False):
        if before is None:
            routes = [_way(slug, stage, level, each, told) for level, each in ways]
        else:
            needs = (Need(before.milestone.slug),)
            routes = [_route(f"{stage.milestone.slug}-next", stage, needs, sources=(told[start.tables],))]
        yield stage.milestone, tuple(routes)


def _stages(slug: str, title: str, start: _Start, known: Collection[str], *, is_ruled: bool) -> Iterator[_Stage]:
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


def _way(slug: str, stage: _Stage, level: str, found: _Level, told: Mapping[int | None, SourceFacts]) -> RouteFacts:
    return _route(
        f"{slug}-with-{level}",
        stage,
        (Need(HELD[level]),) if HELD[level] else (),
        sources=sources_of(told[source] for source in found.sources),
        title=SHORT[level],
        text=found.text,
        tags=() if found.fits else (Tag.CLOSEST,),
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
