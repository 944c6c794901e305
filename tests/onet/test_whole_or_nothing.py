"""An import that is stopped half way, whatever stops it, leaves the database file as it was, and no process behind."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.onet.made import OLD, release

# More than SQLite keeps in memory, so that a part of it lies in a file by then.
MANY = 20_000


@pytest.fixture(scope="module")
def filled(tmp_path_factory, project):
    """A database with the shipped content."""
    path = tmp_path_factory.mktemp("database") / "filled.sqlite3"
    code = "import django; django.setup(); from config import start; start.update_database(); start.load_content()"
    prepare = [sys.executable, "-c", code]
    subprocess.run(prepare, cwd=project, env=environment(path), check=True, capture_output=True)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def database(filled, tmp_path):
    return shutil.copy(filled, tmp_path / "database.sqlite3")


@pytest.fixture
def folder(tmp_path):
    head = OLD["Alternate Titles.txt"].splitlines()[0]
    lines = "".join(f"43-6012.00|Name number {n}|n/a|08\n" for n in range(MANY))
    return release(tmp_path / "release", Alternate_Titles=f"{head}\n{lines}")


def environment(path):
    return os.environ | {"DATABASE_URL": f"sqlite:///{path}"}


def start(project, database, folder, *, first=None):
    return subprocess.Popen(
        [sys.executable, "manage.py", "import_onet", str(folder)],
        cwd=project,
        env=environment(database),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=first,
        start_new_session=True,
    )


def on_one_processor():
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])


def listen():
    """As what a terminal starts does: where tests run beside other work, what they start may not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def started_by(importing):
    """The process that the import has started, as soon as there is one."""
    until = time.monotonic() + 60
    while importing.poll() is None and time.monotonic() < until:
        if found := Path(f"/proc/{importing.pid}/task/{importing.pid}/children").read_text().split():
            return Path("/proc", found[0])
        time.sleep(0.001)
    pytest.fail("it has started no other process")


def ends(process):
    until = time.monotonic() + 10
    while process.exists() and time.monotonic() < until:
        time.sleep(0.01)
    return not process.exists()


def counts(path):
    with closing(sqlite3.connect(path)) as database:
        # The rules of the tables ask for it; what they say is not in question here.
        database.create_function("REGEXP", 2, lambda _pattern, _text: True)
        (sound,) = database.execute("PRAGMA quick_check").fetchone()
        tables = ("roles_role", "roles_roletitle", "sources_dataversion", "sources_importrun", "sources_source")
        return sound, *(database.execute(f"SELECT * FROM {table}").fetchall() for table in tables)  # noqa: S608


def worked_out(path):
    """The index of search, and which roles are close to which."""
    with closing(sqlite3.connect(path)) as database:
        tables = ("careers_searchname", "careers_searchtext_fts", "careers_searchword", "roles_relatedrole")
        found = [database.execute(f"SELECT rowid, * FROM {table}").fetchall() for table in tables]  # noqa: S608
        assert all(found)
        return repr(found)


def test_killed_at_any_moment_it_leaves_everything_as_it_was(project, database, folder):
    before = counts(database)
    importing = start(project, database, folder)
    log = database.with_name(f"{database.name}-wal")
    until = time.monotonic() + 60
    while not (log.exists() and log.stat().st_size > 500_000) and importing.poll() is None and time.monotonic() < until:
        time.sleep(0.001)
    importing.send_signal(signal.SIGKILL)
    importing.communicate()
    assert importing.returncode == -signal.SIGKILL
    assert counts(database) == before
    importing = start(project, database, folder)
    out, err = importing.communicate()
    assert (importing.returncode, err) == (0, "")
    assert f"role titles: {MANY + 2:,} added" in out


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_says_so_and_leaves_everything_as_it_was(project, database, folder, how):
    before = counts(database)
    importing = start(project, database, folder, first=listen)
    assert importing.stdout.readline()
    importing.send_signal(how)
    _, err = importing.communicate()
    assert (importing.returncode, err) == (1, "CommandError: Stopped. Nothing was written.\n")
    assert counts(database) == before


def test_a_disk_that_is_full_half_way_is_said(project, database, folder):
    before = counts(database)

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    importing = start(project, database, folder, first=small_files)
    _, err = importing.communicate()
    assert importing.returncode == 1
    assert err.startswith("CommandError: The database could not be used: ")
    assert err.endswith("Nothing was written.\n")
    assert counts(database) == before


def test_an_import_is_no_failure_where_nobody_reads_to_the_end_what_it_did(project, database, folder):
    with start(project, database, folder) as importing:
        assert list(iter(importing.stdout.readline, "Job Zone Reference: 1 rows read\n"))
        importing.stdout.close()
        assert importing.stderr.read() == ""
    _, _, _, _, runs, _ = counts(database)
    assert (importing.returncode, len(runs)) == (0, 1)


def test_a_second_import_is_told_to_wait(project, database, folder):
    before = counts(database)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        importing = start(project, database, folder)
        _, err = importing.communicate()
    assert importing.returncode == 1
    assert err == (
        "CommandError: The database is busy: an import is running, or somebody is saving. Try again later. "
        "Nothing was written.\n"
    )
    assert counts(database) == before


two_processors = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="only there a second process makes the rows"
)


@two_processors
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_process_that_makes_the_rows_ends_with_the_import(project, database, folder, how):
    before = counts(database)
    importing = start(project, database, folder, first=listen)
    maker = started_by(importing)
    # As the keys Ctrl and C do, and service managers, to all that were started.
    (os.kill if how == signal.SIGKILL else os.killpg)(importing.pid, how)
    _, err = importing.communicate()
    asked = (1, "CommandError: Stopped. Nothing was written.\n")
    assert (importing.returncode, err) == ((-how, "") if how == signal.SIGKILL else asked)
    assert ends(maker)
    assert counts(database) == before


@two_processors
def test_an_import_whose_rows_nobody_makes_any_more_is_stopped(project, database, folder):
    before = counts(database)
    importing = start(project, database, folder)
    os.kill(int(started_by(importing).name), signal.SIGKILL)
    _, err = importing.communicate()
    assert err == (
        "CommandError: The import stopped: another process that takes part in it has stopped. Nothing was written.\n"
    )
    assert (importing.returncode, counts(database)) == (1, before)


@two_processors
@pytest.mark.parametrize("bad", ["", "43-6012.00|Clerk|n/a\n43-6012.99|Clerk|n/a|08\n"])
def test_it_makes_no_difference_how_many_processors_there_are(project, database, folder, bad, tmp_path):
    with (folder / "Alternate Titles.txt").open("a") as table:
        table.write(bad.replace("|", "\t"))
    found = set()
    for first in (None, on_one_processor):
        copy = shutil.copy(database, tmp_path / "copy.sqlite3")
        importing = start(project, copy, folder, first=first)
        said = importing.communicate()
        roles, titles = counts(copy)[1:3]
        found.add((said, importing.returncode, len(roles), tuple(row[:-4] for row in titles), worked_out(copy)))
    assert len(found) == 1


def test_a_database_without_tables_is_said_to_be_of_another_version(project, tmp_path, folder):
    importing = start(project, tmp_path / "new.sqlite3", folder)
    _, err = importing.communicate()
    assert importing.returncode == 1
    assert err == (
        "CommandError: The database is not that of this version: run manage.py migrate. Nothing was written.\n"
    )
