"""Many rows at a time are what was given, on either database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from roles.models import Field, Occupation, Pay, Role
from sources import bulk
from sources.bulk import insert_rows, keys_not_asked, look_at, meanwhile, rules_at_the_end
from tests.admin.rows import make_one_of_each
from tests.databases import connected_again
from tests.factories import make_role

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite asks when the transaction ends")

COLUMNS = ["slug", "title", "workplace", "position"]
TITLES = ["Tab\tand\nline", r"Back\slash and \N", "Quote \" and '", "Café “é” 法", "100 %s", "\b\v\f\r"]


def test_what_is_put_in_comes_out():
    rows = [(f"field-{number}", title, "Somewhere", number) for number, title in enumerate(TITLES)]
    insert_rows("roles_field", COLUMNS, rows)
    assert list(Field.objects.order_by("position").values_list("title", flat=True)) == TITLES


def test_more_rows_than_one_statement_takes_are_all_put_in():
    rows = [(f"field-{number}", f"Field {number}", "Somewhere") for number in range(1_001)]
    insert_rows("roles_field", COLUMNS[:3], rows, alike={"position": 7})
    assert list(Field.objects.order_by("pk").values_list(*COLUMNS)) == [(*row, 7) for row in rows]


def test_dates_fractions_and_nothing_are_kept_as_they_are():
    make_one_of_each(1)
    pay: dict[str, Any] = dict(Pay.objects.filter(p50__isnull=False).values()[0])
    pay |= {"id": pay["id"] + 1000, "key": "one-more", "p50": Decimal("61010.00"), "as_of": date(2026, 2, 28)}
    insert_rows("roles_pay", list(pay), [list(pay.values())])
    assert Pay.objects.values().get(key="one-more") == pay


def test_a_column_may_hold_one_value_many_times_and_none_in_between():
    rows = [("11-1011", 3, True), ("11-1021", None, False), ("11-1031", 3, True)]
    same = {"system": "bls", "title": "Here,\tthere", "description": "", "release": r"\N"}
    insert_rows("roles_occupation", ["code", "job_zone", "imported"], rows, alike=same)
    found = Occupation.objects.filter(**same).order_by("code")
    assert list(found.values_list("code", "job_zone", "imported")) == rows


def test_what_a_constraint_forbids_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows("roles_field", COLUMNS, [("No slug", "A field", "Somewhere", 1)])


def test_rows_may_come_from_a_generator_in_any_number():
    insert_rows("roles_field", ["slug", "title", "position"], iter([]), alike={"workplace": "Somewhere"})
    for many in (1, 2_000):
        rows = ((f"field-{many}-{number}", f"Field {many} {number}", number) for number in range(many))
        insert_rows("roles_field", ["slug", "title", "position"], rows, alike={"workplace": "Somewhere"})
    assert Field.objects.filter(workplace="Somewhere").count() == 2_001


@on_postgresql
def test_a_look_at_a_table_tells_how_many_rows_it_has():
    insert_rows(
        "roles_field", COLUMNS, [(f"field-{number}", f"Field {number}", "Here", number) for number in range(500)]
    )
    look_at(["roles_field"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'roles_field'")
        assert cursor.fetchone() == (500,)


@on_postgresql
def test_a_look_at_a_table_passes_over_long_texts():
    make_role()
    look_at(["roles_role", "roles_field"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT attname FROM pg_stats WHERE tablename = 'roles_role'")
        seen = {name for (name,) in cursor.fetchall()}
    assert {"id", "field_id", "status", "origin"} <= seen
    assert seen.isdisjoint({"slug", "title", "summary"})


def rules_of_roles():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint "
            "WHERE contype IN ('f', 'u') AND conrelid = 'roles_role'::regclass ORDER BY conname"
        )
        keys = cursor.fetchall()
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'roles_role' ORDER BY indexname")
        return keys, cursor.fetchall()


@on_postgresql
def test_foreign_keys_and_indexes_are_off_for_many_rows_and_then_just_as_before():
    role, before = make_role(), rules_of_roles()
    with rules_at_the_end(["roles_role"]):
        keys, indexes = rules_of_roles()
        assert not keys
        assert [name for name, _ in indexes] == ["roles_role_pkey"]
        Role.objects.update(field_id=0)
        Role.objects.update(field_id=role.field_id)
    keys, indexes = before
    assert len(indexes) > len(["its primary key", "roles_role_slug_key", "one of its own"])
    assert sum(definition.startswith("FOREIGN") for _, definition, _ in keys) == 4
    assert rules_of_roles() == before


@on_postgresql
def test_while_python_works_what_was_taken_off_is_made():
    role, before = make_role(), rules_of_roles()
    with rules_at_the_end(["roles_role"]):
        Role.objects.update(field_id=role.field_id)
        with meanwhile():
            pass
        assert rules_of_roles() == before
        with meanwhile():
            Role.objects.update(field_id=role.field_id)
    assert rules_of_roles() == before


@on_postgresql
def test_what_breaks_a_rule_is_refused_while_python_works():
    make_role()
    with transaction.atomic(), rules_at_the_end(["roles_role"]):
        Role.objects.update(field_id=0)
        with pytest.raises(IntegrityError, match="roles_role_field_id"), transaction.atomic(), meanwhile():
            pass


@on_postgresql
def test_a_block_within_another_leaves_its_rules_to_the_end_of_that():
    before = rules_of_roles()
    with rules_at_the_end(["roles_field"]):
        with rules_at_the_end(["roles_role"], then=["UPDATE roles_field SET title = 'All back'"]):
            make_role()
        assert rules_of_roles() != before
        with meanwhile():
            pass
        assert rules_of_roles() == before
    assert Field.objects.get().title == "All back"


def test_what_follows_the_rules_is_done_without_any_too():
    make_role()
    with rules_at_the_end([], then=["UPDATE roles_field SET title = 'Done'"]):
        assert Field.objects.get().title != "Done"
    assert Field.objects.get().title == "Done"


@on_postgresql
def test_what_may_be_there_only_once_is_asked_when_all_rows_are_in():
    once = ("law", "Law", "Somewhere", 1)
    with (
        pytest.raises(IntegrityError, match="could not create unique index"),
        transaction.atomic(),
        rules_at_the_end(["roles_field"]),
    ):
        insert_rows("roles_field", COLUMNS, [once, once])


@on_postgresql
def test_a_row_that_names_what_is_not_there_is_refused_when_all_are_in():
    make_role()
    with (
        pytest.raises(IntegrityError, match="roles_role_field_id"),
        transaction.atomic(),
        rules_at_the_end(["roles_role"]),
    ):
        Role.objects.update(field_id=0)


@on_postgresql
def test_what_fails_in_between_leaves_the_rules_as_they_were():
    before = rules_of_roles()
    with pytest.raises(LookupError), transaction.atomic(), rules_at_the_end(["roles_role"]):
        raise LookupError
    assert rules_of_roles() == before


@on_postgresql
def test_rules_of_tables_that_somebody_else_reads_for_long_stay(monkeypatch):
    monkeypatch.setattr(bulk, "MOST_WAIT", "50ms")
    before = rules_of_roles()
    with connected_again() as other, other.cursor() as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM roles_field")
        with rules_at_the_end(["roles_role"]):
            assert rules_of_roles() == before
        reader.execute("ROLLBACK")
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("5s",)


@on_postgresql
def test_rules_of_tables_that_belong_to_somebody_else_stay():
    before = rules_of_roles()
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE visitor")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO visitor")
        cursor.execute("SET LOCAL ROLE visitor")
    with rules_at_the_end(["roles_role"]):
        assert rules_of_roles() == before


def test_where_nothing_can_be_taken_off_nothing_is():
    with rules_at_the_end([]):
        make_role()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has rules_at_the_end")
@pytest.mark.django_db(transaction=True)
def test_sqlite_asks_for_keys_again_whatever_happens():
    def asks() -> bool:
        with connection.cursor() as cursor:
            return bool(cursor.execute("PRAGMA foreign_keys").fetchone()[0])

    with keys_not_asked():
        assert not asks()
    assert asks()
    with pytest.raises(RuntimeError), keys_not_asked():
        raise RuntimeError
    assert asks()
