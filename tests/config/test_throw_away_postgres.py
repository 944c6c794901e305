"""The server that `make test-postgres` uses is there for the command, and gone after it, however that ends."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from tests.postgres import VARIABLE, programs

pytestmark = pytest.mark.skipif(not programs(), reason="PostgreSQL's programs are not installed")

ASK = (
    f"import os, psycopg; print(psycopg.connect(os.environ['{VARIABLE}']).execute('SHOW data_directory').fetchone()[0])"
)


def beside(project: Path, code: str) -> subprocess.Popen[str]:
    """Python, running this code beside a server, in a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.postgres", sys.executable, "-uc", code],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # What runs in the background of a shell hears no Ctrl-C, and would hand that on.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )


def test_the_port_and_user_of_another_server_do_not_matter(project, monkeypatch):
    for name, value in (("PGPORT", "5999"), ("PGUSER", "somebody"), ("PGHOST", "elsewhere"), ("PGSSLMODE", "require")):
        monkeypatch.setenv(name, value)
    said, errors = beside(project, ASK).communicate(timeout=60)
    assert "/pathside-pg-" in said, errors


def is_left(data: str) -> bool:
    """Whether the folder or a process of the server is still there."""
    commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if os.access(path, os.R_OK)]
    return Path(data).parent.exists() or any(data.encode() in command for command in commands)


def test_a_command_has_a_database_and_leaves_nothing_behind(project):
    process = beside(project, f"{ASK}; raise SystemExit(3)")
    said, errors = process.communicate(timeout=60)
    assert process.returncode == 3, errors
    assert "/pathside-pg-" in said
    assert not is_left(said.strip())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "terminated"])
def test_nothing_is_left_where_it_is_stopped_halfway(project, number):
    process = beside(project, f"{ASK}; import time; time.sleep(60)")
    assert process.stdout
    data = process.stdout.readline().strip()
    assert is_left(data)
    asked = time.monotonic()
    if number == signal.SIGINT:
        os.killpg(process.pid, number)  # as a terminal does
    else:
        process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode != 0
    assert time.monotonic() - asked < 10
    assert not is_left(data)
