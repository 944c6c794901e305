"""From a fresh clone to the first page, beside the same for an empty Django project: seconds, and their ratio.

    .venv/bin/python -m benchmarks.install [--rounds 3] [--without-uv]

Both are measured in turns, in one run, with the same uv, the same package cache and the same Python, because a
second alone says more about the machine than about us. With `--without-uv` both have to fetch uv first.
Ends with status 1 where we take more than 1.5 times as long.
"""

import argparse
import contextlib
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, report

ROOT = Path(__file__).resolve().parent.parent
AT_MOST = 1.5
EMPTY_PROJECT = ["django>=5.2,<5.3", "gunicorn", "whitenoise"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-uv", action="store_true")
    options = parser.parse_args()

    empty, ours, again = [], [], []
    for number in range(1, options.rounds + 1):
        with tempfile.TemporaryDirectory() as folder, environment(fetch_uv=options.without_uv) as env:
            empty.append(empty_project(Path(folder), env, fetch_uv=options.without_uv))
        with tempfile.TemporaryDirectory() as folder, environment(fetch_uv=options.without_uv) as env:
            clone = Path(folder) / "clone"
            subprocess.run(["git", "clone", "-q", ROOT, clone], check=True)
            ours.append(make_run(clone, env))
            again.append(make_run(clone, env))
        print(f"round {number}: empty project {empty[-1]:.2f} s, ours {ours[-1]:.2f} s, again {again[-1]:.2f} s")
    ratio = statistics.median(ours) / statistics.median(empty)
    report(
        Figure(
            "Fresh clone to first page",
            "an empty Django project",
            ratio,
            AT_MOST,
            ours=f"{statistics.median(ours):.2f} s, started again {statistics.median(again):.2f} s",
            floors=f"{statistics.median(empty):.2f} s",
        )
    )


@contextlib.contextmanager
def environment(*, fetch_uv: bool) -> Iterator[dict[str, str]]:
    """Nothing set that belongs to a project, and uv on the path or not."""
    ours = ("VIRTUAL_ENV", "DJANGO", "UV_", "MAKE", "SECRET_KEY", "DEBUG", "PUBLIC_URL", "DATABASE_URL", "ENV_FILE")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    with tempfile.TemporaryDirectory() as folder:
        places = [place for place in env["PATH"].split(":") if not (Path(place) / "uv").exists()]
        if not fetch_uv:
            Path(folder, "uv").symlink_to(shutil.which("uv") or Path(sys.executable).parent / "uv")
            places.insert(0, folder)
        yield env | {"PATH": ":".join(places), "UV_PYTHON_DOWNLOADS": "never"}


def empty_project(folder: Path, env: dict[str, str], *, fetch_uv: bool) -> float:
    def run(*command: str | Path) -> None:
        subprocess.run(command, cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    start = time.perf_counter()
    python, uv = folder / "v/bin/python", Path("uv")
    base = Path(sys.base_prefix) / "bin/python3"
    run(base, "-m", "venv", "--without-pip", "v")
    if fetch_uv:
        run(base, "-m", "pip", "--python", python, "install", "-q", "uv")
        uv = folder / "v/bin/uv"
    run(uv, "pip", "install", "-q", "--python", python, *EMPTY_PROJECT)
    run(python, "-m", "django", "startproject", "p", ".")
    run(python, "manage.py", "migrate", "-v0")
    port = free_port()
    gunicorn = ["-b", f"127.0.0.1:{port}", "-w", "1", "--log-level", "error", "p.wsgi:application"]
    with server([str(folder / "v/bin/gunicorn"), *gunicorn], folder, env):
        wait_for(f"http://127.0.0.1:{port}/admin/login/")
        return time.perf_counter() - start


def make_run(clone: Path, env: dict[str, str]) -> float:
    port = free_port()
    start = time.perf_counter()
    with server(["make", "-s", "run", f"PORT={port}"], clone, env):
        wait_for(f"http://127.0.0.1:{port}/")
        return time.perf_counter() - start


@contextlib.contextmanager
def server(command: list[str], folder: Path, env: dict[str, str]) -> Iterator[int]:
    """A server, by the number of its process; it and what it started are gone afterwards."""
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, env=env, stdout=silent, stderr=silent, start_new_session=True)
    try:
        yield process.pid
    finally:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)


def wait_for(url: str) -> None:
    deadline = time.perf_counter() + 120
    while time.perf_counter() < deadline:
        try:
            urllib.request.urlopen(url, timeout=10).read()
            return
        except urllib.error.HTTPError as error:
            sys.exit(f"{url} answers {error.code}")
        except OSError:
            time.sleep(0.02)
    sys.exit(f"{url} does not answer")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
