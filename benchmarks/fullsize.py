"""A database with everything in it: the shipped content, the occupations of O*NET and the figures of the BLS.

It takes a while to make, so a run makes it once, and each measurement works on a copy.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import GATHERED
from config.start import ONE_HEAP

ROOT = Path(__file__).resolve().parent.parent
# The folder that holds the public tables, as onet/29.3 and bls.
DATA = "PATHSIDE_DATA"


def data() -> Path:
    if folder := os.environ.get(DATA):
        return Path(folder)
    sys.exit(f"Set {DATA} to the folder that holds onet/29.3 and bls.")


def environment(database: Path, **more: str) -> dict[str, str]:
    """What a process needs to work on that database, and nothing that belongs to this machine's own site."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{database}",
        "SECRET_KEY": "only-for-measuring-" + "0" * 40,
        "DEBUG": "False",
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "CACHE_URL": "locmemcache://",
        "ENV_FILE": "",
        ONE_HEAP: "1",  # as `config.start` has it
        **more,
    }


def run(database: Path, *command: str | Path) -> None:
    """Run a Python command on that database, silently; what it says is told where it fails."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment(database), capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")


def shipped(database: Path) -> None:
    """Make a database with the shipped content alone, and the static files that pages name."""
    run(database, "-m", "config.start", "--prepare")


def whole(database: Path) -> None:
    """Make the whole database."""
    shipped(database)
    run(database, "manage.py", "import_onet", data() / "onet/29.3")
    run(database, "manage.py", "import_bls", data() / "bls")


@contextlib.contextmanager
def full_size() -> Iterator[Path]:
    """A full-size database of one's own, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder, "own.sqlite3")
        kept = Path(os.environ.get(GATHERED, folder), "full.sqlite3")
        if not kept.exists():
            whole(own)
            shutil.copy(own, kept)
        else:
            shutil.copy(kept, own)
        yield own


def set_up(database: Path) -> None:
    """Set Django up in this process, on that database."""
    os.environ.update(environment(database))
    import django

    django.setup()
