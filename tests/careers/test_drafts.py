"""Readers see what is published, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from careers.content import load
from careers.facts.coverage import fact_models
from careers.models import Route
from roles.models import Role, RoleDuty
from sources.models import SourcedFact
from sources.slugs import Slugged
from tests.admin.rows import make_one_of_each
from tests.factories import make_path, make_role, make_role_duty

PAGES = (
    "/",
    "/roles/",
    "/roles/?q=mail",
    "/roles/?sort=pay",
    "/roles/paralegal/",
    "/roles/paralegal/?state=CA",
    "/roles/immigration-paralegal/",
    "/roles/paralegal/how-to-become/",
    "/compare/",
    "/compare/?role=paralegal",
    "/compare/paralegal-vs-legal-assistant/",
    "/compare/phlebotomist-vs-lab-assistant/?state=NY",
    "/certifications/",
    "/certifications/nala-cp/",
    "/certifications/parapro-assessment/?state=AK",
    "/certifications/ny-teaching-assistant-initial/",
    "/sources/",
)

pytestmark = pytest.mark.django_db


def drafted_again(model: type[SourcedFact]) -> None:
    """A draft without a source beside every fact of this kind, that says the same."""
    drafts = []
    for fact in model.objects.all():
        fact.pk, fact.status, fact.source = None, SourcedFact.Status.DRAFT, None
        name = "slug" if isinstance(fact, Slugged) else "key"
        setattr(fact, name, f"{getattr(fact, name)[:70].rstrip('-')}-drafted")
        drafts.append(fact)
    assert drafts or model.__name__ in ("RoleInterest", "RoleTool", "SurveyShare")  # nothing of these is shipped
    model.objects.bulk_create(drafts)


def test_a_draft_of_every_fact_changes_no_page(client: Client, project: Path) -> None:
    load(project / "fixtures")
    before = {page: client.get(page).text for page in PAGES}
    for model in fact_models():
        drafted_again(model)
    assert [page for page in PAGES if client.get(page).text != before[page]] == []


@pytest.mark.parametrize("model", fact_models(), ids=lambda model: model.__name__)
def test_the_database_refuses_a_published_fact_without_a_source(model: type[SourcedFact]) -> None:
    make_one_of_each(1)
    with pytest.raises(IntegrityError, match="published_has_source"), transaction.atomic():
        model.objects.update(source=None)
    assert model.objects.update(source=None, status=SourcedFact.Status.DRAFT)


def test_what_a_draft_parent_says_is_not_taken_over(client: Client) -> None:
    parent = make_role(title="Paralegal", duties=["File papers"], status=Role.Status.DRAFT)
    make_role(title="Litigation paralegal", parent=parent)
    assert "File papers" not in client.get("/roles/litigation-paralegal/").text
    parent.status = Role.Status.RETIRED
    parent.save()
    assert "File papers" in client.get("/roles/litigation-paralegal/").text


def test_ways_that_are_only_drafted_lead_nobody(client: Client) -> None:
    parent = make_role(title="Paralegal")
    make_path(role=parent)
    own = make_path(role=make_role(title="Litigation paralegal", parent=parent))
    page = "/roles/litigation-paralegal/how-to-become/"
    taken_over = "These are the steps to become"
    assert taken_over not in client.get(page).text
    for route in Route.objects.filter(reaches=own):
        route.status = SourcedFact.Status.DRAFT
        route.save()
    assert taken_over in client.get(page).text


def test_a_draft_is_not_found_by_its_words(client: Client) -> None:
    role = make_role(title="Paralegal")
    duty = make_role_duty(role=role, duty="Knit jumpers")
    assert "1 role matches" in client.get("/roles/?q=knit").text
    duty.status = SourcedFact.Status.DRAFT
    duty.save()
    assert "No roles match" in client.get("/roles/?q=knit").text


def counted(client: Client) -> Any:
    return client.get("/sources/").context["coverage"].facts


def test_drafts_and_what_belongs_to_drafts_are_not_counted(client: Client) -> None:
    role = make_role(duties=["File papers", "Call people"], months=(1, 2))
    before = counted(client)
    duty = RoleDuty.objects.get(text="Call people")
    duty.status = SourcedFact.Status.DRAFT
    duty.save()
    assert counted(client) == before - 1
    role.status = Role.Status.DRAFT
    role.save()
    assert counted(client) == before - 2
