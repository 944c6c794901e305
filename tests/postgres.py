"""PostgreSQL to throw away: `python -m tests.postgres COMMAND ...` runs a command beside it, and leaves nothing behind.

The command finds the address of an empty database in `PATHSIDE_TEST_DATABASE`. The server is made by the programs of
this machine, in a temporary folder, and listens on a socket in there alone. It keeps nothing safe, since nothing in it
is worth keeping: that makes it quick.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

VARIABLE = "PATHSIDE_TEST_DATABASE"
NAME = "pathside"
START_SECONDS = 60
# No waiting for disks, no more work on statistics and plans than small tables are worth, and no process beside each
# connection's own, whose memory a container may have too little of.
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # A server that has run for a while uses its logs again; a new one would fill each with zeros before the first use.
    "wal_init_zero": "off",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "dynamic_shared_memory_type": "mmap",
    "shared_buffers": "256MB",
}


def programs() -> Path | None:
    """The folder with PostgreSQL's programs, the newest where there are several; None where there are none."""
    # Debian keeps those that start a server out of the path.
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name.zfill(3), reverse=True
    )
    if found := shutil.which("initdb"):
        folders.insert(0, Path(found).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@contextmanager
def throw_away_server(bin_folder: Path) -> Iterator[str]:
    """The address of an empty database in a server of its own, which is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="pathside-pg-", dir="/tmp"))  # the path of a socket must be short
    user: dict[str, Any] = {"cwd": folder, "env": surroundings()}
    if os.geteuid() == 0:  # it refuses to run as root
        account = account_to_run_as()
        user |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        os.chown(folder, account.pw_uid, account.pw_gid)
    quietly: dict[str, Any] = user | {"stdout": subprocess.DEVNULL, "check": True}
    data = ["-D", f"{folder}/data"]
    made = ["-U", NAME, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    settings = QUICK | {"listen_addresses": "", "unix_socket_directories": str(folder)}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    server = None
    try:
        subprocess.run([str(bin_folder / "initdb"), *data, *made], **quietly)
        with (folder / "log").open("wb") as log:
            # In a session of its own: the Ctrl-C that ends the tests is not for the server they still talk to.
            server = subprocess.Popen(
                [str(bin_folder / "postgres"), *data, *options], stdout=log, stderr=log, start_new_session=True, **user
            )
        wait_until_ready([str(bin_folder / "pg_isready"), "-q", "-h", str(folder)], server, folder / "log")
        subprocess.run([str(bin_folder / "createdb"), "-h", str(folder), "-U", NAME, NAME], **quietly)
        yield f"postgres://{NAME}@/{NAME}?host={folder}"
    finally:
        if server:
            server.send_signal(signal.SIGQUIT)  # at once, with nothing saved
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def surroundings() -> dict[str, str]:
    """The environment without what names another server of this machine: its port would be ours, too."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def wait_until_ready(question: list[Any], server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while subprocess.run(question, env=surroundings()).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.05)


def account_to_run_as() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def run_beside(command: list[str], address: str) -> int:
    """The exit status of the command; who stops us stops it, and we still clean up after it."""
    process = subprocess.Popen(command, env=surroundings() | {VARIABLE: address})
    # Ctrl-C reaches the command by itself, as one of the terminal's group. What is sent to us alone is passed on.
    signal.signal(signal.SIGINT, lambda *_: None)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: process.send_signal(number))
    return process.wait()


def main(command: list[str]) -> None:
    if not command:
        sys.exit("Name the command to run beside the server: python -m tests.postgres python -m pytest")
    bin_folder = programs()
    if not bin_folder:
        sys.exit(
            "PostgreSQL's programs are not installed. On Debian and Ubuntu: sudo apt-get install postgresql. "
            "Elsewhere put the folder that holds initdb into PATH."
        )
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    with throw_away_server(bin_folder) as address:
        status = run_beside(command, address)
    sys.exit(status if status >= 0 else 128 - status)


if __name__ == "__main__":
    main(sys.argv[1:])
