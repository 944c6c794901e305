"""The index that search looks through: true after every change, and told where it is not."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from careers.search import index, nearest_roles, postgres, rebuild, search_roles
from config.health import what_is_missing
from roles.models import Role, RoleDuty, RoleSkill, RoleTitle, RoleTool
from sources.models import DataVersion
from tests.careers.searching import found
from tests.factories import make_role, make_skill, make_source, retire

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Role:
    return make_role(title="Court clerk", titles=["Docket clerk"], duties=["Swear witnesses in"], skills={"Typing": 80})


def test_a_new_role_is_found_at_once_by_all_that_is_told_of_it(clerk):
    for text in ("court clerk", "docket", "swear witnesses", "typing", "docket typing"):
        assert found(text) == ["Court clerk"], text


def test_a_new_title_takes_the_place_of_the_old_one(clerk):
    clerk.title = "Clerk of the bench"
    clerk.save()
    assert found("bench") == ["Clerk of the bench"]
    assert not any(hit.is_named for hit in search_roles("court").hits)


@pytest.mark.parametrize("status", [Role.Status.DRAFT, Role.Status.RETIRED])
def test_a_role_that_readers_do_not_look_for_any_more_is_gone_and_can_come_back(clerk, status):
    clerk.status = status
    clerk.save()
    assert found("docket") == found("court") == []
    assert nearest_roles("cuort clerk") == []
    clerk.status = Role.Status.PUBLISHED
    clerk.save()
    assert found("docket") == ["Court clerk"]


def test_a_deleted_role_and_deleted_facts_are_gone(clerk):
    RoleTitle.objects.get().delete()
    assert found("docket") == []
    RoleDuty.objects.get().delete()
    assert found("swear") == []
    RoleSkill.objects.get().delete()
    assert found("typing") == []
    clerk.delete()
    assert found("court") == []
    assert index.count() == (0, 0)


def test_a_draft_of_a_name_is_not_found_until_it_is_published(clerk):
    name = RoleTitle.objects.create(role=clerk, title="Bailiff", status="draft")
    assert found("bailiff") == []
    name.source, name.status = make_source(), "published"
    name.save()
    assert found("bailiff") == ["Court clerk"]


def test_a_name_that_is_only_claimed_is_none_and_one_of_the_past_is_a_former_name(clerk):
    RoleTitle.objects.create(role=clerk, title="Bailiff", standing="claimed", source=make_source())
    RoleTitle.objects.create(role=clerk, title="Prothonotary", standing="historical", source=make_source())
    assert found("bailiff") == []
    (hit,) = search_roles("prothonotary").hits
    assert (hit.once_called, hit.also_called) == ("Prothonotary", "")


def test_a_name_that_is_given_to_another_role_leaves_the_first(clerk):
    other = make_role(title="Bailiff")
    name = RoleTitle.objects.get()
    name.role = other
    name.save()
    assert found("docket") == ["Bailiff"]


def test_the_title_of_a_retired_role_follows_what_takes_its_place(clerk):
    one, other = make_role(title="Bailiff"), make_role(title="Usher")
    retire(clerk, replaced_by=one)
    assert found("court clerk") == ["Bailiff"]
    retire(clerk, replaced_by=other)
    assert found("court clerk") == ["Usher"]
    clerk.title = "Clerk of the bench"
    clerk.save()
    assert found("court") == []
    assert found("bench") == ["Usher"]


def test_a_skill_is_found_by_its_new_name_and_only_where_it_matters(clerk):
    make_role(title="Usher", skills={"Typing": 20})
    skill = make_skill(title="Typing")
    skill.title = "Keyboarding"
    skill.save()
    assert found("keyboarding") == ["Court clerk"]
    assert found("typing") == []


def test_a_tool_finds_the_roles_that_work_with_it(clerk):
    RoleTool.objects.create(role=clerk, title="Case management software", source=make_source())
    assert found("case management") == ["Court clerk"]


def test_made_anew_it_is_the_same(clerk):
    retire(make_role(title="Bailiff"), replaced_by=clerk)
    before = everything()
    rebuild()
    assert everything() == before
    assert before


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite makes its tables anew")
def test_many_names_at_once_leave_the_indexes_as_they_were(clerk):
    with connection.cursor() as cursor:
        indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'careers_search%' ORDER BY indexname"
        cursor.execute(indexes)
        before = cursor.fetchall()
        index.backend().clear(cursor)
        rebuild()
        assert found("docket") == ["Court clerk"]
        cursor.execute(indexes)
        assert cursor.fetchall() == before


def everything() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, role_id, source_id, name, words FROM careers_searchname ORDER BY id")
        return list(cursor.fetchall())


def test_what_does_not_fit_is_noticed_and_mended(clerk, capsys):
    assert what_is_missing() == ""
    RoleTitle.objects.all()._raw_delete(connection.alias)  # as when a copy was put back in part
    assert "manage.py rebuild_search" in what_is_missing()
    call_command("rebuild_search")
    assert capsys.readouterr().out == "Search knows 1 names of 1 roles.\n"
    assert what_is_missing() == ""


def test_other_names_in_the_same_number_are_noticed(clerk):
    RoleTitle.objects.update(title="Tipstaff")
    assert "manage.py rebuild_search" in what_is_missing()


def test_made_anew_the_data_version_moves_so_that_browsers_ask_again(clerk):
    before = DataVersion.objects.moved()
    call_command("rebuild_search", verbosity=0)
    assert DataVersion.objects.moved() != before


def test_words_of_a_name_that_is_gone_are_offered_no_more(clerk):
    assert [role.title for role in nearest_roles("dokcet")] == ["Court clerk"]
    RoleTitle.objects.get().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM careers_searchword ORDER BY word")
        assert [word for (word,) in cursor.fetchall()] == ["clerk", "court"]
    assert nearest_roles("dokcet") == []


def test_tables_that_are_gone_are_noticed_and_made_again(clerk):
    index.drop(connection)
    assert "manage.py rebuild_search" in what_is_missing()
    call_command("rebuild_search", verbosity=0)
    assert found("docket") == ["Court clerk"]


def test_written_here_goes_before_imported_where_both_match_alike():
    make_role(title="Dental clerk", origin=Role.Origin.ONET)
    make_role(title="Mental clerk")
    make_role(title="Aide", origin=Role.Origin.ONET, titles=["Clerk"])
    make_role(title="Porter", titles=["Clerk"])
    assert found("clerk") == ["Porter", "Aide", "Mental clerk", "Dental clerk"]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite takes texts apart itself")
@pytest.mark.parametrize(
    "text",
    ["", "one", "b a b ab a", "é c++ 法", "z" * 700, "again " * 300, "a " * 16_390 + "b " * 9 + "a c"],
    ids=lambda text: text[:8],
)
def test_postgresql_holds_a_text_as_if_it_had_taken_it_apart_itself(text):
    parts = " ".join(f"{word[:500]}:{place}" for place, word in enumerate(text.split(), 1))
    with connection.cursor() as cursor:
        postgres.add(cursor, [], [(1, postgres.as_held(text))], [])
        cursor.execute("SELECT words::text, %s::tsvector::text FROM careers_searchtext", [parts])
        held, read = cursor.fetchone()
    assert held == read
