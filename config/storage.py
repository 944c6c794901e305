"""Static files: hashed names, compressed once when they are collected; the stylesheets joined."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
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
        name = Path(path).relative_to(settings.STATIC_ROOT)
        # Of the many files that django-htmx brings along, readers get one.
        is_for_readers = name.match("htmx-2.min.*") or name.parts[0] not in {"admin", "django_htmx"}
        return list(super().compress(path) if is_for_readers else self.quick.compress(path))


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """As whitenoise has it, with our stylesheets joined into one file.

    Each file less is a request less for a reader, and one file compresses better than its parts.
    """

    def create_compressor(self, **options: Any) -> Compressor:
        return BestForReaders(**options)

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            parts = [Path(self.path(name)).read_text() for name in assets.STYLES]
            Path(self.path(assets.JOINED_STYLES)).write_text("\n".join(map(squeezed_styles, parts)))
            paths[assets.JOINED_STYLES] = (self, assets.JOINED_STYLES)
        yield from super().post_process(paths, dry_run, **options)


def squeezed_styles(css: str) -> str:
    """The same rules in fewer letters. It takes a real parser: `.rows :is(th)` is not `.rows:is(th)`."""
    from lightningcss import process_stylesheet  # a server reads what was collected, and does without

    return process_stylesheet(css, filename="", minify=True)
