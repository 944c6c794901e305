"""A draft that was proposed in place of a published fact takes its place when it is published."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from certifications.models import StateRule
from roles.models import RoleDuty
from sources.models import Proposal
from tests.admin.editing import address, delete, edit, page_of, sent_by, sentences
from tests.admin.rows import make_certification, make_role, make_role_duty, make_source

pytestmark = pytest.mark.django_db


def browser(group: str) -> Client:
    client = Client()
    user = User.objects.create_user(group.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    return browser("Editor")


@pytest.fixture
def publisher() -> Client:
    return browser("Publisher")


def propose(client: Client, fact: Any, changes: dict[str, Any]) -> Any:
    """Save a change of the fact as a draft; the draft."""
    url = f"{address(type(fact), 'add')}?like={fact.pk}"
    assert client.post(url, sent_by(client.get(url)) | changes).status_code == 302
    return type(fact).objects.latest("pk")


def publish(client: Client, draft: Any) -> str:
    chosen = {"action": "publish_chosen", "_selected_action": [draft.pk]}
    page = client.post(address(type(draft), "changelist"), chosen, follow=True)
    return " ".join(str(message) for message in page.context["messages"])


def make_rule(**values: Any) -> StateRule:
    values = {"topic": "exam", "answer": "required", "text": "You pass the exam."} | values
    certification = values.pop("certification", None) or make_certification()
    return StateRule.objects.create(certification=certification, source=make_source(), **values)


def standings(model: Any) -> list[tuple[str, str, str]]:
    return list(model.objects.order_by("pk").values_list("text", "status", "standing"))


def test_a_published_proposal_takes_the_place_of_what_it_changes(editor, publisher, client):
    role = make_role("paralegal")
    duty = make_role_duty(role, "Talk to witnesses")
    draft = propose(editor, duty, {"text": "Interview witnesses"})
    assert standings(RoleDuty)[0] == ("Talk to witnesses", "published", "used"), "a draft changes nothing yet"
    assert "Published, it takes the place of “Talk to witnesses”" in editor.get(page_of(draft)).text
    assert "“Interview witnesses” takes the place of “Talk to witnesses”" in publish(publisher, draft)
    assert standings(RoleDuty) == [
        ("Talk to witnesses", "published", "historical"),
        ("Interview witnesses", "published", "used"),
    ]
    record = duty.history.first()
    assert (str(record.history_user), record.history_change_reason) == (
        "publisher",
        "Replaced by “Interview witnesses”",
    )
    page = client.get(role.get_absolute_url()).text
    assert ("Interview witnesses" in page, "Talk to witnesses" in page) == (True, False)


def test_it_does_so_in_the_form_of_the_draft_and_on_the_page_of_its_role(editor, publisher):
    duty = make_role_duty(make_role("paralegal"), "Talk to witnesses")
    draft = propose(editor, duty, {"text": "Interview witnesses"})
    assert edit(publisher, draft, {"status": "published"}).status_code == 302
    again = propose(editor, draft, {"text": "Ask witnesses"})
    page = publisher.get(page_of(duty.role))
    rows = page.context["inline_admin_formsets"]
    formset = next(each.formset for each in rows if each.formset.prefix == "duties")
    place = next(form.prefix for form in formset.forms if form.instance == again)
    assert publisher.post(page_of(duty.role), sent_by(page) | {f"{place}-status": "published"}).status_code == 302
    assert [standing for _, _, standing in standings(RoleDuty)] == ["historical", "historical", "used"]
    assert not Proposal.objects.exists()


def test_a_publisher_may_publish_what_they_propose_at_once(publisher):
    rule = make_rule()
    propose(publisher, rule, {"text": "You pass two exams.", "status": "published"})
    assert [standing for _, _, standing in standings(StateRule)] == ["historical", "used"]


@pytest.mark.parametrize("where", ["the list", "its form", "the page of its certification"])
def test_a_proposed_rule_is_not_held_against_the_one_it_replaces(editor, publisher, where):
    rule = make_rule()
    draft = propose(editor, rule, {"text": "You pass two exams."})
    if where == "the list":
        publish(publisher, draft)
    elif where == "its form":
        assert edit(publisher, draft, {"status": "published"}).status_code == 302
    else:
        certification: Any = rule.certification
        page = publisher.get(page_of(certification))
        formset = next(e.formset for e in page.context["inline_admin_formsets"] if e.formset.prefix == "rules")
        place = next(form.prefix for form in formset.forms if form.instance == draft)
        sent = sent_by(page) | {f"{place}-status": "published"}
        assert publisher.post(page_of(certification), sent).status_code == 302
    assert [standing for _, _, standing in standings(StateRule)] == ["historical", "used"]


def test_it_is_held_against_a_third(editor, publisher):
    rule = make_rule(effective_until="2025-12-31")
    make_rule(certification=rule.certification, effective_from="2026-01-01", text="You pass it again.")
    draft = propose(editor, rule, {"text": "You pass two exams.", "effective_until": ""})
    assert "on the same day" in sentences(edit(publisher, draft, {"status": "published"}))
    assert [standing for _, _, standing in standings(StateRule)] == ["used", "used", "used"]


def test_a_draft_that_was_moved_to_another_role_replaces_nothing(editor, publisher):
    duty = make_role_duty(make_role("paralegal"), "Talk to witnesses")
    draft = propose(editor, duty, {"role": make_role("nurse").pk})
    assert "takes the place" not in publish(publisher, draft)
    assert [standing for _, _, standing in standings(RoleDuty)] == ["used", "used"]


def test_what_it_would_have_replaced_may_be_gone(editor, publisher):
    duty = make_role_duty(make_role("paralegal"), "Talk to witnesses")
    draft = propose(editor, duty, {"text": "Interview witnesses"})
    assert delete(publisher, duty).status_code == 302
    assert publisher.get(page_of(draft)).status_code == 200
    assert "1 is published." in publish(publisher, draft)
