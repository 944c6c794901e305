"""A folder of tables, or the zip it came as, opened without trusting it.

Nothing is unpacked to the disk, and nothing is read into memory as a whole.
"""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

# What a zip or a folder may hold. A whole O*NET release is about 46 files and 130 MB.
MOST_FILES = 500
MOST_BYTES = 500_000_000
# The table of contents of a zip, which Python reads at once: about 5,000 names.
MOST_CONTENTS_BYTES = 500_000

# What reading a file on can raise, when a disk fails or a zip is damaged further in.
CANNOT_READ = (OSError, EOFError, zlib.error, zipfile.BadZipFile)


class Refused(ValueError):
    """What was given is not read at all, and why: a sentence for whoever gave it."""


@dataclass(frozen=True)
class File:
    """A file in a folder or a zip; nothing of it is read before it is opened."""

    name: str  # without its folders
    where: str  # with them, inside what was opened
    size: int  # in bytes, when unpacked
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True)
class Files:
    """The files of one folder or zip, whatever folders inside it they lie in."""

    name: str
    files: tuple[File, ...]

    def matching(self, pattern: str) -> File | None:
        """The one file of that name, like `oews_national_*.csv`; capitals do not matter."""
        found = [file for file in self.files if fnmatch(file.name.lower(), pattern.lower())]
        if len(found) > 1:
            raise Refused(
                f"{self.name} holds {found[0].where} and {found[1].where}, and only one can be meant: "
                "give the folder of one release."
            )
        return found[0] if found else None


@contextmanager
def opened(path: Path) -> Iterator[Files]:
    """The files of a folder or a zip, to be read while this lasts."""
    name = path.resolve().name or str(path)
    try:
        if path.is_dir():
            files = Files(name, tuple(_in_folder(path, name)))
        elif not path.exists():
            raise Refused(f"There is no folder or zip {path}.")
        elif not _is_zip(path):
            raise Refused(f"{name} is neither a folder nor a whole zip. Was it cut off on its way?")
        else:
            _contents_are_small(path)
            with zipfile.ZipFile(path) as archive:
                files = Files(name, tuple(_in_zip(path, archive, name)))
    except (zipfile.BadZipFile, struct.error) as error:
        raise Refused(f"{name} is a damaged zip: {error}. Take a fresh copy.")
    except OSError as error:
        raise Refused(f"{name} cannot be read: {error.strerror or error}.")
    # What goes wrong with whoever reads on is not ours to explain.
    yield files


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:  # by its name alone, one that may not be read would be called none
        return zipfile.is_zipfile(file)


def _in_folder(folder: Path, name: str) -> Iterator[File]:
    count = 0
    for inside, folders, names in os.walk(folder, onerror=_cannot_read):
        folders[:] = [each for each in folders if not _hidden(PurePosixPath(each))]
        count += len(folders) + len(names)
        if count > MOST_FILES:
            raise Refused(f"{name} holds more than {MOST_FILES} files: give the folder of the tables alone.")
        for path in (Path(inside, each) for each in names if not _hidden(PurePosixPath(each))):
            if path.is_file():
                where = path.relative_to(folder).as_posix()
                yield File(path.name, where, path.stat().st_size, partial(_open, path))


def _cannot_read(error: OSError) -> None:
    raise error


def _open(path: Path) -> IO[bytes]:
    return path.open("rb")


def _in_zip(path: Path, archive: zipfile.ZipFile, name: str) -> Iterator[File]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise Refused(f"{name} holds {len(entries):,} files, and at most {MOST_FILES} are read.")
    # No more than an entry says of itself is ever unpacked.
    size = sum(entry.file_size for entry in entries)
    if size > MOST_BYTES:
        raise Refused(f"{name} would unpack to {size:,} bytes, and at most {MOST_BYTES:,} are read.")
    for entry in entries:
        where = PurePosixPath(entry.filename.replace("\\", "/"))
        if where.is_absolute() or ".." in where.parts or ":" in entry.filename:
            raise Refused(f"{name} holds a path that leads out of it, {entry.filename!r}: it is not safe to use.")
        if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused(f"{name} is locked or packed in an unusual way. Take the zip as it was published.")
        if not _hidden(where):
            yield File(where.name, str(where), entry.file_size, partial(_unpacked, path, entry))


def _unpacked(path: Path, entry: zipfile.ZipInfo) -> IO[bytes]:
    # Each opens the zip for itself: two processes that read in one would move each other's place in it.
    with zipfile.ZipFile(path) as archive:
        return archive.open(entry)


def _hidden(where: PurePosixPath) -> bool:
    """What systems leave beside the files that people see."""
    return any(part.startswith(".") or part == "__MACOSX" for part in where.parts)


def _contents_are_small(path: Path) -> None:
    """A few megabytes of zip can list millions of names; how long the list is stands at the end of the zip."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - (1 << 16) - 22))
        end = file.read()
    at = end.rfind(b"PK\5\6")
    (size,) = struct.unpack_from("<L", end, at + 12)
    if size > MOST_CONTENTS_BYTES:
        raise Refused(f"{path.name} lists more files than any release has: it is not safe to use.")
