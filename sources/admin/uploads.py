"""Files that somebody looks over before they are brought in: kept for an hour, for that person and that table alone."""

from __future__ import annotations

import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core import signing
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from sources.sheets import MOST_BYTES

SECONDS = 60 * 60
_PREFIX = "pathside-import-"


class UploadGone(ValueError):
    """The file is not here any more, or was not for this."""


@dataclass(frozen=True)
class Upload:
    """What was uploaded, for which table, by whom, and the number of the data it was held against."""

    path: str
    name: str
    model: str
    user: int
    why: str
    version: int

    def read(self) -> bytes:
        try:
            return Path(self.path).read_bytes()
        except OSError:
            raise UploadGone

    def token(self) -> str:
        """What the page carries, signed: nobody else can point at a file of this machine."""
        return signing.dumps(asdict(self), salt=_PREFIX, compress=True)

    def forget(self) -> None:
        with suppress(OSError):
            Path(self.path).unlink()


def keep(raw: bytes) -> str:
    """Put the file aside, readable to nobody else on this machine, and return its path."""
    for old in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > SECONDS:
                old.unlink()
    with tempfile.NamedTemporaryFile(prefix=_PREFIX, delete=False) as file:
        file.write(raw)
        return file.name


def recall(token: str, *, model: str, user: Any) -> Upload:
    """What was put aside under this token. Raises UploadGone where that is too old, or another person’s or model’s."""
    try:
        upload = Upload(**signing.loads(token, salt=_PREFIX, max_age=SECONDS))
    except (signing.BadSignature, TypeError):
        raise UploadGone
    if (upload.model, upload.user) != (model, user):
        raise UploadGone
    return upload


class LimitedUpload(FileUploadHandler):
    """Reads a file to its end, but keeps none that is larger than we take: it would fill the disk."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.bytes = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.bytes += len(raw_data)
        if self.bytes > MOST_BYTES:
            vars(self.request)["too_large"] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
