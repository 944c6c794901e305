"""What both commands that import have in common: their options, and how they say what went wrong."""

from __future__ import annotations

import os
import signal
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from onet.folders import Refused
from onet.importing import Report
from onet.progress import Bar, Lines, Progress
from onet.reading import UnreadFiles
from sources import trouble
from sources.documents import BadContent

NOTHING_WRITTEN = "Nothing was written."
# The options that say how an import is meant.
MEANT = ("dry_run", "skip_bad", "older", "fewer")
# What service managers send, and a terminal that is closed, which not every system has.
ASK_TO_STOP = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


class ImportCommand(ABC, BaseCommand):
    """Give `help`, and `bring_in`."""

    # It serves no page, so it need not look at those.
    requires_system_checks: list[str] = []

    @abstractmethod
    def bring_in(self, path: Path, options: dict[str, Any], /, **common: Any) -> Report:
        """Bring the tables at that path in."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="a folder, or a zip as published")
        parser.add_argument("--dry-run", action="store_true", help="do everything but write, and say what would change")
        parser.add_argument(
            "--skip-bad", action="store_true", help="leave bad rows out and name them, instead of stopping"
        )
        parser.add_argument("--older", action="store_true", help="go back to tables that are older than those here")
        parser.add_argument(
            "--fewer", action="store_true", help="let a large part of what is here go, and take files that seem cut off"
        )

    def handle(self, *, path: Path, verbosity: int, **options: Any) -> None:
        progress: Callable[[int], Progress] = Progress
        if verbosity > 0:
            terminal = sys.stderr.isatty()
            progress = partial(Bar, stream=sys.stderr) if terminal else partial(Lines, stream=self.stdout)
        try:
            with asked_to_stop():
                report = self.bring_in(
                    Path(path), options, progress=progress, **{name: options[name] for name in MEANT}
                )
        except Refused as error:
            raise CommandError(f"{error} {NOTHING_WRITTEN}")
        except BadContent as error:
            count = len(error.problems)
            found = f"{count:,} problem{'s' * (count != 1)}"
            way_out = "" if isinstance(error, UnreadFiles) else " With --skip-bad, bad rows are left out and named."
            raise CommandError(f"{error}\n{found}. {NOTHING_WRITTEN}{way_out}")
        except DatabaseError as error:
            raise CommandError(f"{trouble.in_words(error)} {NOTHING_WRITTEN}")
        except KeyboardInterrupt:
            raise CommandError(f"Stopped. {NOTHING_WRITTEN}")
        except OSError as error:
            raise CommandError(f"The import stopped: {error.strerror or error}. {NOTHING_WRITTEN}")
        try:
            self._tell(report, verbosity, **options)
        except BrokenPipeError:
            # It is all done, and the admin keeps what there was to say.
            _stop_writing(sys.stdout)

    def _tell(self, report: Report, verbosity: int, *, dry_run: bool, **_options: Any) -> None:
        for problem in report.left_out:
            self.stderr.write(f"left out: {problem}")
        if verbosity > 0:
            self.stdout.write(str(report))
            if dry_run:
                self.stdout.write("Dry run: nothing was written.")
            self.stdout.flush()


def _stop_writing(stream: TextIO) -> None:
    """Let what still waits to be written go nowhere: nobody reads it, and Python would fail at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


@contextmanager
def asked_to_stop() -> Iterator[None]:
    """Within this block whatever asks a process to stop does what Ctrl and C do."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: signal.signal(each, signal.default_int_handler) for each in ASK_TO_STOP}
    try:
        yield
    finally:
        for each, usual in before.items():
            signal.signal(each, usual)
