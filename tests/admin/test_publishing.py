"""A publisher decides what readers see; what is not ready says what it lacks, and is not lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from roles.models import Field, Role, RoleDuty, RoleSchooling, RoleTitle
from roles.publishing import lacks
from sources import publishing
from sources.models import DataVersion, Source
from tests.admin.editing import add, address, delete, edit, page_of, sent_by, sentences
from tests.admin.rows import make_place, make_role, make_role_duty, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher() -> Client:
    user = User.objects.create_user("publisher", is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher"))
    client = Client()
    client.force_login(user)
    return client


def publish(client: Client, *rows: Any) -> str:
    """Choose these rows in their list, and publish them; what the page says then."""
    chosen = {"action": "publish_chosen", "_selected_action": [row.pk for row in rows]}
    page = client.post(address(type(rows[0]), "changelist"), chosen, follow=True)
    return " ".join(str(message) for message in page.context["messages"])


def make_draft_role(slug: str = "paralegal", **values: Any) -> Role:
    """A draft that lacks nothing, with one fact more that does."""
    source = make_source()
    role = make_role(slug, status="draft", summary_source=source, **values)
    make_role_duty(role, "Talk to witnesses", status="draft")
    RoleSchooling.objects.create(role=role, level="associate", weight=3, text="Common", source=source, status="draft")
    RoleTitle.objects.create(role=role, title="Legal analyst", status="draft")
    return role


# --- facts


@pytest.mark.parametrize(
    ("own", "of_its_source", "wanted"),
    [
        ({"source": None}, {}, ["a source"]),
        ({}, {}, ["a date, or the tick “No date on page” at its source"]),
        ({}, {"undated": True}, []),
        ({}, {"published_on": date(2025, 5, 1)}, []),
        ({}, {"published_words": "about 2018"}, []),
        ({"as_of": date(2025, 5, 1)}, {}, []),
        ({"as_of_words": "about 2006"}, {}, []),
    ],
    ids=["no source", "no date", "no date on page", "a day", "words", "own day", "own words"],
)
def test_a_fact_needs_a_source_and_a_date_or_the_tick(own: Any, of_its_source: Any, wanted: list[str]) -> None:
    assert publishing.lacks(RoleDuty(**({"source": Source(**of_its_source)} | own))) == wanted


def test_a_publisher_publishes_in_the_form_of_a_fact(publisher: Client) -> None:
    duty = make_role_duty(make_role(), status="draft")
    assert edit(publisher, duty, {"status": "published"}).status_code == 302
    assert RoleDuty.objects.get().status == "published"


def test_what_a_publisher_adds_is_a_draft_unless_they_choose(publisher: Client) -> None:
    make_place()
    values = {"role": make_role().pk, "text": "File papers", "source": make_source().pk}
    assert add(publisher, RoleDuty, values).status_code == 302
    assert add(publisher, RoleDuty, values | {"text": "Call people", "status": "published"}).status_code == 302
    assert list(RoleDuty.objects.order_by("pk").values_list("status", flat=True)) == ["draft", "published"]


def test_a_fact_without_a_source_is_not_published(publisher: Client) -> None:
    duty = make_role_duty(make_role(), "File papers", status="draft")
    RoleDuty.objects.update(source=None)
    said = sentences(edit(publisher, duty, {"status": "published"}))
    assert "Give the source, or keep this fact as a draft." in said
    assert RoleDuty.objects.get().status == "draft"


def test_the_chosen_are_published_and_each_other_says_what_it_lacks(publisher: Client) -> None:
    role = make_role()
    ready, lacking = (
        make_role_duty(role, "File papers", status="draft"),
        make_role_duty(role, "Call people", status="draft"),
    )
    RoleDuty.objects.filter(pk=lacking.pk).update(source=None)
    before = DataVersion.objects.current()
    said = publish(publisher, ready, lacking)
    assert "1 is published." in said
    assert "“Call people” stays as it is: it lacks a source." in said
    assert list(RoleDuty.objects.published()) == [ready]
    assert DataVersion.objects.current() > before


def test_many_that_lack_something_are_not_all_named(publisher: Client) -> None:
    role = make_role()
    duties = [make_role_duty(role, f"Do {n}", status="draft") for n in range(14)]
    RoleDuty.objects.update(source=None)
    said = publish(publisher, *duties)
    assert said.count("it lacks a source") == 10
    assert "So do 4 more." in said


# --- roles


def test_a_role_comes_out_with_what_was_drafted_for_it(publisher: Client, client: Client) -> None:
    role = make_draft_role()
    assert client.get("/roles/paralegal/").status_code == 404
    said = publish(publisher, role)
    assert "What was drafted for “Paralegal” is published with it: 2 of 3 facts." in said
    assert "“Legal analyst” stays a draft: it lacks a source." in said
    assert role.history.first().history_change_reason == RoleDuty.history.first().history_change_reason == "Published"
    page = client.get("/roles/paralegal/").text
    assert "Talk to witnesses" in page
    assert "Legal analyst" not in page


def test_a_role_is_published_in_its_form_with_rows_that_come_with_it(publisher: Client) -> None:
    make_place()
    source, field = make_source().pk, Field.objects.create(slug="law", title="Law", workplace="Law office").pk
    values = {"title": "Clerk", "slug": "clerk", "field": field, "summary": "You file.", "summary_source": source}
    rows = {
        "duties": [{"text": "File papers", "source": source}],
        "schooling": [{"level": "associate", "weight": "3", "text": "Common", "source": source}],
    }
    assert add(publisher, Role, values | {"status": "published"}, new=rows).status_code == 302
    assert Role.objects.get().status == "published"
    assert RoleDuty.objects.published().count() == RoleSchooling.objects.published().count() == 1


@pytest.mark.parametrize("person", ["publisher", "admin_client"])
def test_a_half_filled_role_is_saved_and_says_what_it_lacks(person: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(person)
    make_place()
    role = make_role("clerk", status="draft")
    rows = {"duties": [{"text": "File papers"}]}
    answer = edit(client, role, {"status": "published", "title": "Court clerk"}, new=rows)
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"])
    said = " ".join(str(message) for message in page.context["messages"])
    assert (
        "“Court clerk” is saved, and stays a draft. To publish it, add the source of its summary, a duty with "
        "its source and its schooling with the source."
    ) in said
    role.refresh_from_db()
    assert (role.status, role.title) == ("draft", "Court clerk")
    assert RoleDuty.objects.get().status == "draft"


def test_a_draft_needs_no_more_than_its_names_and_its_field(publisher: Client) -> None:
    make_place()
    field = Field.objects.create(slug="law", title="Law", workplace="Law office").pk
    values = {"title": "Clerk", "slug": "clerk", "field": field}
    assert "Write the summary" in sentences(add(publisher, Role, values | {"status": "published"}))
    assert add(publisher, Role, values).status_code == 302
    assert Role.objects.get().summary == ""
    assert publisher.get(page_of(Role.objects.get())).status_code == 200


def test_a_specialty_may_take_over_its_sections(publisher: Client) -> None:
    parent = make_draft_role()
    role = make_role("litigation-paralegal", status="draft", parent=parent, summary_source=make_source())
    assert lacks(role) == ["a duty with its source", "its schooling with the source"]
    publish(publisher, parent)
    role.refresh_from_db()
    assert lacks(role) == []


def test_a_retired_role_comes_back_only_without_a_successor(publisher: Client) -> None:
    role = make_draft_role()
    other = make_role("clerk")
    Role.objects.filter(pk=role.pk).update(status="retired", replaced_by=other)
    assert "it lacks an empty field “Replaced by”" in publish(publisher, role)
    Role.objects.filter(pk=role.pk).update(replaced_by=None)
    assert "1 is published." in publish(publisher, role)


def bring_back(client: Client, row: Any) -> str:
    """Delete the row, open it as it was last, and save that; what the page says then."""
    pk, model = row.pk, type(row)
    delete(client, row)
    assert not model.objects.filter(pk=pk).exists()
    gone = model.history.filter(**{model._meta.pk.attname: pk}).first()
    as_it_was = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_simple_history", args=[pk, gone.pk])
    page = client.post(address(model, "change", pk), sent_by(client.get(as_it_was)), follow=True)
    return " ".join(str(message) for message in page.context["messages"])


def test_a_published_role_comes_back_as_a_draft_where_its_rows_are_gone(publisher: Client, client: Client) -> None:
    role = make_role("paralegal", summary_source=make_source())
    make_role_duty(role, "Talk to witnesses")
    said = bring_back(publisher, role)
    assert "The role “Paralegal” is back." in said
    assert "was changed successfully" not in said
    assert "“Paralegal” is back as a draft. To publish it, add a duty with its source and its schooling" in said
    assert Role.objects.get().status == "draft"
    assert client.get("/roles/paralegal/").status_code == 404


def test_a_published_role_that_lacks_nothing_comes_back_published(publisher: Client) -> None:
    parent = make_draft_role()
    publish(publisher, parent)
    role = make_role("litigation-paralegal", parent=parent, summary_source=make_source())
    bring_back(publisher, role)
    assert Role.objects.get(slug="litigation-paralegal").status == "published"
