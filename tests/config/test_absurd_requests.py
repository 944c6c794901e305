"""What makes no sense is refused with a page that says so: a 4xx, never a 500."""

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config.middleware import database_busy
from tests.databases import connected_again

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    """Shows what a reader would get: the test client's habit of raising would hide a 500."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("host", ["evil.example", "", "a b", "127.0.0.1:port", "[::1", "x" * 5000, "127.0.0.1\0"])
def test_a_host_that_is_not_ours_is_refused(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/?q=%00",
        "/roles/?q=a%00b",
        "/roles/%00/",
        "/admin/%00",
        "/?" + "&".join(f"a{n}=1" for n in range(6000)),
        "/?q=" + "x" * 100_000,
    ],
    ids=["nul", "nul-in-search", "nul-in-path", "nul-in-admin", "6000-fields", "100000-letters"],
)
def test_an_absurd_address_is_refused(client, path):
    answer = client.get(path)
    assert 400 <= answer.status_code < 500
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "q=%ff%fe",
        "q=%",
        "q=%zz",
        "=&=&&&",
        "q[]=1&q[$ne]=2",
        "page=1e9",
        "page=-1",
        "page=" + "9" * 400,
        "q=" + "%F0%9F%A7%AA" * 5000,
    ],
)
@pytest.mark.parametrize("path", ["/", "/roles/", "/compare/", "/admin/login/"])
def test_an_odd_query_is_answered(client, path, query):
    assert client.get(f"{path}?{query}").status_code < 500


@pytest.mark.parametrize(
    "path", ["/%ff%fe/", "/roles/%F0%9F%A7%AA/", "/../../etc/passwd", "/" + "a/" * 4000, "/static/../manage.py"]
)
def test_an_odd_path_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_an_oversized_form_is_refused(client):
    assert client.post("/admin/login/", {"username": "x" * 3_000_000}).status_code in {400, 413}
    form = "&".join(f"a{n}=1" for n in range(6000))
    answer = client.post("/admin/login/", form, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {400, 413}


def test_a_form_that_is_not_one_is_refused(client):
    answer = client.post("/admin/login/", b"\xff\xfe", content_type="multipart/form-data; boundary=\xff")
    assert answer.status_code == 400


def test_a_form_from_elsewhere_is_refused():
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert client.post("/admin/login/", {"username": "x", "password": "y"}).status_code == 403


def test_an_unknown_method_is_no_error_of_ours(client):
    assert client.generic("BREW", "/").status_code < 500


def test_who_meets_a_busy_database_is_told_to_come_back():
    def view(request):
        return HttpResponse()

    # Django's hook stands on the function, of which types know nothing.
    process_exception = database_busy(view).process_exception  # type: ignore[attr-defined]
    answer = process_exception(RequestFactory().post("/"), OperationalError("database is locked"))
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "nothing was changed" in answer.text
    answer = process_exception(RequestFactory().get("/"), OperationalError("database is locked"))
    assert answer.text.startswith("The data of this site is being brought up to date, and this page has to wait")
    answer = process_exception(RequestFactory().post("/"), OperationalError("no such table: x"))
    assert answer is None or connection.vendor == "postgresql"


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="in SQLite a writer keeps nobody from reading")
def test_an_unknown_address_that_meets_a_busy_database_is_no_error_of_ours(client):
    with connected_again() as other, other.cursor() as writer, connection.cursor() as ours:
        writer.execute("BEGIN")
        writer.execute("LOCK TABLE careers_searchword IN ACCESS EXCLUSIVE MODE")
        ours.execute("SET lock_timeout = '50ms'")
        assert client.get("/nothing-of-that-name/").status_code == 503
        writer.execute("ROLLBACK")
