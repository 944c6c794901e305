"""What stands between the server and every page: requests no page could make sense of, a database that is busy,
what a page may load, and the compression of what we answer."""

import logging
import re
import sys
from collections.abc import Callable, Mapping

import brotli
from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import BadRequest, TooManyFieldsSent
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

from careers.views import errors
from sources.alone import is_busy

logger = logging.getLogger("pathside")
GetResponse = Callable[[HttpRequest], HttpResponse]

LONGEST_QUERY = 64_000  # characters as sent: a search of 5,000 letters in any script stays below it


def refuse_absurd_requests(get_response: GetResponse) -> GetResponse:
    """Answer 400 to what no browser sends by itself, before a view or a database sees it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if len(query) > LONGEST_QUERY:
            refuse(request, "The address is too long.")
        if "\0" in request.path_info or "\0" in query or "%00" in query:
            refuse(request, "The address holds a character that means nothing.")
        try:
            # To name it is to use it: Django reads the query, and counts its fields, at the first look.
            request.GET  # noqa: B018
        except TooManyFieldsSent:
            refuse(request, "The address asks for too many things at once.")
        return get_response(request)

    return middleware


def refuse(request: HttpRequest, why: str) -> None:
    """Raises BadRequest with that sentence."""
    request.GET = QueryDict()  # the page that explains the refusal must not stumble over it again
    raise BadRequest(why)


def database_busy(get_response: GetResponse) -> GetResponse:
    """Answer 503, come back in a moment, where another writer held the database for longer than a request waits, and
    where the database, on another machine, is away."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return without_database(request, exception)

    # Django looks for this hook on the function itself, of which types know nothing.
    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def without_database(request: HttpRequest, exception: BaseException | None) -> HttpResponse | None:
    """The answer where the database is busy or away; None where something else was the matter."""
    if isinstance(exception, Exception) and is_busy(exception) and request.method in ("GET", "HEAD"):
        words = "The data of this site is being brought up to date, and this page has to wait for that. Try again"
    elif isinstance(exception, Exception) and is_busy(exception):
        words = "Somebody else is saving much at this moment, so nothing was changed. Go back and try again"
    elif connection.vendor == "postgresql" and isinstance(exception, OperationalError | InterfaceError):
        logger.error("The database cannot be used: %s", exception)
        words = "The site cannot reach its data at this moment. Try again"
    else:
        return None
    return HttpResponse(
        f"{words} in a minute.\n",
        status=503,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": "60", "Cache-Control": "no-store"},
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for an error of ours. The page for an unknown address asks the database, too, and may find it busy."""
    return without_database(request, sys.exc_info()[1]) or errors.server_error(request)


BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


def said(request: HttpRequest) -> Mapping[str, str]:
    """What the server hands over, headers as `HTTP_…` among it: `request.headers` writes all anew to find one."""
    return request.META


def encoding(request: HttpRequest) -> str:
    """How an answer to this request is compressed where that pays: `br`, `gzip`, or nothing."""
    accepted = said(request).get("HTTP_ACCEPT_ENCODING", "")
    if BROTLI.search(accepted):
        return "br"
    return "gzip" if re_accepts_gzip.search(accepted) else ""


class OnePolicy(CSPMiddleware):
    """What a page may load: put together once, as it is the same for all answers and holds no nonce."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        self.policy = build_policy()

    def process_request(self, request: HttpRequest) -> None:
        """Nothing to keep for later, as there is no nonce."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page_for_programmers = settings.DEBUG and response.status_code in (404, 500)  # which styles itself
        if not is_page_for_programmers:
            response.headers.setdefault(HEADER, self.policy)
        return response


class CompressMiddleware(GZipMiddleware):
    """Brotli for the browsers that take it, else gzip.

    At this quality a page is a tenth smaller than with gzip and made no slower. Quality 8 and the usual window would
    save one byte in a hundred, take nearly twice as long and fill 25 MB of each worker with tables of what was seen.
    What is the same on every page of a reader holds no secret, and Django masks the admin's tokens anew each time, so
    that lengths tell nothing.
    """

    QUALITY, WINDOW = 5, 16  # the window is a power of two, in bytes
    SHORTEST_BYTES = 200  # as GZipMiddleware has it

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if (
            encoding(request) != "br"
            or not isinstance(response, HttpResponse)
            or len(response.content) < self.SHORTEST_BYTES
            or response.has_header("Content-Encoding")
        ):
            return super().process_response(request, response)
        patch_vary_headers(response, ["Accept-Encoding"])
        response.content = brotli.compress(response.content, quality=self.QUALITY, lgwin=self.WINDOW)
        response["Content-Length"] = str(len(response.content))
        response["Content-Encoding"] = "br"
        if (etag := response.get("ETag", "")).startswith('"'):
            response["ETag"] = f"W/{etag}"  # other bytes than those it was made for
        return response
