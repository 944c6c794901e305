"""Whole releases brought in, one after the other, over the shipped content.

They lie outside of the project, in the folder that `PATHSIDE_DATA` names.
"""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

DATA = Path(os.environ.get("PATHSIDE_DATA", ""))
pytestmark = pytest.mark.skipif(
    not os.environ.get("PATHSIDE_DATA"), reason="PATHSIDE_DATA names no folder with the real tables"
)

READY = """
import django
django.setup()
from config import start
start.update_database()
start.load_content()
start.collect_static()
"""
# A process of its own. Its peak is asked of the system: `getrusage` counts what the process that started it held, too.
IMPORT = """
import re, sys, django
from pathlib import Path
django.setup()
from django.core.management import call_command
call_command("import_onet", sys.argv[1])
call_command("load_fixtures")
print(int(re.search(r"VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


# The heaviest pages of all kinds, each by its bytes on the wire and in memory.
WEIGH = """
import brotli, django
django.setup()
from django.db.models import Count
from django.test import Client
from certifications.models import StateRule
from roles.models import Role

def most(of, count):
    rows = Role.objects.published().annotate(rows=Count(of)).order_by("-rows", "slug")
    return list(rows.values_list("slug", flat=True)[:count])

duties, tools, titles = most("duties", 4), most("tools", 2), most("titles", 1)
ours = list(Role.objects.published().filter(origin="curated").values_list("slug", flat=True))
pages = [f"/roles/{slug}/" for slug in {*duties, *tools, *titles, *ours}]
ruled = StateRule.objects.filter(role__slug__in=ours, place__kind="state").values_list("role__slug", "place__code")
pages += [f"/roles/{slug}/?state={code.removeprefix('US-')}" for slug, code in ruled.distinct()]
pages += [f"/compare/{'-vs-'.join(duties)}/", f"/compare/{'-vs-'.join([*ours[:3], duties[0]])}/"]
pages += [f"/move/{duties[0]}/{duties[-1]}/", f"/paths/compare/{'-vs-'.join(duties)}/", f"/plan/?to={duties[0]}"]
pages += ["/", "/roles/", "/roles/?field=production", "/roles/?q=assistant", "/paths/", "/figures/"]
client = Client(SERVER_NAME="127.0.0.1")
for page in pages:
    answer = client.get(page)
    assert answer.status_code == 200, page
    print(len(brotli.compress(answer.content, quality=5)), len(answer.content), page)
"""
# What the first view of 35 kB leaves for HTML: styles, script and the icon take the rest.
HTML_BYTES, ROLE_BYTES = 20_000, 60_000


@pytest.fixture(scope="module")
def imports(tmp_path_factory, project):
    """What imports of 29.3, of the same again, and of 30.1 said, and the database they left."""
    database = tmp_path_factory.mktemp("whole") / "whole.sqlite3"
    python(project, database, READY)
    return [python(project, database, IMPORT, DATA / "onet" / number) for number in ("29.3", "29.3", "30.1")], database


def python(project, database, code, *args):
    """What a process of its own says that runs the code on the database."""
    command = [sys.executable, "-c", code, *map(str, args)]
    env = os.environ | {"DATABASE_URL": f"sqlite:///{database}"}
    # What it has to complain about is shown where the test fails.
    done = subprocess.run(command, cwd=project, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.splitlines()


def line_of(said, kind):
    (line,) = [line for line in said if line.startswith(f"{kind}: ")]
    return line.removeprefix(f"{kind}: ").partition(";")[0]


def test_every_occupation_becomes_a_role_with_all_its_rows(imports):
    first = imports[0][0]
    assert line_of(first, "roles") == "1,002 added, 0 changed, 0 removed, 0 as they were"
    assert line_of(first, "related occupations") == "18,460 added, 0 changed, 0 removed, 0 as they were"
    with closing(sqlite3.connect(imports[1])) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        lawyer = database.execute("SELECT title, status FROM roles_role WHERE slug = 'lawyer'").fetchall()
        assert lawyer == [("Lawyer", "published")]


def test_the_same_release_again_changes_nothing(imports):
    assert "Nothing changed: all of O*NET 29.3 is here already." in imports[0][1]


def test_the_next_release_changes_what_it_says_otherwise(imports):
    following = imports[0][2]
    assert line_of(following, "role duties") == "21 added, 1,637 changed, 21 removed, 16,851 as they were"
    assert "Knowledge.txt is not in this release: what it would say stays as it is here." in following
    assert not any(line.startswith(("New: ", "Retired: ")) for line in following)


def test_content_files_load_without_a_change_after_each(imports):
    for said in imports[0]:
        (line,) = [line for line in said if "kept" in line and "created" in line]
        assert re.fullmatch(r"0 created, 0 updated, \d+ kept, 0 conflicts", line)


def test_an_import_needs_little_memory(imports):
    assert max(int(said[-1]) for said in imports[0]) <= 300


def test_the_heaviest_pages_leave_room_for_all_that_a_first_view_takes(imports, project):
    weighed = [line.split(" ") for line in python(project, imports[1], WEIGH)]
    assert len(weighed) > 30
    assert [page for sent, _, page in weighed if int(sent) > HTML_BYTES] == []
    assert [page for _, size, page in weighed if page.startswith("/roles/") and int(size) > ROLE_BYTES] == []
