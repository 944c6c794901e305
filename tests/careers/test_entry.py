"""Ways into jobs that nobody has written steps for."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from careers.cells import Range, Tag
from careers.facts.entry import LICENSE
from careers.facts.paths import path_graph
from careers.facts.starts import ANSWERS
from careers.models import Milestone
from careers.planning import first_path
from onet.wording import answer
from roles.models import Occupation, Outlook, Role, RoleCode, SurveyShare
from tests.factories import make_path, make_place, make_role, make_rule, make_source, retire
from tests.reading import flat

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
DEGREE, DIPLOMA = "bachelors-degree", "high-school-diploma"


@pytest.fixture(autouse=True)
def schooling() -> None:
    for position, slug in enumerate((DIPLOMA, "some-college", "associate-degree", DEGREE, "doctoral-degree")):
        Milestone.objects.create(slug=slug, title=slug, step_title=slug, kind="education", position=position)


@pytest.fixture
def nurse() -> Role:
    return make_role(title="Registered nurse", origin="onet")


def outlook(role: Role, level: str, *, match: str = "exact", **values: Any) -> None:
    """The usual start, as federal tables have it."""
    code = Occupation.objects.create(system="bls", code=f"29-{role.pk:04}", title=role.title)
    RoleCode.objects.create(role=role, occupation=code, use="outlook", match=match)
    source = make_source(slug="tables")
    Outlook.objects.create(
        occupation=code, period_from=2024, period_to=2034, entry_schooling=level, source=source, **values
    )


def survey(role: Role, **percents: float) -> None:
    """How many of a hundred people named each answer."""
    code = Occupation.objects.create(system="onet", code=f"29-{role.pk:04}.00", title=role.title)
    RoleCode.objects.create(role=role, occupation=code, use="schooling")
    for named, percent in percents.items():
        SurveyShare.objects.create(
            occupation=code,
            question="education",
            category={"bachelor": "Bachelor’s degree", "associate": "Associate degree"}.get(named, named),
            percent=percent,
            n=28,
            source=make_source(slug="survey"),
        )


def steps(role: Role) -> list[tuple[str, Any]]:
    path = first_path(path_graph("US", TODAY), role.slug, place="US", today=TODAY, have={DIPLOMA: 1.0, DEGREE: 1.0})
    return [(step.milestone.title, step.months) for step in path.to_do]


def routes(role: Role) -> list[Any]:
    return [route for route in path_graph("US", TODAY).routes if route.slug.startswith(role.slug)]


def test_a_retired_role_keeps_the_steps_that_are_worked_out(client: Client, nurse: Role) -> None:
    outlook(nurse, "bachelor")
    before = steps(nurse)
    retire(nurse, replaced_by=make_role(title="Doctor"))
    assert before
    assert steps(nurse) == before
    assert "Registered nurse" not in client.get("/paths/").text


def test_the_usual_schooling_comes_first_then_what_enough_people_named(nurse: Role) -> None:
    outlook(nurse, "bachelor")
    survey(nurse, associate=54.6, bachelor=35.2, **{"High school diploma or GED": 8.0})
    found = routes(nurse)
    assert [(route.title, route.needs[0].milestone) for route in found] == [
        ("Bachelor’s degree", DEGREE),
        ("Associate degree", "associate-degree"),
    ]
    assert found[0].text == (
        "The usual start in federal job tables. 35% of the 28 people in a federal survey said that the job takes it."
    )
    assert found[1].text == "55% of the 28 people in a federal survey said that the job takes it."
    assert [[source.slug for source in route.sources] for route in found] == [["tables", "survey"], ["survey"]]


def test_less_than_is_usual_counts_where_half_named_it_and_more_where_a_fifth_did(nurse: Role) -> None:
    outlook(nurse, "associate")
    survey(nurse, bachelor=20.0, **{"High school diploma or GED": 49.0})
    assert [route.title for route in routes(nurse)] == ["Associate degree", "Bachelor’s degree"]


def test_without_federal_tables_the_survey_alone_tells(nurse: Role) -> None:
    survey(nurse, associate=15.0, bachelor=18.0)
    assert [route.title for route in routes(nurse)] == ["Bachelor’s degree"]


def test_the_words_of_an_only_way_say_what_they_are_about(nurse: Role) -> None:
    outlook(nurse, "bachelor")
    (route,) = routes(nurse)
    assert route.text == "A bachelor’s degree is the usual start in federal job tables."
    Outlook.objects.all().delete()
    survey(nurse, associate=95.0)
    (route,) = routes(nurse)
    assert route.text == "95% of the 28 people in a federal survey said that the job takes an associate degree."


def test_a_job_that_asks_for_no_schooling_is_open_at_once(nurse: Role) -> None:
    outlook(nurse, "none")
    (route,) = routes(nurse)
    assert (route.needs, route.months, route.cost) == ((), Range(0, 0), Range(0, 0))


def test_work_and_an_internship_come_between_school_and_the_job(nurse: Role) -> None:
    outlook(nurse, "bachelor", entry_experience="5 years or more", entry_training="Internship/residency")
    assert steps(nurse) == [
        ("Internship or residency", None),
        ("Work in a related job", Range(60, None)),
        ("Registered nurse", Range(0, 0)),
    ]


def test_an_apprenticeship_is_a_step_that_pays_and_whose_time_nobody_knows(nurse: Role) -> None:
    outlook(nurse, "high-school", entry_experience="None", entry_training="Apprenticeship")
    assert steps(nurse) == [("Apprenticeship", None), ("Registered nurse", Range(0, 0))]


def test_the_page_says_that_its_steps_come_from_tables(nurse: Role, client: Client) -> None:
    outlook(nurse, "high-school")
    answer = client.get("/roles/registered-nurse/how-to-become/")
    assert "Nobody has written down the steps to this job yet." in flat(answer.text)
    make_path(role=nurse)
    assert "Nobody has written down the steps" not in flat(client.get("/roles/registered-nurse/how-to-become/").text)


def test_the_planner_and_the_list_of_paths_say_so_too(nurse: Role, client: Client) -> None:
    outlook(nurse, "high-school")
    page = flat(client.get("/plan/?to=registered-nurse").text)
    assert "Nobody has written down the steps to this job yet." in page
    assert LICENSE in page
    page = flat(client.get("/paths/").text)
    assert "Nobody has written down the steps to 1 of these jobs yet." in page
    assert "Steps from job tables" in page
    assert "Ask whether your state wants a license" in page
    make_path(role=nurse)
    for address in ("/plan/?to=registered-nurse", "/paths/"):
        assert "Nobody has written down the steps" not in flat(client.get(address).text)


def test_time_of_work_that_is_only_bounded_runs_from_nothing(nurse: Role) -> None:
    outlook(nurse, "bachelor", entry_experience="Less than 5 years", entry_training="None")
    assert steps(nurse)[0] == ("Work in a related job", Range(0, 60))


def test_the_last_step_tells_of_training_and_that_nobody_looked_for_a_license(nurse: Role) -> None:
    outlook(nurse, "bachelor", entry_experience="None", entry_training="Short-term on-the-job training")
    text = path_graph("US", TODAY).milestones["registered-nurse"].text
    assert text == f"Once you are hired, you learn on the job for up to a month. {LICENSE}"
    make_rule(role=nurse, place=make_place(), topic="license", answer="required", text="You need one.")
    assert LICENSE not in path_graph("US", TODAY).milestones["registered-nurse"].text


def test_figures_of_a_wider_code_are_marked(nurse: Role) -> None:
    outlook(nurse, "bachelor", match="combined")
    assert routes(nurse)[0].tags == (Tag.CLOSEST,)


def test_written_steps_stay_alone(nurse: Role) -> None:
    outlook(nurse, "bachelor")
    make_path(role=nurse)
    assert [route.title for route in routes(nurse) if route.title == "Bachelor’s degree"] == []


def test_a_specialty_has_the_steps_of_its_parent(nurse: Role) -> None:
    outlook(nurse, "bachelor")
    special = make_role(title="Trauma nurse", parent=nurse)
    outlook(special, "associate")
    assert routes(special) == []


def test_a_job_that_steps_lead_on_to_is_that_of_the_role_by_its_name() -> None:
    Milestone.objects.create(slug="lawyer", title="Lawyer", step_title="Apply", kind="role")
    lawyer = make_role(title="Lawyer", origin="onet")
    outlook(lawyer, "doctoral")
    assert path_graph("US", TODAY).goals()["lawyer"] == "lawyer"
    assert routes(lawyer) == []


def test_a_degree_stands_for_all_schooling_below_it(nurse: Role) -> None:
    outlook(nurse, "associate")
    path = first_path(path_graph("US", TODAY), nurse.slug, place="US", today=TODAY, have={DEGREE: 1.0})
    assert [step.milestone.slug for step in path.to_do] == [nurse.slug]


@pytest.mark.parametrize(
    "told", ["Some College Courses", "Associate's Degree (or other 2-year degree)", "Doctoral Degree"]
)
def test_answers_are_known_by_the_words_that_an_import_gives_them(told: str) -> None:
    assert answer(told) in ANSWERS
