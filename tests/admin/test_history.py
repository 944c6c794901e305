"""Who changed what, when and why; and how an earlier state comes back."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from certifications.models import StateRule
from roles.models import (
    Role,
    RoleCode,
    RoleConfusion,
    RoleDuty,
    RoleSchooling,
    RoleSkill,
    RoleTitle,
    RoleTool,
    RoleTrait,
    Skill,
    Trait,
)
from sources.models import Source
from tests.admin.editing import address, delete, edit, page_of, sent_by
from tests.admin.rows import (
    make_certification,
    make_occupation,
    make_one_of_each,
    make_role,
    make_role_duty,
    make_source,
)
from tests.admin.test_every_model import MODELS, READ_ONLY, newest, page_as_it_was
from tests.queries import query_count

pytestmark = pytest.mark.django_db


def history(row) -> list[tuple[str, str, str]]:
    """What, by whom and why, the newest first."""
    return [
        (each.history_type, str(each.history_user or ""), each.history_change_reason or "")
        for each in row.history.all()
    ]


def test_what_an_import_had_brought_is_not_laid_at_the_editors_door(admin_client):
    duty = make_role_duty(make_role(), "Talk to witnesses")
    RoleDuty.objects.filter(pk=duty.pk).update(imported=True)
    duty.history.all().delete()
    edit(admin_client, duty, {"text": "Interview witnesses", "change_reason": "Plainer"})
    assert history(duty) == [("~", "admin", "Plainer"), ("+", "", "Brought in by an import")]


def test_a_change_is_kept_with_who_and_why(admin_client):
    source = make_source()
    edit(admin_client, source, {"title": "New title", "change_reason": "They renamed it"})
    assert history(source) == [("~", "admin", "They renamed it"), ("+", "", "")]
    page = admin_client.get(address(Source, "history", source.pk)).text
    assert [word for word in ("Some source → New title", "They renamed it", "admin") if word not in page] == []


def test_the_rows_inside_a_page_are_kept_with_the_same_reason(admin_client):
    duty = make_role_duty(make_role(), "Talk to witnesses")
    edit(admin_client, duty.role, {"duties-0-text": "Interview witnesses", "change_reason": "Plainer"})
    assert history(duty)[0] == ("~", "admin", "Plainer")
    assert len(history(duty.role)) == 1, "the role itself was not changed"


def test_what_a_row_leads_to_is_part_of_its_one_change(admin_client):
    duty = make_role_duty(make_role(), "Talk to witnesses")
    first, second = make_source("first"), make_source("second")
    duty.also_sources.add(first)
    before = duty.history.count()
    edit(admin_client, duty, {"text": "Interview witnesses", "also_sources": [second.pk]})
    assert duty.history.count() == before + 1
    page = admin_client.get(address(RoleDuty, "history", duty.pk)).text
    assert "First → Second" in page


def test_saving_what_nobody_touched_leaves_no_record(admin_client):
    duty = make_role_duty(make_role())
    edit(admin_client, duty)
    edit(admin_client, duty.role)
    assert len(history(duty)) == len(history(duty.role)) == 1


def test_an_earlier_state_comes_back(admin_client):
    duty = make_role_duty(make_role(), "Talk to witnesses")
    duty.also_sources.add(make_source("first"))
    then = duty.history.first()
    edit(admin_client, duty, {"text": "Something else", "also_sources": []})
    page = admin_client.get(page_as_it_was(then))
    assert "save to bring this back" in page.text
    assert f'action="{page_of(duty)}"' in page.text
    assert admin_client.post(page_of(duty), sent_by(page) | {"change_reason": "It was right"}).status_code == 302
    duty.refresh_from_db()
    assert duty.text == "Talk to witnesses"
    assert [source.slug for source in duty.also_sources.all()] == ["first"]
    assert history(duty)[0] == ("~", "admin", "It was right")


def test_a_deleted_row_comes_back_under_its_own_key(admin_client):
    duty = make_role_duty(make_role(), "Talk to witnesses")
    duty.also_sources.add(make_source("first"))
    pk, then = duty.pk, duty.history.first()
    delete(admin_client, duty)
    assert not RoleDuty.objects.exists()
    assert "Deleted" in admin_client.get(address(RoleDuty, "history", pk)).text
    page = admin_client.get(page_as_it_was(then))
    assert admin_client.post(address(RoleDuty, "change", pk), sent_by(page)).status_code == 302
    duty = RoleDuty.objects.get(pk=pk)
    assert (duty.text, duty.also_sources.get().slug) == ("Talk to witnesses", "first")


def test_a_deleted_row_comes_back_with_what_it_led_to(admin_client):
    duty = make_role_duty(make_role(), "Talk to witnesses")
    duty.also_sources.add(make_source("first"))
    pk = duty.pk
    open_elsewhere = sent_by(admin_client.get(page_of(duty)))
    delete(admin_client, duty)
    page = admin_client.get(address(RoleDuty, "history", pk)).text
    assert "First → nothing" not in page, "a deletion changes no relation"
    told = admin_client.post(address(RoleDuty, "change", pk), open_elsewhere)
    assert (told.status_code, "Also sources was" in told.text) == (409, False)
    page = admin_client.get(page_as_it_was(RoleDuty.history.first()))
    assert admin_client.post(address(RoleDuty, "change", pk), sent_by(page)).status_code == 302
    assert [source.slug for source in RoleDuty.objects.get(pk=pk).also_sources.all()] == ["first"]


def test_what_was_deleted_is_listed_with_a_way_back(admin_client):
    duty = make_role_duty(make_role(), "Talk to witnesses")
    pk = duty.pk
    deleted = reverse("admin:roles_roleduty_deleted")
    assert "Talk to witnesses" not in admin_client.get(deleted).text
    delete(admin_client, duty)
    page = admin_client.get(deleted).text
    assert "Talk to witnesses" in page
    assert address(RoleDuty, "history", pk) in page
    assert deleted in admin_client.get(address(RoleDuty, "changelist")).text


@pytest.fixture
def deleted_role(admin_client) -> tuple[int, dict[Any, tuple[int, Any]]]:
    """The key of a role that was deleted with what belonged to it: of each kind one row's key, and its form before."""
    make_certification()
    role, fact = make_role(), {"source": make_source()}
    trait = Trait.objects.create(slug="boss", title="Boss")
    skill = Skill.objects.create(slug="typing", title="Typing", kind="technical")
    parts: list[Any] = [
        RoleCode.objects.create(role=role, occupation=make_occupation(), use="pay"),
        RoleConfusion.objects.create(role=role, other=make_role("nurse"), view="two", text="Two jobs.", **fact),
        RoleSchooling.objects.create(role=role, level="associate", weight=3, text="Common", **fact),
        RoleTitle.objects.create(role=role, title="Law clerk", **fact),
        RoleTool.objects.create(role=role, title="Spreadsheet", **fact),
        RoleTrait.objects.create(role=role, trait=trait, code="x", text="X", **fact),
        RoleSkill.objects.create(role=role, skill=skill, importance=50, **fact),
        StateRule.objects.create(role=role, topic="tasks", answer="required", text="You may.", **fact),
        make_role_duty(role),
        make_role_duty(role, "File papers"),
    ]
    found = {type(part): (part.pk, sent_by(admin_client.get(page_of(part)))) for part in parts}
    role_key = role.pk
    skill_key = skill.pk
    role.delete()
    Skill.objects.get(pk=skill_key).delete()
    return role_key, found


