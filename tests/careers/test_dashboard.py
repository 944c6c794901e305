"""What the admin's first page tells editors to look at."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from careers import dashboard
from careers.relating import relate_roles
from roles.models import RoleDuty
from sources.models import LoadConflict
from tests.admin.editing import address, page_of
from tests.admin.rows import make_one_of_each
from tests.factories import make_confusion, make_duty, make_role, make_role_duty, make_source
from tests.queries import query_count

pytestmark = pytest.mark.django_db

TODAY = date(2026, 8, 1)
PAST = date(2026, 7, 15)


def box(title: str) -> dashboard.Box:
    return next(each for each in dashboard.boxes(TODAY) if each.title.startswith(title))


def lines(title: str) -> dict[str, int | None]:
    return {line.words: line.count for line in box(title).lines}


def test_nothing_on_file_is_nothing_to_do(admin_client):
    assert [each.count for each in dashboard.boxes(TODAY)] == [0, 0, 0, 0, 0, 0]
    assert admin_client.get(reverse("admin:index")).text.count("Nothing to do.") == 6


def test_facts_and_sources_that_are_due_are_counted_by_kind():
    due = make_source(slug="old", review_by=PAST)
    role = make_role(duties=["File papers"])
    make_role_duty(role=role, duty="Call clients", source=due)
    assert box("Due for a check").count == 1
    assert lines("Due for a check") == {"Sources": 1, "Role duties": 1}


def test_drafts_without_a_source_are_counted():
    RoleDuty.objects.create(role=make_role(), text="File papers", status="draft")
    assert lines("Facts without a source") == {"Role duties": 1}


def test_a_role_that_misses_sections_is_named_with_them():
    make_role(duties=["File papers"], skills={"Writing": 50}, pay=50_000)
    found = lines("Roles that miss a section")
    assert found == {"Without schooling": 1, "Without at a glance": 1, "Paralegal: schooling, at a glance, steps": None}


def test_a_role_that_an_import_brought_in_is_not_ours_to_fill():
    make_role(origin="onet")
    assert box("Roles that miss a section").count == 0


def test_what_a_specialty_takes_from_its_parent_is_not_missing():
    parent = make_role(duties=["File papers"], skills={"Writing": 50}, pay=50_000, months=(1, 2))
    make_role(title="Immigration paralegal", parent=parent)
    assert "Immigration paralegal: schooling, at a glance" in lines("Roles that miss a section")


def test_a_draft_role_misses_nothing_yet():
    make_role(status="draft")
    assert box("Roles that miss a section").count == 0


def test_pairs_of_a_field_that_part_in_no_topic_come_by_shared_duties():
    make_role(title="A", duties=["File", "Call"])
    make_role(title="B", duties=["File", "Call"])
    make_role(title="C", duties=["File"])
    make_role(title="D", field="health", duties=["File"])
    assert lines("Pairs without") == {"A and B": 2, "A and C": 1, "B and C": 1}


def test_a_pair_that_parts_in_a_topic_is_done():
    make_duty(title="Interview witnesses", topic="Witnesses")
    make_duty(title="Book rooms for witnesses", topic="Witnesses")
    make_role(title="A", duties=["File", "Interview witnesses"])
    make_role(title="B", duties=["File", "Book rooms for witnesses"])
    assert box("Pairs without").count == 0


def test_roles_of_two_fields_that_people_mix_up_are_a_pair():
    one, other = make_role(title="A", duties=["File"]), make_role(title="B", field="health", duties=["File"])
    make_confusion(role=one, other=other)
    assert lines("Pairs without") == {"A and B": 1}


def test_conflicts_of_the_last_load_lead_to_their_rows():
    role = make_role()
    for pk in (str(role.pk), ""):
        LoadConflict.objects.create(loader="files", model="roles.role", words="role paralegal: edited here", row=pk)
    found = box("Conflicts").lines
    assert [line.url for line in found] == [page_of(role), address(LoadConflict, "changelist")]


def test_changes_that_suggestions_do_not_know_of_are_counted_until_somebody_has_them_worked_out():
    role = make_role(title="Clerk", duties=["File papers"])
    relate_roles()
    assert box("Changes that suggestions").count == 0
    fact = role.duties.get()
    fact.text = "File all papers"
    fact.save()
    assert box("Changes that suggestions").count == 1
    assert lines("Changes that suggestions") == {"Work suggestions out anew": None}
    relate_roles()
    assert box("Changes that suggestions").count == 0


def test_every_link_opens_and_its_list_holds_as_many_rows_as_counted(admin_client):
    make_one_of_each(1)
    make_source(slug="source-1").__class__.objects.update(review_by=date(2026, 7, 2))
    RoleDuty.objects.create(role=make_role(duties=["File"]), text="File papers", status="draft")
    for each in dashboard.boxes(date.today()):  # noqa: DTZ011 - as the lists count
        for line in each.lines:
            page = admin_client.get(line.url)
            assert page.status_code == 200, line
            if "?" in line.url:
                assert page.context["cl"].result_count == line.count, line


def test_the_first_page_costs_the_same_with_four_times_the_rows(admin_client):
    make_one_of_each(1)
    url = reverse("admin:index")
    ContentType.objects.clear_cache()
    query_count(admin_client, url)
    before = query_count(admin_client, url)
    for number in range(2, 5):
        make_one_of_each(number)
    query_count(admin_client, url)  # what all roles share is read once after a change
    assert query_count(admin_client, url) == before
    # Session and account; facts and sources that need care; roles and what they miss; the pairs of those, with their
    # families and duties; conflicts; when suggestions were worked out, and the changes since; the person's own changes.
    assert before == 15


def test_who_may_not_see_roles_is_told_nothing_of_them(django_user_model):
    client = Client()
    client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
    make_role()
    assert "Roles that miss a section" not in client.get(reverse("admin:index")).text
