"""The root of all addresses; every page a reader sees is in `careers.urls`."""

from django.urls import URLResolver, include, path
from django.urls.resolvers import RoutePattern

from config.health import healthz, readyz


class OnDemand(URLResolver):
    """Addresses with a namespace of their own, loaded when one of them is asked for; `include` loads them at once."""

    def _populate(self) -> None:
        """The root resolver looks into all others for names without a namespace. In here are none."""


urlpatterns = [
    OnDemand(RoutePattern("admin/"), "config.adminurls", app_name="admin", namespace="admin"),
    path("healthz", healthz),
    path("readyz", readyz),
    path("", include("careers.urls")),
]

handler400 = "careers.views.errors.bad_request"
handler403 = "careers.views.errors.permission_denied"
handler404 = "careers.views.errors.page_not_found"
handler500 = "config.middleware.server_error"
