"""Static files: hashed names, compressed once when they are collected; those of every page joined."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from lightningcss import process_stylesheet
from rjsmin import jsmin
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from careers import assets


class QuickCompressor(Compressor):
    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return bytes(brotli.compress(data, quality=6))


class BestForReaders(Compressor):
    """Brotli at its best for what readers get. For the admin its best would take seconds of the first start."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.quick = QuickCompressor(**options)

    def compress(self, path: str) -> list[str]:
        is_for_readers = Path(path).relative_to(settings.STATIC_ROOT).parts[0] not in {"admin", "django_htmx"}
        return list(super().compress(path) if is_for_readers else self.quick.compress(path))


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """As whitenoise has it, with our stylesheets joined into one file, and the scripts into another.

    Each file less is a request less for a reader, and one file compresses better than its parts.
    """

    def create_compressor(self, **options: Any) -> Compressor:
        return BestForReaders(**options)

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            self._join(paths, assets.STYLES, assets.JOINED_STYLES, squeezed_styles)
            self._join(paths, assets.SCRIPTS, assets.JOINED_SCRIPTS, jsmin)
        yield from super().post_process(paths, dry_run, **options)

    def _join(self, paths: dict[str, Any], names: list[str], into: str, squeezed: Callable[[str], str]) -> None:
        texts = [Path(self.path(name)).read_text() for name in names]
        Path(self.path(into)).write_text("\n".join(map(squeezed, texts)))
        paths[into] = (self, into)


def squeezed_styles(css: str) -> str:
    """The same rules in fewer letters. It takes a real parser: `.rows :is(th)` is not `.rows:is(th)`."""
    return process_stylesheet(css, filename="", minify=True)
