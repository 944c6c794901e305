"""The same link again: a page that is known already is answered without making it anew.

What a reader's page says hangs on its address, the content, the day, the theme and the program, and on nothing else.
All of that makes its ETag: a browser that names it gets a 304 before any work begins, and a whole page is kept until
one of them moves. Browsers ask each time, so that nobody reads what was changed a moment ago; proxies that many share
may keep a page for a minute.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.db import Error as DatabaseFailure
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import ResponseHeaders
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_etags

from careers import clock
from careers.views.pages import HTMX_HEADERS
from careers.views.theme import chosen_theme
from config import release
from config.middleware import encoding, said
from sources import versioning

logger = logging.getLogger("pathside")
GetResponse = Callable[[HttpRequest], HttpResponse]

CACHE_CONTROL = "public, max-age=0, s-maxage=60"
VARY = ["Accept-Encoding", "Cookie", *HTMX_HEADERS]
KEPT_SECONDS = 60 * 60
# What people type is hardly ever typed again: it would only crowd out what is asked for often.
TYPED = re.compile(r"(?:^|&)q=")

# To look the address up would take a tenth of the time of a 304. One that is unknown is answered, and not kept.
NOT_FOR_READERS = ("/admin/", "/healthz", "/readyz")

Kept = tuple[ResponseHeaders, bytes]


def same_link_again(get_response: GetResponse) -> GetResponse:
    """Middleware: answer what was answered before. Stands outside of all that makes, and compresses, a page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_for_readers(request):
            return get_response(request)
        with versioning.one_reading():
            # A part that htmx swaps in hangs on the control that was used, and a template is edited while one looks.
            if "HTTP_HX_REQUEST" in said(request) or settings.SESSION_COOKIE_NAME in request.COOKIES or settings.DEBUG:
                return get_response(request)
            return _answer(request, get_response)

    return middleware


def _is_for_readers(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD") and not request.path_info.startswith(NOT_FOR_READERS)


def _answer(request: HttpRequest, get_response: GetResponse) -> HttpResponse:
    try:
        request.get_host()
        digest = _digest(request)
    except (DisallowedHost, DatabaseFailure):
        return get_response(request)  # what makes the page refuses a made-up host, or says that the database is away
    etag = f'W/"{digest}"'
    if f'"{digest}"' in {each.removeprefix("W/") for each in parse_etags(said(request).get("HTTP_IF_NONE_MATCH", ""))}:
        # A browser keeps the other headers, the policies among them, of the page that it has.
        same = {"ETag": etag, "Cache-Control": CACHE_CONTROL, "Vary": ", ".join(VARY)}
        return HttpResponseNotModified(headers=same)
    keeps = not TYPED.search(request.META.get("QUERY_STRING", ""))
    key = f"page-{digest}-{encoding(request)}"
    if keeps and (kept := _kept(key)):
        headers, body = kept
        response = HttpResponse(body, content_type=headers["Content-Type"])
        response.headers = headers  # as they were checked and written once
    else:
        response = get_response(request)
        if not _is_the_same_for_all(request, response):
            return response
        response["ETag"] = etag
        response["Cache-Control"] = CACHE_CONTROL
        patch_vary_headers(response, VARY)
        if keeps:
            _keep(key, (response.headers, response.content))
    return get_conditional_response(request, etag=etag, response=response) or response


def _kept(key: str) -> Kept | None:
    """What was kept, if anything was; a folder that cannot be read has nothing."""
    try:
        kept: Kept | None = cache.get(key)
    except OSError as error:
        logger.error("What is kept cannot be read: %s", error)
        return None
    return kept


def _keep(key: str, page: Kept) -> None:
    """Keep a page, if that can be: where a disk is full, it is made anew the next time."""
    try:
        cache.set(key, page, KEPT_SECONDS)
    except OSError as error:
        logger.error("Pages cannot be kept: %s", error)


def _digest(request: HttpRequest) -> str:
    """All that a page hangs on, in few letters."""
    told = (
        request.path,
        request.META.get("QUERY_STRING", ""),
        chosen_theme(request),
        versioning.moved(),
        clock.today(),
        release.fingerprint(),
    )
    return hashlib.blake2b(repr(told).encode(), digest_size=15).hexdigest()


def _is_the_same_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """A page that was found, is whole, and says nothing to one person alone."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not request.session.accessed
    )
