"""The addresses of the admin, and with them all of its pages.

Loaded when somebody asks for one of them: a worker that serves readers does without the forms, tables and uploads of
editors.
"""

from __future__ import annotations

from django.contrib.admin import autodiscover, site

__all__ = ["site", "urlpatterns"]

autodiscover()

urlpatterns = site.get_urls()
