"""Sites on this machine, and how many requests a second they answer."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from benchmarks.fullsize import ROOT, environment
from benchmarks.install import free_port, server, wait_for

SECONDS, CONNECTIONS = 1, 8
# So much of the processors may be at work with something else when a round starts.
IDLE, PATIENCE = 0.12, 10.0


@dataclass(frozen=True)
class Site:
    """A site that answers on a port of this machine."""

    port: int
    process: int

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path: str, headers: Mapping[str, str] = {}) -> tuple[bytes, Message]:
        """The body and the headers of a page."""
        request = urllib.request.Request(self.address(path), headers=dict(headers))
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            sys.exit(f"{path} answers {error.code}")

    def rate(self, path: str, headers: Mapping[str, str] = {}) -> float:
        """Requests a second, with some connections at once that are kept open."""
        said = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "60s", *said, self.address(path)]
        wait_until_idle()
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if "Non-2xx or 3xx" in out or "Socket errors" in out:
            sys.exit(f"{path} was not always answered:\n{out}")
        found = re.search(r"Requests/sec:\s+([\d.]+)", out)
        return float(found[1]) if found else 0.0


@contextlib.contextmanager
def site(
    database: Path,
    *,
    settings: str = "config.settings",
    app: str = "benchmarks.wsgi:application",
    workers: int = 1,
    **more: str,
) -> Iterator[Site]:
    """A site on the server that we use, with as many workers; `app` is what a floor's settings are served by."""
    port = free_port()
    app = "config.wsgi:application" if settings == "config.settings" else app
    options = f"--interface wsgi --workers {workers} --blocking-threads 4 --no-access-log --log-level error".split()
    command = [sys.executable, "-m", "granian", *options, "--host", "127.0.0.1", "--port", str(port), app]
    with server(command, ROOT, environment(database, DJANGO_SETTINGS_MODULE=settings, **more)) as process:
        first = "/healthz" if settings == "config.settings" else "/bare?bytes=1"
        wait_for(f"http://127.0.0.1:{port}{first}")
        yield Site(port, process)


def needs_wrk() -> None:
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed, and it counts the requests. On Debian and Ubuntu: sudo apt-get install wrk")


def wait_until_idle() -> None:
    """Wait for other work on this machine to end, but not for ever: it would be taken for ours."""
    if not Path("/proc/stat").exists():
        return
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        before, all_before = _times()
        time.sleep(0.25)
        after, all_after = _times()
        if all_after > all_before and 1 - (after - before) / (all_after - all_before) < IDLE:
            return


def _times() -> tuple[int, int]:
    """How long the processors were idle so far, and how long there was anything to be."""
    times = [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return times[3] + times[4], sum(times)


def resident(process: int) -> float:
    """The memory, in MB, of the largest process below this one: the worker that answers."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            children.setdefault(parent, []).append(int(folder.name))
    waiting, sizes = [process], []
    while waiting:
        each = waiting.pop()
        waiting += children.get(each, [])
        pages = int(Path(f"/proc/{each}/statm").read_text().split()[1])
        sizes.append(pages * os.sysconf("SC_PAGE_SIZE") / 1e6)
    return max(sizes)