def test_what_belonged_to_a_deleted_row_waits_for_it(admin_client, deleted_role):
    role, parts = deleted_role
    for model, (pk, sent) in parts.items():
        listed = admin_client.get(address(model, "deleted"))
        assert "<td>Paralegal</td>" in listed.text, "it says whose it was"
        assert admin_client.get(address(model, "history", pk)).status_code == 200
        then = page_as_it_was(model.history.filter(id=pk).first())
        for answer in (admin_client.get(then), admin_client.post(address(model, "change", pk), sent)):
            assert answer.status_code == 409, model
            assert address(Role, "history", role) in answer.text
            assert "Bring back the role" in answer.text


def test_a_row_waits_for_each_deleted_row_it_leads_to(admin_client, deleted_role):
    pk, _ = deleted_role[1][RoleSkill]
    answer = admin_client.get(page_as_it_was(RoleSkill.history.filter(id=pk).first()))
    assert [called for called, *_ in answer.context["gone"]] == ["role", "skill"]


def test_a_row_that_comes_back_leads_to_what_was_deleted_with_it(admin_client, deleted_role):
    role, parts = deleted_role
    page = admin_client.get(page_as_it_was(Role.history.filter(id=role).first()))
    assert len(page.context["deleted_parts"]) == len(parts)
    assert admin_client.post(address(Role, "change", role), sent_by(page)).status_code == 302
    url = f"{address(RoleDuty, 'deleted')}?role={role}"
    assert f'<a href="{url}">Deleted role duties of it (2)</a>' in page.text
    duties = admin_client.get(url)
    assert duties.context["page_obj"].paginator.count == 2
    assert admin_client.get(f"{address(RoleDuty, 'deleted')}?role=0").context["page_obj"].paginator.count == 0
    assert admin_client.get(f"{address(RoleDuty, 'deleted')}?role=x").status_code == 404
    # No row has such a number: SQLite refuses to look for it, PostgreSQL looks and finds none.
    assert admin_client.get(f"{address(RoleDuty, 'deleted')}?role={'9' * 30}").status_code in {404, 200}
    duty = parts[RoleDuty][0]
    page = admin_client.get(page_as_it_was(RoleDuty.history.filter(id=duty).first()))
    assert admin_client.post(address(RoleDuty, "change", duty), sent_by(page)).status_code == 302


