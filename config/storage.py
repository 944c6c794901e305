"""Static files: hashed names, compressed once when they are collected."""

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class QuickCompressor(Compressor):
    """Brotli at its best, except for the admin's few big scripts: its best takes seconds there and saves little."""

    LARGE_BYTES = 64_000

    @classmethod
    def compress_brotli(cls, data: bytes) -> bytes:
        return bytes(brotli.compress(data, quality=9 if len(data) > cls.LARGE_BYTES else 11))


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **options: object) -> Compressor:
        return QuickCompressor(**options)
