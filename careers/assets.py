"""What every page is dressed in and what it runs, in order. Collected static files hold one file of each."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage

STYLES = [
    "css/0-layers.css",
    "css/1-tokens.css",
    "css/2-base.css",
    "css/3-layout.css",
    "css/4-components.css",
    "css/5-pages.css",
    "css/6-print.css",
]
SCRIPTS = ["django_htmx/htmx-2.min.js", "js/pathside.js"]
JOINED_STYLES = "css/pathside.css"
JOINED_SCRIPTS = "js/all.js"


def styles() -> list[str]:
    return [JOINED_STYLES] if _are_collected() else STYLES


def scripts() -> list[str]:
    return [JOINED_SCRIPTS] if _are_collected() else SCRIPTS


def _are_collected() -> bool:
    """Names with hashes are those of collected files; development and tests take the files as they lie."""
    return isinstance(staticfiles_storage, ManifestFilesMixin) and not settings.DEBUG
