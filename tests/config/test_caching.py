"""The same link again is cheap, and never stale."""

from __future__ import annotations

import re
from datetime import date

import brotli
import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache, caches
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.caching import same_link_again
from roles.models import Role
from sources.models import DataVersion
from sources.versioning import changed
from tests.factories import make_place, make_role

pytestmark = pytest.mark.django_db

PAGE = "/roles/paralegal/"


@pytest.fixture(autouse=True)
def _memory(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"}}
    cache.clear()
    make_role(title="Paralegal", duties=["File papers"])
    make_role(title="Legal assistant", duties=["File papers"])


def queries(client: Client, address: str = PAGE, **headers: str) -> tuple[int, int]:
    """Status and queries of a request."""
    with CaptureQueriesContext(connection) as found:
        answer = client.get(address, headers=headers)
    return answer.status_code, len(found)


def nothing_is_kept() -> bool:
    return not caches["default"]._cache  # type: ignore[attr-defined]  # of the memory alone, which tests keep pages in


def etag(client: Client, address: str = PAGE, **headers: str) -> str:
    return client.get(address, headers=headers)["ETag"]


def test_the_same_link_again_asks_only_whether_content_has_moved(client):
    first = client.get(PAGE)
    with CaptureQueriesContext(connection) as found:
        again = client.get(PAGE)
    assert [query["sql"].split(" FROM ")[1].split()[0] for query in found] == ["sources_dataversion"]
    assert again.content == first.content
    assert dict(again.items()) == dict(first.items())


def test_a_browser_that_has_the_page_gets_nothing_to_read(client):
    tag = etag(client)
    answer = client.get(PAGE, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == tag
    assert answer["Cache-Control"] == client.get(PAGE)["Cache-Control"]
    assert set(answer["Vary"].split(", ")) <= set(client.get(PAGE)["Vary"].split(", "))


def test_a_page_that_is_in_no_cache_is_not_made_for_a_304(client):
    tag = etag(client)
    cache.clear()
    assert queries(client, **{"If-None-Match": tag}) == (304, 1)


@pytest.mark.parametrize("named", ['"other", {}', "{}", "{strong}", "*", 'W/"a,b", {}'])
def test_any_of_the_etags_that_a_browser_names_will_do(client, named):
    tag = etag(client)
    answer = client.get(PAGE, headers={"If-None-Match": named.format(tag, strong=tag.removeprefix("W/"))})
    assert answer.status_code == 304


def test_an_etag_of_another_page_is_none_of_this_one(client):
    answer = client.get(PAGE, headers={"If-None-Match": etag(client, "/roles/legal-assistant/")})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "change", [lambda: Role.objects.get(slug="paralegal").save(), changed, lambda: make_place(code="US-NY")]
)
def test_whatever_changes_content_makes_the_page_anew(client, change):
    tag = etag(client)
    change()
    status, count = queries(client, **{"If-None-Match": tag})
    assert status == 200
    assert count > 1


def test_a_saved_change_is_read_at_once(client):
    client.get(PAGE)
    Role.objects.get(slug="paralegal").delete()
    assert client.get(PAGE).status_code == 404


def test_another_database_with_the_same_number_is_another_state(client):
    tag = etag(client)
    DataVersion.objects.update(moved_at="2020-01-01T00:00Z")
    assert etag(client) != tag


def test_facts_age_by_the_day(client):
    with time_machine.travel(date(2026, 10, 1)):
        tag = etag(client)
    with time_machine.travel(date(2026, 10, 2)):
        assert etag(client) != tag


def test_another_version_of_the_program_makes_other_pages(client, monkeypatch):
    tag = etag(client)
    monkeypatch.setattr("config.release.fingerprint", lambda: "another")
    assert etag(client) != tag


def test_the_theme_is_a_page_of_its_own(client):
    plain = client.get(PAGE)
    client.cookies["theme"] = "dark"
    dark = client.get(PAGE)
    assert dark["ETag"] != plain["ETag"]
    assert 'data-theme="dark"' in dark.text
    client.cookies["theme"] = "light"
    assert 'data-theme="light"' in client.get(PAGE).text


def test_a_cookie_of_somebody_else_changes_nothing(client):
    tag = etag(client)
    client.cookies["_analytics"] = "1"
    assert etag(client) == tag


def test_the_order_of_questions_is_part_of_what_a_page_says(client):
    make_place(code="US-NY")
    first, second = ("/compare/paralegal-vs-legal-assistant/?" + query for query in ("a=1&state=NY", "state=NY&a=1"))
    assert etag(client, first) != etag(client, second)
    assert "?a=1&amp;state=NY" in client.get(first).text
    assert "?state=NY&amp;a=1" in client.get(second).text


def test_each_encoding_is_kept_as_it_is_sent(client):
    for _ in range(2):
        plain = client.get(PAGE)
        pressed = client.get(PAGE, headers={"Accept-Encoding": "gzip, br"})
        zipped = client.get(PAGE, headers={"Accept-Encoding": "gzip"})
        assert [each.get("Content-Encoding") for each in (plain, pressed, zipped)] == [None, "br", "gzip"]
        assert brotli.decompress(pressed.content) == plain.content
        assert plain["ETag"] == pressed["ETag"] == zipped["ETag"]
        assert plain["ETag"].startswith("W/")  # the same page in other bytes


def test_a_part_for_htmx_is_neither_kept_nor_mistaken_for_the_page(client):
    page = client.get(PAGE)
    part = client.get(PAGE, headers={"HX-Request": "true", "If-None-Match": page["ETag"]})
    assert part.status_code == 200
    assert "<html" not in part.text
    assert not part.has_header("ETag")
    assert not part.has_header("Cache-Control")
    assert client.get(PAGE).content == page.content
    assert {"HX-Request", "HX-History-Restore-Request", "Cookie", "Accept-Encoding"} <= set(page["Vary"].split(", "))


def test_a_page_that_a_history_brings_back_is_whole(client):
    client.get(PAGE)
    restored = client.get(PAGE, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in restored.text


def test_who_only_asks_for_the_head_gets_the_same_headers(client):
    head, page = client.head(PAGE), client.get(PAGE)
    assert head["ETag"] == page["ETag"]
    assert head["Content-Length"] == page["Content-Length"]
    assert client.head(PAGE, headers={"If-None-Match": page["ETag"]}).status_code == 304


def test_any_proxy_may_keep_a_page_for_a_while_and_browsers_ask_each_time(client):
    told = dict(part.partition("=")[::2] for part in client.get(PAGE)["Cache-Control"].split(", "))
    assert "public" in told
    assert told["max-age"] == "0"
    assert 0 < int(told["s-maxage"]) <= 300


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/roles/nobody/", 404),
        ("/compare/paralegal-vs-paralegal/", 422),
        ("/roles/PARALEGAL/", 301),
        ("/no/such/page/", 404),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/admin/login/", 200),
        ("/theme/", 302),
    ],
)
def test_what_is_no_page_for_all_readers_is_not_kept(client, address, status):
    for _ in range(2):
        answer = client.get(address, headers={"If-None-Match": "*"})
        assert answer.status_code == status
        assert not answer.has_header("ETag")
        assert "public" not in answer.get("Cache-Control", "")
    assert nothing_is_kept()


