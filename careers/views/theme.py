"""The reader's theme: the only cookie a reader can get, and only by asking for it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

COOKIE = "theme"
THEMES = ("light", "dark")
A_YEAR = 365 * 24 * 60 * 60


def vary_by_theme(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: every page shows the theme, so every page hangs on the cookie that holds it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


def chosen_theme(request: HttpRequest) -> str:
    """`light`, `dark`, or nothing where the page follows the device."""
    theme = request.COOKIES.get(COOKIE, "")
    return theme if theme in THEMES else ""


# A CSRF token would set a cookie on every page. A foreign site could at worst turn the lights off; the
# origin check keeps it from that, too.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember the theme and go back to the page; anything but light and dark means “as the device”.

    Whoever only opens the address has chosen nothing, and is led home.
    """
    if request.method != "POST":
        return HttpResponseRedirect(reverse("careers:home"))
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None, require_https=request.is_secure()):
        back = reverse("careers:home")
    response = HttpResponseRedirect(back)
    if _is_foreign(request):
        return response
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            COOKIE, theme, max_age=A_YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _is_foreign(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin")
    return bool(origin) and origin != f"{request.scheme}://{request.get_host()}"
