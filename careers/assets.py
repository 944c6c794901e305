"""What every page is dressed in, in order. Collected static files hold one file of it all."""

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
JOINED_STYLES = "css/pathside.css"


def styles() -> list[str]:
    """The stylesheets of a page: one where static files were collected."""
    return [JOINED_STYLES] if _are_collected() else STYLES


def _are_collected() -> bool:
    """Names with hashes are those of collected files; development and tests take the files as they lie."""
    return isinstance(staticfiles_storage, ManifestFilesMixin) and not settings.DEBUG
