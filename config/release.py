"""Which version of the program runs: the same content looks otherwise when a template changes."""

from __future__ import annotations

import hashlib
from functools import cache

from django.conf import settings

ROOMS = ("careers", "certifications", "config", "roles", "sources", "static", "templates")
KINDS = {".css", ".html", ".js", ".py", ".svg", ".woff2"}
PACKAGES = "requirements.txt"  # a library makes a part of each page, too


@cache
def fingerprint() -> str:
    """A digest of all that pages are made of besides content, read once a process."""
    root = settings.BASE_DIR
    found = hashlib.sha256(f"{settings.SITE_NAME}\n{settings.PUBLIC_URL}\n".encode())
    files = sorted(path for room in ROOMS for path in (root / room).rglob("*") if path.suffix in KINDS)
    for path in [root / PACKAGES, *files]:
        found.update(f"{path.relative_to(root)}\n".encode())
        found.update(path.read_bytes())
    return found.hexdigest()
