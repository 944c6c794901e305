"""The tables of an O*NET release: what each row says, and under which names releases keep it.

With 30.3 files and columns got new names, and some tables were split.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from onet.tables import Column, Row, Table
from onet.values import (
    Count,
    ElementId,
    Month,
    NotAvailable,
    Number,
    OnetCode,
    Percent,
    ShortTitle,
    TaskText,
    Text,
    Title,
    YesNo,
    Zone,
)

CODE = Column("O*NET-SOC Code")


class Occupation(NamedTuple):
    code: Annotated[OnetCode, CODE]
    title: Annotated[ShortTitle, Column("Title")]
    description: Annotated[Text, Column("Description")]


class AlternateTitle(NamedTuple):
    """A name by which people know an occupation. The same one can stand there twice, with two short forms."""

    code: Annotated[OnetCode, CODE]
    title: Annotated[Title, Column("Alternate Title", "Job Title")]
    short: Annotated[Title | None, NotAvailable, Column("Short Title")]


class ReportedTitle(NamedTuple):
    """What workers who were asked call their job."""

    code: Annotated[OnetCode, CODE]
    title: Annotated[Title, Column("Reported Job Title")]
    shown: Annotated[YesNo, Column("Shown in My Next Move")]


class Task(NamedTuple):
    code: Annotated[OnetCode, CODE]
    id: Annotated[Count, Column("Task ID")]
    text: Annotated[TaskText, Column("Task")]
    kind: Annotated[Literal["Core", "Supplemental"] | None, NotAvailable, Column("Task Type")]
    month: Annotated[Month, Column("Date")]


class TaskActivity(NamedTuple):
    """A detailed work activity that a task is an instance of."""

    code: Annotated[OnetCode, CODE]
    task: Annotated[Count, Column("Task ID")]
    activity: Annotated[ElementId, Column("DWA ID", "DWA Element ID")]


class DetailedActivity(NamedTuple):
    general: Annotated[ElementId, Column("GWA Element ID", "Element ID")]
    intermediate: Annotated[ElementId, Column("IWA ID", "IWA Element ID")]
    id: Annotated[ElementId, Column("DWA ID", "DWA Element ID")]
    title: Annotated[Title, Column("DWA Title", "DWA Element Name")]


class IntermediateActivity(NamedTuple):
    general: Annotated[ElementId, Column("GWA Element ID", "Element ID")]
    id: Annotated[ElementId, Column("IWA ID", "IWA Element ID")]
    # From 30.3 on it is kept among the elements alone: see `intermediate_titles`.
    title: Annotated[Title, Column("IWA Title")] = ""


class Element(NamedTuple):
    """Anything O*NET measures: a skill, an interest, a work activity."""

    id: Annotated[ElementId, Column("Element ID")]
    title: Annotated[Title, Column("Element Name")]
    description: Annotated[Text, Column("Description")]


class Scale(NamedTuple):
    id: Annotated[Title, Column("Scale ID")]
    title: Annotated[Title, Column("Scale Name")]
    low: Annotated[Number, Column("Minimum")]
    high: Annotated[Number, Column("Maximum")]


class Rating(NamedTuple):
    """How important a skill or a field of knowledge is to an occupation (IM), or which level it needs (LV)."""

    code: Annotated[OnetCode, CODE]
    element: Annotated[ElementId, Column("Element ID")]
    scale: Annotated[Literal["IM", "LV"], Column("Scale ID")]
    value: Annotated[Number, Column("Data Value")]
    asked: Annotated[Count | None, NotAvailable, Column("N")]
    # None: O*NET does not say.
    low_precision: Annotated[YesNo | None, NotAvailable, Column("Recommend Suppress")]
    not_relevant: Annotated[YesNo | None, NotAvailable, Column("Not Relevant")]
    month: Annotated[Month, Column("Date")]


# Ends of the scales, as Scales Reference has them: of ratings, and of interests and the places of the highest of them.
RATING_SCALES = {"IM": (1, 5), "LV": (0, 7)}
INTEREST_SCALES = {"OI": (1, 7), "IH": (0, 6)}


class TechnologySkill(NamedTuple):
    code: Annotated[OnetCode, CODE]
    title: Annotated[Title, Column("Example", "Workplace Example")]
    category: Annotated[ShortTitle, Column("Commodity Title", "Element Name")]
    hot: Annotated[YesNo, Column("Hot Technology")]
    # Not yet in releases of 2022 and before.
    in_demand: Annotated[YesNo, Column("In Demand")] = False


class JobZone(NamedTuple):
    code: Annotated[OnetCode, CODE]
    zone: Annotated[Zone, Column("Job Zone")]
    month: Annotated[Month, Column("Date")]


class JobZoneMeaning(NamedTuple):
    zone: Annotated[Zone, Column("Job Zone")]
    title: Annotated[Title, Column("Name")]
    experience: Annotated[Text, Column("Experience")]
    education: Annotated[Text, Column("Education")]
    training: Annotated[Text, Column("Job Training")]


class SurveyAnswer(NamedTuple):
    """The share of the people asked who gave one answer about education, experience or training.

    The scale says which question; a row on another scale has no category, and its value is a rating.
    """

    code: Annotated[OnetCode, CODE]
    element: Annotated[ElementId, Column("Element ID")]
    scale: Annotated[Title, Column("Scale ID")]
    category: Annotated[Count | None, NotAvailable, Column("Category")]
    value: Annotated[Percent, Column("Data Value")]
    asked: Annotated[Count | None, NotAvailable, Column("N")]
    low_precision: Annotated[YesNo | None, NotAvailable, Column("Recommend Suppress")]
    month: Annotated[Month, Column("Date")]


class SurveyCategory(NamedTuple):
    """What one answer says in words."""

    element: Annotated[ElementId, Column("Element ID")]
    scale: Annotated[Title, Column("Scale ID")]
    category: Annotated[Count, Column("Category")]
    text: Annotated[Text, Column("Category Description")]


class RelatedOccupation(NamedTuple):
    code: Annotated[OnetCode, CODE]
    related: Annotated[OnetCode, Column("Related O*NET-SOC Code")]
    tier: Annotated[Literal["Primary-Short", "Primary-Long", "Supplemental"], Column("Relatedness Tier")]
    position: Annotated[Count, Column("Index")]


class Interest(NamedTuple):
    """How strongly one of the six RIASEC interests marks an occupation (OI), or which are its highest (IH)."""

    code: Annotated[OnetCode, CODE]
    element: Annotated[ElementId, Column("Element ID")]
    scale: Annotated[Literal["OI", "IH"], Column("Scale ID")]
    value: Annotated[Number, Column("Data Value")]
    month: Annotated[Month, Column("Date")]


def _off_its_scale(value: Decimal, scale: str) -> str:
    low, high = (RATING_SCALES | INTEREST_SCALES)[scale]
    return "" if low <= value <= high else f"should be from {low} to {high} on the scale {scale} (got {value})"


OCCUPATIONS = Table(Occupation, (("Occupation Data.txt",),), key=("code",), along="code")
ELEMENTS = Table(Element, (("Content Model Reference.txt",),), key=("id",))
SCALES = Table(Scale, (("Scales Reference.txt",),), key=("id",))
OF_OCCUPATION = {"code": OCCUPATIONS}
ALTERNATE_TITLES = Table(
    AlternateTitle, (("Alternate Titles.txt",), ("Job Titles.txt",)), refers=OF_OCCUPATION, along="code"
)
REPORTED_TITLES = Table(ReportedTitle, (("Sample of Reported Titles.txt",),), refers=OF_OCCUPATION, along="code")
TASKS = Table(Task, (("Task Statements.txt",),), key=("id",), refers=OF_OCCUPATION, along="code")
DETAILED_ACTIVITIES = Table(
    DetailedActivity, (("DWA Reference.txt",), ("GWAs to IWAs to DWAs.txt",)), key=("id",), refers={"general": ELEMENTS}
)
INTERMEDIATE_ACTIVITIES = Table(
    IntermediateActivity, (("IWA Reference.txt",), ("GWAs to IWAs to DWAs.txt",)), refers={"general": ELEMENTS}
)
TASK_ACTIVITIES = Table(
    TaskActivity,
    (("Tasks to DWAs.txt",),),
    key=("task", "activity"),
    along="code",
    refers={**OF_OCCUPATION, "task": TASKS, "activity": DETAILED_ACTIVITIES},
)


def _scored(row: type[Row], *layouts: tuple[str, ...]) -> Table[Row]:
    """A table of where occupations stand on elements: each value lies between the ends of its scale."""
    return Table(
        row,
        layouts,
        key=("code", "element", "scale"),
        along="code",
        refers={**OF_OCCUPATION, "element": ELEMENTS},
        fit=("value", "scale"),
        misfit=_off_its_scale,
    )


SKILLS = _scored(Rating, ("Skills.txt",), ("Essential Skills.txt", "Transferable Skills.txt"))
KNOWLEDGE = _scored(Rating, ("Knowledge.txt",))
TECHNOLOGY_SKILLS = Table(
    TechnologySkill, (("Technology Skills.txt",), ("Software Skills.txt",)), refers=OF_OCCUPATION, along="code"
)
JOB_ZONES = Table(JobZone, (("Job Zones.txt",),), key=("code",), refers=OF_OCCUPATION, along="code")
JOB_ZONE_MEANINGS = Table(JobZoneMeaning, (("Job Zone Reference.txt",),), key=("zone",))
SURVEY_ANSWERS = Table(
    SurveyAnswer,
    (("Education, Training, and Experience.txt",), ("Education.txt", "Training and Experience.txt")),
    key=("code", "element", "scale", "category"),
    along="code",
    refers={**OF_OCCUPATION, "element": ELEMENTS},
)
SURVEY_CATEGORIES = Table(
    SurveyCategory,
    (
        ("Education, Training, and Experience Categories.txt",),
        ("Education Categories.txt", "Training and Experience Categories.txt"),
    ),
    key=("scale", "category"),
)
RELATED_OCCUPATIONS = Table(
    RelatedOccupation,
    (("Related Occupations.txt",),),
    key=("code", "related"),
    along="code",
    refers={**OF_OCCUPATION, "related": OCCUPATIONS},
)
INTERESTS = _scored(Interest, ("Interests.txt",), ("Career Interest Types.txt",))

TABLES: tuple[Table[Any], ...] = (
    OCCUPATIONS,
    ELEMENTS,
    SCALES,
    ALTERNATE_TITLES,
    REPORTED_TITLES,
    TASKS,
    DETAILED_ACTIVITIES,
    INTERMEDIATE_ACTIVITIES,
    TASK_ACTIVITIES,
    SKILLS,
    KNOWLEDGE,
    TECHNOLOGY_SKILLS,
    JOB_ZONES,
    JOB_ZONE_MEANINGS,
    SURVEY_ANSWERS,
    SURVEY_CATEGORIES,
    RELATED_OCCUPATIONS,
    INTERESTS,
)


# Tables that end with the same occupation, or nearly so: those of every one, and those of the ones that were studied.
KINDS: tuple[tuple[Table[Any], ...], ...] = (
    (OCCUPATIONS, ALTERNATE_TITLES),
    (
        REPORTED_TITLES,
        TASKS,
        TASK_ACTIVITIES,
        SKILLS,
        KNOWLEDGE,
        TECHNOLOGY_SKILLS,
        JOB_ZONES,
        SURVEY_ANSWERS,
        RELATED_OCCUPATIONS,
        INTERESTS,
    ),
)


def intermediate_titles(activities: Iterable[IntermediateActivity], elements: Iterable[Element]) -> dict[str, str]:
    """The title of each intermediate work activity, wherever the release keeps it."""
    named = {row.id: row.title for row in elements}
    return {row.id: row.title or named.get(row.id, "") for row in activities}
