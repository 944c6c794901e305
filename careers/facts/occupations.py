"""What an import tells of a role besides duties and skills: its tools, interests, preparation and fields of study."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import FloatField, QuerySet
from django.db.models.functions import Cast

from careers.cells import SourceFacts, Tag, sources_of
from careers.facets import ZONES
from careers.facts.known import Known, known
from careers.facts.standpoint import Standpoint
from careers.facts.trust import match_tags
from careers.rolefacts import ZonedCode
from careers.wording import counted, inside_sentence
from roles.models import Program, Role, RoleInterest, RoleTool, SurveyShare
from sources.prepared import prepared

# What people like who like a job, in the six kinds that career guidance knows.
INTERESTS: dict[str, str] = {
    RoleInterest.Interest.REALISTIC: "Work with your hands, tools, machines, plants or animals",
    RoleInterest.Interest.INVESTIGATIVE: "Find things out and solve problems",
    RoleInterest.Interest.ARTISTIC: "Make things and express ideas",
    RoleInterest.Interest.SOCIAL: "Help, teach or care for people",
    RoleInterest.Interest.ENTERPRISING: "Lead, persuade and start things",
    RoleInterest.Interest.CONVENTIONAL: "Keep records and details in order",
}
QUESTIONS: dict[str, str] = {
    SurveyShare.Question.EDUCATION: "Schooling that the job needs",
    SurveyShare.Question.EXPERIENCE: "Work before this job",
    SurveyShare.Question.TRAINING: "Training on the job",
}
# What the levels of schooling tell already, where nobody weighed them.
SCHOOLING = QUESTIONS[SurveyShare.Question.EDUCATION]
# Of the answers to a question those that are told, and from how many percent on.
MOST_ANSWERS, LEAST_PERCENT = 3, 5


@dataclass(frozen=True)
class Tools:
    """Tools and software, all by category: what ads for this job often name, and what ads for jobs of all kinds do."""

    in_demand: tuple[str, ...]
    hot: tuple[str, ...]
    by_category: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[SourceFacts, ...]

    @property
    def count(self) -> int:
        return sum(len(titles) for _, titles in self.by_category)


@dataclass(frozen=True)
class Interest:
    """One of six kinds of interest, and how much the job has of it, from 0 to 100."""

    title: str
    meaning: str
    points: str
    width: str


Answer = tuple[str, str, tuple[Tag, ...]]


@dataclass(frozen=True)
class Preparation:
    """How much one learns before the job: the zone in words, what workers answered, what they studied.

    An answer is a question, words, and tags where the survey calls shares uncertain.
    """

    zone: str
    answers: tuple[Answer, ...]
    programs: tuple[str, ...]
    tags: tuple[Tag, ...]
    sources: tuple[SourceFacts, ...]

    @property
    def program_count(self) -> str:
        """`7 fields of study that lead here`"""
        return counted(len(self.programs), "field of study that leads here", "fields of study that lead here")


@dataclass(frozen=True)
class OccupationFacts:
    """What only O*NET tells of a role: its tools, its interests, how people prepare for it."""

    tools: Tools | None
    interests: tuple[Interest, ...]
    interest_sources: tuple[SourceFacts, ...]
    preparation: Preparation | None

    @property
    def sources(self) -> tuple[SourceFacts, ...]:
        return sources_of(
            *(part.sources for part in (self.preparation, self.tools) if part),
            self.interest_sources,
        )


def occupation_facts(role: Role, zoned_as: ZonedCode | None, view: Standpoint) -> OccupationFacts:
    """All of that for one role: four queries, however much hangs on it, two less where no code tells of preparation."""
    about = known(view.today)
    interests, interest_sources = _interests(role, view, about)
    preparation = _preparation(role, zoned_as, view, about) if zoned_as else None
    return OccupationFacts(_tools(role, view, about), interests, interest_sources, preparation)


def _tools(role: Role, view: Standpoint, about: Known) -> Tools | None:
    demanded: dict[str, None] = {}
    hot_ones: dict[str, None] = {}
    found: dict[str, dict[str, None]] = defaultdict(dict)
    sources: dict[int | None, None] = {}
    for title, category, hot, in_demand, source in _tool_rows(role.pk, view):
        found[category or "Other tools"][title] = None
        sources[source] = None
        if in_demand:
            demanded[title] = None
        elif hot:
            hot_ones[title] = None
    if not found:
        return None
    return Tools(
        in_demand=tuple(sorted(demanded)),
        hot=tuple(sorted(hot_ones.keys() - demanded.keys())),
        by_category=tuple((category, tuple(titles)) for category, titles in found.items()),
        sources=tuple(about.told[source] for source in sources),
    )


def _interests(role: Role, view: Standpoint, about: Known) -> tuple[tuple[Interest, ...], tuple[SourceFacts, ...]]:
    found, sources = [], []
    for interest, points, source in _interest_rows(role.pk, view):
        label = RoleInterest.Interest(interest).label
        found.append(Interest(label, INTERESTS[interest], f"{points:.0f}", f"{points:.2f}%"))
        sources.append(about.told[source])
    return tuple(found), sources_of(sources)


def _preparation(role: Role, zoned_as: ZonedCode, view: Standpoint, about: Known) -> Preparation | None:
    occupation, job_zone, match = zoned_as
    answers, cited = _answers(occupation, view, about)
    zone = ZONES.get(str(job_zone), "")
    programs = tuple(_program_rows(occupation))
    said_by = [about.told[source] for source in dict.fromkeys(source for _, source in programs) if source]
    # The zone bears no source of its own: it comes in the release that the summary names.
    if role.summary_source_id and not cited and (zone or not said_by):
        cited = (about.told[role.summary_source_id],)
    cited = tuple(dict.fromkeys([*cited, *said_by]))
    if not (zone or answers or programs) or not cited:
        return None
    return Preparation(zone, answers, tuple(title for title, _ in programs), match_tags(match, is_own=True), cited)


def _answers(occupation: int, view: Standpoint, about: Known) -> tuple[tuple[Answer, ...], tuple[SourceFacts, ...]]:
    """What most workers answered to each question, in one line: `2 to 4 years (65%), none (21%), of 28 asked`."""
    shares: dict[str, list[str]] = defaultdict(list)
    asked: dict[str, int | None] = {}
    few: set[str] = set()
    sources: dict[int | None, None] = {}
    for question, category, share, people, is_few, source in _share_rows(occupation, view):
        sources[source] = None
        if share >= LEAST_PERCENT and len(shares[question]) < MOST_ANSWERS:
            said = f"{category} ({share:.0f}%)"
            shares[question].append(inside_sentence(said) if shares[question] else said)
            asked[question] = people
            few |= {question} if is_few else set()
    answers: list[Answer] = []
    for question, title in QUESTIONS.items():
        if told := shares[question]:
            people = asked[question]
            words = [*told, f"of {counted(people, 'person', 'people')} asked"] if people else told
            answers.append((title, ", ".join(words), (Tag.FEW_ANSWERS,) if question in few else ()))
    return tuple(answers), tuple(about.told[source] for source in sources)


@prepared
def _tool_rows(role: int, view: Standpoint) -> QuerySet[RoleTool, tuple[Any, ...]]:
    rows = view.in_use_around(RoleTool.objects.published().filter(role=role)).order_by("category", "title")
    return rows.values_list("title", "category", "hot", "in_demand", "source")


@prepared
def _interest_rows(role: int, view: Standpoint) -> QuerySet[RoleInterest, tuple[Any, ...]]:
    rows = view.in_use_around(RoleInterest.objects.published().filter(role=role)).order_by("-score", "interest")
    return rows.annotate(points=Cast("score", FloatField())).values_list("interest", "points", "source")


@prepared
def _share_rows(occupation: int, view: Standpoint) -> QuerySet[SurveyShare, tuple[Any, ...]]:
    rows = view.in_use_around(SurveyShare.objects.published().filter(occupation=occupation, question__in=QUESTIONS))
    rows = rows.order_by("-percent", "position")
    return rows.annotate(share=Cast("percent", FloatField())).values_list(
        "question", "category", "share", "n", "low_precision", "source"
    )


@prepared
def _program_rows(occupation: int) -> QuerySet[Program, tuple[Any, ...]]:
    return Program.objects.filter(occupations=occupation).order_by("title").values_list("title", "source")
