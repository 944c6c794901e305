"""What is worked out of the rows on file: which roles are suggested to whom, and why."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client

from careers import content, relating
from roles.models import Occupation, RelatedOccupation, RelatedRole, Role, RoleCode, RoleDuty, RoleSkill
from sources.models import DataVersion
from tests.factories import make_duty, make_pay, make_role, make_role_duty, make_skill, make_source
from tests.shipped import FIXTURES

pytestmark = pytest.mark.django_db


def related(role: Role) -> list[RelatedRole]:
    relating.relate_roles()
    return list(RelatedRole.objects.filter(role=role).select_related("other"))


def titles(role: Role) -> list[str]:
    return [each.other.title for each in related(role)]


def test_a_suggestion_says_what_is_shared_and_what_would_be_needed() -> None:
    skills: dict[str, int | None] = {"Writing": 50, "Listening": 60, "Law": None}
    one = make_role(title="Clerk", duties=["File papers", "Greet clients", "Send bills"], skills=skills)
    make_role(title="Aide", duties=["File papers", "Greet clients"], skills={"Writing": 75, "Listening": 65, "Law": 90})
    (row,) = related(one)
    assert (row.other.title, row.shared_duties, row.to_build, row.more_pay) == ("Aide", 2, "Writing", None)
    assert (row.tier, row.onet_position, row.source) == ("", None, None)
    assert 0 < row.closeness < 100


def test_only_what_counts_today_is_counted() -> None:
    one = make_role(title="Clerk", duties=["File papers"])
    other = make_role(title="Aide")
    unused: list[dict[str, Any]] = [
        {"status": "draft"},
        {"standing": "claimed"},
        {"effective_from": date(2090, 1, 1)},
        {"effective_until": date(2020, 1, 1)},
    ]
    for number, values in enumerate(unused):
        make_role_duty(role=other, duty="File papers", text=f"File {number}", **values)
    assert related(one) == []
    make_role_duty(role=other, duty="File papers", text="File all")
    assert titles(one) == ["Aide"]


def test_drafts_have_no_part_in_it_and_retired_roles_are_not_offered() -> None:
    one = make_role(title="Clerk", duties=["File papers"])
    old = make_role(title="Old clerk", duties=["File papers"], status="retired")
    new = make_role(title="New clerk", duties=["File papers"], status="draft")
    assert related(one) == []
    assert titles(old) == ["Clerk"]
    assert related(new) == []


def test_a_specialty_has_the_duties_and_ratings_of_its_parent() -> None:
    parent = make_role(title="Paralegal", duties=["Draft papers"], skills={"Writing": 40, "Law": 80})
    make_role_duty(role=parent, duty="Call courts", passed_on=False)
    child = make_role(title="Family paralegal", parent=parent, skills={"Writing": 90})
    other = make_role(title="Clerk", duties=["Draft papers", "Call courts"], skills={"Writing": 70, "Law": 95})
    found = {row.other: row for row in related(child)}
    assert found.keys() == {parent, other}
    assert (found[other].shared_duties, found[other].to_build) == (1, "Law")
    assert [each.shared_duties for each in related(parent) if each.other == other] == [2]


def test_a_skill_that_plays_no_part_counts_as_0_and_one_not_on_file_as_nothing() -> None:
    one = make_role(title="Clerk", duties=["File papers"], skills={"Law": 80, "Writing": None})
    make_role(title="Aide", duties=["File papers"], skills={"Law": 80, "Writing": 80})
    RoleSkill.objects.filter(role=one, skill=make_skill(title="Law")).update(not_relevant=True)
    assert [row.to_build for row in related(one)] == ["Law"]


def test_pay_is_compared_where_both_figures_are_of_one_survey_and_fit_exactly() -> None:
    roles = {
        name: make_role(title=name, duties=["File papers"])
        for name in ("Clerk", "Aide", "Nurse", "Maid", "Cook", "Page")
    }
    survey, older = make_source(slug="survey"), make_source(slug="older")
    for name, middle in (("Clerk", 50_000), ("Aide", 62_000), ("Nurse", 49_500), ("Cook", 45_000), ("Page", 41_000)):
        make_pay(role=roles[name], middle=middle, source=older if name == "Cook" else survey)
    RoleCode.objects.filter(role=roles["Page"]).update(match="closest")
    found = {row.other.title: (row.more_pay, row.pay_source) for row in related(roles["Clerk"])}
    unknown = dict.fromkeys(("Maid", "Cook", "Page"), (None, None))
    assert found == {"Aide": (12_000, survey), "Nurse": (0, survey), **unknown}


def listed(role: Role, other: Role, position: int = 1) -> None:
    """As O*NET does, between codes that the two roles stand for."""
    codes = [
        Occupation.objects.get_or_create(system="onet", code=f"23-{each.pk:04}.00", defaults={"title": each.title})[0]
        for each in (role, other)
    ]
    for each, code in zip((role, other), codes, strict=True):
        RoleCode.objects.get_or_create(role=each, occupation=code, use="title", primary=True)
    RelatedOccupation.objects.create(
        occupation=codes[0], other=codes[1], tier="primary-short", position=position, source=make_source(slug="onet")
    )


def test_what_o_net_lists_comes_first_and_is_said_to_be_listed() -> None:
    one, near, far = (make_role(title=title, duties=["File papers"]) for title in ("Clerk", "Aide", "Nurse"))
    make_role_duty(role=near, duty="Send bills")
    make_role_duty(role=far, duty="Give shots")
    make_role_duty(role=far, duty="Take blood")
    listed(one, far)
    first, second = related(one)
    assert (first.other, first.tier, first.onet_position, first.source.slug) == (far, "primary-short", 1, "onet")
    assert (second.other, second.tier) == (near, "")


def test_duties_that_an_import_brought_are_not_held_against_ours() -> None:
    skills: dict[str, int | None] = {"Law": 90, "Care": 10}
    one = make_role(title="Clerk", duties=["File papers"], skills=skills)
    theirs = make_duty(title="Put papers in order")
    type(theirs).objects.update(imported=False)
    other = make_role(title="Aide", skills=skills)
    make_role_duty(role=other, duty="Put papers in order")
    make_role(title="Nurse", duties=["Give shots"], skills={"Law": 10, "Care": 90})
    before = {row.other.title: row.closeness for row in related(one)}
    type(theirs).objects.filter(pk=theirs.pk).update(imported=True)
    assert (before["Aide"], {row.other.title: row.closeness for row in related(one)}["Aide"]) == (50, 60)


def test_a_second_time_nothing_changes_and_pages_stay_known() -> None:
    one = make_role(title="Clerk", duties=["File papers"])
    make_role(title="Aide", duties=["File papers"])
    assert relating.relate_roles().is_new
    version = DataVersion.objects.current()
    assert not relating.relate_roles().is_new
    assert DataVersion.objects.current() == version
    make_role_duty(role=one, duty="Send bills")
    version = DataVersion.objects.current()
    assert relating.relate_roles().is_new
    assert DataVersion.objects.current() > version


def test_a_role_can_be_deleted_whatever_is_suggested() -> None:
    one = make_role(title="Clerk", duties=["File papers"])
    other = make_role(title="Aide", duties=["File papers"])
    assert titles(one) == ["Aide"]
    other.duties.all().delete()
    other.delete()
    assert titles(one) == []


def test_it_costs_the_same_queries_however_many_roles(django_assert_num_queries) -> None:
    for number in range(3):
        make_role(title=f"Role {number}", duties=["File papers"], skills={"Law": 50}, pay=40_000 + number)
    relating.relate_roles()
    with django_assert_num_queries(14):
        relating.relate_roles()
    for number in range(3, 20):
        make_role(title=f"Role {number}", duties=["File papers"], skills={"Law": 50}, pay=40_000 + number)
    relating.relate_roles()
    with django_assert_num_queries(14):
        relating.relate_roles()


def test_a_load_takes_in_what_somebody_changed_since() -> None:
    content.load(FIXTURES)
    duty = RoleDuty.objects.filter(role__slug="paralegal", duties__isnull=False).first()
    assert duty
    duty.delete()
    assert relating.changes_since() == 1
    content.load(FIXTURES)
    assert relating.changes_since() == 0


def test_a_load_works_it_out_only_where_something_changed() -> None:
    content.load(FIXTURES)
    paralegal = RelatedRole.objects.filter(role__slug="paralegal").select_related("other")
    assert "Legal assistant" in [row.other.title for row in paralegal]
    RelatedRole.objects.all().delete()
    content.load(FIXTURES)
    assert not RelatedRole.objects.exists()


def test_without_numpy_what_is_kept_stays_and_the_command_says_what_is_missing(monkeypatch, capsys) -> None:
    make_role(title="Clerk", duties=["File papers"])
    make_role(title="Aide", duties=["File papers"])
    call_command("relate_roles")
    assert capsys.readouterr().out == "2 suggestions for 2 roles worked out\n"
    monkeypatch.setitem(sys.modules, "numpy", None)
    content.load(FIXTURES)
    assert RelatedRole.objects.count() == 2
    with pytest.raises(CommandError, match="make import"):
        call_command("relate_roles")


RENEW = "/admin/roles/relatedrole/renew/"


def person(group: str) -> Client:
    user = get_user_model().objects.create_user(group, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def test_a_publisher_has_suggestions_worked_out_anew_in_the_admin() -> None:
    make_role(title="Clerk", duties=["File papers"])
    make_role(title="Aide", duties=["File papers"])
    publisher = person("Publisher")
    assert "Work them out anew" in publisher.get("/admin/roles/relatedrole/").text
    assert publisher.get(RENEW).status_code == 405
    page = publisher.post(RENEW, follow=True).text
    assert "2 suggestions for 2 roles worked out." in page
    assert "All changes of roles are in it." in page


def test_without_numpy_the_admin_says_what_is_missing(monkeypatch) -> None:
    make_role(title="Clerk", duties=["File papers"])
    publisher = person("Publisher")
    monkeypatch.setattr(relating, "can_relate", lambda: False)
    assert "make import" in publisher.get("/admin/roles/relatedrole/").text
    assert "not worked out anew: that takes NumPy" in publisher.post(RENEW, follow=True).text
    assert not RelatedRole.objects.exists()


def test_an_editor_only_looks_at_suggestions() -> None:
    editor = person("Editor")
    assert "Work them out anew" not in editor.get("/admin/roles/relatedrole/").text
    assert editor.post(RENEW).status_code == 403
