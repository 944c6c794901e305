"""The federal figures behind roles: every figure on file of a code, with its source and day."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from roles.models import Occupation, Outlook, Pay, PayCell, Role, RoleCode, SurveyShare
from tests.factories import make_pay, make_place, make_role, make_source
from tests.reading import rows

pytestmark = pytest.mark.django_db

QUERIES = 9  # the version, the codes, the roles that lean on them, two for each of three kinds of figures


def make_figures(code: str = "23-2011", *, title: str = "Paralegals") -> Occupation:
    """A code with pay, jobs and two answers of a survey."""
    occupation = Occupation.objects.create(system="bls", code=code, title=title, job_zone=3)
    survey = make_source(slug="survey", title="Pay survey", published_on=date(2025, 5, 1))
    Pay.objects.create(
        occupation=occupation,
        source=survey,
        per="hour",
        p50=24.2,
        p50_cell=PayCell.PUBLISHED,
        p90_cell=PayCell.WITHHELD,
    )
    Pay.objects.create(
        occupation=occupation,
        source=survey,
        p50=62_890,
        p50_cell="published",
        p90=239_200,
        p90_cell="top",
        jobs=392_880,
    )
    Outlook.objects.create(
        occupation=occupation,
        source=make_source(slug="tables", title="Job tables"),
        period_from=2024,
        period_to=2034,
        growth_percent=-5.8,
        jobs_then=376_200,
        openings_a_year=39_300,
        entry_schooling="associate",
        entry_training="None",
        middle_pay=61_010,
    )
    for category, percent in (("Associate degree", 48.4), ("Some college", 0.3)):
        SurveyShare.objects.create(
            occupation=occupation, source=survey, question="education", category=category, percent=percent, n=19
        )
    SurveyShare.objects.create(
        occupation=occupation, source=survey, question="attainment", category="Bachelor’s degree", percent=37.3
    )
    return occupation


def test_a_code_shows_all_its_figures(client: Client) -> None:
    make_figures()
    found = rows(client.get("/figures/23-2011/").text)
    assert {
        "Middle $62,890",
        "High 10% $239,200 or more",
        "Middle $24.20",
        "High 10% Not published",
        "Low 10% Not on file",
        "Jobs that the survey counted 392,880",
        "Jobs in 2024 376,200",
        "Jobs in 2034 Not on file",
        "Change −5.8%",
        "Openings a year 39,300",
        "Usual schooling to start Associate degree, 2 years",
        "Usual training on the job None",
        "Middle pay a year in 2024 $61,010",
        "Job zone 3 of 5",
        "Bachelor’s degree 37.3%",
    } <= set(found)


def test_a_middle_that_is_top_coded_has_no_upper_end(client: Client) -> None:
    make_figures().outlooks.update(middle_pay=239_200, middle_pay_is_top=True)
    assert "Middle pay a year in 2024 $239,200 or more" in rows(client.get("/figures/23-2011/").text)


def test_shares_of_few_people_are_whole_percents(client: Client) -> None:
    make_figures()
    found = rows(client.get("/figures/23-2011/").text)
    assert {"Associate degree 48%", "Some college under 1%", "19 people were asked."} <= set(found)


def test_each_group_of_figures_says_who_says_so_and_when(client: Client) -> None:
    make_figures()
    found = rows(client.get("/figures/23-2011/").text)
    assert sum("Pay survey" in line and "Data from May 1, 2025" in line for line in found) == 5
    assert any("Job tables" in line and "no date on page" in line for line in found)


def test_a_code_names_the_roles_that_lean_on_it_and_why(client: Client) -> None:
    occupation = make_figures()
    role = make_role(title="Legal assistant")
    draft = make_role(title="Court clerk", status=Role.Status.DRAFT)
    for use in ("pay", "outlook"):
        RoleCode.objects.create(role=role, occupation=occupation, use=use, match="closest", note="Counted together.")
    RoleCode.objects.create(role=draft, occupation=occupation, use="pay")
    text = client.get("/figures/23-2011/").text
    assert any("For outlook and pay: closest match. Counted together." in line for line in rows(text))
    assert "/roles/legal-assistant/" in text
    assert "Court clerk" not in text


def test_drafts_of_figures_are_not_shown(client: Client) -> None:
    occupation = make_figures()
    occupation.pay.update(status=Pay.Status.DRAFT)
    assert "$62,890" not in client.get("/figures/23-2011/").text


def test_a_code_without_figures_says_so(client: Client) -> None:
    Occupation.objects.create(system="soc", code="23-2099", title="Others")
    text = client.get("/figures/23-2099/").text
    assert "No figures are on file for this code." in text
    assert "<h2>Sources</h2>" not in text


def test_a_code_without_figures_leads_to_the_others_of_its_roles(client: Client) -> None:
    role, draft = make_role(title="Paralegal"), make_role(title="Court clerk", status=Role.Status.DRAFT)
    bare = Occupation.objects.create(system="onet", code="23-2011.00", title="Paralegals")
    for owner, code in ((role, "23-2011"), (draft, "43-4031")):
        RoleCode.objects.create(role=owner, occupation=bare, use="duties")
        RoleCode.objects.create(role=owner, occupation=make_figures(code), use="pay")
    found = rows(client.get("/figures/23-2011.00/").text)
    said = "No figures are on file for this code. See 23-2011, which the same roles lean on."
    assert any(said in line for line in found)


def test_an_unknown_code_is_not_found(client: Client) -> None:
    assert client.get("/figures/99-9999/").status_code == 404
    assert client.get("/figures/paralegal/").status_code == 404


def test_an_unknown_state_is_told(client: Client) -> None:
    make_figures()
    assert "We have no state with the code" in client.get("/figures/23-2011/?state=ZZ").text


def test_all_codes_are_listed_with_their_roles(client: Client) -> None:
    make_figures("29-1071", title="Physician assistants")
    make_pay(role=make_role(title="Paralegal"))
    found = rows(client.get("/figures/").text)
    assert any(line.startswith("Physician assistants (29-1071)") for line in found)
    assert any("Used for: paralegal." in line for line in found)


def test_many_codes_come_in_pages_and_cost_no_more_queries(client: Client, django_assert_num_queries) -> None:
    for number in range(105):
        Occupation.objects.create(system="onet", code=f"11-{number:04}.00", title=f"Job {number:03}")
    Occupation.objects.create(system="bls", code="11-0000.00", title="Job 000")
    with django_assert_num_queries(5):  # the version, the codes, those of a page, their roles, who brought roles in
        first = client.get("/figures/")
    assert "Here are the 105 on file." in first.text
    assert first.text.count("Job 0") == 100
    second = client.get("/figures/?page=2")
    assert [row for row in rows(second.text) if row.startswith("Job")] == [
        f"Job {number} (11-0{number}.00)" for number in range(100, 105)
    ]
    assert 'href="/figures/" aria-label="Page 1"' in second.text
    assert client.get("/figures/?page=3").status_code == 404
    assert "There is no page 3." in client.get("/figures/?page=3").text


def test_no_code_yet_is_no_error(client: Client) -> None:
    assert "No figures are on file yet." in client.get("/figures/").text


def test_a_role_leads_to_its_figures(client: Client) -> None:
    role = make_role(title="Paralegal")
    RoleCode.objects.create(role=role, occupation=make_figures(), use="pay")
    make_place(code="US-NY")
    assert (
        '<a href="/figures/23-2011/?state=NY">Paralegals (23-2011)</a>' in client.get("/roles/paralegal/?state=NY").text
    )


def test_more_figures_do_not_cost_more_queries(client: Client, django_assert_num_queries) -> None:
    occupation = make_figures()
    for number in range(10):
        role = make_role(title=f"Role {number}")
        RoleCode.objects.create(role=role, occupation=occupation, use="pay")
        source = make_source(slug=f"survey-{number}")
        SurveyShare.objects.create(
            occupation=occupation, source=source, question="training", category=f"{number} months", percent=5
        )
    client.get("/figures/23-2011/")
    with django_assert_num_queries(QUERIES):
        client.get("/figures/23-2011/")


def test_a_job_zone_without_a_survey_cites_the_release_of_the_role(client: Client) -> None:
    occupation = Occupation.objects.create(system="onet", code="13-2011.00", title="Accountants", job_zone=4)
    release = make_source(slug="onet-29-3", title="O*NET 29.3 Database")
    role = make_role(title="Accountant", origin=Role.Origin.ONET, source=release, summary_source=release)
    RoleCode.objects.create(role=role, occupation=occupation, use=RoleCode.Use.TITLE)
    page = client.get("/figures/13-2011.00/").text
    assert "Job zone 4 of 5" in rows(page)
    assert "O*NET 29.3 Database" in page
    assert "No figures are on file" not in page