def test_editors_see_what_they_saved_without_any_cache(admin_client):
    admin_client.get(PAGE)
    answer = admin_client.get(PAGE)
    assert not answer.has_header("ETag")
    assert "public" not in answer.get("Cache-Control", "")
    assert nothing_is_kept()


def _with_cookie(_request: HttpRequest) -> HttpResponse:
    answer = HttpResponse("Yours")
    answer.set_cookie("mine", "1")
    return answer


def _from_session(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.session.get("name", "You"))


@pytest.mark.parametrize(
    "view",
    [
        _with_cookie,
        _from_session,
        lambda _: HttpResponse("Only now", headers={"Cache-Control": "no-store"}),
        lambda _: HttpResponse("Come back in a minute", status=503),
        lambda _: StreamingHttpResponse(["a", "b"]),
    ],
    ids=["sets a cookie", "reads the session", "says so", "busy", "streams"],
)
def test_what_is_for_one_person_or_one_moment_is_not_kept(rf, view):
    request = rf.get(PAGE)
    request.session = SessionStore()
    answer = same_link_again(view)(request)
    assert not answer.has_header("ETag")
    assert "public" not in answer.get("Cache-Control", "")
    assert nothing_is_kept()


def test_what_people_type_is_not_kept(client):
    client.get("/roles/?q=para")
    client.get("/roles/?state=NY&q=para")
    assert nothing_is_kept()
    assert etag(client, "/roles/?q=para")


def test_nothing_is_kept_while_somebody_works_on_templates(client, settings):
    settings.DEBUG = True
    assert not client.get(PAGE).has_header("ETag")


def test_a_made_up_host_is_refused_also_for_a_page_that_is_kept(client):
    client.get(PAGE)
    assert client.get(PAGE, headers={"Host": "evil.example"}).status_code == 400


def test_a_page_asks_once_for_the_version(client):
    with CaptureQueriesContext(connection) as found:
        client.get("/compare/paralegal-vs-legal-assistant/")
    assert sum("sources_dataversion" in query["sql"] for query in found) == 1


def test_security_headers_are_those_of_every_answer(client):
    first, again = client.get(PAGE), client.get(PAGE)
    for name in ("Content-Security-Policy", "Permissions-Policy", "X-Frame-Options", "X-Content-Type-Options"):
        assert again[name] == first[name]


def test_a_made_up_host_is_refused_with_the_policies_of_every_answer(client):
    refused = client.get(PAGE, headers={"Host": "evil.example"})
    assert "default-src 'none'" in refused["Content-Security-Policy"]
    assert "camera=()" in refused["Permissions-Policy"]


def test_the_address_that_pages_repeat_is_their_own(client):
    client.get(PAGE)
    assert re.search(r'id="address" readonly value="[^"]*\?x=1"', client.get(f"{PAGE}?x=1").text)


def test_where_no_page_can_be_kept_each_is_made_anew(client, settings, tmp_path):
    (tmp_path / "file").write_text("no folder")
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(tmp_path / "file" / "pages"),
        }
    }
    assert [client.get(PAGE).status_code for _ in range(2)] == [200, 200]
