"""A database made from the models holds what the migrations come to."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest


def made_by(code: str, file: Path, project: Path) -> sqlite3.Connection:
    """The database that this code makes, in a process of its own."""
    subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {code}"],
        cwd=project,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{file}", "DJANGO_SETTINGS_MODULE": "config.settings"},
        check=True,
    )
    return sqlite3.connect(file)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory, project: Path) -> sqlite3.Connection:
    migrate = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
    return made_by(migrate, tmp_path_factory.mktemp("migrated") / "site.sqlite3", project)


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory, project: Path) -> sqlite3.Connection:
    create = "from config import start; start.update_database()"
    return made_by(create, tmp_path_factory.mktemp("at-once") / "site.sqlite3", project)


def schema(database: sqlite3.Connection) -> dict[str, set[str]]:
    """What each table and index is made of, in no order: a column that was added later stands last."""
    made = database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: set(parts(sql)) for name, sql in made if name != "sqlite_sequence"}


def parts(sql: str) -> list[str]:
    """The statement, cut at the commas that stand in one pair of brackets only."""
    depth, found = 0, [""]
    for letter in re.sub(r"\s+", " ", sql):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 1:
            found.append("")
        elif letter != ")" or depth:  # not the bracket that ends the list, whatever comes last in it
            found[-1] += letter
    head, _, first = found[0].partition("(")
    return [head, *(part.strip() for part in [first, *found[1:]])]


def test_tables_columns_constraints_and_indexes_are_the_same(migrated, at_once):
    assert schema(at_once) == schema(migrated)


@pytest.mark.parametrize(
    "rows",
    [
        "SELECT app, name FROM django_migrations",
        "SELECT app_label, model FROM django_content_type",
        "SELECT codename, auth_permission.name, app_label, model FROM auth_permission"
        " JOIN django_content_type ON content_type_id = django_content_type.id",
        "SELECT auth_group.name, codename FROM auth_group_permissions"
        " JOIN auth_group ON group_id = auth_group.id JOIN auth_permission ON permission_id = auth_permission.id",
    ],
    ids=["migrations", "content types", "permissions", "groups"],
)
def test_the_rows_that_migrations_bring_are_there(migrated, at_once, rows):
    assert sorted(at_once.execute(rows)) == sorted(migrated.execute(rows))


def test_a_database_that_was_made_at_once_needs_no_migration(at_once, project):
    (_, _, file) = at_once.execute("PRAGMA database_list").fetchone()
    check = [sys.executable, "manage.py", "migrate", "--check"]
    assert subprocess.run(check, cwd=project, env=os.environ | {"DATABASE_URL": f"sqlite:///{file}"}).returncode == 0
