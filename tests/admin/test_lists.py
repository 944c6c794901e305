"""What lists of facts say beside the facts, and how those that need care are found."""

from __future__ import annotations

from datetime import date

import pytest

from certifications.models import Certification
from roles.models import Role, RoleDuty, RoleSchooling
from sources.models import Source
from tests.admin.editing import address, edit
from tests.admin.rows import make_certification, make_role, make_role_duty, make_source

pytestmark = pytest.mark.django_db

DUE = {"checked_on": date(2024, 7, 1), "review_by": date(2025, 7, 1)}


def found(client, model, **query) -> list[str]:
    page = client.get(address(model, "changelist"), query)
    assert page.status_code == 200
    return sorted(str(row) for row in page.context["cl"].result_list)


def cells(client, model) -> dict[str, str]:
    """What the first row of the list says, column by column."""
    page = client.get(address(model, "changelist"))
    own = page.context["cl"].model_admin
    row = page.context["cl"].result_list[0]
    return {name: str(getattr(own, name)(row)) for name in ("next_check", "source_count", "last_editor")}


def test_a_fact_says_on_how_many_sources_it_stands_and_when_it_is_due(admin_client):
    duty = make_role_duty(make_role(), source=make_source("main", **DUE))
    duty.also_sources.add(make_source("first"), make_source("second"))
    said = cells(admin_client, RoleDuty)
    assert said["source_count"] == "3"
    assert said["next_check"] == 'July 1, 2025 <span class="tag">Due for a check</span>'


def test_a_draft_without_a_source_stands_on_none(admin_client):
    make_role_duty(make_role()).__class__.objects.update(source=None, status="draft")
    assert cells(admin_client, RoleDuty) == {
        "next_check": "",
        "source_count": "0",
        "last_editor": "Loaded",
    }
    assert '<span class="tag">Draft</span>' in admin_client.get(address(RoleDuty, "changelist")).text


def test_a_row_names_who_changed_it_last(admin_client):
    duty = make_role_duty(make_role())
    edit(admin_client, duty, {"text": "Something else"})
    assert cells(admin_client, RoleDuty)["last_editor"] == "admin"


@pytest.mark.parametrize("model", [Role, Certification])
def test_what_facts_belong_to_says_on_what_those_stand(admin_client, model):
    source = make_source("due", **DUE)
    if model is Role:
        role = make_role()
        make_role_duty(role, source=source)
        make_role_duty(role, "File papers", source=make_source())
    else:
        certification = make_certification()
        certification.facts.create(topic="fee", text="A fee", source=source)
        certification.rules.create(topic="exam", answer="required", text="Yes.", source=make_source())
    said = cells(admin_client, model)
    assert said["source_count"] == "2"
    assert said["next_check"].startswith("July 1, 2025")


def test_facts_that_need_care_are_found_by_kind(admin_client):
    role = make_role()
    make_role_duty(role, "Due", source=make_source("old", **DUE))
    make_role_duty(role, "Bare")
    RoleDuty.objects.filter(text="Bare").update(source=None, status="draft")
    make_role_duty(role, "Claimed", standing="claimed")
    make_role_duty(role, "Fine")
    kinds = ("due", "no-source", "claimed", "disagree", "nonsense")
    assert {kind: found(admin_client, RoleDuty, care=kind) for kind in kinds} == {
        "due": ["Due"],
        "no-source": ["Bare"],
        "claimed": ["Claimed"],
        "disagree": [],
        "nonsense": ["Bare", "Claimed", "Due", "Fine"],
    }


def test_roles_and_certifications_are_found_by_facts_that_need_care(admin_client):
    role, source = make_role(), make_source("old", **DUE)
    make_role_duty(role, "Due", source=source)
    make_role_duty(role, "Due as well", source=source)
    make_role_duty(make_role("nurse"), "Claimed", standing="claimed")
    make_role("clerk")
    certification = make_certification()
    certification.facts.create(topic="fee", text="A fee", status="draft")
    certification.rules.create(topic="exam", answer="required", text="Yes.", source=make_source())
    certification.rules.create(topic="exam", answer="required", text="No.", source=make_source(), standing="also")
    kinds = ("due", "no-source", "claimed", "disagree", "nonsense")
    assert {kind: found(admin_client, Role, care=kind) for kind in kinds} == {
        "due": ["Paralegal"],
        "no-source": [],
        "claimed": ["Nurse"],
        "disagree": [],
        "nonsense": ["Clerk", "Nurse", "Paralegal"],
    }
    care = {kind: len(found(admin_client, Certification, care=kind)) for kind in kinds}
    assert care == {"due": 0, "no-source": 1, "claimed": 0, "disagree": 1, "nonsense": 1}


def test_a_role_bears_its_status_as_a_tag(admin_client):
    make_role(status="draft")
    assert '<span class="tag">Draft</span>' in admin_client.get(address(Role, "changelist")).text


def test_a_list_of_facts_counts_sources_and_leaves_their_long_titles_out(admin_client):
    make_role_duty(make_role(), source=make_source("a-long-title"))
    page = admin_client.get(address(RoleDuty, "changelist"))
    assert "column-source_count" in page.text
    assert 'field-source"' not in page.text


def test_facts_of_one_subject_that_count_differently_disagree(admin_client):
    role, other = make_role(), make_role("nurse")
    fact = {"level": "associate", "source": make_role_duty(role).source}
    RoleSchooling.objects.create(role=role, weight=3, text="Common", **fact)
    RoleSchooling.objects.create(role=role, weight=1, text="Rare", standing="also", **fact)
    RoleSchooling.objects.create(role=role, weight=0, text="Never", standing="historical", **fact)
    RoleSchooling.objects.create(role=other, weight=1, text="Elsewhere", standing="also", **fact)
    disagreeing = found(admin_client, RoleSchooling, care="disagree")
    assert disagreeing == ["Associate degree, 2 years: Common", "Associate degree, 2 years: Rare"]


def test_rules_of_one_place_disagree_where_one_is_only_claimed(admin_client):
    certification, source = make_certification(), make_source()
    rule = {"topic": "exam", "answer": "required", "source": source}
    certification.rules.create(text="Yes.", **rule)
    certification.rules.create(text="No.", standing="claimed", **rule)
    certification.rules.create(text="Fee.", **(rule | {"topic": "education"}))
    assert len(found(admin_client, type(certification.rules.get(text="No.")), care="disagree")) == 2


def test_sources_to_read_again_are_found(admin_client):
    make_source("old", **DUE)
    make_source("new", review_by=date(2099, 1, 1))
    assert found(admin_client, Source, care="due") == ["Old"]


def test_published_roles_that_miss_a_section_are_found(admin_client):
    make_role_duty(make_role("paralegal"))
    make_role("nurse")
    make_role("clerk", status="draft")
    assert found(admin_client, Role, misses="duties") == ["Nurse"]
    assert found(admin_client, Role, misses="skills") == ["Nurse", "Paralegal"]


def test_a_role_names_who_changed_anything_of_it_last(admin_client):
    role = make_role("paralegal")
    duty = make_role_duty(role)
    make_role("nurse")
    assert cells(admin_client, Role)["last_editor"] == "Loaded"
    edit(admin_client, duty, {"text": "Something else"})
    page = admin_client.get(address(Role, "changelist"))
    own = page.context["cl"].model_admin
    assert {str(row): own.last_editor(row) for row in page.context["cl"].result_list} == {
        "Paralegal": "admin",
        "Nurse": "Loaded",
    }