def test_a_long_list_of_deleted_rows_costs_no_more_than_a_short_one(admin_client):
    def delete_some(n: int) -> None:
        role = make_role(f"role-{n}")
        for number in range(n):
            skill = Skill.objects.create(slug=f"s-{n}-{number}", title=f"Skill {n} {number}", kind="technical")
            RoleSkill.objects.create(role=role, skill=skill, importance=50, source=make_source())
        role.delete()

    make_certification()
    deleted = address(RoleSkill, "deleted")
    delete_some(1)
    query_count(admin_client, deleted)
    before = query_count(admin_client, deleted)
    delete_some(8)
    assert query_count(admin_client, deleted) == before


@pytest.mark.parametrize("pk", ["0", "x", "9" * 30])
def test_the_history_of_no_row_is_no_server_error(admin_client, pk):
    assert admin_client.get(f"/admin/roles/role/{pk}/history/").status_code == 404
    assert admin_client.get(f"/admin/roles/role/{pk}/history/1/").status_code == 404
    assert admin_client.get(f"/admin/roles/role/{make_role().pk}/history/{pk}/").status_code == 404


def test_every_row_can_be_opened_as_it_was(admin_client):
    make_one_of_each(1)
    rows: list[Any] = [newest(model) for model in MODELS if model not in READ_ONLY]
    pages = [page_as_it_was(row.history.first()) for row in rows]
    assert {page: code for page in pages if (code := admin_client.get(page).status_code) != 200} == {}


def test_a_long_history_costs_no_more_than_a_short_one(admin_client):
    duty = make_role_duty(make_role(), "Talk to witnesses")
    page = address(RoleDuty, "history", duty.pk)
    duty.also_sources.add(make_source("other"))
    query_count(admin_client, page)  # content types are looked up once
    before = query_count(admin_client, page)
    for number in range(5):
        duty.text = f"Wording {number}"
        duty.save()
        duty.also_sources.set([make_source(f"source-{number}")])
    assert query_count(admin_client, page) == before


def test_the_history_of_a_role_leads_to_that_of_what_belongs_to_it(admin_client):
    duty = make_role_duty(make_role(), "Talk to witnesses")
    gone = make_role_duty(duty.role, "File papers")
    edit(admin_client, duty, {"text": "Interview witnesses", "change_reason": "Plainer"})
    url = address(RoleDuty, "history", gone.pk)
    delete(admin_client, gone, "Said twice")
    page = admin_client.get(address(Role, "history", duty.role.pk))
    said = [(each.history_type, each.words, each.history_change_reason) for each in page.context["inside"][:2]]
    assert said == [("-", "File papers", "Said twice"), ("~", "Interview witnesses", "Plainer")]
    assert f'<a class="inside" href="{url}">File papers</a>' in page.text


def test_that_costs_the_same_with_many_facts(admin_client):
    make_one_of_each(1)
    role = Role.objects.get(slug="role-1")
    url = address(Role, "history", role.pk)
    query_count(admin_client, url)  # content types are looked up once
    before = query_count(admin_client, url)
    for n in range(5):
        make_role_duty(role, f"Duty {n}")
    assert query_count(admin_client, url) == before


def test_what_is_sent_to_an_earlier_state_itself_changes_nothing_and_says_so(admin_client):
    role = make_role(title="Clerk")
    then = role.history.latest()
    answer = admin_client.post(f"/admin/roles/role/{role.pk}/history/{then.pk}/", {"title": "Notary"})
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert answer.text.startswith("Nothing was changed.")
    role.refresh_from_db()
    assert role.title == "Clerk"
