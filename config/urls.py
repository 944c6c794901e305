"""The root of all addresses; every page a reader sees is in `careers.urls`."""

from django.contrib import admin
from django.urls import include, path

from config.health import healthz, readyz

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", healthz),
    path("readyz", readyz),
    path("", include("careers.urls")),
]

handler400 = "careers.views.errors.bad_request"
handler403 = "careers.views.errors.permission_denied"
handler404 = "careers.views.errors.page_not_found"
handler500 = "config.middleware.server_error"
