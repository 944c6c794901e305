"""Two editors at one row: the second is told, and nothing that either wrote is lost."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils.html import escape

from careers.models import RouteCost
from roles.models import Role, RoleDuty
from sources.models import Source
from tests.admin.editing import address, confirmed_by, delete, edit, page_of, sent_by
from tests.admin.rows import make_role, make_role_duty, make_route, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(django_user_model) -> Client:
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("ana"))
    return client


def shown(answer) -> list[str]:
    """The sentences above the form."""
    return list(answer.context["adminform"].form.non_field_errors())


def test_the_second_is_told_who_changed_what(ana, admin_client):
    source = make_source()
    sent = sent_by(admin_client.get(page_of(source)))
    edit(ana, source, {"title": "Ana’s title", "change_reason": "They renamed it"})
    answer = admin_client.post(page_of(source), sent | {"title": "My title"})
    assert answer.status_code == 409
    said = shown(answer)[0]
    assert said.startswith("ana changed the source “Ana’s title” on ")
    assert "Title was “Some source” and is now “Ana’s title”. Why: They renamed it." in said
    assert escape(said) in answer.text
    assert 'value="My title"' in answer.text
    assert Source.objects.get().title == "Ana’s title"


def test_saving_again_saves(ana, admin_client):
    source = make_source()
    sent = sent_by(admin_client.get(page_of(source)))
    edit(ana, source, {"title": "Ana’s title"})
    answer = admin_client.post(page_of(source), sent | {"title": "My title"})
    assert admin_client.post(page_of(source), sent_by(answer)).status_code == 302
    assert Source.objects.get().title == "My title"


def test_what_the_second_did_not_touch_stays_as_the_first_wrote_it(ana, admin_client):
    role = make_role_duty(make_role(), "Talk to witnesses").role
    sent = sent_by(admin_client.get(page_of(role)))
    edit(ana, role, {"duties-0-text": "Ana’s wording"})
    answer = admin_client.post(page_of(role), sent | {"summary": "You do my part."})
    assert answer.status_code == 409
    assert admin_client.post(page_of(role), sent_by(answer)).status_code == 302
    assert Role.objects.get().summary == "You do my part."
    assert RoleDuty.objects.get().text == "Ana’s wording"


def test_fields_of_one_row_are_put_together(ana, admin_client):
    duty = make_role_duty(make_role(), "Talk to witnesses")
    other = make_source("other")
    sent = sent_by(admin_client.get(page_of(duty.role)))
    edit(ana, duty.role, {"duties-0-text": "Ana’s wording", "duties-0-also_sources": [other.pk]})
    answer = admin_client.post(page_of(duty.role), sent | {"duties-0-note": "My note"})
    admin_client.post(page_of(duty.role), sent_by(answer))
    duty.refresh_from_db()
    assert (duty.text, duty.note, list(duty.also_sources.all())) == ("Ana’s wording", "My note", [other])


def test_rows_that_each_of_them_added_are_all_there(ana, admin_client):
    role = make_role_duty(make_role(), "Talk to witnesses").role
    source = make_source().pk
    page = admin_client.get(page_of(role))
    edit(ana, role, new={"duties": [{"text": "Ana’s duty", "source": source}]})
    answer = admin_client.post(page_of(role), sent_by(page, {"duties": [{"text": "My duty", "source": source}]}))
    assert "ana added the role duty “Ana’s duty”" in shown(answer)[0]
    assert admin_client.post(page_of(role), sent_by(answer)).status_code == 302
    assert {duty.text for duty in role.duties.all()} == {"Talk to witnesses", "Ana’s duty", "My duty"}


def test_a_row_that_the_first_deleted_stays_deleted(ana, admin_client):
    role = make_role_duty(make_role(), "Talk to witnesses").role
    make_role_duty(role, "File papers")
    sent = sent_by(admin_client.get(page_of(role)))
    edit(ana, role, {"duties-0-DELETE": "on"})
    gone = ({"Talk to witnesses", "File papers"} - {duty.text for duty in role.duties.all()}).pop()
    answer = admin_client.post(page_of(role), sent | {"summary": "You do my part."})
    assert f"ana deleted the role duty “{gone}”" in shown(answer)[0]
    assert admin_client.post(page_of(role), sent_by(answer)).status_code == 302
    assert role.duties.count() == 1


def test_a_row_that_the_first_deleted_comes_back_where_the_second_changed_it(ana, admin_client):
    role = make_role_duty(make_role(), "Talk to witnesses").role
    sent = sent_by(admin_client.get(page_of(role)))
    edit(ana, role, {"duties-0-DELETE": "on"})
    answer = admin_client.post(page_of(role), sent | {"duties-0-text": "My wording"})
    assert "My wording" in answer.text
    assert admin_client.post(page_of(role), sent_by(answer)).status_code == 302
    assert role.duties.get().text == "My wording"


def test_a_whole_row_that_the_first_deleted_is_not_lost_to_the_second(ana, admin_client):
    role = make_role_duty(make_role(), "Talk to witnesses").role
    sent = sent_by(admin_client.get(page_of(role)))
    pk = role.pk
    delete(ana, role)
    assert not Role.objects.exists()
    answer = admin_client.post(page_of(role), sent | {"summary": "You do my part."})
    assert answer.status_code == 409
    assert any("ana deleted the role “Paralegal”" in said for said in shown(answer))
    assert admin_client.post(page_of(role), sent_by(answer)).status_code == 302
    assert Role.objects.get(pk=pk).summary == "You do my part."


def test_a_mistake_is_still_said_after_that(ana, admin_client):
    source = make_source()
    sent = sent_by(admin_client.get(page_of(source)))
    edit(ana, source, {"title": "Ana’s title"})
    answer = admin_client.post(page_of(source), sent | {"slug": "a-vs-b"})
    assert answer.status_code == 409
    answer = admin_client.post(page_of(source), sent_by(answer))
    assert answer.status_code == 422
    assert "No part may be" in answer.text


def test_one_after_the_other_is_no_clash(ana, admin_client):
    source = make_source()
    assert edit(ana, source, {"title": "Ana’s title"}).status_code == 302
    assert edit(admin_client, source, {"title": "My title"}).status_code == 302


@pytest.mark.parametrize("opened_at", [None, "", "rubbish", "-1", "²", "1-2", "1-2-3-4-5-6-7-8-9-10-11-12", "9" * 60])
def test_a_page_that_does_not_say_when_it_was_opened_is_looked_over_first(admin_client, opened_at):
    source = make_source()
    sent = {**sent_by(admin_client.get(page_of(source))), "opened_at": opened_at, "title": "My title"}
    answer = admin_client.post(page_of(source), {name: value for name, value in sent.items() if value is not None})
    assert answer.status_code == 409
    assert "We cannot tell when you opened this page" in shown(answer)[0]
    assert Source.objects.get().title == "Some source"
    assert admin_client.post(page_of(source), sent_by(answer)).status_code == 302
    assert Source.objects.get().title == "My title"


def test_what_is_closed_to_the_second_does_not_stand_in_their_way(ana, django_user_model):
    user = django_user_model.objects.create_user("ed", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    ed = Client()
    ed.force_login(user)
    role = make_role(status="draft")
    published = make_role_duty(role, "Talk to witnesses")

    def as_shown(page) -> dict[str, str]:
        """Without the fields of the published duty, which is there to read."""
        sent = sent_by(page)
        fixed = ("duties-0-id", "duties-0-role")
        return {name: value for name, value in sent.items() if not name.startswith("duties-0-") or name in fixed}

    sent = as_shown(ed.get(page_of(role)))
    edit(ana, published, {"text": "Ana’s wording"})
    answer = ed.post(page_of(role), sent | {"summary": "You do my part."})
    assert answer.status_code == 409
    assert ed.post(page_of(role), as_shown(answer)).status_code == 302
    role.refresh_from_db()
    published.refresh_from_db()
    assert (role.summary, published.text) == ("You do my part.", "Ana’s wording")


# --- deleting


def ways_to_delete(duty: RoleDuty) -> dict[str, tuple[str, dict[str, object]]]:
    """The address, and what is sent there to be asked: from the page of the row, from the list, with its role."""
    listed: dict[str, object] = {"action": "delete_selected", "_selected_action": [duty.pk]}
    return {
        "its page": (address(RoleDuty, "delete", duty.pk), {}),
        "the list": (address(RoleDuty, "changelist"), listed),
        "its role": (address(Role, "delete", duty.role.pk), {}),
    }


@pytest.mark.parametrize("way", ["its page", "the list", "its role"])
def test_what_somebody_changed_meanwhile_is_not_deleted_unseen(ana, admin_client, way):
    duty = make_role_duty(make_role(), "Talk to witnesses")
    url, chosen = ways_to_delete(duty)[way]
    asked = admin_client.post(url, chosen) if chosen else admin_client.get(url)
    edit(ana, duty, {"text": "Ana’s wording", "change_reason": "Plainer"})
    told = admin_client.post(url, chosen | confirmed_by(asked, "Said twice"))
    assert told.status_code == 409
    said = told.context["meanwhile"][0]
    assert said.startswith("ana changed the role duty “Ana’s wording” on ")
    assert "“Talk to witnesses” and is now “Ana’s wording”. Why: Plainer." in said
    assert escape(said) in told.text
    assert RoleDuty.objects.exists()
    assert 'value="Said twice"' in told.text, "what was typed is kept"
    assert admin_client.post(url, chosen | confirmed_by(told, "Said twice")).status_code == 302
    assert not RoleDuty.objects.exists()
    assert RoleDuty.history.latest("pk").history_change_reason == "Said twice"


def test_what_somebody_added_deep_inside_meanwhile_is_not_deleted_unseen(ana, admin_client):
    route = make_route(status="draft")
    url = address(type(route.reaches), "delete", route.reaches.pk)
    asked = admin_client.get(url)
    RouteCost.objects.create(route=route, basis="fee", min=10, source=make_source())
    told = admin_client.post(url, confirmed_by(asked))
    assert told.status_code == 409
    assert "added the route cost" in told.context["meanwhile"][0]


@pytest.mark.parametrize("opened_at", ["", "rubbish", "1-2-3"])
def test_a_deletion_that_does_not_say_what_was_seen_is_asked_again(admin_client, opened_at):
    source = make_source()
    answer = admin_client.post(address(Source, "delete", source.pk), {"post": "yes", "opened_at": opened_at})
    assert answer.status_code == 409
    assert "We cannot tell when you opened this page" in answer.text
    assert Source.objects.exists()


def test_a_reason_that_is_too_long_is_said_and_nothing_is_deleted(admin_client):
    source = make_source()
    answer = delete(admin_client, source, "x" * 201)
    assert answer.status_code == 422
    assert "at most 200 characters" in answer.text
    assert Source.objects.exists()
