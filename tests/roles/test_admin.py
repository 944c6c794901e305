"""An editor keeps right what is known about roles."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from roles.models import (
    Duty,
    Field,
    MajorGroup,
    Pay,
    Role,
    RoleCode,
    RoleConfusion,
    RoleDuty,
    RoleSchooling,
    RoleSkill,
    RoleTitle,
    RoleTrait,
    Skill,
    Topic,
    Trait,
)
from sources.models import DataVersion, RenamedSlug
from tests.admin.editing import add, edit, page_of, sent_by, sentences
from tests.admin.rows import (
    make_occupation,
    make_one_of_each,
    make_pay,
    make_place,
    make_role,
    make_role_duty,
    make_source,
    make_topic,
)
from tests.queries import query_count

pytestmark = pytest.mark.django_db


def make_facts(role: Role, number: int) -> None:
    """`number` facts of each of five kinds, each with sources of its own."""
    make_place()
    for n in range(number):
        source, other = make_source(f"{role.slug}-{n}"), make_source(f"{role.slug}-other-{n}")
        skill = Skill.objects.create(slug=f"{role.slug}-{n}", title=f"Skill {n}", kind="technical")
        trait = Trait.objects.create(slug=f"{role.slug}-{n}", title=f"Trait {n}")
        RoleSkill.objects.create(role=role, skill=skill, source=source)
        RoleTitle.objects.create(role=role, title=f"Title {n}", source=source)
        RoleTrait.objects.create(role=role, trait=trait, code="x", text="X", source=source)
        RoleSchooling.objects.create(role=role, level="associate", weight=3, text="Common", source=source)
        make_role_duty(role, f"Do {n}", source=source).also_sources.add(source, other)


# --- change and see


def test_a_new_wording_of_a_duty_moves_the_data_version(admin_client):
    duty = make_role_duty(make_role("paralegal"), "Talk to witnesses")
    before = DataVersion.objects.current()
    answer = edit(admin_client, duty.role, {"duties-0-text": "Interview people who saw it"})
    assert answer.status_code == 302
    assert RoleDuty.objects.get().text == "Interview people who saw it"
    assert DataVersion.objects.current() > before


def test_a_new_pay_figure_moves_the_data_version(admin_client):
    pay = make_pay(occupation=make_occupation())
    before = DataVersion.objects.current()
    assert edit(admin_client, pay, {"p50": "62000"}).status_code == 302
    assert Pay.objects.get().p50 == 62000
    assert DataVersion.objects.current() > before


def test_saving_leaves_rows_that_nobody_touched_alone(admin_client):
    role = make_role()
    make_facts(role, 3)
    edit(admin_client, role, {"duties-1-text": "Changed"})
    assert list(RoleDuty.objects.order_by("pk").values_list("text", flat=True)) == ["Do 0", "Changed", "Do 2"]
    assert [duty.also_sources.count() for duty in RoleDuty.objects.all()] == [2, 2, 2]


def test_saving_offers_the_page_that_readers_see(admin_client):
    role = make_role("paralegal")
    page = admin_client.post(page_of(role), sent_by(admin_client.get(page_of(role))), follow=True)
    assert '<a href="/roles/paralegal/">View on site</a>' in page.text


def test_saving_a_duty_offers_the_page_of_its_role(admin_client):
    duty = make_role_duty(make_role("paralegal"))
    page = admin_client.post(page_of(duty), sent_by(admin_client.get(page_of(duty))), follow=True)
    assert '<a href="/roles/paralegal/">View on site</a>' in page.text


def test_a_draft_has_no_page_to_offer(admin_client):
    role = make_role(status="draft")
    page = admin_client.get(page_of(role))
    assert "View on site" not in page.text
    assert "View on site" not in admin_client.post(page_of(role), sent_by(page), follow=True).text


# --- what a page costs


def test_the_page_of_a_role_costs_the_same_with_200_facts(admin_client):
    role = make_role("paralegal")
    make_facts(role, 1)
    ContentType.objects.get_for_models(*apps.get_app_config("roles").get_models())  # looked up once
    assert query_count(admin_client, page_of(role)) == PAGE_OF_A_ROLE
    other = make_role("nurse")
    make_facts(other, 40)
    assert query_count(admin_client, page_of(other)) == PAGE_OF_A_ROLE


# Session and account; the role and the label of its field; then each inline's rows with what they refer to in one
# query, and one more for each relation to many that these rows have; how much imports brought in; and the newest
# records of all these.
PAGE_OF_A_ROLE = 18


def test_saving_one_of_40_facts_costs_little_more_than_one_of_one(admin_client):
    costs = []
    for slug, number in [("paralegal", 1), ("nurse", 40)]:
        role = make_role(slug)
        make_facts(role, number)
        sent = sent_by(admin_client.get(page_of(role))) | {"duties-0-text": "Changed"}
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.post(page_of(role), sent).status_code == 302
        costs.append(len(captured))
    assert costs[1] <= costs[0] + 5, costs


# --- what may not be


def test_a_new_role_is_saved_with_its_rows(admin_client):
    make_place()
    field = Field.objects.create(slug="law", title="Law", workplace="Law office")
    source = make_source().pk
    values = {"title": "Paralegal", "slug": "paralegal", "summary": "You do.", "field": field.pk}
    rows = {
        "duties": [{"text": "File papers", "source": source}],
        "pay": [{"start": "20000", "source": source}],
        "codes": [{"occupation": make_occupation().pk, "use": "pay"}],
    }
    assert add(admin_client, Role, values, new=rows).status_code == 302
    role = Role.objects.get()
    assert [duty.key for duty in role.duties.all()] == ["file-papers"]
    assert [pay.start for pay in role.pay.all()] == [20000]
    assert role.codes.count() == 1


def test_an_empty_key_is_made_from_the_subject_and_numbered(admin_client):
    source = make_source()
    role = make_role_duty(make_role(), "File papers", source=source).role
    same = {"text": "File papers", "source": source.pk}
    assert edit(admin_client, role, new={"duties": [same, same]}).status_code == 302
    assert sorted(duty.key for duty in role.duties.all()) == ["file-papers", "file-papers-2", "file-papers-3"]


def test_a_fact_holds_everywhere_unless_somebody_says_otherwise(admin_client):
    make_place()
    page = admin_client.get(reverse("admin:roles_roleduty_add"))
    assert '<option value="US" selected>United States</option>' in page.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slug": "this-vs-that"}, "No part may be “vs”"),
        ({"slug": "compare"}, "the whole may not be “compare”"),
        ({"slug": "nurse"}, "already exists"),
        ({"title": "Nurse"}, "Another role written here has this title."),
        ({"parent": "itself"}, "A role cannot be a specialty of itself."),
        ({"replaced_by": "itself"}, "A role cannot be replaced by itself."),
        ({"replaced_by": "nurse"}, "Only a retired role"),
        ({"skills-0-importance": "120"}, "Importance runs from 0 to 100."),
        ({"skills-0-level": "-1"}, "level runs from 0 to 100."),
        (
            {"duties-0-effective_from": "2026-02-02", "duties-0-effective_until": "2026-02-01"},
            "A fact ends on or after",
        ),
        ({"duties-0-source": ""}, "Give the source, or keep this fact as a draft."),
        ({"duties-0-source": "999999"}, "not one of the available choices"),
        ({"duties-0-source": "rubbish"}, "not one of the available choices"),
        ({"duties-0-key": "Not a Key"}, "Use small letters"),
    ],
    ids=lambda value: "" if isinstance(value, str) else " ".join(f"{name}={text}" for name, text in value.items()),
)
def test_what_may_not_be_is_said_and_not_saved(admin_client, changes, sentence):
    role = make_role_duty(make_role("paralegal")).role
    skill = Skill.objects.create(slug="writing", title="Writing", kind="technical")
    RoleSkill.objects.create(role=role, skill=skill, importance=50, source=make_source())
    rows = {"itself": role.pk, "nurse": make_role("nurse").pk}
    changes = {
        name: rows.get(text, text) if name in ("parent", "replaced_by") else text for name, text in changes.items()
    }
    assert sentence in sentences(edit(admin_client, role, changes))
    role.refresh_from_db()
    assert (role.slug, role.title, role.parent, role.replaced_by) == ("paralegal", "Paralegal", None, None)


@pytest.mark.parametrize(
    ("inline", "values", "sentence"),
    [
        ("duties", {"text": "More", "key": "talk-to-witnesses"}, "already exists"),
        ("confusions", {"other": "itself", "view": "one", "text": "They are one."}, "Choose two different roles."),
        ("pay", {"p50": "1"}, "A published figure has an amount"),
        ("pay", {"p50": "-1", "p50_cell": "published"}, "A published figure has an amount"),
        ("pay", {"start": "5", "later": "4"}, "Pay must run from low to high."),
        ("pay", {"later": "-4"}, "Pay must be 0 or more."),
        ("schooling", {"level": "associate", "weight": "7", "text": "x"}, "7 is not one of the available choices"),
        ("codes", {"occupation": "code", "use": "pay"}, "already exists"),
    ],
    ids=["same key", "same role", "no cell", "below zero", "upside down", "claim below zero", "weight", "same code"],
)
def test_a_new_row_that_may_not_be_is_said_and_not_saved(admin_client, inline, values, sentence):
    role = make_role_duty(make_role("paralegal")).role
    occupation = make_occupation()
    RoleCode.objects.create(role=role, occupation=occupation, use="pay")
    rows = {"itself": role.pk, "code": occupation.pk}
    values = {name: rows.get(text, text) for name, text in values.items()} | {"source": make_source().pk}
    assert sentence in sentences(edit(admin_client, role, new={inline: [values]}))


def test_a_figure_is_checked_against_those_the_table_does_not_show(admin_client):
    occupation = make_occupation()
    make_pay(occupation=occupation, p75=70000, p75_cell="published")
    answer = edit(admin_client, occupation, {"pay-0-p50": "80000"})
    assert "Pay figures rise from the low end to the high end." in sentences(answer)


def test_a_topic_cannot_be_part_of_itself(admin_client):
    topic = make_topic()
    assert "A topic cannot be part of itself." in sentences(edit(admin_client, topic, {"parent": topic.pk}))


@pytest.mark.parametrize("field", ["parent", "replaced_by"])
def test_roles_do_not_lead_round_in_a_circle(admin_client, field):
    role, other = make_role("paralegal", status="retired"), make_role("nurse", status="retired")
    assert edit(admin_client, other, {field: role.pk}).status_code == 302
    said = sentences(edit(admin_client, role, {field: other.pk}))
    assert "This leads round in a circle: Paralegal → Nurse → Paralegal." in said


def test_topics_do_not_lead_round_in_a_circle(admin_client):
    topic = make_topic("papers")
    other = make_topic("court-papers", parent=topic)
    assert "Papers → Court-papers → Papers" in sentences(edit(admin_client, topic, {"parent": other.pk}))


def test_pay_belongs_to_a_code_or_to_a_role(admin_client):
    pay = make_pay(occupation=make_occupation())
    assert "not to both" in sentences(edit(admin_client, pay, {"role": make_role().pk}))


def test_what_would_go_with_a_role_is_named_in_words(admin_client):
    role = make_role("paralegal")
    make_facts(role, 1)
    page = admin_client.get(reverse("admin:roles_role_delete", args=[role.pk])).text
    assert "Do 0" in page
    assert " object (" not in page  # a row that only ties a fact to one more source
    assert "relationship" not in page


def test_a_role_that_others_need_is_not_deleted(admin_client):
    role = make_role("paralegal")
    make_role("immigration-paralegal", parent=role)
    url = reverse("admin:roles_role_delete", args=[role.pk])
    page = admin_client.get(url)
    assert "Cannot delete role" in page.text
    assert "Immigration paralegal" in page.text
    assert admin_client.post(url, {"post": "yes"}).status_code == 200
    assert Role.objects.count() == 2


def test_deleting_a_duty_that_roles_stand_for_from_its_topic_says_so(admin_client):
    make_one_of_each(1)  # a state's rule is about the duty
    topic = Topic.objects.get(slug="topic-1")
    assert "Deleting" in sentences(edit(admin_client, topic, {"duties-0-DELETE": "on"}))


# --- slugs


def test_a_renamed_slug_leaves_its_old_address_behind(admin_client):
    role = make_role("para")
    assert edit(admin_client, role, {"slug": "paralegal"}).status_code == 302
    assert RenamedSlug.objects.newest("roles.role", "para") == "paralegal"


def test_an_old_address_is_not_given_to_another_role(admin_client):
    role, other = make_role("para"), make_role("nurse")
    edit(admin_client, role, {"slug": "paralegal"})
    assert "is the old address of “paralegal”" in sentences(edit(admin_client, other, {"slug": "para"}))
    assert edit(admin_client, role, {"slug": "para"}).status_code == 302


def test_the_code_of_a_row_is_chosen_once(admin_client):
    field = Field.objects.create(slug="law", title="Law", workplace="Law office")
    group = MajorGroup.objects.create(code="23", title="Legal", field=field)
    assert edit(admin_client, group, {"code": "24", "title": "Legal occupations"}).status_code == 302
    assert MajorGroup.objects.values_list("code", "title").get() == ("23", "Legal occupations")


def test_titles_find_their_role_where_one_is_chosen(admin_client):
    role = make_role("legal-assistant")
    make_place()
    RoleTitle.objects.create(role=role, title="Legal secretary", source=make_source())
    asked = {"term": "secretary", "app_label": "roles", "model_name": "roleduty", "field_name": "role"}
    found = admin_client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [choice["text"] for choice in found] == ["Legal assistant"]


def test_both_views_of_a_pair_stand_on_the_page_of_the_role_that_says_so(admin_client):
    make_place()
    role, other = make_role("paralegal"), make_role("legal-assistant")
    RoleConfusion.objects.create(role=role, other=other, view="two", text="They are two.", source=make_source())
    assert "They are two." in admin_client.get(page_of(role)).text
    assert "They are two." not in admin_client.get(page_of(other)).text


def test_a_draft_fact_does_not_lead_to_a_page_that_does_not_show_it(admin_client):
    duty = make_role_duty(make_role("paralegal"), status="draft")
    page = admin_client.get(page_of(duty))
    assert "View on site" not in page.text
    assert "View on site" not in admin_client.post(page_of(duty), sent_by(page), follow=True).text


# --- words that are O*NET's, too


def test_one_word_of_ours_is_the_same_as_one_of_onet(admin_client):
    Skill.objects.create(slug="reading", title="Close reading", kind="personal", onet_element="2.A.1.a")
    other = Skill.objects.create(slug="other", title="Other", kind="personal")
    page = edit(admin_client, other, {"onet_element": "2.A.1.a"})
    assert "Another of our own is this one of O*NET’s already." in sentences(page)
    assert edit(admin_client, other, {"onet_element": "2.A.1.c"}).status_code == 302
    with pytest.raises(IntegrityError), transaction.atomic():
        Skill.objects.update(onet_element="2.A.1.a")


def test_an_imported_word_does_not_keep_ours_from_being_the_same(admin_client):
    topic = make_topic()
    same = "Interview witnesses or suspects"
    imported = Duty(slug="imported", title=same, topic=topic, onet_activity=same, imported=True)
    Duty.objects.bulk_create([imported])
    ours = Duty.objects.create(slug="ours", title="Interview witnesses", topic=topic)
    assert edit(admin_client, ours, {"onet_activity": same}).status_code == 302
    page = edit(admin_client, imported, {"title": "Question people"})
    assert "Another of our own is this one of O*NET’s already." in sentences(page)


def test_the_number_of_an_element_has_its_form(admin_client):
    skill = Skill.objects.create(slug="reading", title="Close reading", kind="personal")
    page = edit(admin_client, skill, {"onet_element": "Reading Comprehension, for short"[:20]})
    assert "Use the number that O*NET gives the element, like 2.A.1.a." in sentences(page)


# --- what imports brought in


def test_the_page_of_a_role_leaves_what_imports_brought_in_to_lists(admin_client):
    role = make_role("paralegal")
    make_facts(role, 3)
    RoleTitle.objects.exclude(title="Title 0").delete()
    RoleDuty.objects.filter(text="Do 1").update(imported=True)
    RoleTitle.objects.update(imported=True)
    page = admin_client.get(page_of(role)).text
    assert "Do 0" in page
    assert "Do 1" not in page
    assert f'<a href="/admin/roles/roletitle/?role={role.pk}&amp;from=import">1 role title</a>' in page
    listed = admin_client.get(f"/admin/roles/roleduty/?role={role.pk}&from=import").text
    assert "Role duties of “Paralegal”" in listed
    assert "Do 1" in listed
    assert "Do 0" not in listed


def test_an_imported_fact_that_an_editor_changes_stands_on_the_page_of_its_role(admin_client):
    role = make_role("paralegal")
    make_facts(role, 1)
    RoleDuty.objects.update(imported=True)
    assert edit(admin_client, RoleDuty.objects.get(), {"text": "Do it well"}).status_code == 302
    page = admin_client.get(page_of(role)).text
    assert "Do it well" in page
    assert "Brought in by imports" not in page


def test_a_role_that_is_shown_to_read_names_what_imports_brought_in(client):
    role = make_role("paralegal")
    make_facts(role, 1)
    RoleDuty.objects.update(imported=True)
    editor = get_user_model().objects.create_user("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor)
    page = client.get(page_of(role))
    assert "This role is published" in page.text
    assert "1 role duty</a>" in page.text
