"""An editor changes a fact and sees it on the page."""

import pytest
from django.urls import reverse

from roles.models import RoleCode
from tests.admin.editing import edit, page_of
from tests.admin.rows import (
    make_certification,
    make_milestone,
    make_occupation,
    make_pay,
    make_role,
    make_role_duty,
    make_route,
    make_source,
)

pytestmark = pytest.mark.django_db


def test_a_new_wording_of_a_duty_is_on_the_page_of_its_role(admin_client, client):
    role = make_role_duty(make_role("paralegal"), "Talk to witnesses").role
    page = reverse("careers:role", args=["paralegal"])
    before = client.get(page)
    assert "Talk to witnesses" in before.text
    edit(admin_client, role, {"duties-0-text": "Interview people who saw it"})
    after = client.get(page, headers={"If-None-Match": before.headers.get("ETag", "")})
    assert "Interview people who saw it" in after.text


def test_a_new_pay_figure_is_on_the_page_of_the_role(admin_client, client):
    role, occupation = make_role("paralegal"), make_occupation()
    RoleCode.objects.create(role=role, occupation=occupation, use="pay")
    pay = make_pay(occupation=occupation, p50=61010)
    page = reverse("careers:role", args=["paralegal"])
    assert "61,010" in client.get(page).text
    edit(admin_client, pay, {"p50": "62020"})
    assert "62,020" in client.get(page).text


def test_a_renamed_role_is_found_at_its_old_address(admin_client, client):
    role = make_role("para")
    edit(admin_client, role, {"slug": "paralegal"})
    answer = client.get(reverse("careers:role", args=["para"]))
    assert (answer.status_code, answer.headers["Location"]) == (301, reverse("careers:role", args=["paralegal"]))


def test_every_fact_leads_to_the_page_that_shows_it(admin_client):
    role, certification = make_role("paralegal"), make_certification("cp")
    job = make_milestone("job", kind="role", role=role)
    rows = {
        make_role_duty(role): "/roles/paralegal/",
        certification: "/certifications/cp/",
        certification.facts.create(topic="fee", text="A fee", source=make_source()): "/certifications/cp/",
        make_route("apply", reaches=job): "/roles/paralegal/how-to-become/",
        make_milestone("exam", kind="certification", certification=certification): "/certifications/cp/",
    }
    offered = {row: admin_client.get(page_of(row)).context["absolute_url"] for row in rows}
    assert offered == rows


def test_what_no_page_shows_offers_none(admin_client):
    draft = make_role("nurse", status="draft")
    hidden = [make_milestone("job", kind="role", role=draft), make_milestone("diploma"), make_pay(role=draft, start=1)]
    assert [admin_client.get(page_of(row)).context.get("absolute_url") for row in hidden] == [None, None, None]
