"""What stands between the server and every page: requests no page could make sense of, a database that is busy."""

from collections.abc import Callable

from django.core.exceptions import BadRequest, TooManyFieldsSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict

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
            request.GET  # noqa: B018 - it is read, and counted, at the first look
        except TooManyFieldsSent:
            refuse(request, "The address asks for too many things at once.")
        return get_response(request)

    return middleware


def refuse(request: HttpRequest, why: str) -> None:
    request.GET = QueryDict()  # the page that explains the refusal must not stumble over it again
    raise BadRequest(why)


def database_busy(get_response: GetResponse) -> GetResponse:
    """Answer 503, come back in a moment, where another writer held the database for longer than a request waits."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(_request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError) or "locked" not in str(exception):
            return None
        return HttpResponse(
            "Somebody else is saving much at this moment, so nothing was changed. Go back and try again in a minute.\n",
            status=503,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": "60", "Cache-Control": "no-store"},
        )

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
