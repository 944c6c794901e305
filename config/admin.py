"""The admin as a whole: its name, and what editors see first."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import SimpleAdminConfig
from django.http import HttpRequest
from django.template.response import TemplateResponse


class EditorSite(AdminSite):
    site_header = f"{settings.SITE_NAME} for editors"
    site_title = settings.SITE_NAME
    index_title = "What the pages are made of"
    # Lists need its room for their columns; the crumbs above them lead back to where all models are.
    enable_nav_sidebar = False

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from careers import clock, dashboard  # this module is loaded before any model

        seen = [box for box in dashboard.boxes(clock.today()) if self.may_see(request, box.about)]
        return super().index(request, {"boxes": seen} | (extra_context or {}))

    def may_see(self, request: HttpRequest, model: Any) -> bool:
        return bool(self.get_model_admin(model).has_view_permission(request))


class EditorAdminConfig(SimpleAdminConfig):
    """The pages of the models are looked for where the admin's addresses are: see `config.adminurls`."""

    default_site = "config.admin.EditorSite"
